"""A page to draw on: shapes and texts at given places, each over those before it.

Everything comes with its place on the page, in units from the upper left corner. What an
`ShapeStyle` and `TextStyle` are called is a class where a page has a style sheet: it may have other
colours by night.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from layers.cartography import svg
from layers.cartography.glyphs import in_reading_order, readable
from layers.cartography.paths import path_of
from layers.cartography.text_metrics import MIDDLE
from layers.cartography.typefaces import LATIN, SERIF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.labels import Align
    from layers.cartography.projection import XY, Frame
    from layers.cartography.typefaces import Typeface

HALO_SHARE = 0.2  # around letters that are on the map, in sizes
_ANCHORS = {"left": None, "center": "middle", "right": "end"}


@dataclass(frozen=True)
class ShapeStyle:
    """How something is filled and outlined; None leaves it out."""

    name: str
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0
    fill_opacity: float = 1.0
    dash: tuple[float, ...] = ()

    def attributes(self) -> dict[str, Any]:
        """As attributes of an SVG element."""
        return {
            "fill": self.fill or "none",
            "fill_opacity": _share(self.fill_opacity),
            "stroke": self.stroke,
            "stroke_width": _length(self.width) if self.stroke else None,
            "stroke_dasharray": " ".join(f"{each:g}" for each in self.dash) or None,
            "opacity": _share(self.opacity),
        }


@lru_cache(maxsize=256)
def _paint(ink: ShapeStyle) -> tuple[tuple[str, Any], ...]:
    """The attributes of an ink, written once for all that is drawn with it."""
    return tuple(ink.attributes().items())


@dataclass(frozen=True)
class TextStyle:
    """How a text is set. `halo` is the colour behind letters that are on the map.

    Those that `may_spread` need not be as wide as they were measured, as numbers on marks. `face`
    is the typeface of all letters that it has.
    """

    name: str
    size: float
    colour: str
    bold: bool = False
    align: Align = "left"
    halo: str | None = None
    may_spread: bool = False
    face: Typeface = LATIN


@dataclass
class Canvas:
    """A page of `width` × `height` units, and what has been drawn on it, the lowest first.

    Of what is `inherited` from around the drawing no part is written again. Where there are
    `stamps`, the names of those that have been drawn, what occurs often is drawn once.
    """

    width: float
    height: float
    has_classes: bool = False
    inherited: Mapping[str, str] = field(default_factory=dict)
    stamps: set[str] | None = None
    parts: list[str] = field(default_factory=list)

    def shapes(self, shapes: Iterable[BaseGeometry], ink: ShapeStyle) -> None:
        """Draw shapes whose corners are on the page."""
        self.paths(map(path_of, shapes), ink)

    def paths(self, paths: Iterable[str], ink: ShapeStyle) -> None:
        """Draw what is written as the `d` of paths already."""
        self.parts += [self._element("path", ink, d=path) for path in paths if path]

    def stamp(self, name: str, middle: XY, draw: Callable[[Canvas, XY], None]) -> None:
        """Draw what may occur again under the same name, around a point."""
        if self.stamps is None:
            draw(self, middle)
            return
        if name not in self.stamps:
            self.stamps.add(name)
            kept = replace(self, parts=[])
            draw(kept, (0.0, 0.0))
            self.parts.append(svg.element("defs", svg.element("g", "".join(kept.parts), id=name)))
        self.parts.append(svg.element("use", href=f"#{name}", x=middle[0], y=middle[1]))

    def rectangle(self, frame: Frame, ink: ShapeStyle) -> None:
        """Draw a rectangle."""
        sides = ("x", "y", "width", "height")
        lengths: dict[str, Any] = {side: svg.number(getattr(frame, side)) for side in sides}
        self.parts.append(self._element("rect", ink, **lengths))

    def discs(self, discs: Iterable[tuple[XY, float]], ink: ShapeStyle) -> None:
        """Draw round marks, given their middle and their radius."""
        self.parts += [
            self._element("circle", ink, cx=x or None, cy=y or None, r=radius)
            for (x, y), radius in discs
        ]

    def texts(self, texts: Iterable[tuple[str, float, float]], letters: TextStyle) -> None:
        """Set texts, each on one line; `y` is the middle of its letters."""
        lines = [(in_reading_order(readable(text)), x, y) for text, x, y in texts]
        if letters.halo:
            halo = ShapeStyle("halo", letters.halo, letters.halo, HALO_SHARE * letters.size)
            paint = {**halo.attributes(), "stroke_linejoin": "round"}
            self._set(lines, letters, {**paint, **self._class(halo)})
        self._set(lines, letters, {"fill": letters.colour, **self._class(letters)})

    def _element(self, tag: str, ink: ShapeStyle, **attributes: Any) -> str:
        own = {name: value for name, value in _paint(ink) if self.inherited.get(name) != value}
        return svg.element(tag, **self._class(ink), **attributes, **own)

    def _class(self, paint: ShapeStyle | TextStyle) -> dict[str, str]:
        return {"class_": paint.name} if self.has_classes else {}

    def _set(
        self, lines: list[tuple[str, float, float]], letters: TextStyle, paint: dict[str, Any]
    ) -> None:
        """Set lines; numbers of one kind share what they have in common."""
        style = {
            "font_family": svg.SERIF_FONT if letters.face == SERIF else None,
            "font_weight": svg.weight(is_strong=letters.bold, face=letters.face),
            "font_size": float(letters.size),
            "text_anchor": _ANCHORS[letters.align],
            **paint,
        }
        down = MIDDLE * letters.size
        if letters.may_spread:
            texts = (svg.text(float(x), float(y + down), text) for text, x, y in lines)
            self.parts.append(svg.element("g", "".join(texts), **style))
            return
        for text, x, y in lines:
            width = svg.fixed_width(text, letters.size, is_strong=letters.bold, face=letters.face)
            self.parts.append(svg.text(float(x), float(y + down), text, **style, **width))


def _length(width: float) -> str:
    return f"{width:.2f}".rstrip("0").rstrip(".")


def _share(opacity: float) -> str | None:
    return f"{opacity:g}" if opacity < 1 else None
