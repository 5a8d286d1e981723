"""A page to draw on: shapes and texts at given places, layer over layer, as an Altair chart.

Everything comes with its place on the page, in units from the upper left corner: the chart has no
scales, axes or projections that would choose for themselves. Texts are data, never part of the
specification, so that nothing in them is read as an expression.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import altair as alt
import shapely

from mapapp.exports.glyphs import in_reading_order
from mapapp.exports.letters import needs_own_letters
from mapapp.exports.picture.lettering import FONT, FOREIGN_FONT, readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from mapapp.exports.picture.labels import Align
    from mapapp.exports.picture.projection import XY, Frame

HALO_UNITS = 3.0  # around letters that stand on the map


@dataclass(frozen=True)
class Ink:
    """How something is filled and outlined; None leaves it out."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0
    fill_opacity: float = 1.0
    dash: str | None = None

    def properties(self) -> dict[str, Any]:
        """As properties of a Vega-Lite mark."""
        dash = [float(part) for part in self.dash.split()] if self.dash else None
        given = {
            "fill": self.fill or "transparent",
            "fillOpacity": self.fill_opacity,
            "stroke": self.stroke or "transparent",
            "strokeWidth": self.width if self.stroke else 0,
            "opacity": self.opacity,
            "strokeDash": dash,
        }
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True)
class Letters:
    """How a text is set. `halo` is the colour behind letters that stand on the map."""

    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    halo: str | None = None

    def properties(self) -> dict[str, Any]:
        """As properties of a Vega-Lite mark; the halo is a mark of its own."""
        return {
            "fontSize": self.size,
            "fontWeight": "bold" if self.bold else "normal",
            "fontStyle": "italic" if self.italic else "normal",
            "align": self.align,
            "baseline": "middle",
            "color": self.colour,
        }


@dataclass(frozen=True)
class Wedge:
    """A slice of a disc; `start` and `end` are shares of a turn, clockwise from the top."""

    middle: XY
    radius: float
    start: float
    end: float
    fill: str
    stroke: str
    fill_opacity: float = 1.0


@dataclass
class Canvas:
    """A page of `width` × `height` units, and what has been drawn on it, the lowest first."""

    width: float
    height: float
    _layers: list[alt.Chart] = field(default_factory=list)
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def shapes(self, shapes: Iterable[BaseGeometry], ink: Ink) -> None:
        """Draw shapes whose corners are on the page."""
        features = [
            {"type": "Feature", "properties": {}, "geometry": geometry}
            for shape in shapes
            if (geometry := _geometry(shape))
        ]
        if features:
            chart = alt.Chart(self._keep(features)).mark_geoshape(clip=False, **ink.properties())
            self._layers.append(chart.project(type="identity", scale=1, translate=[0, 0]))

    def rectangle(self, frame: Frame, ink: Ink) -> None:
        """Draw a rectangle."""
        left, top, right, bottom = frame.box
        row = {"x": left, "y": top, "x2": right, "y2": bottom}
        chart = alt.Chart(self._keep([row])).mark_rect(**ink.properties())
        self._layers.append(chart.encode(x=_x(), y=_y(), x2="x2:Q", y2="y2:Q"))

    def discs(self, discs: Iterable[tuple[XY, float]], ink: Ink, *, shape: str = "circle") -> None:
        """Draw round marks, or of another shape, given their middle and their radius."""
        rows = [{"x": x, "y": y, "size": (2 * radius) ** 2} for (x, y), radius in discs]
        if rows:
            chart = alt.Chart(self._keep(rows)).mark_point(shape=shape, **ink.properties())
            size = alt.Size("size:Q", scale=None, legend=None)
            self._layers.append(chart.encode(x=_x(), y=_y(), size=size))

    def wedges(self, wedges: Iterable[Wedge], *, outline: float) -> None:
        """Draw slices of discs, each over the one before it.

        Args:
            wedges: The lowest first.
            outline: Width of their outlines.
        """
        rows = [
            {
                "x": wedge.middle[0],
                "y": wedge.middle[1],
                "radius": wedge.radius,
                "start": round(math.tau * wedge.start, 4),
                "end": round(math.tau * wedge.end, 4),
                "fill": wedge.fill,
                "stroke": wedge.stroke,
                "opacity": wedge.fill_opacity,
            }
            for wedge in wedges
        ]
        if not rows:
            return
        chart = alt.Chart(self._keep(rows)).mark_arc(strokeWidth=outline, opacity=1)
        self._layers.append(
            chart.encode(
                x=_x(),
                y=_y(),
                theta=alt.Theta("start:Q", scale=None, stack=None),
                theta2="end:Q",
                radius=alt.Radius("radius:Q", scale=None, stack=None),
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("stroke:N", scale=None),
                fillOpacity=alt.FillOpacity("opacity:Q", scale=None, legend=None),
            )
        )

    def numbers(self, numbers: Iterable[tuple[str, XY, float, str]]) -> None:
        """Set bold texts, each centred on its point, in a size and a colour of its own."""
        rows = [
            {"x": x, "y": y, "text": readable(text), "size": round(size, 1), "colour": colour}
            for text, (x, y), size, colour in numbers
        ]
        if rows:
            chart = alt.Chart(self._keep(rows)).mark_text(
                font=FONT, fontWeight="bold", align="center", baseline="middle"
            )
            size = alt.Size("size:Q", scale=None, legend=None)
            colour = alt.Color("colour:N", scale=None)
            self._layers.append(
                chart.encode(x=_x(), y=_y(), text="text:N", size=size, color=colour)
            )

    def texts(self, texts: Iterable[tuple[str, float, float]], letters: Letters) -> None:
        """Set texts, each on one line; `y` is the middle of its letters."""
        plain: list[dict[str, Any]] = []
        foreign: list[dict[str, Any]] = []
        for text, x, y in texts:
            rows = foreign if needs_own_letters(text) else plain
            rows.append({"x": x, "y": y, "text": in_reading_order(readable(text))})
        for font, rows in ((FONT, plain), (FOREIGN_FONT, foreign)):
            if rows:
                self._set(rows, {"font": font, **letters.properties()}, letters.halo)

    def _set(self, rows: list[dict[str, Any]], style: dict[str, Any], halo: str | None) -> None:
        base = alt.Chart(self._keep(rows)).encode(x=_x(), y=_y(), text="text:N")
        if halo:
            behind = {"color": halo, "stroke": halo, "strokeWidth": HALO_UNITS}
            self._layers.append(base.mark_text(**{**style, **behind, "strokeJoin": "round"}))
        self._layers.append(base.mark_text(**style))

    def specification(self, background: str) -> dict[str, Any]:
        """Everything drawn, as a Vega-Lite specification that holds its own data."""
        chart = alt.layer(*self._layers).properties(
            width=self.width,
            height=self.height,
            background=background,
            padding=0,
            autosize=alt.AutoSizeParams(type="none"),
            config=alt.Config(aria=False, view=alt.ViewConfig(stroke=None)),
        )
        return {**chart.to_dict(), "datasets": self._rows}

    def _keep(self, rows: list[dict[str, Any]]) -> alt.NamedData:
        """Lay rows aside under a name: Altair would copy and check each number of them."""
        name = f"rows{len(self._rows)}"
        self._rows[name] = rows
        return alt.NamedData(name=name)


def _x() -> alt.X:
    return alt.X("x:Q", scale=None, axis=None)


def _y() -> alt.Y:
    return alt.Y("y:Q", scale=None, axis=None)


def _geometry(shape: BaseGeometry) -> dict[str, Any] | None:
    """GeoJSON of a shape's areas, or else of its lines, at a tenth of a unit."""
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    areas = [part for part in parts if part.geom_type == "Polygon"]
    lines = [part for part in parts if part.geom_type == "LineString"]
    rings = [[_corners(ring) for ring in shapely.get_rings(area)] for area in areas]
    if rings:
        return {"type": "MultiPolygon", "coordinates": rings}
    if lines:
        return {"type": "MultiLineString", "coordinates": [_corners(line) for line in lines]}
    return None


def _corners(line: BaseGeometry) -> list[list[float]]:
    """Corners at a tenth of a unit; those that fall together there are drawn once."""
    corners: list[list[float]] = (shapely.get_coordinates(line).round(1) + 0.0).tolist()
    kept = [here for before, here in zip([None, *corners], corners, strict=False) if here != before]
    return kept if len(kept) > 1 else corners[:2]
