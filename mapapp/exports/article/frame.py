"""The part of the world that an article shows first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from layers.basemap import WORLD_BOUNDS
from layers.cartography.projection import spans
from mapapp.exports.focus import WORLD_EXTENT, find_extent, fit_extent

if TYPE_CHECKING:
    from layers.cartography.projection import Extent
    from layers.scene_types import Scene

Bounds: TypeAlias = tuple[float, float, float, float]
"""(west, south, east, north) in degrees, west < east."""

MARGIN = 0.06  # of the width and height, on each side of what is drawn
HALF_WORLD = 180.0
SOUTHMOST, NORTHMOST = -85.0, 85.0  # degrees: of a map in Mercator's projection


def frame_bounds(scene: Scene, focus: str) -> Bounds:
    """Find the box that the map shows first.

    Args:
        scene: What is drawn.
        focus: As in `ArticleOptions`.

    Returns:
        The box of the focus, or one around the countries of what is drawn, with a margin. The map
        ends at the antimeridian: of a focus that crosses it, the wider part is shown. What is
        drawn over more than half the world is shown on the whole of it.
    """
    chosen = find_extent(focus)
    if chosen == WORLD_EXTENT:
        return WORLD_BOUNDS
    if chosen is not None:
        return _on_one_side(chosen)
    drawn = fit_extent(scene)
    if drawn[0] > drawn[2] or spans(drawn)[0] > HALF_WORLD:
        return WORLD_BOUNDS
    return _with_margin(drawn)


def height_to_width(bounds: Bounds) -> float:
    """The shape of a box on the map, whose projection is Mercator's."""
    west, south, east, north = bounds
    return (_mercator(north) - _mercator(south)) / math.radians(east - west)


def _mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(min(NORTHMOST, max(SOUTHMOST, lat)))))


def _on_one_side(extent: Extent) -> Bounds:
    west, south, east, north = extent
    if west < east:
        return extent
    is_eastern = HALF_WORLD - west >= east + HALF_WORLD
    return (west, south, HALF_WORLD, north) if is_eastern else (-HALF_WORLD, south, east, north)


def _with_margin(extent: Extent) -> Bounds:
    west, south, east, north = extent
    across, up = (east - west) * MARGIN, (north - south) * MARGIN
    return (
        max(-HALF_WORLD, round(west - across, 2)),
        max(SOUTHMOST, round(south - up, 2)),
        min(HALF_WORLD, round(east + across, 2)),
        min(NORTHMOST, round(north + up, 2)),
    )
