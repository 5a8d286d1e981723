"""Letters that travel with a document, cut from the packaged typefaces: the same on every machine.

The typefaces are under the SIL Open Font License 1.1, which lets parts of them be embedded, and
asks that what is changed bear another name.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from layers.cartography.typefaces import EAST_ASIAN, LATIN, TYPEFACES, letters_of, open_typeface

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from layers.cartography.typefaces import Typeface

WEIGHTS: Mapping[str, int] = {"Regular": 400, "Bold": 700}
FIRST_IDEOGRAPH = "\u2e80"
_MODEL = EAST_ASIAN[0]
"""Lends the cut font its measures, and what stands for a sign that it lacks."""
_EMPTY = ".notdef"
_MAY_BE_EMBEDDED = 0  # OS/2 fsType: also in a document that is edited, as the licence says


_Glyph: TypeAlias = tuple[Any, int]
"""An outline, and its width."""


class _Measures(NamedTuple):
    """Of a font, in its units: how many there are to an em, and how far up and down it reaches."""

    units: int
    ascent: int
    descent: int


def has_ideographs(text: str) -> bool:
    """Whether a text has characters of Chinese, Japanese or Korean."""
    return any(sign >= FIRST_IDEOGRAPH for sign in text)


def cut_font(signs: str, family: str, style: str) -> bytes:
    """Draw the glyphs of ideographs, and of the letters beside them, into a font of one weight.

    Args:
        signs: Each is drawn as it is, whatever it is beside. Those that the packaged
            typefaces lack are left out.
        family: The name that the font gets.
        style: A key of `WEIGHTS`.

    Returns:
        The file; the same on any day.
    """
    faces = [face for face in (*EAST_ASIAN, *TYPEFACES) if face != LATIN]
    found = {sign: face for sign in signs if (face := _first_with(sign, faces))}
    characters = {ord(sign): _glyph_name(sign) for sign in found}
    bold = style == "Bold"
    measures, empty = _model(bold=bold)
    drawn = {_EMPTY: empty}
    for face in dict.fromkeys((_MODEL, *found.values())):
        drawn |= _drawn([sign for sign in found if found[sign] == face], face, bold=bold)
    return _build(measures, drawn, characters, family, style)


def _first_with(sign: str, faces: list[Typeface]) -> Typeface | None:
    return next((face for face in faces if ord(sign) in letters_of(face)), None)


def _glyph_name(sign: str) -> str:
    return f"u{ord(sign):04X}"


@cache
def _model(*, bold: bool) -> tuple[_Measures, _Glyph]:
    with open_typeface(_MODEL, bold=bold) as font:
        lines = font["hhea"]
        measures = _Measures(font["head"].unitsPerEm, lines.ascent, lines.descent)
        return measures, _draw(font.getGlyphSet(), font.getGlyphName(0))


@cache
def _drawn_before(face: Typeface, *, bold: bool) -> dict[str, _Glyph]:
    """What has been drawn of a typeface: its file takes long to read, and documents share signs."""
    del face, bold
    return {}


def _drawn(signs: Collection[str], face: Typeface, *, bold: bool) -> dict[str, _Glyph]:
    known = _drawn_before(face, bold=bold)
    missing = [sign for sign in signs if sign not in known]
    if missing:
        with open_typeface(face, bold=bold) as font:
            names, shapes = font.getBestCmap(), font.getGlyphSet()
            known.update({sign: _draw(shapes, names[ord(sign)]) for sign in missing})
    return {_glyph_name(sign): known[sign] for sign in signs}


def _draw(shapes: Any, name: str) -> _Glyph:
    """The outline and the width of a glyph; one that is put together of others is drawn out."""
    recording = DecomposingRecordingPen(shapes)
    shapes[name].draw(recording)
    pen = TTGlyphPen(None)
    recording.replay(pen)
    return pen.glyph(), round(shapes[name].width)


def _build(
    measures: _Measures,
    drawn: Mapping[str, _Glyph],
    characters: Mapping[int, str],
    family: str,
    style: str,
) -> bytes:
    upper, lower = measures.ascent, measures.descent
    builder = FontBuilder(measures.units, isTTF=True)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(dict(characters))
    builder.setupGlyf({name: outline for name, (outline, _) in drawn.items()})
    sides = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(sides[name], "xMin", 0)) for name, (_, width) in drawn.items()}
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


def _named(family: str, style: str) -> dict[str, str]:
    return {
        "familyName": family,
        "styleName": style,
        "uniqueFontIdentifier": f"{family} {style}",
        "fullName": f"{family} {style}",
        "psName": f"{family}-{style}",
    }
