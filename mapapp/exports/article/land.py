"""The land of an article: outlines for its picture and its map, as fine as what it shows asks for.

A path holds each corner as its step from the one before. On the world these are twelfths of a
degree, about 9 km: finer than the outlines of 1:110m are. A view of a country and its neighbours
has those at 1:50m, in hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely

from geodata.border_views import DE_FACTO
from geodata.outlines import FINEST, differing_lines, outlines_geojson, read_outlines
from layers.basemap import northern_polygons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.border_views import Borders
    from geodata.outlines import Scale
    from layers.scene_types import Scene
    from mapapp.exports.article.frame import Bounds

UNIT_FROM_AFAR, UNIT_FROM_NEAR = 12, 100  # steps to a degree
NEAR_SPAN = 40.0  # degrees: a view no wider and no higher is one from near by
DIGITS = 2  # of the outlines before that
MIN_STEPS = 2  # of a ring that encloses something


@dataclass(frozen=True)
class Outline:
    """A country's outline as the `d` of a path, in the steps of its `Land`, north negative.

    `code` is its name where it has no code. A space is between its polygons.
    """

    code: str
    path: str
    is_shaded: bool


@dataclass(frozen=True)
class Land:
    """All outlines. `unit` is how many steps make a degree.

    `dashed` is a path along the borders that others draw differently.
    """

    unit: int
    outlines: tuple[Outline, ...]
    dashed: str


def draw_land(scene: Scene, bounds: Bounds, borders: Borders = DE_FACTO) -> Land:
    """Draw all countries: finely those in view, if that is a view from near by.

    Args:
        scene: Its agreements shade their countries.
        bounds: The part of the world in view.
        borders: Whose.
    """
    west, south, east, north = bounds
    is_near = max(east - west, north - south) <= NEAR_SPAN
    unit = UNIT_FROM_NEAR if is_near else UNIT_FROM_AFAR
    paths = _paths("110m", unit, borders)
    if is_near:
        paths = _finer_in_view(paths, unit, bounds, borders)
    shaded = {area["country"] for area in scene["areas"] if area["kind"] == "agreement"}
    outlines = (Outline(code, path, code in shaded) for code, path in paths if path)
    return Land(unit, tuple(outlines), _dashed(FINEST if is_near else "110m", unit))


@lru_cache(maxsize=4)
def _dashed(scale: Scale, unit: int) -> str:
    """Write the lines that others draw differently; a space is between them."""
    merged = shapely.line_merge(shapely.union_all([*differing_lines(scale)]))
    plain = shapely.simplify(merged, 4 / unit)
    parts = [shapely.get_coordinates(part).tolist() for part in shapely.get_parts(plain)]
    return " ".join(filter(None, (_steps(part, unit, least=1) for part in parts)))


def _finer_in_view(
    paths: Iterable[tuple[str, str]], unit: int, bounds: Bounds, borders: Borders
) -> tuple[tuple[str, str], ...]:
    """Paths with those of the countries in view at 1:50m, which come first."""
    west, south, east, north = bounds
    seen = read_outlines(FINEST, borders).cx[west:east, south:north]
    names = set(seen["iso2"].fillna(seen["name"]))
    return (
        *(each for each in _paths(FINEST, unit, borders) if each[0] in names),
        *(each for each in paths if each[0] not in names),
    )


@lru_cache(maxsize=8)
def _paths(scale: Scale, unit: int, borders: Borders) -> tuple[tuple[str, str], ...]:
    """Each country's code, or its name, and the `d` of its path; empty if none of it has a size."""
    return tuple(
        (feature["id"], _outline(northern_polygons(feature), unit))
        for feature in outlines_geojson(scale, DIGITS, borders=borders)["features"]
    )


def _outline(polygons: Iterable[Iterable[list[list[float]]]], unit: int) -> str:
    drawn = ("".join(_path(ring, unit) for ring in rings) for rings in polygons)
    return " ".join(filter(None, drawn))


def _path(ring: list[list[float]], unit: int) -> str:
    """Write a ring; nothing if it is too small for the grid."""
    path = _steps(ring, unit, but=1)
    return f"{path}z" if path else ""


def _steps(line: list[list[float]], unit: int, *, but: int = 0, least: int = MIN_STEPS) -> str:
    """Write the steps along a line, but for some at its end; nothing if there are too few."""
    corners = [(round(lon * unit), -round(lat * unit)) for lon, lat in line]
    moves = [(x - x_before, y - y_before) for (x_before, y_before), (x, y) in pairwise(corners)]
    steps = [f"{dx} {dy}" for dx, dy in moves if dx or dy]
    steps = steps[: len(steps) - but]
    if len(steps) < least:
        return ""
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}".replace(" -", "-")
