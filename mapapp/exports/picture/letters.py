"""The foreign letters of a picture: cut for it, so a PNG or PDF is the same on every machine.

The converter has the font of the page within itself. Other letters it would take from whatever
fonts the system has, or leave out.
"""

from __future__ import annotations

import hashlib
import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import vl_convert

from geodata.working_folders import make_temporary_folder
from mapapp.exports.glyphs import typeface_of, with_glyphs
from mapapp.exports.letters import WEIGHTS, cut_font, cut_shaped_font
from mapapp.exports.picture.lettering import FOREIGN_FONT
from mapapp.exports.typefaces import EAST_ASIAN, TYPEFACES

if TYPE_CHECKING:
    from geodata.working_folders import WorkingFolder

_TEXT = re.compile(rf'(<text[^>]*font-family="){re.escape(FOREIGN_FONT)}("[^>]*>)([^<]*)(</text>)')
_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a name with digits would need quotes


def with_own_letters(svg: str) -> str:
    """Set the texts of a drawing that have foreign letters in letters cut for them."""
    signs: dict[str, set[str]] = {}
    for _, _, written, _ in _TEXT.findall(svg):
        text = _settable(written)
        signs.setdefault(_kind(text), set()).update(text)

    def with_family(found: re.Match[str]) -> str:
        before, after, written, end = found.groups()
        text = _settable(written)
        kind = _kind(text)
        family = register_letters("".join(sorted(signs[kind])), kind)
        return f"{before}{family}{after}{html.escape(text, quote=False)}{end}"

    return _TEXT.sub(with_family, svg)


@lru_cache(maxsize=64)
def register_letters(signs: str, kind: str) -> str:
    """Let the converter know fonts that hold some signs.

    Args:
        signs: Each once, in order.
        kind: The family of the typeface whose rules join them; empty for ideographs.

    Returns:
        The name of the family; it follows from the signs.
    """
    family = "Cut" + hashlib.sha256(f"{kind} {signs}".encode()).hexdigest()[:12].translate(
        _AS_LETTERS
    )
    folder = _workplace().path / family
    folder.mkdir()
    for style in WEIGHTS:
        (folder / f"{style}.ttf").write_bytes(_cut(signs, kind, family, style))
    vl_convert.register_font_directory(str(folder))
    return family


def _cut(signs: str, kind: str, family: str, style: str) -> bytes:
    for face in TYPEFACES:
        if face.family == kind:
            return cut_shaped_font(signs, face, family, style)
    return cut_font(signs, family, style)


def _settable(written: str) -> str:
    return with_glyphs(html.unescape(written))


def _kind(text: str) -> str:
    face = typeface_of(text)
    return "" if face in EAST_ASIAN else face.family


@lru_cache(maxsize=1)
def _workplace() -> WorkingFolder:
    """Where the cut fonts lie until the program ends: the converter opens them as it needs them."""
    folder = make_temporary_folder("letters")
    folder.clear_at_the_end()
    return folder
