from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.scene import build_scene
from layers.selection import Selection, select
from tests.depth import tries

if TYPE_CHECKING:
    from layers.scene_types import Scene

MILAN = {"country": "IT", "name": "Milan", "lon": 9.19, "lat": 45.46}
PRATO = {"country": "IT", "name": "Prato", "lon": 11.1, "lat": 43.88}
PLACES = [MILAN, PRATO, {"country": "IT", "name": "Lombardy", "precision": "region",
                         "lon": 9.9, "lat": 45.6}]  # fmt: skip


def in_milan(**cells: Any) -> dict[str, Any]:
    return {"city": "Milan", "precision": "city", **cells}


@pytest.fixture
def scene_of(make_collection: Any) -> Any:
    def scene_of(stations: list[dict[str, Any]], **asked: Any) -> Scene:
        collection = make_collection(stations=stations, places=PLACES)
        return build_scene(select(collection, Selection(**asked)))

    return scene_of


def test_all_records_of_a_city_share_one_symbol(scene_of: Any):
    sites = scene_of([in_milan(), in_milan(count="2"), in_milan(jurisdiction="beta")])["sites"]
    assert sites["key"] == ["IT/Milan"]
    assert sites["count"] == [4]
    assert (sites["lon"], sites["lat"]) == ([9.19], [45.46])


def test_every_jurisdiction_in_a_city_has_its_part_the_largest_first(scene_of: Any):
    sites = scene_of([in_milan(), in_milan(jurisdiction="beta", count="2")])["sites"]
    assert sites["parts"] == [[1, 2, 0, 1]]


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ([in_milan()], "Milan, Italy: 1 reported station (Alpha)"),
        ([in_milan(count="2")], "Milan, Italy: 2 reported stations (Alpha)"),
        (
            [in_milan(), in_milan(jurisdiction="beta")],
            "Milan, Italy: 2 reported stations (Alpha 1, Beta 1)",
        ),
    ],
    ids=["one", "many", "several jurisdictions"],
)
def test_a_place_is_named_with_what_is_reported_there(
    scene_of: Any, rows: list[dict[str, Any]], label: str
):
    assert scene_of(rows)["sites"]["label"] == [label]


def test_namesakes_in_a_country_are_told_apart_by_region(make_collection: Any):
    rows = [in_milan(admin1=region) for region in ("North", "South")]
    places = [{**MILAN, "admin1": row["admin1"]} for row in rows]
    scene = build_scene(select(make_collection(stations=rows, places=places), Selection()))
    assert [label.split(":")[0] for label in scene["sites"]["label"]] == [
        "Milan, North, Italy",
        "Milan, South, Italy",
    ]


@pytest.mark.parametrize(
    ("dates", "faded"),
    [(["2017"], 0), ([""], 1), (["2015/2020"], 0), (["2016", ""], 0), (["2010/2016~", ""], 1)],
)
def test_a_city_is_faded_if_no_record_certainly_answers_the_years(
    scene_of: Any, dates: list[str], faded: int
):
    rows = [in_milan(established=date) for date in dates]
    assert scene_of(rows, year=(2016, 2018))["sites"]["faded"] == [faded]


@pytest.mark.parametrize(
    "row",
    [
        {"precision": "country"},
        {"precision": "region", "admin1": "Lombardy"},
        {"precision": "city", "city": "Bolzano"},
    ],
    ids=["country", "region", "city without a position"],
)
def test_what_has_no_point_is_counted_in_its_country(make_collection: Any, row: dict[str, Any]):
    places = [*PLACES, {"country": "IT", "name": "Bolzano", "method": "none"}]
    collection = make_collection(stations=[row, {**row, "count": "2"}], places=places)
    scene = build_scene(select(collection, Selection()))
    assert scene["sites"]["key"] == []
    [area] = scene["areas"]
    assert (area["kind"], area["country"], area["count"]) == ("unlocated", "IT", 3)
    assert area["label"] == "Italy: 3 reported stations, city not known"


records = st.lists(
    st.sampled_from(
        [
            in_milan(),
            {"precision": "city", "city": "Prato", "jurisdiction": "beta"},
            {"precision": "region", "admin1": "Lombardy"},
            {"precision": "country"},
            {"precision": "country", "country": "FR", "count": "4"},
        ]
    ),
    max_size=8,
)


@pytest.mark.deep
@given(rows=records)
@settings(
    max_examples=tries(8, 300),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_record_known_only_to_the_country_or_region_never_becomes_a_point(
    scene_of: Any, rows: list[dict[str, Any]]
):
    scene = scene_of(rows)
    in_cities = {row["city"] for row in rows if row["precision"] == "city"}
    assert {key.split("/")[-1] for key in scene["sites"]["key"]} == in_cities
    counted = sum(scene["sites"]["count"]) + sum(area["count"] for area in scene["areas"])
    assert counted == sum(int(row.get("count", 1)) for row in rows)
