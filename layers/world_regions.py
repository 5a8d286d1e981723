"""The regions of the world by their UN M49 codes: how far each reaches, and what it is called."""

from __future__ import annotations

import csv
import math
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

from geodata.locales import locale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

Box: TypeAlias = tuple[float, float, float, float]
"""(west, south, east, north) in degrees; west > east crosses the antimeridian."""

TURN, HALF_TURN = 360.0, 180.0

CONTINENTS = ("150", "019", "142", "002", "009")
"""In the order in which they are offered."""


@lru_cache(maxsize=1)
def region_boxes() -> Mapping[str, Box]:
    """How far each region reaches where people live, by its code."""
    with (files("layers") / "regions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["code"]: (
            *(float(row["west"]), float(row["south"])),
            *(float(row["east"]), float(row["north"])),
        )
        for row in rows
    }


def region_name(code: str, language: str) -> str:
    """What Unicode CLDR calls a region in a language."""
    return str(locale_of(language).territories[code])


def are_within(box: Box, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each of some positions lies in a box, which may cross the antimeridian."""
    west, south, east, north = box
    is_east, is_west = lons >= west, lons <= east
    is_between = is_east & is_west if west <= east else is_east | is_west
    inside: NDArray[np.bool_] = is_between & (south <= lats) & (lats <= north)
    return inside


def within_turn(lon: float) -> float:
    """Count a meridian from -180 to 180."""
    return lon if -HALF_TURN <= lon <= HALF_TURN else math.remainder(lon, TURN)
