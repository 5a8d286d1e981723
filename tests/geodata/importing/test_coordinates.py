"""Coordinates as people write them, and what speaks against them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.importing.coordinates import (
    Position,
    country_at,
    find_position_fault,
    is_either_side,
    is_plain_position,
    nearest_town,
    read_degrees,
    read_pair,
)

DEGREES = {
    "45.4642": 45.4642, "45,4642": 45.4642, "-9.19": -9.19, "−9.19": -9.19, "9.19 W": -9.19,
    "W 9.19": -9.19, "45°28'N": 45.46667, "45° 28' 30\" N": 45.475, "45°28′30″S": -45.475, "9": 9.0,
    "9.19°": 9.19, "45 28 30 N": 45.475, "S 45 28.5": -45.475, "45:28:30 S": -45.475,
    "45-28-30N": 45.475, "45° 28 30 N": 45.475, "45 28 29,9 N": 45.47497, "W 009 11 24": -9.19,
}  # fmt: skip
PAIRS = {
    "45.46, 9.19": (9.19, 45.46),
    "45.46 9.19": (9.19, 45.46),
    "(45.46; 9.19)": (9.19, 45.46),
    "45,46; 9,19": (9.19, 45.46),
    "45.46,9.19": (9.19, 45.46),
    "45.46N, 9.19E": (9.19, 45.46),
    "9.19E, 45.46N": (9.19, 45.46),
    "POINT (9.19 45.46)": (9.19, 45.46),
    "-33.87,151.21": (151.21, -33.87),
    "0,0": (0, 0),
}
MALTA = (14.5125, 35.88667)
PARTED = (
    "35 53 12 N 14 30 45 E",
    "35 53 12 N, 14 30 45 E",
    "35 53 12 N; 14 30 45 E",
    "35 53 12N 14 30 45E",
    "N 35 53 12 E 14 30 45",
    "N35 53 12, E14 30 45",
    "14 30 45 E 35 53 12 N",
    "35 53 12.0 N 14 30 45.0 E",
    "35 53 12,0 N, 14 30 45,0 E",
    "35 53.2 N 14 30.75 E",
    "35:53:12N 014:30:45E",
    "35-53-12N 014-30-45E",
    "35° 53 12 N / 14° 30 45 E",
    "35°53'12\"N14°30'45\"E",
    "(35 53 12 n, 14 30 45 e)",
    "Lat 35 53 12 N, Long 14 30 45 E",
)
NO_POSITIONS = (
    "12 05 2018",
    "12 05 18",
    "3 12 2018 N",
    "12 05 2018, 14 06 2019",
    "12-05-18 14-06-19",
    "10:30 11:45",
    "10:30:00, 11:45:00",
    "+49 30 12 34 56",
    "030 12 34 56",
    "555 12 34 N 555 12 35 E",
    "12 50 E",
    "12 50 E 13 00 E",
    "12 30 N 14 15 N",
    "EUR 12 50, EUR 13 20",
    "12 50 EUR 13 20 EUR",
    "1 2 3 4 5 6",
    "35 53 12 14 30 45",
    "350 S 400 E",
    "10 S Main 20 E",
    "95 10 N 14 30 E",
    "35 10 N 190 00 E",
    "35 75 12 N 14 30 45 E",
    "35 53 72 N 14 30 45 E",
    "35 53 12 N 14 30 45",
    "35.5 53 12 N 14 30 45 E",
    "N 35 53 12 14 30 45 E",
    "35 53 12 7 N 14 30 45 E",
    "1990 12 N 2000 12 E",
)


@pytest.mark.parametrize(("text", "value"), DEGREES.items())
def test_degrees_are_read_as_they_are_written(text, value):
    assert read_degrees(text) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    "text", ["", "north", "1.2.3", "N 45 S", "1234567", "45 28 30", "95 28 N", "45 60 N"]
)
def test_what_is_not_degrees_is_none(text):
    assert read_degrees(text) is None


def test_only_a_letter_of_its_own_is_a_side_that_languages_disagree_on():
    assert is_either_side("13,40° O")
    assert is_either_side("52°31'N 13°24'O")
    assert not is_either_side("13.4 E")
    assert not is_either_side("in Oslo")


@pytest.mark.parametrize(("text", "pair"), PAIRS.items())
def test_a_pair_has_the_latitude_first_unless_it_says_otherwise(text, pair):
    assert read_pair(text) == pytest.approx(pair)


@pytest.mark.parametrize("text", PARTED)
def test_minutes_and_seconds_need_no_marks_if_letters_say_the_sides(text):
    assert read_pair(text) == pytest.approx(MALTA, abs=1e-4)
    assert is_plain_position(text.strip("()").removeprefix("Lat ").replace("Long ", ""))


@pytest.mark.parametrize("text", NO_POSITIONS)
def test_dates_prices_and_telephone_numbers_are_no_positions(text):
    assert read_pair(text) is None
    assert not is_plain_position(text)


@pytest.mark.parametrize("text", ["", "45.46", "a, b", "1, 2, 3"])
def test_what_is_not_a_pair_is_none(text):
    assert read_pair(text) is None


FAULTS = {
    "in its country": ((9.19, 45.46), "IT", None),
    "swapped": ((45.46, 9.19), "IT", "swapped"),
    "swapped off the earth": ((47.9, 106.9), "MN", "swapped"),
    "at the origin": ((0.0, 0.0), "GH", "zero"),
    "in the sea": ((-30.0, 40.0), "IT", "sea"),
    "in another country": ((2.35, 48.85), "IT", "abroad"),
    "off the earth": ((500.0, 45.0), "IT", "off the earth"),
    "no number": ((float("nan"), 45.0), "IT", "unreadable"),
    "just off the coast": ((12.28, 45.35), "IT", None),
    "in a territory under the country": ((-66.1, 18.4), "US", None),
    "on ground without a code": ((33.36, 35.19), "CY", None),
    "in a country without an outline": ((167.7, -29.0), "TV", None),
    "no country given, on land": ((9.19, 45.46), "", None),
    "no country given, at sea": ((-30.0, 40.0), "", "sea"),
}


@pytest.mark.parametrize(("position", "country", "fault"), FAULTS.values(), ids=FAULTS.keys())
def test_a_position_is_checked_against_its_country(position, country, fault):
    assert find_position_fault(Position(*position), country) == fault


def test_the_country_of_a_position_is_found_even_a_little_off_its_coast():
    assert country_at(Position(9.19, 45.46)) == "IT"
    assert country_at(Position(-30.0, 40.0)) == ""


def test_a_position_is_called_after_a_town_nearby_or_after_none():
    town = nearest_town(Position(9.19, 45.47), "IT")
    assert town is not None
    assert town.name == "Milan"
    assert nearest_town(Position(25.0, 25.0), "EG") is None


@given(st.text(max_size=30))
def test_any_text_is_a_position_or_none(text):
    for value in (read_degrees(text), *(read_pair(text) or ())):
        assert value is None or isinstance(value, float)


@given(st.floats(-400, 400), st.floats(-400, 400), st.sampled_from(["IT", "US", "FJ", "XK", ""]))
def test_any_position_is_judged(lon, lat, country):
    find_position_fault(Position(lon, lat), country)
