"""Small pieces of SVG as text. What comes from the record is escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from html import escape

FONT = "'Source Sans 3', 'Noto Sans CJK SC', system-ui, sans-serif"
LETTER = 0.5  # mean width of a letter, in parts of the type size
WIDE_LETTER = 1.0
REGULAR, STRONG = 400, 600


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
    """Write a label with its baseline at y.

    The weight stands there twice: programs that draw SVG take the thinnest cut of a variable
    typeface unless its axis is set.
    """
    weight = STRONG if is_strong else REGULAR
    axis = f"'wght' {weight}"
    return element(
        "text", escape(label, quote=False), x=x, y=y, font_weight=weight,
        font_variation_settings=axis, **attributes,
    )  # fmt: skip


def number(value: float) -> str:
    """Write a length with one digit behind the point, the same on every machine."""
    rounded = f"{value:.1f}"
    return rounded.removesuffix(".0") if rounded != "-0.0" else "0"


def text_width(label: str, size: float) -> float:
    """Estimate the width of a label in points."""
    letters = (
        WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in label
    )
    return size * sum(letters)


def shortened(label: str, width: float, size: float) -> str:
    """Cut a label that is wider than its room, and say so with an ellipsis."""
    if text_width(label, size) <= width:
        return label
    kept = label
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value))
