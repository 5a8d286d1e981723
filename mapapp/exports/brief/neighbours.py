"""Which countries lie around a country, and how far: for a map's context and a comparison."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import box

from geodata.outlines import (
    OutlineNotFoundError,
    bounds_of,
    country_outline,
    read_outlines,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.outlines import BBox, Scale

MAINLAND_KM = 1500.0
"""Parts of a country farther than this from its largest part are left out: they have neighbours
of their own, an ocean away."""

MIN_NEIGHBOURS = 4
"""A country with fewer borders is also compared with the nearest across the water."""

ACROSS_KM = 1000.0
"""How far water may part neighbours; where there is no border, the nearest are taken anyhow."""

EARTH_KM = 6371.0

_SCALE: Scale = "50m"


@lru_cache(maxsize=512)
def mainland(code: str) -> BaseGeometry:
    """The outline of a country without its far-off parts.

    Raises:
        OutlineNotFoundError: No outline has the code.
    """
    west, south, east, north = mainland_bounds(code)
    spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    boxes = shapely.union_all([box(first, south, last, north) for first, last in spans])
    return country_outline(code, _SCALE).intersection(boxes)


@lru_cache(maxsize=512)
def mainland_bounds(code: str) -> BBox:
    """The box around a country without its far-off parts; west > east crosses the antimeridian."""
    return bounds_of([code], scale=_SCALE, near_km=MAINLAND_KM)


@lru_cache(maxsize=512)
def neighbours(code: str) -> tuple[str, ...]:
    """The countries that share a border, then the nearest ones across the water, up to four.

    Returns:
        Codes, those with a border in alphabetical order, the others nearest first; empty if the
        country has no outline.
    """
    try:
        own = mainland(code)
    except OutlineNotFoundError:
        return ()
    bordering = [
        each
        for each in _coded(_SCALE)
        if each != code and own.intersects(country_outline(each, _SCALE)) and _touch(own, each)
    ]
    missing = MIN_NEIGHBOURS - len(bordering)
    if missing <= 0:
        return tuple(bordering)
    gaps = sorted(
        (_gap(code, each), each)
        for each in _coded("110m")
        if each != code and each not in bordering
    )
    reach = 1.0 - math.cos(ACROSS_KM / EARTH_KM) if bordering else math.inf
    return (*bordering, *(each for gap, each in gaps[:missing] if gap <= reach))


def _touch(own: BaseGeometry, code: str) -> bool:
    return bool(own.intersects(mainland(code)))


def _gap(code: str, other: str) -> float:
    """How far two coasts are apart, as one minus the cosine of the angle at the globe's centre."""
    return 1.0 - float((_corners(code) @ _corners(other).T).max())


@lru_cache(maxsize=512)
def _corners(code: str) -> NDArray[np.float64]:
    """The corners of an outline as points on the unit sphere: no projection, no antimeridian."""
    lon, lat = np.radians(shapely.get_coordinates(country_outline(code))).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@lru_cache(maxsize=2)
def _coded(scale: Scale) -> tuple[str, ...]:
    return tuple(sorted(read_outlines(scale)["iso2"].dropna()))
