"""From degrees to the page: a projection that suits the extent, and the frame it fills.

    view = fit_view((6.6, 35.5, 18.5, 47.1), Frame(0, 90, 1200, 560))
    view.point(12.48, 41.89)     # (x, y) on the page

The world is drawn in Equal Earth; a part of it on a conic whose parallels are taken from the
extent, or, about the equator and where it is very tall, on an azimuthal plane around its middle.
All keep areas true: what is hatched or shaded is compared by its area.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely
from shapely.affinity import translate

from geodata.crs import to_plane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

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
CONIC_SHARE = 6.0  # the parallels stand a sixth inside the extent (Snyder 1987, p. 99)
PADDING = 0.05  # of the frame, around the extent
OVERLAP = 4.0  # units that outlines reach beyond the frame, so that its edge is no border
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
    """A projection as PROJ defines it; `lon` is the meridian in its middle."""

    definition: str
    lon: float
    is_world: bool

    def project(self, lonlats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Lay rows of (lon, lat), with lon within half a turn of the middle, on the plane."""
        return to_plane(lonlats, self.definition)

    def beside_middle(self, lon: float) -> float:
        """The same meridian, counted within half a turn of the middle."""
        return (lon - self.lon + _TURN / 2) % _TURN - _TURN / 2 + self.lon


@dataclass(frozen=True)
class View:
    """A projection, fitted into a frame: x = left + scale · east, y = top - scale · north."""

    projection: Projection
    frame: Frame
    scale: float
    left: float
    top: float

    def point(self, lon: float, lat: float) -> XY:
        """Where a position lies on the page; it may be outside the frame."""
        x, y = self._on_page(np.array([[self.projection.beside_middle(lon), lat]]))[0]
        return round(float(x), 1), round(float(y), 1)

    def outline(self, shape: BaseGeometry) -> BaseGeometry:
        """Lay a shape in degrees on the page, cut to a little more than the frame."""
        cut = shapely.segmentize(_recut(shape, self.projection.lon), _STEP)
        return self.clip(shapely.transform(cut, self._on_page))

    def line(self, lonlats: Sequence[tuple[float, float]]) -> BaseGeometry:
        """Lay a line in degrees on the page, cut at the seam of the projection and at the frame."""
        parts: list[list[XY]] = [[]]
        turned = [(self.projection.beside_middle(lon), lat) for lon, lat in lonlats]
        for before, here in pairwise([turned[0], *turned]):
            if abs(here[0] - before[0]) > _TURN / 2:
                parts.append([])
            parts[-1].append(here)
        lines = shapely.MultiLineString([part for part in parts if len(part) > 1])
        return self.clip(shapely.transform(lines, self._on_page))

    def clip(self, shape: BaseGeometry) -> BaseGeometry:
        """Cut a shape of the page to a little more than the frame, at a tenth of a unit."""
        left, top, right, bottom = self.frame.box
        whole = shape if shape.is_valid else shapely.make_valid(shape)
        return shapely.clip_by_rect(
            whole, left - OVERLAP, top - OVERLAP, right + OVERLAP, bottom + OVERLAP
        )

    def _on_page(self, lonlats: NDArray[np.float64]) -> NDArray[np.float64]:
        plane = self.projection.project(lonlats)
        return np.column_stack(
            [self.left + self.scale * plane[:, 0], self.top - self.scale * plane[:, 1]]
        )


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
        return Projection(f"+proj=eqearth +lon_0={lon:.2f}", lon, is_world=True)
    lon = _middle(west, across)
    if up > TALL or abs(lat) < TROPICS:
        return Projection(f"+proj=laea +lat_0={lat:.2f} +lon_0={lon:.2f}", lon, is_world=False)
    lower, upper = south + up / CONIC_SHARE, north - up / CONIC_SHARE
    definition = (
        f"+proj=aea +lat_1={lower:.2f} +lat_2={upper:.2f} +lat_0={lat:.2f} +lon_0={lon:.2f}"
    )
    return Projection(definition, lon, is_world=False)


def fit_view(extent: Extent, frame: Frame, *, padding: float = PADDING) -> View:
    """Fit an extent into a frame, in its middle, as large as it goes.

    An extent that spans a good part of the globe is shown with the whole width of the world.

    Args:
        extent: In degrees.
        frame: On the page.
        padding: Share of the frame that is kept free on each side.
    """
    projection = choose_projection(extent)
    west, south, _, north = extent
    across = spans(extent)[0]
    if projection.is_world:
        west, across, padding = projection.lon - _TURN / 2, _TURN, 0.0
        south, north = min(south, -50.0), max(north, 72.0)
    edge = projection.project(_boundary(west, south, across, north, projection))
    low, high = edge.min(axis=0), edge.max(axis=0)
    room = (frame.width * (1 - 2 * padding), frame.height * (1 - 2 * padding))
    scale = min(room[0] / (high[0] - low[0]), room[1] / (high[1] - low[1]))
    middle = (low + high) / 2
    return View(
        projection=projection,
        frame=frame,
        scale=float(scale),
        left=float(frame.x + frame.width / 2 - scale * middle[0]),
        top=float(frame.y + frame.height / 2 + scale * middle[1]),
    )


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


def _recut(shape: BaseGeometry, lon: float) -> BaseGeometry:
    """Count a shape's meridians around another one: cut it at its far side, mend it at 180°."""
    west, east = lon - _TURN / 2 + 1e-6, lon + _TURN / 2 - 1e-6
    left, _, right, _ = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
    if west <= left and right <= east:
        return shape
    turns = (translate(shape, xoff=turn * _TURN) for turn in (-1, 0, 1))
    cut = (shapely.clip_by_rect(turned, west, -_POLE, east, _POLE) for turned in turns)
    parts = [shapely.make_valid(part) for part in cut if not part.is_empty]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)
