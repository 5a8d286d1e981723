from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from layers.basemap import WORLD_BOUNDS
from layers.frames import continent_frames, dense_frame, home_frame, points_of
from layers.scene import build_scene
from layers.selection import Selection, select

if TYPE_CHECKING:
    from geodata.collection import Collection

FAR = [("US", "Seattle", -122, 47), ("NZ", "Auckland", 174, -36)]


@pytest.fixture
def collection_of(make_collection: Any) -> Any:
    def collection_of(*places: tuple[str, str, float, float, int]) -> Collection:
        return make_collection(
            stations=[
                {"country": code, "city": name, "precision": "city", "count": str(count)}
                for code, name, _, _, count in places
            ],
            places=[
                {"country": code, "name": name, "lon": lon, "lat": lat}
                for code, name, lon, lat, _ in places
            ],
        )

    return collection_of


def crowd(code: str, lon: float, lat: float, *, apart: float, number: int = 24) -> list[Any]:
    """Cities in rows of six."""
    return [
        (code, f"City {at}", lon + at % 6 * apart, lat + at // 6 * apart, 1) for at in range(number)
    ]


@pytest.mark.parametrize(
    ("places", "name"),
    [
        (crowd("IT", 0, 42, apart=3), "Europe"),
        (crowd("KE", 30, -8, apart=3), "Africa"),
        (crowd("IT", 0, 42, apart=3, number=12), None),
        (crowd("IT", 8, 44, apart=0.5), "Southern Europe"),
        ([("BR", f"City {at}", at * 14 - 160, at % 5 * 15 - 30, 1) for at in range(24)], None),
    ],
    ids=["a continent", "another", "few sites", "very dense", "wide apart"],
)
def test_a_dense_region_is_found_by_where_sites_are(
    collection_of: Any, places: list[Any], name: str | None
):
    collection = collection_of(*places, *((*each, 1) for each in FAR))
    frame = dense_frame(select(collection, Selection()))
    assert (frame.name if frame else None) == name
    if frame:
        inside = [each for each in places if frame.west < each[2] < frame.east]
        assert frame.number == len(inside) == len(places)


def test_a_frame_stays_where_it_is_and_counts_the_selection(seeds: Collection):
    whole, italy = (
        dense_frame(select(seeds, Selection(country=asked))) for asked in (None, frozenset({"IT"}))
    )
    assert whole
    assert italy
    assert (whole.name, whole.box) == (italy.name, italy.box)
    assert whole.name == "Europe"
    assert italy.number == 11 < whole.number < 60
    assert dense_frame(select(seeds, Selection(country=frozenset({"BR"})))) is None


def test_frames_are_named_in_the_language_of_the_reader(seeds: Collection):
    shown = select(seeds, Selection())
    frame = dense_frame(shown, "de")
    assert frame
    assert frame.name == "Europa"
    points = points_of(build_scene(shown))
    names = [each.name for each in continent_frames(points, "fr")]
    assert names == ["Europe", "Amériques", "Asie", "Afrique", "Océanie"]
    assert dense_frame(shown, points=points) == dense_frame(shown)


def test_the_first_view_is_all_that_a_collection_can_show(collection_of: Any):
    assert home_frame(collection_of()) == WORLD_BOUNDS
    near = collection_of(("IT", "A", 8, 44, 1), ("IT", "B", 12, 41, 1))
    west, south, east, north = home_frame(near)
    assert 0 < west < 8
    assert 12 < east < 20
    assert 35 < south < 41
    assert 44 < north < 50
    west, south, east, north = home_frame(collection_of(*((*each, 1) for each in FAR)))
    assert (west, east) == (-135, 187)
    assert south <= -54 < 71 <= north
