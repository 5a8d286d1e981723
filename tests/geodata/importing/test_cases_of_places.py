"""The sheets of `tests/cases/import` that speak of places, and others of their kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geodata.importing.building import write_collection
from geodata.importing.coordinates import Position, apart_km, is_plain_position, read_pair
from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.earlier import read_earlier
from geodata.importing.reading import read_raw
from geodata.places import PlaceName

FOLDER = Path(__file__).parents[2] / "cases" / "import"
TODAY = dt.date(2026, 11, 25)
PRECISION_KM = 2.0


def import_case(name: str) -> Draft:
    return make_draft(read_raw(FOLDER / name), Choices(), today=TODAY)


def drawn(made: Draft) -> list[Position | None]:
    """Where each record is drawn, by the table of places."""
    rows = made.built.tables["places"]
    found = {PlaceName(*(row[part] for part in ("country", "admin1", "name", "precision"))): row
             for row in rows}  # fmt: skip
    positions = []
    for record in made.understood.records:
        place = record.place
        row = found.get(PlaceName(place.country, place.admin1, place.city, place.precision))
        positions.append(Position(float(row["lon"]), float(row["lat"])) if row else None)
    return positions


@pytest.mark.parametrize(
    "name", ["import_same_name_own_positions.csv", "import_sites_without_place.csv"]
)
def test_every_record_is_drawn_at_its_own_position(name):
    made = import_case(name)
    for record, position in zip(made.understood.records, drawn(made), strict=True):
        assert record.place.position is not None
        assert position is not None
        assert apart_km(record.place.position, position) < PRECISION_KM


def test_sites_of_one_town_and_region_are_told_apart_by_their_positions(draft):
    made = draft(
        {"City": "Milan", "Country": "IT", "Lat": "45.50", "Lon": "9.10"},
        {"City": "Milan", "Country": "IT", "Lat": "45.40", "Lon": "9.25"},
        {"City": "Milan", "Country": "IT", "Lat": "45.5001", "Lon": "9.1001"},
    )
    assert [each.place.admin1 for each in made.understood.records] == [
        "Lombardy (45.50, 9.10)", "Lombardy (45.40, 9.25)", "Lombardy (45.50, 9.10)",
    ]  # fmt: skip


def test_sites_without_a_place_are_remarked_on_once():
    told = [each for each in import_case("import_sites_without_place.csv").understood.findings
            if each.subject.field == "place"]  # fmt: skip
    assert [len(each.rows) for each in told] == [7]


def test_names_that_disagree_with_positions_are_told_once(draft):
    made = draft(
        {"City": "Milan", "Country": "IT", "Lat": "41.90", "Lon": "12.50"},
        {"City": "Rome", "Country": "IT", "Lat": "45.46", "Lon": "9.19"},
    )
    told = [each for each in made.understood.findings if each.subject.field == "coordinates"]
    assert [each.rows for each in told] == [(2, 3)]
    assert "Milan (4" in told[0].problem


def test_a_second_import_of_namesakes_changes_nothing(tmp_path):
    path = FOLDER / "import_sites_without_place.csv"
    first = make_draft(read_raw(path), Choices(), today=TODAY)
    write_collection(first.built, tmp_path / "sites")
    again = make_draft(
        read_raw(path), Choices(), today=TODAY, earlier=read_earlier(tmp_path / "sites")
    )
    assert again.changes == ()


def test_positions_in_a_column_of_any_name_are_used():
    made = import_case("import_positions_in_one_column.csv")
    expected = [(41.8902, 12.4922), (48.8584, 2.2945), (51.5072, -0.1275), (52.5163, 13.3777),
                (48.2082, 16.3738)]  # fmt: skip
    for (lat, lon), position in zip(expected, drawn(made), strict=True):
        assert position is not None
        assert apart_km(Position(lon, lat), position) < PRECISION_KM
    assert [each.place.country for each in made.understood.records] == [
        "IT", "FR", "GB", "DE", "AT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "52.5163, 13.3777",
        "52.5163;13.3777",
        "Lat: 52.5163, Lon: 13.3777",
        "52°30'59\"N, 13°22'40\"E",
        "N 52.5163° E 13.3777°",
        "POINT Z (13.3777 52.5163 34)",
        "SRID=4326;POINT(13.3777 52.5163)",
        "https://www.google.com/maps/place/X/@50.1,10.2,17z/data=!3d52.5163!4d13.3777",
        "https://www.google.com/maps/search/?api=1&query=52.5163%2C13.3777",
        "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=15/1.0/2.0",
        "https://www.openstreetmap.org/#map=15/52.5163/13.3777",
        "https://www.bing.com/maps?cp=52.5163~13.3777&lvl=15",
        "https://yandex.com/maps/?ll=13.3777%2C52.5163&z=15",
        "geo:52.5163,13.3777",
        "9F4MG98H+G3",
        "33U UU 89915 19703",
        "33U 389915 5819703",
    ],
)
def test_a_position_is_read_as_it_is_written(written):
    position = read_pair(written)
    assert position is not None
    assert apart_km(position, Position(13.3777, 52.5163)) < 0.1
    assert is_plain_position(written)


@pytest.mark.parametrize(
    "written",
    ["12, 30", "12.50, 13.75", "2016-2019", "020 7946", "33UUU", "8-12", "Berlin", "1,320,120",
     "https://example.org/2016/52", "N 5 W 3", "12 345", "A12+B3"],
)  # fmt: skip
def test_what_may_be_something_else_makes_no_column_of_positions(written):
    assert not is_plain_position(written)


def where(made: Draft) -> list[tuple[str, str]]:
    """Country and town of each record."""
    return [(each.place.country, each.place.city) for each in made.understood.records]


def test_the_host_is_the_column_of_countries_in_which_the_places_lie():
    made = import_case("import_sender_and_host.csv")
    assert where(made) == [
        ("PF", "Papeete"), ("SC", "Victoria"), ("AF", "Herāt"), ("IQ", "Najaf"), ("BG", "Varna"),
        ("IT", "Genoa"), ("UY", "Montevideo"),
    ]  # fmt: skip
    asked = [each for each in made.understood.findings if each.subject.field == "country"]
    assert [(each.column, "“Country”" in each.problem) for each in asked] == [("State", True)]


def test_the_host_is_the_column_of_countries_in_which_the_positions_lie(draft):
    made = draft(
        {"Country": "Japan", "Lender": "x", "Recipient": "Kenya", "Lat": "-1.3", "Lon": "36.8"},
        {"Country": "Japan", "Lender": "x", "Recipient": "Vietnam", "Lat": "21.0", "Lon": "105.8"},
        {"Country": "France", "Lender": "x", "Recipient": "Senegal", "Lat": "14.7", "Lon": "-17.4"},
    )
    assert [each.place.country for each in made.understood.records] == ["KE", "VN", "SN"]


def test_a_name_and_a_code_of_one_country_are_no_two_hosts(draft):
    made = draft(
        {"Country": "Japan", "ISO": "JPN", "City": "Osaka"},
        {"Country": "Kenya", "ISO": "KEN", "City": "Nairobi"},
        {"Country": "Vietnam", "ISO": "VNM", "City": "Hanoi"},
    )
    assert made.plan.fields["Country"] == "country"
    assert not [each for each in made.understood.findings if each.subject.context == "columns"]
