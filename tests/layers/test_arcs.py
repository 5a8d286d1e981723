from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.arcs import MAX_HEIGHT, MAX_LAT, LonLat, arc

PLACES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
TURNED_PLACES = st.tuples(st.floats(-720, 720), st.floats(-90, 90))
ANTIPODES = ((121.5, 31.2), (-58.5, -31.2))
ON_THE_MERIDIAN = ((180.0, 10.0), (-180.0, -10.0))
POLES = ((0.0, 90.0), (90.0, -90.0))


def same_meridian(one: float, other: float) -> bool:
    return abs(math.remainder(one - other, 360)) < 1e-9


def length_in_lon(parts: list[list[LonLat]]) -> float:
    return sum(abs(end[0] - start[0]) for part in parts for start, end in pairwise(part))


@given(PLACES, PLACES)
@example(*ANTIPODES)
@example(*ON_THE_MERIDIAN)
@example(*POLES)
@example((10.0, 20.0), (10.0, 20.0))
def test_an_arc_starts_and_ends_exactly_where_asked(start: LonLat, end: LonLat):
    parts = arc(start, end)
    for wanted, reached in ((start, parts[0][0]), (end, parts[-1][-1])):
        assert same_meridian(reached[0], wanted[0])
        assert reached[1] == max(-MAX_LAT, min(MAX_LAT, wanted[1]))


@given(TURNED_PLACES, TURNED_PLACES, st.integers(2, 80))
@example(*ANTIPODES, 3)
@example(*POLES, 2)
def test_an_arc_stays_on_the_map(start: LonLat, end: LonLat, points: int):
    for part in arc(start, end, points=points):
        assert len(part) >= 2
        assert all(abs(lon) <= 180 and abs(lat) <= MAX_LAT for lon, lat in part)


@given(PLACES, PLACES)
@example(*ANTIPODES)
@example(*ON_THE_MERIDIAN)
def test_no_segment_runs_around_the_world(start: LonLat, end: LonLat):
    for part in arc(start, end):
        assert all(abs(after[0] - before[0]) <= 180 for before, after in pairwise(part))


@given(PLACES, PLACES, st.integers(2, 80))
@example((170.0, 10.0), (-170.0, 20.0), 2)
@example(*ON_THE_MERIDIAN, 9)
def test_parts_meet_at_the_antimeridian_at_the_same_latitude(
    start: LonLat, end: LonLat, points: int
):
    for before, after in pairwise(arc(start, end, points=points)):
        assert before[-1][0] == -after[0][0]
        assert abs(before[-1][0]) == 180
        assert before[-1][1] == after[0][1]


@given(PLACES, PLACES)
def test_an_arc_goes_the_short_way_round(start: LonLat, end: LonLat):
    bowing_out = 4 * MAX_HEIGHT
    assert length_in_lon(arc(start, end)) <= 180 + bowing_out


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        ((120.9, 32.0), (12.5, 41.9), 1),
        ((120.9, 32.0), (-79.4, 43.7), 2),
        ((-170.0, -14.0), (178.4, -18.1), 2),
        ((-180.0, 5.0), (-170.0, 5.0), 1),
        ((180.0, 5.0), (-170.0, 5.0), 1),
    ],
    ids=[
        "westwards",
        "over the Pacific",
        "westwards over it",
        "from the edge",
        "from its far side",
    ],
)
def test_an_arc_is_cut_only_where_it_crosses(start: LonLat, end: LonLat, parts: int):
    assert len(arc(start, end)) == parts


@pytest.mark.parametrize(
    ("start", "end", "poleward"),
    [
        ((120.0, 30.0), (-3.7, 40.4), 1),
        ((-3.7, 40.4), (120.0, 30.0), 1),
        ((28.0, -26.2), (115.9, -31.9), -1),
        ((115.9, -31.9), (28.0, -26.2), -1),
    ],
    ids=["north", "north and back", "south", "south and back"],
)
def test_an_arc_bows_away_from_the_equator_either_way(start: LonLat, end: LonLat, poleward: int):
    (part,) = arc(start, end, points=33)
    straight = (start[1] + end[1]) / 2
    assert 3 < (part[16][1] - straight) * poleward < MAX_HEIGHT


def test_an_arc_stays_below_the_great_circle():
    (part,) = arc((116.4, 39.9), (-3.7, 40.4))
    great_circle_summit = 66
    assert 45 < max(lat for _, lat in part) < great_circle_summit - 10


def test_the_bow_of_a_short_arc_is_in_proportion():
    (part,) = arc((10.0, 45.0), (11.0, 45.0), points=3)
    assert 45.03 < part[1][1] < 45.2


def test_a_place_is_joined_to_itself_by_a_line_without_length():
    assert arc((10.0, 20.0), (10.0, 20.0)) == [[(10.0, 20.0), (10.0, 20.0)]]


def test_places_half_a_turn_apart_are_joined_eastwards():
    assert arc((0.0, 0.0), (180.0, 0.0))[0][1][0] > 0
    assert arc((10.0, 0.0), (-170.0, 0.0))[0][1][0] > 10


@given(PLACES, PLACES)
def test_the_same_places_give_the_same_arc(start: LonLat, end: LonLat):
    assert arc(start, end) == arc(start, end)


@pytest.mark.parametrize("turns", [-720, -360, 360])
def test_whole_turns_of_longitude_change_nothing(turns: int):
    assert arc((120.0 + turns, 30.0), (-75.0, 40.0)) == arc((120.0, 30.0), (-75.0 + turns, 40.0))


@pytest.mark.parametrize("bad", [(math.nan, 0.0), (0.0, math.inf)])
def test_what_is_not_a_coordinate_is_refused(bad: LonLat):
    with pytest.raises(ValueError, match="finite"):
        arc(bad, (0.0, 0.0))
    with pytest.raises(ValueError, match="finite"):
        arc((0.0, 0.0), bad)


def test_a_line_of_one_point_is_refused():
    with pytest.raises(ValueError, match="2 points"):
        arc((0.0, 0.0), (1.0, 1.0), points=1)
