"""How wide a text is on the page, by the widths in the packaged typefaces, and where it breaks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from layers.cartography.typefaces import LATIN, TYPEFACES, letters_of, open_typeface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.cartography.typefaces import Typeface

FOREIGN_SIZE = 0.98
"""Kurinto Sans is larger than Source Sans 3 at the same size."""

MIDDLE = 0.33
"""From the middle of the capitals of Source Sans 3 down to their baseline, in sizes."""

_MISSING = 0.6  # sizes: the width of a character that no typeface has
_MISSING_WIDE = 1.0  # of such an ideograph
_ELLIPSIS = "…"
_PIECE = re.compile(
    r"[\u2e80-\u9fff\uff00-\uffef][，。；：、）」》]*|[^\s\u2e80-\u9fff\uff00-\uffef]*\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+"
)
"""A word with the space behind it; each ideograph is a piece of its own, with its stop."""


def text_width(text: str, size: float, *, bold: bool = False, face: Typeface = LATIN) -> float:
    """Measure a text on one line, in the unit of its size.

    Kerning is left out: it makes a text a little narrower. A text with a foreign letter may be set
    from that letter's typeface as a whole, so all of its letters have the room that this needs.

    Args:
        text: As it is set.
        size: Of its letters.
        bold: Whether it is set in the heavier weight.
        face: The typeface of letters that need no other.
    """
    widths = _widths_beside(_foreign_face(text), bold=bold, face=face)
    return size * sum(map(widths.__getitem__, text))


def wrap_text(
    text: str, size: float, width: float, *, bold: bool = False, face: Typeface = LATIN
) -> list[str]:
    """Break a text into lines that fit; a word wider than a line is broken within itself."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if text_width(lines[-1] + piece.rstrip(), size, bold=bold, face=face) <= width:
            lines[-1] += piece
            continue
        lines[-1] = lines[-1].rstrip()
        lines.append("")
        for letter in piece:
            if lines[-1] and text_width(lines[-1] + letter, size, bold=bold, face=face) > width:
                lines.append("")
            lines[-1] += letter
    return [line.strip() for line in lines if line.strip()]


def shorten(
    text: str, size: float, width: float, *, bold: bool = False, face: Typeface = LATIN
) -> str:
    """Cut a text to one line of a width; an ellipsis says that something is left out."""
    if text_width(text, size, bold=bold, face=face) <= width:
        return text

    def fits(beginning: str) -> bool:
        return text_width(beginning + _ELLIPSIS, size, bold=bold, face=face) <= width

    fitting = max(takewhile(fits, accumulate(text)), default="", key=len)
    return fitting.rstrip(" ,;–-") + _ELLIPSIS


class _LetterWidths(dict[str, float]):
    """The widths of letters in sizes, in a text that may be set from a foreign typeface."""

    def __init__(self, foreign: Typeface | None, *, bold: bool, face: Typeface) -> None:
        super().__init__()
        self._foreign = foreign
        self._bold = bold
        self._face = face

    def __missing__(self, letter: str) -> float:
        """Measure a letter once; an accent that is apart adds nothing."""
        self[letter] = 0.0 if unicodedata.combining(letter) else self._measured(letter)
        return self[letter]

    def _measured(self, letter: str) -> float:
        face = self._face if ord(letter) in letters_of(self._face) else _face_of(letter)
        if face is None:
            return _MISSING_WIDE if unicodedata.east_asian_width(letter) in "WF" else _MISSING
        own = _widths(face, bold=self._bold)[ord(letter)]
        if self._foreign is None:
            return own
        foreign = _widths(self._foreign, bold=self._bold).get(ord(letter), 0.0)
        return max(own, FOREIGN_SIZE * foreign)


@cache
def _widths_beside(foreign: Typeface | None, *, bold: bool, face: Typeface) -> _LetterWidths:
    return _LetterWidths(foreign, bold=bold, face=face)


def _foreign_face(text: str) -> Typeface | None:
    """The typeface of the first letter that the usual one lacks, if there is one."""
    usual = letters_of(LATIN)
    foreign = (letter for letter in text if ord(letter) not in usual)
    return next(filter(None, map(_face_of, foreign)), None)


@lru_cache(maxsize=4096)
def _face_of(letter: str) -> Typeface | None:
    return next((face for face in TYPEFACES if ord(letter) in letters_of(face)), None)


@cache
def _widths(face: Typeface, *, bold: bool) -> Mapping[int, float]:
    """The advance width of every letter of a typeface, in sizes."""
    with open_typeface(face, bold=bold) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {letter: widths[name][0] / units for letter, name in font.getBestCmap().items()}
