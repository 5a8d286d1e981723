"""Letters that a reader's machine may lack, taken along in a Word document.

Chinese, Japanese and Korean characters are cut from the packaged typeface and embedded, so that
they show where no font of the machine has them. A program that takes no embedded fonts uses the one
that Word has for them (ECMA-376, part 4, section 2.8.1: how a font lies in the package).
"""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from mapapp.exports.brief.docx_styles import HAN_FACE
from mapapp.exports.font_subsets import cut_font, has_ideographs

if TYPE_CHECKING:
    from docx.document import Document

FONT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
MASKED = 32
"""The first bytes of an embedded font are masked with its key, twice over."""

CHINESE = "86"


def embed_letters(document: Document) -> None:
    """Embed the characters of a finished document that are not Latin, Greek or Cyrillic, if any."""
    text = "".join(document.element.body.itertext())
    signs = "".join(sorted({sign for sign in text if has_ideographs(sign)}))
    if not signs:
        return
    family = f"Brief Han {hashlib.sha256(signs.encode()).hexdigest()[:8]}"
    _name_in_styles(document, family)
    _allow_embedding(document)
    _add_fonts(document, family, signs)


def _name_in_styles(document: Document, family: str) -> None:
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        if fonts.get(qn("w:eastAsia")) == HAN_FACE:
            fonts.set(qn("w:eastAsia"), family)


def _allow_embedding(document: Document) -> None:
    zoom = document.settings.element.find(qn("w:zoom"))
    for name in ("w:saveSubsetFonts", "w:embedTrueTypeFonts"):
        zoom.addnext(OxmlElement(name))


def _add_fonts(document: Document, family: str, signs: str) -> None:
    table: Any = next(
        part for part in document.part.package.iter_parts()
        if part.partname == "/word/fontTable.xml"
    )  # fmt: skip
    fonts = parse_xml(table.blob)
    font = OxmlElement("w:font")
    font.set(qn("w:name"), family)
    for tag, value in (("w:altName", HAN_FACE), ("w:charset", CHINESE), ("w:family", "auto")):
        font.append(_valued(tag, value))
    font.append(_valued("w:pitch", "variable"))
    for style in ("Regular", "Bold"):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{family} {style}")
        name = PackURI(f"/word/fonts/{style.lower()}.odttf")
        data = _masked(cut_font(signs, family, style), key)
        part = Part(name, FONT_TYPE, data, document.part.package)
        embedded = OxmlElement(f"w:embed{style}")
        embedded.set(qn("r:id"), table.relate_to(part, RELATIONSHIP_TYPE.FONT))
        embedded.set(qn("w:fontKey"), f"{{{str(key).upper()}}}")
        font.append(embedded)
    fonts.append(font)
    table._blob = serialize_part_xml(fonts)  # noqa: SLF001 - python-docx offers no other way


def _valued(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _masked(data: bytes, key: uuid.UUID) -> bytes:
    mask = key.bytes[::-1] * 2
    masked = bytes(byte ^ other for byte, other in zip(data[:MASKED], mask, strict=True))
    return masked + data[MASKED:]
