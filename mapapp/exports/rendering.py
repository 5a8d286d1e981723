"""Drawings and documents as PNG and PDF, set by typst: the same bytes on every machine.

There is one typesetter for the whole process, which serves one caller after the other. It has the
packaged typefaces and no others, and fetches nothing.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import typst

from layers.cartography.glyphs import with_glyphs
from layers.cartography.svg import number
from layers.cartography.text_metrics import FOREIGN_SIZE
from layers.cartography.typefaces import font_folders

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS_PER_INCH = 72
PDF_STANDARDS = ("ua-1",)
"""A picture can be read by those who do not see it: PDF/UA-1, ISO 14289-1."""
A_LITTLE = 1e-5  # of a side: more than single precision loses, less than half a dot
INCHES_PER_METRE = 1 / 0.0254
_ONE_AT_A_TIME = Lock()
_PNG_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg")"""
_PDF_PAGE = b"""#let width = float(sys.inputs.width) * 1pt
#let height = float(sys.inputs.height) * 1pt
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.language)
#set page(width: width, height: height, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: width, height: height, fit: "stretch",
  alt: sys.inputs.alternative)"""

_LABEL = re.compile(r"<text\b.*?</text>", re.DOTALL)
_FIXED_WIDTH = re.compile(r' textLength="[^"]*" lengthAdjust="[^"]*"')
_SIZE = re.compile(r' font-size="([\d.]+)"')
_RUN = re.compile(r'<tspan (font-family="[^"]*")')
_OWN_FAMILY = re.compile(r'^(<text\b[^>]*?) font-family="[^"]*"')
_HEADER_BYTES = 33  # of a PNG: its signature, and the chunk with its size


def to_png(svg: str, dots_per_inch: float, *, stated: int | None = None) -> bytes:
    """Draw a drawing as dots.

    Args:
        svg: The drawing; one with the size that `dot_by_dot` gives is drawn without resampling.
        dots_per_inch: As it is drawn.
        stated: Dots per inch as the file says, which a program that prints it goes by.
    """
    png = typeset(_PNG_PAGE, {"drawing": for_paper(svg)}, format="png", ppi=dots_per_inch)
    return _with_density(png, stated) if stated else png


def dot_by_dot(width: float, height: float) -> dict[str, str]:
    """The size of a drawing as attributes, for a PNG with a dot, or several, to each unit.

    The typesetter rounds numbers of dots up, and then resamples by leaving out rows and columns.
    Sides a little less than whole numbers, the height more so, keep fractions from adding one.
    """
    return {
        "width": f"{width * (1 - A_LITTLE):.4f}pt",
        "height": f"{height * (1 - 2 * A_LITTLE):.4f}pt",
    }


def to_pdf(
    svg: str, size: tuple[float, float], *, title: str, language: str, alternative: str
) -> bytes:
    """Print a drawing on a sheet of its own, its texts as texts.

    Args:
        svg: The drawing; it fills the sheet.
        size: Width and height of the sheet in points.
        title: Of the document.
        language: As an IETF tag.
        alternative: What the drawing shows, in words.
    """
    width, height = size
    words = {
        "drawing": for_paper(svg),
        "width": f"{width:.2f}",
        "height": f"{height:.2f}",
        "title": title,
        "language": language,
        "alternative": alternative,
    }
    return typeset(_PDF_PAGE, words, format="pdf", pdf_standards=list(PDF_STANDARDS))


def for_paper(svg: str) -> str:
    """A drawing as the typesetter can set it."""
    return _LABEL.sub(lambda found: _settable(found[0]), svg)


def typeset(template: bytes, words: Mapping[str, str], **output: Any) -> bytes:
    """Set a document; other threads of Python go on meanwhile.

    Args:
        template: Markup of our own.
        words: What it reads as `sys.inputs`: data, never markup.
        output: What `typst.Compiler.compile` takes on the form of the output, such as `format`.

    Raises:
        TypstError: The document cannot be set.
    """
    with _ONE_AT_A_TIME:
        return cast("bytes", _compiler().compile(input=template, sys_inputs=dict(words), **output))


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """It keeps the typefaces, and what it has laid out, for the next document."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
    return typst.Compiler(b"", font_paths=fonts)


def _settable(label: str) -> str:
    """A label in letters that the typefaces have, which need no fixed width.

    The typesetter takes all of a label that has a foreign letter from one of the foreign
    typefaces, which are larger: here they are named.
    """
    label = _FIXED_WIDTH.sub("", with_glyphs(label))
    foreign = _RUN.search(label)
    if not foreign:
        return label
    return _SIZE.sub(
        lambda found: f' {foreign[1]} font-size="{number(float(found[1]) * FOREIGN_SIZE)}"',
        _OWN_FAMILY.sub(r"\1", label),
    )


def _with_density(png: bytes, dots_per_inch: int) -> bytes:
    """Say in a PNG how many dots there are to an inch: the chunk pHYs counts them to a metre."""
    per_metre = round(dots_per_inch * INCHES_PER_METRE)
    content = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:_HEADER_BYTES] + chunk + png[_HEADER_BYTES:]
