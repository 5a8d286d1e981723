"""The gazetteer does what geopy's users expect of a geocoder, without a network."""

from __future__ import annotations

import copy
import subprocess
import sys
import time
from importlib.resources import files
from typing import Any

import geopandas.tools
import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.point import Point

from geodata.errors import AmbiguousPlaceError, UnknownCountryError
from geodata.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, Geocoder)


def test_one_location_carries_its_facts_and_its_point_is_lat_lon(gazetteer: Gazetteer) -> None:
    location = gazetteer.geocode("Benin City", country_codes="ng", timeout=1)
    assert (location.latitude, location.longitude) == pytest.approx((6.34, 5.63), abs=0.01)
    assert location.address == "Benin City, Edo, NG"
    raw = location.raw
    assert (raw["geonameid"], raw["name"], raw["country"]) == (2347283, "Benin City", "NG")
    assert (raw["admin1"], raw["feature"], raw["match"]) == ("Edo", "city", "exact")
    assert raw["population"] > 1_000_000


@pytest.mark.parametrize("name", ["Nowhere at all", "", "Пвыапывап"])
def test_no_place_is_none(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.geocode(name) is None
    assert gazetteer.geocode(name, exactly_one=False) is None


def test_all_bearers_are_listed_most_likely_first(gazetteer: Gazetteer) -> None:
    locations = gazetteer.geocode("Frankfurt", exactly_one=False, country_codes=["de"])
    assert [location.raw["name"] for location in locations][:2] == [
        "Frankfurt am Main",
        "Frankfurt (Oder)",
    ]
    limited = gazetteer.geocode("Frankfurt", exactly_one=False, country_codes="de", limit=1)
    assert len(limited) == 1


def test_one_location_is_refused_where_no_bearer_stands_out(gazetteer: Gazetteer) -> None:
    with pytest.raises(AmbiguousPlaceError, match="; Victoria, British Columbia, CA; ") as refusal:
        gazetteer.geocode("Victoria")
    assert len(refusal.value.candidates) > 1


def test_geopandas_geocodes_a_list_with_it_and_leaves_the_namesakes_empty() -> None:
    found = geopandas.tools.geocode(["Lyon", "Victoria", "No such town"], provider=Gazetteer)
    assert found["address"].notna().tolist() == [True, False, False]
    assert (found.geometry.x[0], found.geometry.y[0]) == pytest.approx((4.85, 45.75), abs=0.05)
    assert found.geometry.is_empty.tolist() == [False, True, True]


def test_a_name_that_stands_out_in_two_countries_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.geocode("London", country_codes="gb,ca")


def test_an_unknown_country_code_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownCountryError):
        gazetteer.geocode("Rome", country_codes="zz")


@pytest.mark.parametrize("codes", ["uk", "UK", "gb", "GBR", ["uk"], ("gb",)])
def test_a_country_may_be_coded_as_people_do(
    gazetteer: Gazetteer, codes: str | list[str] | tuple[str, ...]
) -> None:
    assert gazetteer.geocode("London", country_codes=codes).raw["country"] == "GB"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"city": "Prato", "country": "Italy"}, "Prato, Tuscany, IT"),
        (
            {"city": "Richmond", "state": "British Columbia", "country": "Canada"},
            "Richmond, British Columbia, CA",
        ),
        ({"street": "1 High Street", "city": "Benin City", "country": "ng"}, "Benin City, Edo, NG"),
    ],
)
def test_a_query_may_come_in_parts(gazetteer: Gazetteer, query: dict[str, str], found: str) -> None:
    assert gazetteer.geocode(query).address == found


@pytest.mark.parametrize("gap", [None, float("nan"), {}, {"country": "Italy"}])
def test_a_gap_in_a_table_finds_nothing(gazetteer: Gazetteer, gap: Any) -> None:
    assert gazetteer.geocode(gap) is None


def test_the_rate_limiter_of_geopy_takes_it(gazetteer: Gazetteer) -> None:
    limited = RateLimiter(gazetteer.geocode, min_delay_seconds=0.001)
    assert [limited(name).raw["country"] for name in ("Prato, Italy", "Lyon, France")] == [
        "IT",
        "FR",
    ]


def test_what_other_services_are_asked_with_does_no_harm() -> None:
    with Gazetteer(user_agent="a-newsroom/1.0", timeout=3) as gazetteer:
        location = gazetteer.geocode("Prato, Italy", timeout=None, language="it")
        assert gazetteer.reverse(location.point, language="it").address == location.address
    assert (location.altitude, tuple(location.point)[:2]) == (0.0, tuple(location)[1])
    assert copy.deepcopy(location) == location


def test_a_small_country_is_found_as_a_whole(gazetteer: Gazetteer) -> None:
    raw = gazetteer.geocode("Jersey", country_codes="je").raw
    assert (raw["geonameid"], raw["feature"], raw["name"]) == (None, "region", "Jersey")


def test_a_country_without_places_has_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.geocode("Rome", country_codes="aq") is None


@pytest.mark.parametrize("point", [(43.88, 11.10), Point(43.88, 11.10), "43.88, 11.10"])
def test_reverse_gives_the_nearest_place(gazetteer: Gazetteer, point: Point) -> None:
    assert gazetteer.reverse(point).raw["name"] == "Prato"
    assert len(gazetteer.reverse(point, exactly_one=False)) == 5


@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_reverse_sees_across_the_antimeridian(gazetteer: Gazetteer, lon: float) -> None:
    assert gazetteer.reverse((-16.8, lon)).raw["country"] == "FJ"


def test_reverse_finds_nothing_in_the_open_sea(gazetteer: Gazetteer) -> None:
    assert gazetteer.reverse((-60.0, -140.0)) is None
    assert gazetteer.reverse((90.0, 0.0)) is None


def test_the_data_is_small_enough_for_the_repository() -> None:
    folder = files("geodata.data")
    names = ("gazetteer_places.parquet", "gazetteer_names.parquet", "gazetteer_minor.parquet")
    assert sum(len((folder / name).read_bytes()) for name in names) < 13_000_000


def test_nothing_is_loaded_at_import_and_loading_is_quick() -> None:
    code = (
        "import geodata.gazetteer, geodata._index as index, time\n"
        "assert index.load_index.cache_info().currsize == 0\n"
        "begun = time.monotonic(); index.load_index(); print(time.monotonic() - begun)\n"
    )
    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert float(done.stdout) < 1.5


def test_a_look_up_in_the_warm_gazetteer_takes_milliseconds(gazetteer: Gazetteer) -> None:
    gazetteer.geocode("Prato", country_codes="it")
    begun = time.monotonic()
    for _ in range(50):
        gazetteer.geocode("Prato", country_codes="it")
    assert (time.monotonic() - begun) / 50 < 0.05
