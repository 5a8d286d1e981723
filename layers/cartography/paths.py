"""Shapes as the paths of SVG elements, at a tenth of a unit."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.cartography.svg import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.projection import XY


def path_of(shape: BaseGeometry) -> str:
    """Write the rings of a shape's areas, or else its lines, whose corners are on the page."""
    parts = shapely.get_parts(shape)
    areas = [part for part in parts if part.geom_type == "Polygon"]
    rings = [_corners(ring) for ring in shapely.get_rings(areas)]
    if rings:
        return "".join(f"M{'L'.join(ring[:-1])}Z" for ring in rings if len(ring) > 1)
    lines = [_corners(part) for part in parts if part.geom_type == "LineString"]
    return "".join(f"M{'L'.join(line)}" for line in lines if len(line) > 1)


def slice_of(middle: XY, radius: float, start: float, end: float) -> str:
    """A slice of a disc; `start` and `end` are shares of a turn, clockwise from the top."""
    return f"M{_corner(middle)}L{arc_of(middle, radius, start, end)[1:]}Z"


def arc_of(middle: XY, radius: float, start: float, end: float) -> str:
    """The edge of a slice."""
    large, r = int(end - start > 1 / 2), number(radius)
    begun, ended = (around(middle, radius, turn) for turn in (start, end))
    return f"M{_corner(begun)}A{r} {r} 0 {large} 1 {_corner(ended)}"


def spokes_of(middle: XY, radius: float, turns: Iterable[float]) -> str:
    """Lines from the middle of a disc to its edge."""
    ends = (around(middle, radius, turn) for turn in turns)
    return "".join(f"M{_corner(middle)}L{_corner(end)}" for end in ends)


def polygon_of(middle: XY, reach: float, corners: Iterable[XY]) -> str:
    """A polygon whose corners are given around its middle, as shares of its reach."""
    placed = [(middle[0] + x * reach, middle[1] + y * reach) for x, y in corners]
    steps = (_corner((x - x0, y - y0)) for (x0, y0), (x, y) in pairwise(placed))
    return f"M{_corner(placed[0])}l{' '.join(steps)}z".replace(" -", "-")


def badge_of(middle: XY, width: float, height: float, round_by: float) -> str:
    """A rectangle around its middle, with round corners."""
    x, y, r = middle[0] - width / 2 + round_by, middle[1] - height / 2, number(round_by)
    across, down, back = (
        number(side) for side in (width - 2 * round_by, height - 2 * round_by, -round_by)
    )
    turn = f"a{r} {r} 0 0 1"
    return (
        f"M{_corner((x, y))}h{across}{turn} {r} {r}v{down}{turn}{back} {r}"
        f"h-{across}{turn}{back}{back}v-{down}{turn} {r}{back}z"
    )


def around(middle: XY, radius: float, turn: float) -> XY:
    """The point of a circle after a share of a turn, clockwise from the top."""
    angle = math.tau * turn
    return middle[0] + radius * math.sin(angle), middle[1] - radius * math.cos(angle)


def _corners(line: BaseGeometry) -> list[str]:
    """The corners of a line; those that fall together are written once."""
    tenths = np.rint(shapely.get_coordinates(line) * 10).astype(int)
    is_new = np.ones(len(tenths), dtype=bool)
    is_new[1:] = (tenths[1:] != tenths[:-1]).any(axis=1)
    return [f"{_in_units(x)} {_in_units(y)}" for x, y in tenths[is_new].tolist()]


@lru_cache(maxsize=20_000)
def _in_units(tenths: int) -> str:
    return number(tenths / 10)


def _corner(point: XY) -> str:
    return f"{number(point[0])} {number(point[1])}"
