from __future__ import annotations

import pytest

from geodata.places import Place, PlaceName, Places, parse_place, site_place


def make_place(name="Richmond", country="CA", admin1="", precision="city") -> Place:
    return Place(country, admin1, name, precision, 1.0, 2.0, "1", "exact")


@pytest.mark.parametrize(
    ("text", "country", "meant"),
    [
        pytest.param("Milan", "IT", PlaceName("IT", "", "Milan"), id="own country"),
        pytest.param("Kunming, CN", "LA", PlaceName("CN", "", "Kunming"), id="abroad"),
        pytest.param(
            "Richmond, British Columbia, CA",
            "",
            PlaceName("CA", "British Columbia", "Richmond"),
            id="region",
        ),
        pytest.param("Milan", "", PlaceName("", "", "Milan"), id="no country"),
        pytest.param("Frankfurt am Main", "DE", PlaceName("DE", "", "Frankfurt am Main"), id="of"),
    ],
)
def test_an_entry_of_a_list_says_name_region_and_country(text, country, meant):
    assert parse_place(text, country) == meant


def test_a_station_names_its_city_else_its_region_else_nothing():
    assert site_place("IT", "", "Milan") == PlaceName("IT", "", "Milan", "city")
    assert site_place("PT", "Madeira", "") == PlaceName("PT", "", "Madeira", "region")
    assert site_place("CU", "", "") is None


def test_namesakes_are_told_apart_by_their_region():
    west, east = make_place(admin1="British Columbia"), make_place(admin1="Quebec")
    places = Places([west, east])
    assert places.get(PlaceName("CA", "Quebec", "Richmond")) == east
    assert places.get(PlaceName("CA", "", "Richmond")) is None
    assert places.find(PlaceName("CA", "", "Richmond")) == (west, east)


def test_a_town_is_preferred_to_the_region_called_like_it():
    town, region = (
        make_place("Sirdaryo", "UZ"),
        make_place("Sirdaryo", "UZ", precision="region"),
    )
    places = Places([region, town])
    assert places.get(PlaceName("UZ", "", "Sirdaryo")) == town
    assert places.get(PlaceName("UZ", "", "Sirdaryo", "region")) == region


def test_a_place_in_another_country_is_not_found():
    assert Places([make_place()]).get(PlaceName("US", "", "Richmond")) is None


def test_a_key_names_the_place_from_the_country_down():
    assert make_place(admin1="British Columbia").key == "CA/British Columbia/Richmond"
    assert make_place().key == "CA/Richmond"
