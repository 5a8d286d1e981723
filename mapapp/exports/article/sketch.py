"""The picture of an article: what is shown instead of the map without JavaScript and on paper.

The outlines below it (`land`) are also those of the map: `static/data.js` reads them from the
paths, so that they travel once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from layers import looks
from layers.cartography.canvas import Canvas, ShapeStyle, TextStyle
from layers.cartography.mark_size import MarkSize
from layers.cartography.projection import Frame
from layers.cartography.svg import element
from layers.cartography.symbols import draw_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.cartography.projection import XY
    from layers.scene_types import Scene, Sites, Towns
    from layers.style import Theme
    from mapapp.exports.article.frame import Bounds

MIN_TRUE_LAT = 36.0  # degrees: of the world and the tropics, where the scale is true
WIDTH_PX = 640.0  # of the picture, for the sizes of its marks
MAX_MARKS = 800
MAX_CELL = 16.0  # degrees


@dataclass(frozen=True)
class Grid:
    """Degrees on the picture: equirectangular, `squeeze` the cosine of the latitude true to scale.

    `scale` is the length of a pixel in degrees of latitude; positions are in pixels.
    """

    bounds: Bounds
    squeeze: float
    scale: float

    @property
    def frame(self) -> Frame:
        """What is in view, and the half of a mark beyond."""
        west, south, east, north = self.bounds
        (left, top), (right, bottom) = self.point(west, north), self.point(east, south)
        margin = looks.MAX_RADIUS
        return Frame(
            left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin
        )

    def point(self, lon: float, lat: float) -> XY:
        """Where a position lies, in pixels."""
        return round(lon * self.squeeze / self.scale, 1), round(-lat / self.scale, 1)

    def points(self, lonlats: Sequence[tuple[float, float]]) -> list[XY]:
        """The same of many positions at once."""
        return [self.point(*lonlat) for lonlat in lonlats]


@dataclass(frozen=True)
class Sketch:
    """All that the template needs to draw the picture.

    `view` is the view box, in degrees of latitude; `marks` are drawn in pixels of `scale`.
    `cell` is the size in degrees of the cells that dots stand for, 0 if each is a city.
    """

    view: str
    squeeze: float
    scale: float
    marks: Markup
    cell: float


@dataclass(frozen=True)
class Inset:
    """A part of the picture that another one shows, and what is counted in it."""

    box: Bounds
    number: str


def draw_sketch(
    scene: Scene,
    bounds: Bounds,
    theme: Theme,
    stamps: set[str] | None = None,
    inset: Inset | None = None,
) -> Sketch:
    """Draw the marks of a scene as a plain picture.

    Args:
        scene: What is drawn; arcs are left out, and what countries responded.
        bounds: The part of the world in view.
        theme: Of the colours that are in the picture itself.
        stamps: Of the symbols that the page has drawn already; others are added.
        inset: A box with a number stands for what lies in it.
    """
    west, south, east, north = bounds
    middle = abs(south + north) / 2
    squeeze = round(math.cos(math.radians(max(middle, MIN_TRUE_LAT))), 3)
    size = ((east - west) * squeeze, north - south)
    grid = Grid(bounds, squeeze, round(max(size[0], size[1] * 1.5) / WIDTH_PX, 5))
    cell, cells = _gathered(scene["sites"])
    around = {"fill": theme.halo, "stroke_width": f"{looks.RING:g}"}
    canvas = Canvas(
        *size, has_classes=True, inherited=around, stamps=set() if stamps is None else stamps
    )
    seen = _without_places(scene) if cell else scene
    unlocated = [area for area in scene["areas"] if area["kind"] == "unlocated"]
    if inset:
        seen = {**seen, "sites": _outside(seen["sites"], inset.box)}
        unlocated = [each for each in unlocated if not _is_in(inset.box, each["lon"], each["lat"])]
        _draw_inset(canvas, inset, grid, theme)
    draw_marks(canvas, {**seen, "areas": unlocated}, grid, theme, MarkSize())
    _draw_cells(canvas, cells, cell, grid, theme)
    return Sketch(
        view=f"{west * squeeze:.2f} {-north:.2f} {size[0]:.2f} {size[1]:.2f}",
        squeeze=squeeze,
        scale=grid.scale,
        marks=Markup(_group(canvas, grid.scale)),  # noqa: S704 - escaped where it was drawn
        cell=cell,
    )


def _is_in(box: Bounds, lon: float | None, lat: float | None) -> bool:
    west, south, east, north = box
    return lon is not None and lat is not None and west <= lon <= east and south <= lat <= north


def _outside(sites: Sites, box: Bounds) -> Sites:
    kept = [not _is_in(box, *place) for place in zip(sites["lon"], sites["lat"], strict=True)]
    columns = cast("dict[str, list[Any]]", sites)
    return cast("Sites", {name: [*compress(each, kept)] for name, each in columns.items()})


def _draw_inset(canvas: Canvas, inset: Inset, grid: Grid, theme: Theme) -> None:
    west, south, east, north = inset.box
    (left, top), (right, bottom) = grid.point(west, north), grid.point(east, south)
    frame = Frame(left, top, right - left, bottom - top)
    ink = ShapeStyle("inset", theme.surface, theme.text, 1, fill_opacity=looks.INSET_OPACITY)
    canvas.rectangle(frame, ink)
    letters = TextStyle(
        "number", looks.INSET_TEXT, theme.text, bold=True, align="center", may_spread=True
    )
    canvas.texts([(inset.number, (left + right) / 2, (top + bottom) / 2)], letters)


def _group(canvas: Canvas, scale: float) -> str:
    given = {**canvas.inherited, "class_": "marks", "transform": f"scale({scale})"}
    return element("g", "".join(canvas.parts), **given)


def _without_places(scene: Scene) -> Scene:
    sites: Sites = {name: [] for name in scene["sites"]}  # type: ignore[assignment]  # all of its columns
    towns: Towns = {name: [] for name in scene["towns"]}  # type: ignore[assignment]  # the same
    return {**scene, "sites": sites, "towns": towns}


def _gathered(sites: Sites) -> tuple[float, dict[XY, int]]:
    """Numbers of sites in the cells of a grid, as fine as can be; no cells if cities are few."""
    cell = 0.0
    gathered: dict[XY, int] = {}
    while len(gathered or sites["key"]) > MAX_MARKS and cell < MAX_CELL:
        cell, gathered = cell * 2 or 1.0, {}
        for lon, lat, count in zip(sites["lon"], sites["lat"], sites["count"], strict=True):
            middle = (lon // cell + 0.5) * cell, (lat // cell + 0.5) * cell
            gathered[middle] = gathered.get(middle, 0) + count
    return cell, gathered


def _draw_cells(
    canvas: Canvas, cells: dict[XY, int], cell: float, grid: Grid, theme: Theme
) -> None:
    """A dot for each cell: its area follows the count, and the fullest touches its neighbours.

    Whose the places of a cell are, the map shows.
    """
    most, widest = max(cells.values(), default=1), grid.squeeze * cell / 2 / grid.scale
    dots = [
        (grid.point(*middle), round(widest * math.sqrt(count / most), 2))
        for middle, count in sorted(cells.items(), key=lambda each: -each[1])
    ]
    canvas.discs(dots, ShapeStyle("gathered", theme.text, fill_opacity=0.65))
