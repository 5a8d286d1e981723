"""Places near each other are drawn together where a screen cannot tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from layers.compose import Camera
from layers.frames import looked_at
from layers.legend import build_legend
from layers.nearby import CELLS, MAX_PLACES
from layers.scene import build_scene
from layers.selection import Selection, select

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.scene_types import Scene

WIDE, HIGH = 60, 20
EVERY = WIDE * HIGH
ITALY, PACIFIC = (6.0, 40.0, 12.0, 46.0), (174.0, -60.0, 186.0, 60.0)


@pytest.fixture
def spread(make_collection: Any) -> Collection:
    """Cities in rows over most of the world, each with one site and every tenth with five."""
    cities = [
        (f"City {at}", -174 + 6 * (at % WIDE), -55 + 6 * (at // WIDE), 5 if at % 10 == 0 else 1)
        for at in range(EVERY)
    ]
    return make_collection(
        stations=[
            {"country": "IT", "city": name, "precision": "city", "count": str(count)}
            for name, _, _, count in cities
        ],
        places=[
            {"country": "IT", "name": name, "lon": lon, "lat": lat} for name, lon, lat, _ in cities
        ],
    )


def drawn(
    collection: Collection, *frames: tuple[float, float, float, float], **asked: Any
) -> Scene:
    return build_scene(select(collection, Selection(**asked)), frames=frames)


def test_as_many_marks_as_a_screen_can_tell_apart_add_up_to_all(spread):
    merged, apart = drawn(spread)["sites"], build_scene(select(spread, Selection()))["sites"]
    assert len(merged["key"]) <= 2 * CELLS < EVERY == len(apart["key"])
    assert sum(merged["count"]) == sum(apart["count"])
    assert sum(merged["places"]) == EVERY
    assert sum(sum(parts[1::2]) for parts in merged["parts"]) == sum(apart["count"])


def test_a_mark_stands_at_the_place_that_has_most_and_says_that_it_counts_others(spread):
    merged, apart = drawn(spread)["sites"], build_scene(select(spread, Selection()))["sites"]
    at = dict(zip(apart["key"], zip(apart["lon"], apart["lat"], strict=True), strict=True))
    most = dict(zip(apart["key"], apart["count"], strict=True))
    with_five = 0
    for key, *where, count, places, label in zip(
        *(merged[name] for name in ("key", "lon", "lat", "count", "places", "label")), strict=True
    ):
        assert tuple(where) == at[key]
        assert count <= places - 1 + most[key] or most[key] == 5
        with_five += most[key] == 5
        near = f" and {places - 1} place{'s' * (places > 2)} near it: " if places > 1 else ": "
        assert label.startswith(f"{key.rpartition('/')[2]}, Italy{near}{count} ")
    assert with_five > 10


def test_a_frame_of_the_whole_world_is_no_closer_look_than_none(spread):
    beyond, world = ((-side, -80.0, side, 80.0) for side in (300.0, 180.0))
    assert drawn(spread, beyond) == drawn(spread, world)
    assert len(drawn(spread, beyond)["sites"]["key"]) <= CELLS


def test_what_is_looked_at_is_told_apart_and_the_rest_still_counted(spread):
    sites = drawn(spread, ITALY)["sites"]
    inside = [
        places
        for lon, lat, places in zip(sites["lon"], sites["lat"], sites["places"], strict=True)
        if 6 <= lon <= 12 and 40 <= lat <= 46
    ]
    assert inside == [1] * len(inside)
    assert len(inside) >= 1
    assert sum(sites["places"]) == EVERY
    assert max(sites["places"]) > 1


def test_a_frame_over_the_antimeridian_holds_what_lies_on_both_sides(spread):
    sites = drawn(spread, PACIFIC)["sites"]
    inside = [
        places for lon, places in zip(sites["lon"], sites["places"], strict=True) if abs(lon) >= 174
    ]
    assert inside == [1] * (3 * HIGH)


def test_a_map_that_is_moved_a_little_keeps_its_marks(spread, monkeypatch):
    monkeypatch.setattr("layers.nearby.MAX_PLACES", 4)
    monkeypatch.setattr("layers.nearby.CELLS", 6)
    one, other = (
        drawn(spread, (lon, -40.0, lon + 70.0, 40.0))["sites"]["key"] for lon in (-60.0, -57.0)
    )
    assert len({*one} & {*other}) > 0.7 * len(one)


def test_few_places_are_never_drawn_together(spread):
    few = drawn(spread, search="city 11")["sites"]
    assert 1 < len(few["key"]) <= MAX_PLACES
    assert "places" not in few


def test_the_legend_does_not_speak_of_one_city_where_marks_are_of_several(spread):
    shown = select(spread, Selection())
    named = {entry["label"] for entry in build_legend(shown, drawn(spread))}
    assert "Several of them in one city" not in named


def test_a_collection_in_memory_is_sent_every_place(spread):
    shown = select(spread, Selection())
    assert looked_at(shown, Camera(9, 45, 6)) is None
    assert "places" not in build_scene(shown, frames=looked_at(shown, None))["sites"]
