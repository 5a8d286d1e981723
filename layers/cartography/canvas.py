"""A page to draw on: shapes and texts at given places, each over those before it.

Everything comes with its place on the page, in units from the upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from layers.cartography import svg
from layers.cartography.glyphs import in_reading_order, readable
from layers.cartography.paths import diamond, path_of, slice_of
from layers.cartography.text_metrics import MIDDLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.labels import Align
    from layers.cartography.projection import XY, Frame

HALO_UNITS = 3.0  # around letters that stand on the map
_ANCHORS = {"left": None, "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Ink:
    """How something is filled and outlined; None leaves it out."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0
    fill_opacity: float = 1.0
    dash: str | None = None

    def attributes(self) -> dict[str, Any]:
        """As attributes of an SVG element."""
        return {
            "fill": self.fill or "none",
            "fill_opacity": _share(self.fill_opacity),
            "stroke": self.stroke,
            "stroke_width": self.width if self.stroke else None,
            "stroke_dasharray": self.dash,
            "opacity": _share(self.opacity),
        }


@dataclass(frozen=True)
class Letters:
    """How a text is set. `halo` is the colour behind letters that stand on the map."""

    size: float
    colour: str
    bold: bool = False
    align: Align = "left"
    halo: str | None = None


@dataclass(frozen=True)
class Wedge:
    """A slice of a disc; `start` and `end` are shares of a turn, clockwise from the top."""

    middle: XY
    radius: float
    start: float
    end: float
    ink: Ink


@dataclass
class Canvas:
    """A page of `width` × `height` units, and what has been drawn on it, the lowest first."""

    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def shapes(self, shapes: Iterable[BaseGeometry], ink: Ink) -> None:
        """Draw shapes whose corners are on the page."""
        paths = filter(None, map(path_of, shapes))
        self.parts += [svg.element("path", d=path, **ink.attributes()) for path in paths]

    def rectangle(self, frame: Frame, ink: Ink) -> None:
        """Draw a rectangle."""
        sides = ("x", "y", "width", "height")
        lengths: dict[str, Any] = {side: svg.number(getattr(frame, side)) for side in sides}
        self.parts.append(svg.element("rect", **lengths, **ink.attributes()))

    def discs(self, discs: Iterable[tuple[XY, float]], ink: Ink) -> None:
        """Draw round marks, given their middle and their radius."""
        self.parts += [
            svg.element("circle", cx=x, cy=y, r=radius, **ink.attributes())
            for (x, y), radius in discs
        ]

    def diamonds(self, diamonds: Iterable[tuple[XY, float]], ink: Ink) -> None:
        """Draw squares on their corners, given their middle and how far a corner is from it."""
        self.parts += [
            svg.element("path", d=diamond(x, y, reach), **ink.attributes())
            for (x, y), reach in diamonds
        ]

    def wedges(self, wedges: Iterable[Wedge]) -> None:
        """Draw slices of discs, each over the one before it."""
        for wedge in wedges:
            if wedge.end - wedge.start >= 1:
                self.discs([(wedge.middle, wedge.radius)], wedge.ink)
                continue
            path = slice_of(*wedge.middle, wedge.radius, wedge.start, wedge.end)
            self.parts.append(svg.element("path", d=path, **wedge.ink.attributes()))

    def texts(self, texts: Iterable[tuple[str, float, float]], letters: Letters) -> None:
        """Set texts, each on one line; `y` is the middle of its letters."""
        lines = [(in_reading_order(readable(text)), x, y) for text, x, y in texts]
        if letters.halo:
            halo = {"fill": letters.halo, "stroke": letters.halo, "stroke_width": HALO_UNITS}
            self._set(lines, letters, {**halo, "stroke_linejoin": "round"})
        self._set(lines, letters, {"fill": letters.colour})

    def _set(
        self, lines: list[tuple[str, float, float]], letters: Letters, paint: dict[str, Any]
    ) -> None:
        for text, x, y in lines:
            width = svg.fixed_width(text, letters.size, is_strong=letters.bold)
            style = {
                "font_size": float(letters.size),
                "text_anchor": _ANCHORS[letters.align],
                **paint,
                **width,
            }
            baseline = float(y + MIDDLE * letters.size)
            self.parts.append(svg.text(float(x), baseline, text, is_strong=letters.bold, **style))


def _share(opacity: float) -> str | None:
    return f"{opacity:g}" if opacity < 1 else None
