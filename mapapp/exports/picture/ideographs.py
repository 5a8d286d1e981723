"""The letters of a page with ideographs, cut from a packaged font: the same on every machine.

The font of the page has no ideographs. Those of Noto Sans CJK come in one file whose weights are
computed, which the converter can neither weigh nor take apart for a PDF: it would draw them thin
in a PNG, and fail at a PDF, wherever the system has no other font for them. So the few letters of
a page are drawn in two weights into small plain fonts, under a name that no other font has.

Noto Sans CJK is under the SIL Open Font License 1.1, which lets parts of it be embedded, and asks
that what is changed bear another name.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
import tempfile
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vl_convert
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from mapapp.exports.picture.lettering import IDEOGRAPH_FONTS, has_ideographs

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE, FILE = "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"
FACE = 2
"""Of the faces in the file, the one whose characters are drawn as in mainland China."""

WEIGHTS: Mapping[str, int] = {"Regular": 400, "Bold": 700}
IDEOGRAPH_FONT = ", ".join(IDEOGRAPH_FONTS)
_TEXT = re.compile(r">([^<]*)</text>")
_ERROR_UNITS = 1.0  # of a thousand to the size: how far a drawn curve may be from the true one
_EMPTY = ".notdef"
_AS_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a name with digits would need quotes


def with_own_letters(svg: str) -> str:
    """Set the texts of a drawing that have ideographs in letters cut for them."""
    texts = [html.unescape(text) for text in _TEXT.findall(svg)]
    signs = "".join(sorted({sign for text in texts if has_ideographs(text) for sign in text}))
    return svg.replace(f'"{IDEOGRAPH_FONT}"', f'"{register_letters(signs)}"') if signs else svg


@lru_cache(maxsize=64)
def register_letters(signs: str) -> str:
    """Let the converter know fonts that hold some signs.

    Args:
        signs: Each once, in order.

    Returns:
        The name of the family; it follows from the signs.
    """
    family = "Cut" + hashlib.sha256(signs.encode()).hexdigest()[:12].translate(_AS_LETTERS)
    folder = Path(_workplace().name) / family
    folder.mkdir()
    for style in WEIGHTS:
        (folder / f"{style}.ttf").write_bytes(cut_font(signs, family, style))
    vl_convert.register_font_directory(str(folder))
    return family


@lru_cache(maxsize=1)
def _workplace() -> tempfile.TemporaryDirectory[str]:
    """Where the cut fonts lie until the program ends: the converter opens them as it needs them."""
    return tempfile.TemporaryDirectory(prefix="letters-")


def cut_font(signs: str, family: str, style: str) -> bytes:
    """Draw the glyphs of some signs into a TrueType font of one weight.

    Args:
        signs: Those that the packaged font lacks are left out.
        family: The name that the font gets.
        style: A key of `WEIGHTS`.
    """
    with (files(PACKAGE) / FILE).open("rb") as file:
        whole = TTFont(file, fontNumber=FACE, lazy=True)
        known = whole.getBestCmap()
        names = {ord(sign): known[ord(sign)] for sign in signs if ord(sign) in known}
        return _build(whole, names, family, style)


def _build(whole: TTFont, names: Mapping[int, str], family: str, style: str) -> bytes:
    shapes = whole.getGlyphSet(location={"wght": WEIGHTS[style]})
    order = [_EMPTY, *dict.fromkeys(name for name in names.values() if name != _EMPTY)]
    upper, lower = whole["hhea"].ascent, whole["hhea"].descent
    builder = FontBuilder(whole["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(dict(names))
    builder.setupGlyf({name: _draw(shapes[name]) for name in order})
    sides = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (round(shapes[name].width), getattr(sides[name], "xMin", 0)) for name in order}
    )
    builder.setupHorizontalHeader(ascent=upper, descent=lower)
    builder.setupNameTable(_named(family, style))
    builder.setupOS2(
        sTypoAscender=upper,
        sTypoDescender=lower,
        usWinAscent=upper,
        usWinDescent=-lower,
        usWeightClass=WEIGHTS[style],
        fsSelection=0x20 if style == "Bold" else 0x40,
    )
    builder.updateHead(macStyle=int(style == "Bold"))
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _draw(shape: Any) -> Any:
    pen = TTGlyphPen(None)
    shape.draw(Cu2QuPen(pen, _ERROR_UNITS, reverse_direction=True))
    return pen.glyph()


def _named(family: str, style: str) -> dict[str, str]:
    return {
        "familyName": family,
        "styleName": style,
        "uniqueFontIdentifier": f"{family} {style}",
        "fullName": f"{family} {style}",
        "psName": f"{family}-{style}",
    }
