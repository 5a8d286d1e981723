"""From degrees to the page: a projection that suits the extent, and the frame it fills.

    view = fit_view((6.6, 35.5, 18.5, 47.1), Frame(0, 90, 1200, 560))
    view.point(12.48, 41.89)     # (x, y) on the page

The world is drawn in Equal Earth; a part of it on a conic whose parallels are taken from the
extent, or, about the equator and where it is very tall, on an azimuthal plane around its middle.
All keep areas true: what is hatched or shaded is compared by its area.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import pandas as pd
import shapely
from shapely.affinity import translate

from geodata.border_views import DE_FACTO
from geodata.crs import from_plane, to_plane
from geodata.outlines import country_outline, differing_lines, read_outlines
from layers import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.border_views import Borders
    from geodata.outlines import Scale

XY: TypeAlias = tuple[float, float]
"""A point on the page: to the right and down from its upper left corner, in units of the page."""

Extent: TypeAlias = tuple[float, float, float, float]
"""(west, south, east, north) in degrees; west > east crosses the antimeridian."""

WORLD_ACROSS = 140.0  # degrees of longitude from which an extent is shown with the whole world
ALL_AROUND = 240.0  # degrees of longitude from which no meridian is worth the middle but the usual
TALL = 60.0  # degrees of latitude beyond which a conic tears the ends of an extent
TROPICS = 12.0  # degrees: nearer to the equator the cone of an extent is all but a plane
WORLD_LON = (
    11.0  # the meridian in the middle of the world: its seam then runs through Bering Strait
)
SOUTH, NORTH = -50.0, 72.0  # degrees of latitude that a map of the world shows at the least
CONIC_SHARE = 6.0  # the parallels are a sixth inside the extent (Snyder 1987, p. 99)
PADDING = 0.05  # of the frame, around the extent
COARSE_FROM_M = 15_000.0  # metres to a unit from which finer outlines are not to be seen
EARTH_M = 6_371_000.0
FARTHER = 1.3  # than a plane says: it is not quite true to lengths
NEAR_A_POLE = 85.0  # degrees of latitude
OVERLAP = (
    4.0  # units that outlines reach beyond the frame, so that its edge does not look like a border
)
_STEP = 1.0  # degrees between corners of a line before it is bent
_TURN = 360.0
_POLE = 90.0


@dataclass(frozen=True)
class Frame:
    """A rectangle on the page: its upper left corner, its width and its height, in units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom)."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    def holds(self, point: XY, margin: float = 0.0) -> bool:
        """Whether a point lies in it, at least `margin` from its edges."""
        left, top, right, bottom = self.box
        return (
            left + margin <= point[0] <= right - margin
            and top + margin <= point[1] <= bottom - margin
        )


@dataclass(frozen=True)
class Projection:
    """A projection as PROJ defines it, around a position in its middle."""

    definition: str
    lon: float
    lat: float
    is_world: bool

    def project(self, lonlats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Lay rows of (lon, lat), with lon within half a turn of the middle, on the plane."""
        return to_plane(lonlats, self.definition)

    def beside_middle(self, lon: float) -> float:
        """The same meridian, counted within half a turn of the middle."""
        return (lon - self.lon + _TURN / 2) % _TURN - _TURN / 2 + self.lon


class Plane(Protocol):
    """What lays positions on a page, and the frame that they are to be in."""

    @property
    def frame(self) -> Frame:
        """Where marks may be."""

    def point(self, lon: float, lat: float) -> XY:
        """Where a position lies on the page."""

    def points(self, lonlats: Sequence[tuple[float, float]]) -> list[XY]:
        """Where many positions lie on the page."""


@dataclass(frozen=True)
class View:
    """A projection, fitted into a frame: x = left + scale · east, y = top - scale · north.

    `borders` are those of the countries on it.
    """

    projection: Projection
    frame: Frame
    scale: float
    left: float
    top: float
    borders: Borders = DE_FACTO

    def point(self, lon: float, lat: float) -> XY:
        """Where a position lies on the page; it may be outside the frame."""
        return _point(self, lon, lat)

    def points(self, lonlats: Sequence[tuple[float, float]]) -> list[XY]:
        """Where many positions lie on the page, laid on it together."""
        return [(round(x, 1), round(y, 1)) for x, y in self.lay(lonlats).tolist()]

    def lay(self, lonlats: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
        """The same as an array, a row each, not rounded."""
        lons, lats = np.array(lonlats, dtype="float64").reshape(-1, 2).T
        beside = (lons - self.projection.lon + _TURN / 2) % _TURN - _TURN / 2 + self.projection.lon
        return self.on_page(np.column_stack([beside, lats]))

    def lonlats(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points of the page lie, in degrees: one row per point."""
        plane = (points - np.array([self.left, self.top])) / np.array([self.scale, -self.scale])
        return from_plane(plane, self.projection.definition)

    def outline(self, shape: BaseGeometry) -> BaseGeometry:
        """Lay a shape in degrees on the page, cut to a little more than the frame."""
        near = _recut(shape, self.projection.lon, self._horizon)
        return self.clip(shapely.transform(shapely.segmentize(near, _STEP), self.on_page))

    @property
    def detail(self) -> Scale:
        """The outlines whose corners can be seen on it."""
        is_coarse = self.projection.is_world or self.scale * COARSE_FROM_M < 1
        return "110m" if is_coarse else "50m"

    def land(self) -> tuple[tuple[str, BaseGeometry], ...]:
        """The countries within the frame, on the page, by code; without the uninhabited south."""
        return _land(self)

    def country(self, code: str) -> BaseGeometry:
        """The outline of a country on the page.

        Raises:
            OutlineNotFoundError: No outline has the code.
        """
        return self.outline(country_outline(code, self.detail, self.borders))

    def differing(self) -> list[BaseGeometry]:
        """The borders in the frame that are drawn in another way elsewhere, on the page."""
        shapes = (self._lines(each) for each in differing_lines(self.detail))
        lines = [shapely.clip_by_rect(shape, *self.frame.box) for shape in shapes]
        return [line for line in lines if not line.is_empty]

    def _lines(self, shape: BaseGeometry) -> BaseGeometry:
        west, east = self.projection.lon - _TURN / 2, self.projection.lon + _TURN / 2
        turned = [translate(shape, xoff=turn * _TURN) for turn in (-1, 0, 1)]
        seen = shapely.union_all(
            [shapely.clip_by_rect(each, west, -_POLE, east, _POLE) for each in turned]
        )
        near = shapely.clip_by_rect(seen, *self._horizon) if self._horizon else seen
        return self.clip(shapely.transform(near, self.on_page))

    def line(self, lonlats: Sequence[tuple[float, float]]) -> BaseGeometry:
        """Lay a line in degrees on the page, cut at the seam of the projection and at the frame."""
        parts: list[list[XY]] = [[]]
        turned = [(self.projection.beside_middle(lon), lat) for lon, lat in lonlats]
        for before, here in pairwise([turned[0], *turned]):
            if abs(here[0] - before[0]) > _TURN / 2:
                parts.append([])
            parts[-1].append(here)
        lines = shapely.MultiLineString([part for part in parts if len(part) > 1])
        return self.clip(shapely.transform(lines, self.on_page))

    def clip(self, shape: BaseGeometry) -> BaseGeometry:
        """Cut a shape of the page to a little more than the frame, at a tenth of a unit."""
        left, top, right, bottom = self.frame.box
        whole = shape if shape.is_valid else shapely.make_valid(shape)
        return shapely.clip_by_rect(
            whole, left - OVERLAP, top - OVERLAP, right + OVERLAP, bottom + OVERLAP
        )

    def may_show(self, bounds: pd.DataFrame) -> pd.Series[bool]:
        """Whether something of each box may lie in the frame.

        Args:
            bounds: `minx`, `miny`, `maxx` and `maxy` in degrees, a row for each.
        """
        if not self._horizon:
            return bounds["minx"].notna()
        west, south, east, north = self._horizon
        is_near = pd.Series(data=False, index=bounds.index)
        for turn in (-_TURN, 0.0, _TURN):
            is_near |= (bounds["maxx"] + turn >= west) & (bounds["minx"] + turn <= east)
        return is_near & (bounds["maxy"] >= south) & (bounds["miny"] <= north)

    @cached_property
    def _horizon(self) -> Extent | None:
        """The box around all that the frame may show; None if that is most of the globe.

        On a plane, what surrounds the far side of the globe would surround the map. A circle of a
        radius r around a latitude reaches asin(sin r / cos latitude) in longitude.
        """
        left, top, right, bottom = self.frame.box
        corners = ((x - self.left, y - self.top) for x in (left, right) for y in (top, bottom))
        reach = max(math.hypot(*corner) for corner in corners) / self.scale
        radius = math.degrees(FARTHER * reach / EARTH_M)
        if self.projection.is_world or radius >= _POLE:
            return None
        lon, lat, across = self.projection.lon, self.projection.lat, _TURN / 2
        if abs(lat) + radius < NEAR_A_POLE:
            sine = math.sin(math.radians(radius)) / math.cos(math.radians(lat))
            across = math.degrees(math.asin(sine))
        return lon - across, lat - radius, lon + across, lat + radius

    def on_page(self, lonlats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where positions lie on the page, a row each; lon is counted around the middle."""
        plane = self.projection.project(lonlats)
        return np.column_stack(
            [self.left + self.scale * plane[:, 0], self.top - self.scale * plane[:, 1]]
        )


def which_are_held(views: Sequence[View], lonlats: Sequence[tuple[float, float]]) -> list[bool]:
    """For each of many positions, whether it lies within the frame of one of some views."""
    held = np.zeros(len(lonlats), dtype=bool)
    for view in views:
        left, top, right, bottom = view.frame.box
        x, y = np.round(view.lay(lonlats), 1).T
        held |= (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
    answers: list[bool] = held.tolist()
    return answers


def spans(extent: Extent) -> tuple[float, float]:
    """Measure an extent: degrees of longitude and of latitude."""
    west, south, east, north = extent
    across = (east - west) % _TURN or (_TURN if east != west else 0.0)
    return across, north - south


def choose_projection(extent: Extent) -> Projection:
    """Choose the projection that shows an extent with the least distortion, areas kept true."""
    west, south, _, north = extent
    across, up = spans(extent)
    lat = (south + north) / 2
    if across >= WORLD_ACROSS:
        is_whole = across >= ALL_AROUND or west < extent[2]
        lon = WORLD_LON if is_whole else _middle(west, across)
        return Projection(f"+proj=eqearth +lon_0={lon:.2f}", lon, 0.0, is_world=True)
    lon = _middle(west, across)
    if up > TALL or abs(lat) < TROPICS:
        return around_middle(extent)
    lower, upper = south + up / CONIC_SHARE, north - up / CONIC_SHARE
    definition = (
        f"+proj=aea +lat_1={lower:.2f} +lat_2={upper:.2f} +lat_0={lat:.2f} +lon_0={lon:.2f}"
    )
    return Projection(definition, lon, lat, is_world=False)


def around_middle(extent: Extent) -> Projection:
    """The plane around the middle of an extent, of whatever size."""
    west, south, _, north = extent
    lon, lat = _middle(west, spans(extent)[0]), (south + north) / 2
    return Projection(f"+proj=laea +lat_0={lat:.2f} +lon_0={lon:.2f}", lon, lat, is_world=False)


def shape_of(extent: Extent) -> float:
    """How high an extent is to its width, as `fit_view` shows it."""
    edge, _ = _edge(extent)
    across, up = edge.max(axis=0) - edge.min(axis=0)
    return float(up / across)


def fit_view(extent: Extent, frame: Frame, *, padding: float = PADDING) -> View:
    """Fit an extent into a frame, in its middle, as large as it goes.

    An extent that spans a good part of the globe is shown with the whole width of the world.

    Args:
        extent: In degrees.
        frame: On the page.
        padding: Share of the frame that is kept free on each side.
    """
    edge, projection = _edge(extent)
    return _fit(edge, projection, frame, 0.0 if projection.is_world else padding)


def fit_world(extent: Extent, frame: Frame) -> View:
    """Fit an extent into a frame that need not show the whole width of the world.

    As `fit_view`, but where that would show all of the world, only the meridians and parallels of
    the extent are shown, and what lies around them.
    """
    projection = choose_projection(extent)
    if not projection.is_world:
        return fit_view(extent, frame)
    west, south, _, north = extent
    across = spans(extent)[0]
    lons = projection.beside_middle(west) + np.linspace(0.0, across, 61)
    lons = np.clip(lons, projection.lon - _TURN / 2, projection.lon + _TURN / 2)
    lats = np.array([min(south, SOUTH), 0.0, max(north, NORTH)])
    edge = np.vstack([np.column_stack([lons, np.full_like(lons, lat)]) for lat in lats])
    return _fit(projection.project(edge), projection, frame, 0.0)


def fit_shape(
    shape: BaseGeometry, projection: Projection, frame: Frame, *, padding: float, least_m: float
) -> View:
    """Fit a shape in degrees into a frame, in its middle, as large as it goes.

    Args:
        shape: In degrees.
        projection: Which keeps it in one piece.
        frame: On the page.
        padding: Share of the frame that is kept free on each side.
        least_m: Metres that the rest of the frame shows at the least.
    """
    corners = shapely.get_coordinates(_recut(shape, projection.lon))
    return _fit(projection.project(corners), projection, frame, padding, least_m)


def _edge(extent: Extent) -> tuple[NDArray[np.float64], Projection]:
    """Points along the edge of an extent on the plane of its projection, which spans the world."""
    projection = choose_projection(extent)
    west, south, _, north = extent
    across = spans(extent)[0]
    if projection.is_world:
        west, across = projection.lon - _TURN / 2, _TURN
        south, north = min(south, SOUTH), max(north, NORTH)
    return projection.project(_boundary(west, south, across, north, projection)), projection


def _fit(
    edge: NDArray[np.float64],
    projection: Projection,
    frame: Frame,
    padding: float,
    least_m: float = 0.0,
) -> View:
    low, high = edge.min(axis=0), edge.max(axis=0)
    across, up = (max(float(size), least_m) for size in high - low)
    room = (frame.width * (1 - 2 * padding), frame.height * (1 - 2 * padding))
    scale = min(room[0] / across, room[1] / up)
    middle = (low + high) / 2
    return View(
        projection=projection,
        frame=frame,
        scale=float(scale),
        left=float(frame.x + frame.width / 2 - scale * middle[0]),
        top=float(frame.y + frame.height / 2 + scale * middle[1]),
    )


@lru_cache(maxsize=50_000)
def _point(view: View, lon: float, lat: float) -> XY:
    x, y = view.on_page(np.array([[view.projection.beside_middle(lon), lat]]))[0]
    return round(float(x), 1), round(float(y), 1)


@lru_cache(maxsize=4)
def _land(view: View) -> tuple[tuple[str, BaseGeometry], ...]:
    table = read_outlines(view.detail, view.borders)
    bounds = table.geometry.bounds
    table = table[(bounds["maxy"] > looks.SOUTHMOST) & view.may_show(bounds)]
    named = zip(table["iso2"].fillna(table["name"]), table.geometry, strict=True)
    drawn = ((str(code), view.outline(shape)) for code, shape in named)
    return tuple((code, shape) for code, shape in drawn if not shape.is_empty)


def _middle(west: float, across: float) -> float:
    return (west + across / 2 + _TURN / 2) % _TURN - _TURN / 2


def _boundary(
    west: float, south: float, across: float, north: float, projection: Projection
) -> NDArray[np.float64]:
    """Corners along the edge of an extent, and its middle, counted around the projection."""
    start = projection.lon - across / 2 if not projection.is_world else west
    lons = start + np.linspace(1e-6, across - 1e-6, 61)
    lats = np.linspace(south, north, 61)
    rows = [np.column_stack([lons, np.full_like(lons, lat)]) for lat in lats[::10]]
    return np.vstack(rows)


def _recut(shape: BaseGeometry, lon: float, within: Extent | None = None) -> BaseGeometry:
    """Count a shape's meridians around another one: cut it at its far side, mend it at 180°.

    Of a shape that is cut, only what lies within an extent is mended, since that takes long.
    """
    west, east = lon - _TURN / 2 + 1e-6, lon + _TURN / 2 - 1e-6
    left, _, right, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if west <= left and right <= east:
        return shapely.clip_by_rect(shape, *within) if within else shape
    south, north = -_POLE, _POLE
    if within:
        west, east = max(west, within[0]), min(east, within[2])
        south, north = within[1], within[3]
    turns = (translate(shape, xoff=turn * _TURN) for turn in (-1, 0, 1))
    cut = (shapely.clip_by_rect(turned, west, south, east, north) for turned in turns)
    parts = [shapely.make_valid(part) for part in cut if not part.is_empty]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)
