"""Small pieces of SVG as text. What comes from the record is escaped here and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from mapapp.exports.glyphs import by_typeface, with_glyphs
from mapapp.exports.shortening import count_fitting
from mapapp.exports.typefaces import FAMILIES, LATIN

FONT = ", ".join([*(f"'{family}'" for family in FAMILIES), "system-ui", "sans-serif"])
LETTER = 0.5  # mean width of a letter, in parts of the type size
WIDE_LETTER = 1.0
REGULAR, STRONG = 400, 600
FOREIGN_SIZE = 0.98
"""Kurinto Sans is larger than Source Sans 3 at the same size."""

_MIXED_LABEL = re.compile(r'(<text[^>]* font-size=")([\d.]+)("[^>]*>[^<]*<tspan)')


def document(width: float, height: float, *parts: str) -> str:
    """Wrap a drawing; sizes are in points. Its class lets a page give it colours by night."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" '
        f'height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}" '
        f'font-family="{FONT}">{"".join(parts)}</svg>'
    )


def element(name: str, content: str = "", **attributes: object) -> str:
    """Write an element; `class_` is class, and underscores in names are hyphens."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, label: str, *, is_strong: bool = False, **attributes: object) -> str:
    """Write a label with its baseline at y."""
    weight = STRONG if is_strong else REGULAR
    return element("text", _in_runs(label), x=x, y=y, font_weight=weight, **attributes)


def _in_runs(label: str) -> str:
    """The letters of a label, each run in its typeface: else one foreign letter changes all."""
    runs = ((face, escape(letters, quote=False)) for face, letters in by_typeface(label))
    return "".join(
        letters if face == LATIN else element("tspan", letters, font_family=f"'{face.family}'")
        for face, letters in runs
    )


def for_paper(svg: str) -> str:
    """A drawing as the typesetter can set it.

    It takes a label with a foreign letter from that letter's typeface as a whole, which is larger.
    """
    return _MIXED_LABEL.sub(
        lambda found: f"{found[1]}{number(float(found[2]) * FOREIGN_SIZE)}{found[3]}",
        with_glyphs(svg),
    )


def number(value: float) -> str:
    """Write a length with one digit behind the point, the same on every machine."""
    rounded = f"{value:.1f}"
    return rounded.removesuffix(".0") if rounded != "-0.0" else "0"


def text_width(label: str, size: float) -> float:
    """Estimate the width of a label in points."""
    return size * sum(map(_letter_width, label))


def shortened(label: str, width: float, size: float) -> str:
    """Cut a label that is wider than its room, and say so with an ellipsis."""
    if text_width(label, size) <= width:
        return label
    fitting = count_fitting(
        map(_letter_width, label), lambda total: size * (total + LETTER) <= width
    )
    return label[:fitting].rstrip() + "…"


def _letter_width(letter: str) -> float:
    return WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value))
