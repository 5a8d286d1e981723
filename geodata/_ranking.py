"""Rank places of the same name: the one rule by which a namesake is chosen.

Each bearer of a name gets a weight: the power 0.7 of its people (a city is written about more than
a village, but not in proportion), less if it has the name only as an alternate one, less if the
source's country is not quite the place's. Namesakes within 60 km count as one. One more weight
stands for the place that is meant but in no gazetteer, and more where a region leads, whose town
may be meant. The leader's share of the sum is the confidence. The constants were fitted on one half
of a public list of airports and checked on the other, see `benchmarks/geocoding.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geodata._index import PlaceIndex, distance_km, load_index, load_territories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PEOPLE_POWER = 0.7
PEOPLE_ADDED = 500  # so that a place with no known population still weighs something
KIND_WEIGHTS = np.array([1.0, 0.3, 0.03])  # PRIMARY, ALTERNATE, UNLIKE
REGION_WEIGHT = 0.1  # who writes a name into a column of places means a town first
DEPENDENT_WEIGHT = 0.9  # the place lies in a territory under the state that the source names
STATE_WEIGHT = 0.05  # the source names the territory, the place lies in the state above it
UNKNOWN_PLACE_WEIGHT = 0.05 * (1000 + PEOPLE_ADDED) ** PEOPLE_POWER
TOWN_OF_REGION = 5.0  # how much more it weighs where a region leads: its town may be meant
SAME_PLACE_KM = 60.0


@dataclass(frozen=True, eq=False)
class Bearers:
    """The bearers of a batch of names, those of one name together, heaviest first.

    Attributes:
        start: For each name, where its finds begin in the columns below; one more at the end.
        place: Rows of the index.
        kind: Kinds of name.
        share: Each find's share of the evidence for its name, 0 to 1.
        confidence: For each name, the share of the leader with what lies within 60 km; 0 if none.
    """

    start: NDArray[np.int64]
    place: NDArray[np.int32]
    kind: NDArray[np.int8]
    share: NDArray[np.float64]
    confidence: NDArray[np.float64]


def weigh_bearers(
    keys: NDArray[np.int64],
    countries: NDArray[np.int64],
    admin1s: Sequence[frozenset[int]],
) -> Bearers:
    """Find and weigh the places that may be meant by a batch of names.

    Args:
        keys: Keys of the names.
        countries: Positions of their countries in the index, -1 where none is given.
        admin1s: Positions of the admin1 codes that are allowed; an empty set allows all.
    """
    index = load_index()
    asked, place, kind = index.look_up(keys)
    weight = _weights(index, place, kind) * _relations()[countries[asked], index.country[place]]
    weight *= _inside(index, asked, place, admin1s)
    weight[_stood_for_by_city(index, asked, place, kind)] = 0
    order = np.lexsort((index.geonameid[place], -weight, asked))
    order = order[weight[order] > 0]
    return _share_out(index, len(keys), asked[order], place[order], kind[order], weight[order])


def _share_out(  # noqa: PLR0913, PLR0917 - columns of one table
    index: PlaceIndex,
    names: int,
    asked: NDArray[np.int64],
    place: NDArray[np.int32],
    kind: NDArray[np.int8],
    weight: NDArray[np.float64],
) -> Bearers:
    start = np.searchsorted(asked, np.arange(names + 1))
    leader = place[start[asked]] if len(asked) else place
    unknown = np.full(names, UNKNOWN_PLACE_WEIGHT)
    unknown[asked[index.is_region[leader]]] *= TOWN_OF_REGION
    total = np.bincount(asked, weight, names) + unknown
    apart_km = distance_km(index.lon[place], index.lat[place], index.lon[leader], index.lat[leader])
    together = np.bincount(asked, weight * (apart_km <= SAME_PLACE_KM), names)
    return Bearers(start, place, kind, weight / total[asked], together / total)


def _weights(
    index: PlaceIndex, place: NDArray[np.int32], kind: NDArray[np.int8]
) -> NDArray[np.float64]:
    people = (index.population[place] + PEOPLE_ADDED) ** PEOPLE_POWER
    weights: NDArray[np.float64] = people * KIND_WEIGHTS[kind]
    return weights * np.where(index.is_region[place], REGION_WEIGHT, 1.0)


def _inside(
    index: PlaceIndex,
    asked: NDArray[np.int64],
    place: NDArray[np.int32],
    admin1s: Sequence[frozenset[int]],
) -> NDArray[np.float64]:
    """1 for a place in the region that its name was given with, 0 for one outside."""
    limited = np.array([bool(allowed) for allowed in admin1s])
    inside = np.ones(len(asked))
    for row in np.flatnonzero(limited[asked]) if limited.any() else ():
        inside[row] = int(index.admin1[place[row]]) in admin1s[asked[row]]
    return inside


def _stood_for_by_city(
    index: PlaceIndex,
    asked: NDArray[np.int64],
    place: NDArray[np.int32],
    kind: NDArray[np.int8],
) -> NDArray[np.bool_]:
    """Regions with a city of their own name: in a column of places the city is meant."""
    where = asked * len(index.admin1_codes) + index.admin1[place]
    is_region = index.is_region[place]
    cities = where[~is_region & (kind != len(KIND_WEIGHTS) - 1)]
    stood_for: NDArray[np.bool_] = is_region & np.isin(where, cities)
    return stood_for


@cache
def _relations() -> NDArray[np.float64]:
    """How well a place's country (column) answers the source's (row); the last row is for none."""
    countries = load_index().country_positions
    relations = np.eye(len(countries) + 1, len(countries))
    relations[-1] = 1
    for territory, state in load_territories().items():
        if territory in countries and state in countries:
            relations[countries[state], countries[territory]] = DEPENDENT_WEIGHT
            relations[countries[territory], countries[state]] = STATE_WEIGHT
    return relations
