"""Ideographs that travel with a document, cut from a packaged font: the same on every machine.

Those of Noto Sans CJK come in one file whose weights are computed, which few programs can read
or take apart. So the few signs of a document are drawn in two weights into small plain fonts,
under a name that no other font has.

Noto Sans CJK is under the SIL Open Font License 1.1, which lets parts of it be embedded, and asks
that what is changed bear another name.
"""

from __future__ import annotations

import io
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE, FILE = "manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc"
FACE = 2
"""Of the faces in the file, the one whose characters are drawn as in mainland China."""

WEIGHTS: Mapping[str, int] = {"Regular": 400, "Bold": 700}
FIRST_IDEOGRAPH = "\u2e80"
_ERROR_UNITS = 1.0  # of a thousand to the size: how far a drawn curve may be from the true one
_EMPTY = ".notdef"
_MAY_BE_EMBEDDED = 0  # OS/2 fsType: also in a document that is edited, as the licence says


def has_ideographs(text: str) -> bool:
    """Whether a text has signs that the fonts of pages and documents lack."""
    return any(sign >= FIRST_IDEOGRAPH for sign in text)


def cut_font(signs: str, family: str, style: str) -> bytes:
    """Draw the glyphs of some signs into a TrueType font of one weight.

    Args:
        signs: Those that the packaged font lacks are left out.
        family: The name that the font gets.
        style: A key of `WEIGHTS`.

    Returns:
        The file; the same on any day.
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
        fsType=_MAY_BE_EMBEDDED,
    )
    builder.updateHead(macStyle=int(style == "Bold"), created=0, modified=0)
    builder.setupPost()
    builder.font.recalcTimestamp = False
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
