from __future__ import annotations

from typing import Any

import pytest

from geodata.outlines import country_label_point
from layers.scene import build_scene
from layers.selection import Selection, select

PLACES = [
    {"country": "CN", "name": "Seat", "lon": 120.0, "lat": 28.0},
    {"country": "IT", "name": "Rome", "lon": 12.5, "lat": 41.9},
    {"country": "IT", "name": "Milan", "lon": 9.2, "lat": 45.5},
    {"country": "IT", "name": "Sicily", "precision": "region", "lon": 14.0, "lat": 37.5},
]
JURISDICTIONS = [
    {"id": "alpha", "seat": "Seat, CN"},
    {"id": "beta", "name": "Beta"},
    {"id": "unknown", "name": "Unknown", "level": "unknown"},
]
EVERY_STATUS = frozenset({"active", "ended", "unknown", "proposed"})


@pytest.fixture
def scene_of(make_collection: Any) -> Any:
    def scene_of(*agreements: dict[str, Any], **asked: Any) -> Any:
        collection = make_collection(
            agreements=list(agreements), jurisdictions=JURISDICTIONS, places=PLACES
        )
        alone = {"layer": frozenset({"agreements"}), "status": EVERY_STATUS}
        return build_scene(select(collection, Selection(**{**alone, **asked})))

    return scene_of


def test_each_host_country_is_shaded_and_counted(scene_of: Any):
    areas = scene_of({"countries": "IT;FR"}, {})["areas"]
    assert [(area["country"], area["kind"], area["count"]) for area in areas] == [
        ("FR", "agreement", 1),
        ("IT", "agreement", 2),
    ]
    assert [area["label"] for area in areas] == [
        "France: 1 agreement or patrol",
        "Italy: 2 agreements and patrols",
    ]


@pytest.mark.parametrize(
    ("asked", "are_drawn"),
    [
        ({}, True),
        ({"layer": frozenset({"stations", "agreements"})}, False),
        ({"layer": None}, False),
        ({"layer": None, "country": frozenset({"IT"})}, True),
    ],
    ids=["alone", "with sites", "at first", "of a country"],
)
def test_lines_and_towns_are_of_agreements_alone_or_of_a_country(
    scene_of: Any, asked: dict[str, Any], *, are_drawn: bool
):
    scene = scene_of({"countries": "IT", "places": "Rome"}, **asked)
    assert [area["country"] for area in scene["areas"]] == ["IT"]
    assert bool(scene["arcs"]) == bool(scene["towns"]["key"]) == are_drawn


def test_what_was_only_proposed_is_kept_apart(scene_of: Any):
    scene = scene_of({}, {"status": "proposed"}, {"status": "proposed", "places": "Rome"})
    assert [(area["kind"], area["count"]) for area in scene["areas"]] == [
        ("agreement", 1),
        ("proposed", 2),
    ]
    assert scene["towns"]["proposed"] == [1]
    assert scene["arcs"][0]["proposed"] == 0


def test_an_arc_of_proposals_alone_is_proposed(scene_of: Any):
    [arc] = scene_of({"status": "proposed"})["arcs"]
    assert arc["proposed"] == 1
    assert arc["label"] == "Alpha – Italy: 1 agreement or patrol (proposed only)"


def test_towns_are_marked_once_and_regions_never(scene_of: Any):
    towns = scene_of({"places": "Rome;Milan;Sicily"}, {"places": "Rome"})["towns"]
    assert towns["key"] == ["IT/Milan", "IT/Rome"]
    assert towns["count"] == [1, 2]
    assert towns["label"][1] == "Rome, Italy: 2 agreements and patrols"


@pytest.mark.parametrize(
    ("places", "end"),
    [
        ("", country_label_point("IT")),
        ("Rome", (12.5, 41.9)),
        ("Rome;Milan", country_label_point("IT")),
        ("Sicily", country_label_point("IT")),
    ],
    ids=["no town", "one town", "two towns", "a region"],
)
def test_an_arc_joins_the_seat_and_the_host(scene_of: Any, places: str, end: tuple[float, float]):
    [arc] = scene_of({"places": places})["arcs"]
    assert arc["lines"][0][0] == (120.0, 28.0)
    assert arc["lines"][-1][-1] == end


def test_agreements_of_the_same_two_share_an_arc(scene_of: Any):
    [arc] = scene_of({}, {}, {})["arcs"]
    assert (arc["jurisdiction"], arc["country"], arc["count"]) == (0, "IT", 3)


def test_an_arc_across_the_pacific_is_cut_at_the_antimeridian(scene_of: Any):
    [arc] = scene_of({"countries": "US"})["arcs"]
    assert len(arc["lines"]) == 2
    assert all(-180 <= lon <= 180 for line in arc["lines"] for lon, _ in line)


@pytest.mark.parametrize(
    "row",
    [{"jurisdictions": "beta"}, {"countries": "CN"}, {"countries": "TV"}, {"countries": ""}],
    ids=["no seat", "own country", "no outline", "no country"],
)
def test_there_is_no_arc_without_two_ends(scene_of: Any, row: dict[str, Any]):
    assert scene_of(row)["arcs"] == []


def test_a_jurisdiction_that_is_not_asked_for_has_no_arc(scene_of: Any):
    scene = scene_of({"jurisdictions": "alpha;beta"}, jurisdiction=frozenset({"beta"}))
    assert scene["arcs"] == []
    assert [area["country"] for area in scene["areas"]] == ["IT"]


def test_a_country_without_an_outline_is_listed_without_an_anchor(scene_of: Any):
    [area] = scene_of({"countries": "TV"})["areas"]
    assert (area["country"], area["lon"], area["lat"]) == ("TV", None, None)
