"""Places that a screen cannot tell apart: those near each other are drawn together, as one mark.

A mark of several places is at the one of them that has most, never between them, and its number
is the sum. So all marks of a map add up to what they did before.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from layers.clusters import MAX_PUSHED
from layers.world_regions import HALF_TURN, TURN, are_within, within_turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.places import Place
    from layers.world_regions import Box

MAX_PLACES = MAX_PUSHED
"""In a frame, and again outside it: of more, those in one cell share a mark."""

CELLS = 400
"""Of a frame: each about as large as a circle."""

AT_PLACES = ("site", "town")
"""The kinds of marks that are at a place."""

NORTHMOST = 85.0  # degrees: beyond, Web Mercator has no place for anything


class MergedMarks(NamedTuple):
    """Marks, and for how many places each stands, by its kind and key: only what is merged."""

    marks: pd.DataFrame
    places: Mapping[tuple[str, str], int]


def merge_nearby(
    marks: pd.DataFrame, places: Mapping[str, Place], frames: Sequence[Box] | None
) -> MergedMarks:
    """Draw places that are near each other together where there are too many to tell them apart.

    Args:
        marks: As `layers.scene_marks.scene_marks` finds them.
        places: By their keys.
        frames: What is looked at, each (west, south, east, north) in degrees: the places in a frame
            are looked at together, and those that are in none. None merges nothing.

    Returns:
        The marks, the keys of some replaced by that of the place at which they are drawn.
    """
    is_at_place = marks["kind"].isin(AT_PLACES).to_numpy()
    if frames is None or not is_at_place.any():
        return MergedMarks(marks, {})
    own = marks[is_at_place]
    found, keys = pd.factorize(own["key"].to_numpy(dtype=object), sort=True)
    if len(keys) <= MAX_PLACES:
        return MergedMarks(marks, {})
    lons, lats = _positions(keys, places)
    cells = _cells(lons, lats, frames)
    weights = own["weight"].to_numpy(dtype="float64")
    is_site = (own["kind"] == "site").to_numpy()
    sites, others = (
        np.bincount(found, weights * each, len(keys)).astype(np.float64)
        for each in (is_site, ~is_site)
    )
    stands_at = _largest(cells, sites, others)
    at = stands_at[found]
    kinds = own["kind"].to_numpy(dtype=object)
    number = {
        (kind, keys[place]): count
        for kind in AT_PLACES
        for place, count in _counts(found[kinds == kind], stands_at).items()
        if count > 1
    }
    by = [each for each in marks.columns if each not in {"key", "weight"}]
    sums = own.assign(key=at).groupby(["key", *by], as_index=False, sort=False, observed=True)
    merged = sums[["weight"]].sum()
    merged["key"] = keys[merged["key"].to_numpy()]
    return MergedMarks(pd.concat([merged[marks.columns], marks[~is_at_place]]), number)


def projected(
    lons: NDArray[np.float64], lats: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Web Mercator, the world from 0 to 1 each way, y downwards."""
    sines = np.sin(np.radians(np.clip(lats, -NORTHMOST, NORTHMOST)))
    return (lons + HALF_TURN) / TURN, 0.5 - np.log((1 + sines) / (1 - sines)) / (4 * np.pi)


def _positions(
    keys: NDArray[np.object_], places: Mapping[str, Place]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    found = [places[key] for key in keys]
    lons = np.array([place.lon or 0.0 for place in found])
    return lons, np.array([place.lat or 0.0 for place in found])


def _cells(
    lons: NDArray[np.float64], lats: NDArray[np.float64], frames: Sequence[Box]
) -> NDArray[np.int64]:
    """The cell of each place, as a number: one of its own where there is no need to share."""
    x, y = projected(lons, lats)
    cells = np.arange(len(x))
    is_left = np.ones(len(x), dtype=bool)
    for frame in [*map(_turned, frames), None]:
        inside = is_left & are_within(frame, lons, lats) if frame else is_left
        is_left = is_left & ~inside
        if inside.sum() > MAX_PLACES:
            across = _cells_across(frame, x[inside], y[inside])
            column, row = np.floor(x[inside] * across), np.floor(y[inside] * across)
            shared = np.unique(column * math.ceil(across) + row, return_inverse=True)[1]
            cells[inside] = cells.max() + 1 + shared
    return cells


def _cells_across(frame: Box | None, x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """How many cells there are around the world, so that what is looked at has `CELLS` at most.

    It is a power of the square root of 2, so that a map that is moved has the same cells as before.
    """
    width, height = float(np.ptp(x)), float(np.ptp(y))
    if frame is not None:
        (west, east), (south, north) = projected(np.array(frame[::2]), np.array(frame[1::2]))
        width, height = float(east - west) % 1.0 or 1.0, float(south - north)
    most = CELLS / max(width * height, 1e-9)
    return float(2.0 ** (math.floor(math.log2(most)) / 2))


def _turned(frame: Box) -> Box:
    """The same frame with longitudes as places have them."""
    west, south, east, north = frame
    if east - west >= TURN:
        return -HALF_TURN, south, HALF_TURN, north
    return within_turn(west), south, within_turn(east), north


def _largest(
    cells: NDArray[np.int64], sites: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.intp]:
    """For each place, which place of its cell has most; the first of those that have as many."""
    order = np.lexsort((-others, -sites, cells))
    ordered = cells[order]
    is_first = np.append(True, ordered[1:] != ordered[:-1])
    largest = np.empty(len(cells), dtype=np.intp)
    largest[order] = order[is_first][np.cumsum(is_first) - 1]
    return largest


def _counts(places: NDArray[np.intp], stands_at: NDArray[np.intp]) -> Mapping[int, int]:
    """How many places each mark stands for."""
    at, numbers = np.unique(stands_at[np.unique(places)], return_counts=True)
    return dict(zip(at.tolist(), numbers.tolist(), strict=True))
