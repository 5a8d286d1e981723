from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import pytest

from layers.clusters import (
    MAX_DISTANCE,
    MAX_DOTS,
    MAX_PUSHED,
    arrange,
    cluster_offsets,
    cluster_reach,
    needs_leader,
)
from tests.shared_cases import read_cases

CASES = read_cases("clusters")
ARRANGEMENTS = pytest.mark.parametrize(
    "case", CASES["arrangements"], ids=lambda case: str(case["name"])
)


@pytest.mark.parametrize("case", CASES["offsets"], ids=lambda case: str(case["n"]))
def test_a_cluster_is_laid_out_as_the_cases_say(case: dict[str, Any]) -> None:
    measures = case["n"], case["radius"], case["gap"]
    offsets = cluster_offsets(*measures)
    assert offsets == [pytest.approx(each, abs=1e-6) for each in case["offsets"]]
    assert cluster_reach(*measures) == pytest.approx(case["reach"], abs=1e-6)


@ARRANGEMENTS
def test_clusters_are_arranged_as_the_cases_say(case: dict[str, Any]) -> None:
    centres = arrange([(x, y, n) for x, y, n in case["places"]], case["radius"], case["gap"])
    assert centres == [pytest.approx(each, abs=1e-6) for each in case["centres"]]


@pytest.mark.parametrize("case", CASES["leaders"], ids=lambda case: str(case["centre"]))
def test_a_line_leads_from_where_a_cluster_was_moved(case: dict[str, Any]) -> None:
    place, centre = tuple(case["place"]), tuple(case["centre"])
    assert needs_leader(place, centre, case["radius"]) == case["led"]


@pytest.mark.parametrize("n", range(2, MAX_DOTS + 1))
def test_the_dots_of_a_cluster_stand_a_gap_apart_within_its_reach(n: int) -> None:
    offsets = cluster_offsets(n, 5, 1)
    assert len(offsets) == n
    assert min(math.dist(*pair) for pair in combinations(offsets, 2)) == pytest.approx(11)
    assert max(math.hypot(*each) for each in offsets) + 5 <= cluster_reach(n, 5, 1) + 1e-9


def test_what_is_alike_stays_together_in_a_cluster() -> None:
    rows = [y for _, y in cluster_offsets(4, 5, 1)]
    assert rows == sorted(rows)


@ARRANGEMENTS
def test_no_cluster_lies_over_another_unless_some_are_held(case: dict[str, Any]) -> None:
    places, radius, gap = case["places"], case["radius"], case["gap"]
    centres = arrange([(x, y, n) for x, y, n in places], radius, gap)
    farthest = max(math.dist(place[:2], at) for place, at in zip(places, centres, strict=True))
    assert farthest <= MAX_DISTANCE * radius + 1e-9
    reaches = [cluster_reach(n, radius, gap) for _, _, n in places]
    overlaps = [
        one + other + gap - math.dist(at, there)
        for (one, at), (other, there) in combinations(zip(reaches, centres, strict=True), 2)
    ]
    are_held = farthest > MAX_DISTANCE * radius - 1e-6
    assert are_held or max(overlaps, default=0) < 0.1


def test_a_map_of_very_many_places_shows_each_where_it_is() -> None:
    crowd = [(float(at % 40), float(at // 40), 1) for at in range(MAX_PUSHED + 1)]
    assert arrange(crowd, 4, 1) == [(x, y) for x, y, _ in crowd]
    assert arrange(crowd[:-1], 4, 1) != [(x, y) for x, y, _ in crowd[:-1]]
