"""The colours of the map and the glyphs of its roles; sizes and strokes are in `layers.looks`.

Colours never carry a meaning alone: a role has a glyph besides, and every mark stands
out from land and sea by 3:1 or more (WCAG 2.2, success criterion 1.4.11). Roles say what a record
does, not what it is about; which kind or status plays which role is written in the collection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ThemeName: TypeAlias = Literal["light", "dark"]
Role: TypeAlias = Literal["neutral", "inquiry", "protest", "closed", "denial", "court", "law"]

MARK_CONTRAST = 3.0


class BadColourError(GeodataError, ValueError):
    """A text is not a colour that the map can use."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        super().__init__(f"{colour!r} is not a colour: write six hexadecimal digits, as #0a7a5c.")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a map by day or by night, each as #rrggbb."""

    name: ThemeName
    sea: str
    land: str
    chosen: str  # the land of countries that are asked for
    border: str  # of countries
    surface: str  # of panels, tooltips and legends
    rule: str  # between parts of a page; decorative
    outline: str  # of a control that nothing else shows
    text: str
    muted: str
    halo: str  # around marks and lettering
    hatch: str  # of countries with records that have no point
    shade: str  # of countries with an agreement
    focus: str  # around what the keyboard is on
    unknown: str  # of a record whose jurisdiction is not known
    other: str  # of jurisdictions beyond the palette
    categories: tuple[str, ...]
    roles: Mapping[Role, str]

    @property
    def grounds(self) -> tuple[str, ...]:
        """What marks are on."""
        return self.sea, self.land, self.chosen


# Hues after Okabe and Ito, "Color Universal Design" (2008), darker by day and lighter by night.
# The order is kept between themes: a jurisdiction that is blue by day is blue by night.
_LIGHT_CATEGORIES = (
    "#0443ea", "#a22f03", "#005e59", "#8c219c", "#947100", "#330079", "#660a08", "#097cbc",
)  # fmt: skip
_DARK_CATEGORIES = (
    "#71afff", "#f38733", "#3ecf99", "#ff6dd0", "#f4d237", "#a17aff", "#dd7462", "#82e3f9",
)  # fmt: skip

LIGHT = Theme(
    name="light",
    sea="#f4f6f7",
    land="#dfe3e6",
    chosen="#ccd3d8",
    border="#ffffff",
    surface="#ffffff",
    rule="#d9dee2",
    outline="#7d868e",
    text="#1a1f24",
    muted="#545d66",
    halo="#ffffff",
    hatch="#606972",
    shade="#dbd4c1",
    focus="#0a4fc4",
    unknown="#606972",
    other="#4b5560",
    categories=_LIGHT_CATEGORIES,
    roles=MappingProxyType(
        {
            "neutral": "#57606a",
            "inquiry": "#8a6a00",
            "protest": "#a22f00",
            "closed": "#005e59",
            "denial": "#330079",
            "court": "#8f27a0",
            "law": "#0243ea",
        }
    ),
)

DARK = Theme(
    name="dark",
    sea="#11161b",
    land="#2a333b",
    chosen="#3d4852",
    border="#11161b",
    surface="#11161b",
    rule="#323c45",
    outline="#6d7983",
    text="#eceff1",
    muted="#a9b4bd",
    halo="#11161b",
    hatch="#a9b4bd",
    shade="#403e33",
    focus="#8ab4f8",
    unknown="#a9b4bd",
    other="#c3cad1",
    categories=_DARK_CATEGORIES,
    roles=MappingProxyType(
        {
            "neutral": "#a9b3bd",
            "inquiry": "#f4d237",
            "protest": "#f38834",
            "closed": "#3ecf99",
            "denial": "#a98bff",
            "court": "#fe6cd5",
            "law": "#69abff",
        }
    ),
)

THEMES: Mapping[ThemeName, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})

GLYPHS: Mapping[Role, str] = MappingProxyType(
    {
        "neutral": "•",
        "inquiry": "?",
        "protest": "!",
        "closed": "×",
        "denial": "≠",
        "court": "§",
        "law": "¶",
    }
)
"""What distinguishes a role without its colour."""


def assign_colours(
    names: Iterable[str], theme: Theme, own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give each category its colour, always the same for the same names in the same order.

    Args:
        names: In the order of the legend. Name every category of the collection, not of the
            selection, so that a filter changes no colour.
        theme: Of the map.
        own: Colours that the collection sets, as #rrggbb; made legible on the theme.

    Returns:
        Colour by name. Names without a colour of their own take the palette in turn; once it is
        used up, the rest share `theme.other`.

    Raises:
        BadColourError: A colour of the collection is not #rrggbb.
    """
    chosen = {name: legible(colour, theme) for name, colour in (own or {}).items()}
    free = iter([colour for colour in theme.categories if colour not in chosen.values()])
    return {
        name: chosen[name] if name in chosen else next(free, theme.other)
        for name in dict.fromkeys(names)
    }


def legible(colour: str, theme: Theme, ratio: float = MARK_CONTRAST) -> str:
    """Darken a colour by day, or lighten it by night, until it stands out from land and sea.

    Args:
        colour: As #rrggbb.
        theme: Of the map.
        ratio: Least contrast, as WCAG counts it.

    Returns:
        The colour itself if it is legible, else the nearest on the way to black or white.

    Raises:
        BadColourError: The text is not a colour of this form.
    """
    target = 0 if theme.name == "light" else 255
    channels = _channels(colour)
    for step in range(21):
        mixed = [round(channel + (target - channel) * step / 20) for channel in channels]
        candidate = "#" + "".join(f"{channel:02x}" for channel in mixed)
        if min(contrast(candidate, ground) for ground in theme.grounds) >= ratio:
            return candidate
    return theme.text


def contrast(one: str, other: str) -> float:
    """Compare two colours: 1 (none) to 21 (black on white), after WCAG 2.2, "contrast ratio".

    Raises:
        BadColourError: One of them is not #rrggbb.
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is: 0 (black) to 1 (white), after WCAG 2.2, "relative luminance".

    Raises:
        BadColourError: The text is not #rrggbb.
    """
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  the sRGB curve


def _channels(colour: str) -> tuple[int, int, int]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise BadColourError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
