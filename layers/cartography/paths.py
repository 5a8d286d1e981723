"""Shapes as the paths of SVG elements, at a tenth of a unit."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers.cartography.svg import number

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def path_of(shape: BaseGeometry) -> str:
    """Write the rings of a shape's areas, or else its lines, whose corners are on the page."""
    parts = shapely.get_parts(shape)
    areas = [part for part in parts if part.geom_type == "Polygon"]
    rings = [_corners(ring) for ring in shapely.get_rings(areas)]
    if rings:
        return "".join(f"M{'L'.join(ring[:-1])}Z" for ring in rings if len(ring) > 1)
    lines = [_corners(part) for part in parts if part.geom_type == "LineString"]
    return "".join(f"M{'L'.join(line)}" for line in lines if len(line) > 1)


def slice_of(x: float, y: float, radius: float, start: float, end: float) -> str:
    """A slice of a disc; `start` and `end` are shares of a turn, clockwise from the top."""
    (x1, y1), (x2, y2) = (
        (x + radius * math.sin(math.tau * turn), y - radius * math.cos(math.tau * turn))
        for turn in (start, end)
    )
    large = int(end - start > 1 / 2)
    r = number(radius)
    return (
        f"M{number(x)} {number(y)}L{number(x1)} {number(y1)}"
        f"A{r} {r} 0 {large} 1 {number(x2)} {number(y2)}Z"
    )


def diamond(x: float, y: float, reach: float) -> str:
    """A square on its corner; `reach` is from its middle to a corner."""
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return f"M{'L'.join(_corner(*corner) for corner in corners)}Z"


def _corners(line: BaseGeometry) -> list[str]:
    """The corners of a line; those that fall together are written once."""
    tenths = np.rint(shapely.get_coordinates(line) * 10).astype(int)
    is_new = np.ones(len(tenths), dtype=bool)
    is_new[1:] = (tenths[1:] != tenths[:-1]).any(axis=1)
    return [f"{_in_units(x)} {_in_units(y)}" for x, y in tenths[is_new].tolist()]


@lru_cache(maxsize=20_000)
def _in_units(tenths: int) -> str:
    return number(tenths / 10)


def _corner(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
