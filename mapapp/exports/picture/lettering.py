"""How wide a text is on the page, and where it breaks.

Pictures are set in Liberation Sans, which vl-convert carries within itself, and which has the
widths of Arial and Helvetica: a page measured here keeps its lines where an SVG is opened with
one of these instead.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeAlias

from geodata.characters import without_unseen
from mapapp.exports.shortening import count_fitting

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""In the order in which they are looked for."""

FOREIGN_FONT = f"Noto Sans CJK SC, PingFang SC, Microsoft YaHei, {FONT}"
"""Of texts with letters that `FONT` lacks; a PNG or PDF is set in letters cut for it."""

Widths: TypeAlias = "Mapping[str, int]"

_FULL = 1000  # thousandths of the size: the width of an ideograph
_OTHER = 600  # of a letter that the tables lack
_GROUPS: tuple[tuple[int, str], ...] = (
    (191, "'"), (222, "ijlł‘’"), (260, "|"), (278, " !,./:;I[\\]ftı\u00a0·"), (333, "()-`r“”¨´"),
    (334, "{}"), (350, "•"), (355, '"'), (365, "º"), (370, "ª"), (389, "*"), (400, "°"),
    (469, "^"), (500, "Jckvxyzsç"), (556, "#$0123456789?L_abdeghnopqu–€£«»†ð"),
    (549, "÷"), (584, "+<=>~±×"), (611, "FTZøđß"), (667, "&ABEKPSVXYÞ"), (722, "CDHNRUwÐĐ"),
    (778, "GOQØ"), (833, "Mm"), (889, "%æ"), (944, "Wœ"), (1000, "—…ÆŒ"), (1015, "@"),
)  # fmt: skip
_BOLD: Mapping[str, int] = {
    **dict.fromkeys("ijl", 278), **dict.fromkeys("!:;", 333), **dict.fromkeys("ft", 333),
    **dict.fromkeys("bdghnopqu", 611), **dict.fromkeys("ckvxyzsae", 556), "r": 389, "m": 889,
    "w": 778, "J": 556, "L": 611, **dict.fromkeys("ABKR", 722), "'": 238, '"': 474,
    **dict.fromkeys("“”", 500), **dict.fromkeys("‘’", 278), "?": 611, "&": 722,
    **dict.fromkeys("[]", 333), "^": 584, "{": 389, "}": 389, "|": 280,
    "ç": 556, "ð": 611, "@": 975, "z": 500,
}  # fmt: skip
_REGULAR: Mapping[str, int] = {sign: width for width, signs in _GROUPS for sign in signs}


def readable(text: str) -> str:
    """Take out what no page can hold: control signs, and those that turn the reading direction."""
    return " ".join(without_unseen(text, " ").split())


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a text.

    Args:
        text: On one line.
        size: Of the letters.
        bold: Whether it is set in bold.

    Returns:
        Its width in the unit of the size. Accents add nothing; a sign that the font lacks counts
        as an average letter, an ideograph as a full square.
    """
    return sum(_sign_width(sign, bold=bold) for sign in text) * size / 1000


def wrap_text(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit; a word wider than a line is broken within itself."""
    lines = [""]
    for piece in _pieces(text):
        if text_width(lines[-1] + piece.rstrip(), size, bold=bold) <= width:
            lines[-1] += piece
            continue
        lines[-1] = lines[-1].rstrip()
        lines.append("")
        for sign in piece:
            if lines[-1] and text_width(lines[-1] + sign, size, bold=bold) > width:
                lines.append("")
            lines[-1] += sign
    return [line.strip() for line in lines if line.strip()]


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Cut a text to one line of a width; a dot-dot-dot says that something is left out."""
    if text_width(text, size, bold=bold) <= width:
        return text
    dots = _sign_width("…", bold=bold)
    fitting = count_fitting(
        (_sign_width(sign, bold=bold) for sign in text),
        lambda total: (total + dots) * size / 1000 <= width,
    )
    return text[:fitting].rstrip(" ,;–-") + "…"


def _pieces(text: str) -> list[str]:
    """Words with the space behind them; each ideograph is a piece of its own, with its stop."""
    return re.findall(
        r"[\u2e80-\u9fff\uff00-\uffef][，。；：、）」》]*|[^\s\u2e80-\u9fff\uff00-\uffef]*\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+",
        text,
    )


def _sign_width(sign: str, *, bold: bool) -> int:
    table = {**_REGULAR, **_BOLD} if bold else _REGULAR
    if sign in table:
        return table[sign]
    if unicodedata.east_asian_width(sign) in "WF":
        return _FULL
    if unicodedata.combining(sign):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    return table.get(base, _OTHER)
