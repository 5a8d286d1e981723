"""SVG as text: what comes from the record is escaped here and nowhere else.

Attributes are in the order in which they are given, and lengths have one digit behind the point,
so that the same drawing is the same text on every machine. Everything is an attribute, nothing a
style sheet: a typesetter reads no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from layers.cartography.glyphs import by_typeface
from layers.cartography.text_metrics import text_width
from layers.cartography.typefaces import EAST_ASIAN, FAMILIES, LATIN, SERIF

if TYPE_CHECKING:
    from layers.cartography.typefaces import Typeface

_QUOTED = [f"'{family}'" for family in FAMILIES]
"""Typesetters ignore a family with a digit in its name unless it is quoted."""

FONT = ", ".join([*_QUOTED, "system-ui", "sans-serif"])
SERIF_FONT = ", ".join([f"'{SERIF.family}'", "'Source Serif 4'", *_QUOTED, "Georgia", "serif"])

REGULAR = 400


def document(width: float, height: float, /, *parts: str, **attributes: object) -> str:
    """Wrap a drawing of a width and a height in units; attributes may give it another size."""
    given: dict[str, Any] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": number(width),
        "height": number(height),
        "viewBox": " ".join(map(number, (0, 0, width, height))),
        "font-family": FONT,
        **attributes,
    }
    return element("svg", "".join(parts), **given)


def element(name: str, content: str = "", **attributes: object) -> str:
    """Write an element; `class_` is class, and underscores in names are hyphens.

    Args:
        name: Of the element.
        content: As `text`, `escaped` or `element` give it.
        attributes: Those that are None are left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(x: float, y: float, label: str, **attributes: object) -> str:
    """Write a label with its baseline at y."""
    return element("text", _in_runs(label), x=x, y=y, **attributes)


def weight(*, is_strong: bool, face: Typeface = LATIN) -> int:
    """How heavy letters are."""
    return face.strong if is_strong else REGULAR


def fixed_width(
    label: str, size: float, *, is_strong: bool = False, face: Typeface = LATIN
) -> dict[str, Any]:
    """Attributes that keep a label as wide as it was measured, also in another typeface.

    Only for Latin, Greek, Cyrillic and East Asian letters: others join, and would be torn apart.
    """
    if any(face not in {LATIN, *EAST_ASIAN} for face, _ in by_typeface(label)):
        return {}
    width = text_width(label, size, bold=is_strong, face=face)
    return {"textLength": width, "lengthAdjust": "spacingAndGlyphs"}


def escaped(content: str) -> str:
    """A text as the content of an element."""
    return escape(content)


def number(value: float) -> str:
    """Write a length with one digit behind the point, the same on every machine."""
    rounded = f"{value:.1f}"
    return rounded.removesuffix(".0") if rounded != "-0.0" else "0"


def _in_runs(label: str) -> str:
    """The letters of a label, each run in its typeface: else one foreign letter changes all."""
    runs = ((face, escape(letters)) for face, letters in by_typeface(label))
    return "".join(
        letters if face == LATIN else element("tspan", letters, font_family=f"'{face.family}'")
        for face, letters in runs
    )


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escape(str(value), {'"': "&quot;"})
