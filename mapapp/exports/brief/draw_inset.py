"""Where a country lies in the world, in little: equal areas, the uninhabited south left out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geodata.crs import WGS84, to_equal_area
from geodata.outlines import read_outlines
from layers.cartography import svg
from layers.cartography.paths import path_of
from mapapp.exports.brief.neighbours import mainland

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

WIDTH = 170.0  # in points, of the drawing before it is scaled
WORLD_SOUTH = -60.0  # degrees; what lies wholly beyond is left out
WORLD_EAST_M, WORLD_NORTH_M = 17_367_531.0, 7_296_714.0
LARGEST_RING = 14.0  # a country that fills more of the inset is found without a ring


@lru_cache(maxsize=1)
def _world() -> dict[str, str]:
    """Paths of all countries on an equal-area world that fills the inset."""
    table = read_outlines("110m")
    table = table[table.geometry.bounds["maxy"] > WORLD_SOUTH]
    shapes = to_equal_area(table).geometry.to_numpy()
    moved = shapely.simplify(shapely.transform(shapes, _to_inset), 0.15)
    codes = table["iso2"].fillna(table["name"]).tolist()
    return {code: path_of(shape) for code, shape in zip(codes, moved, strict=True)}


def draw_inset(code: str, left: float, top: float, width: float) -> str:
    """Draw the world with a country filled, and ringed so that a small one is found.

    Args:
        code: Of the country.
        left: Of the drawing, in points.
        top: The same.
        width: The same; the height follows.
    """
    scale = width / WIDTH
    moved = f"translate({svg.number(left)} {svg.number(top)}) scale({scale:.4f})"
    return svg.element("g", "".join(_parts(code)), transform=moved)


def _parts(code: str) -> Iterator[str]:
    world = _world()
    yield svg.element(
        "path", d="".join(path for each, path in world.items() if each != code),
        fill="#d5d9dd", class_="land",
    )  # fmt: skip
    own = world.get(code)
    if own:
        yield svg.element("path", d=own, fill="#23527c", class_="subject")
    x, y, radius = _ring_in_inset(code)
    if radius > LARGEST_RING:
        return
    yield svg.element(
        "circle", cx=x, cy=y, r=radius, fill="none", stroke="#23527c", stroke_width=1.2,
        class_="line",
    )  # fmt: skip


def _to_inset(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """From metres on the equal-area world to points in the inset."""
    scale = WIDTH / (2 * WORLD_EAST_M)
    x = (metres[:, 0] + WORLD_EAST_M) * scale
    y = (WORLD_NORTH_M - metres[:, 1]) * scale
    return np.column_stack([x, y])


def _ring_in_inset(code: str) -> tuple[float, float, float]:
    """A ring around the largest part of a country: (x, y, radius)."""
    own = to_equal_area(gpd.GeoDataFrame(geometry=[mainland(code)], crs=WGS84)).geometry
    moved = shapely.transform(own.iloc[0], _to_inset)
    largest = max(shapely.get_parts(moved), key=lambda part: part.area)
    left, top, right, bottom = largest.bounds
    radius = max(5.0, max(right - left, bottom - top) / 2 + 2)
    return (left + right) / 2, (top + bottom) / 2, radius
