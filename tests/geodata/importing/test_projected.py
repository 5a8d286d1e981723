"""Positions in metres are turned into degrees by the coordinate system that is named."""

from __future__ import annotations

import datetime as dt

import pytest

from geodata.importing.building import write_collection
from geodata.importing.coordinate_systems import find_system, read_system, system_of_header
from geodata.importing.coordinates import Position, apart_km
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.previous_import import read_previous_import
from geodata.importing.projected import SUBJECT
from geodata.importing.reading import read_data

TODAY = dt.date(2026, 11, 25)
MUNICH = Position(11.575, 48.137)
IN_32N = ("691607.9", "5334760.4")


def imported(text: str, **choices):
    return make_draft(read_data(text.encode(), "x.csv"), Choices(**choices), today=TODAY)


NAMED = {
    "in both headers": "x_25832,y_25832\n{},{}\n",
    "in one header": "Easting (EPSG:25832),Northing\n{},{}\n",
    "as a zone": "UTM 32N Easting,UTM 32N Northing\n{},{}\n",
    "in a column": "X,Y,SRID\n{},{},25832\n",
    "above the table": "Coordinates: EPSG 25832,,\nX,Y,Country\n{},{},Germany\n",
    "below the table": "X,Y,Country,Name,No\n{},{},Germany,A,1\n{},{},Germany,B,2\n"
    "All positions are given in EPSG:25832,,,,\n",
    "with marks between thousands": "X_25832,Y_25832\n\"691,607.9\",\"5'334'760.4\"\n",
    "of degrees called latitude": "Latitude (EPSG:25832),Longitude\n5334760.4,691607.9\n",
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_the_system_is_taken_from_wherever_the_sheet_names_it(text):
    made = imported(text.format(*IN_32N * 2))
    for record in made.understood.records:
        assert record.place.position is not None
        assert apart_km(record.place.position, MUNICH) < 1
        assert record.place.country == "DE"
    assert made.understood.records
    assert any("EPSG:25832 (ETRS89" in str(each) or "EPSG:32632" in str(each)
               for each in made.understood.findings)  # fmt: skip


@pytest.mark.parametrize(
    "choices", [{"system": "25832"}, {"answers": {SUBJECT: "EPSG:25832"}}], ids=["option", "answer"]
)
def test_a_person_may_name_the_system(choices):
    made = imported("Name,X,Y\nA,{},{}\n".format(*IN_32N), **choices)
    position = made.understood.records[0].place.position
    assert position is not None
    assert apart_km(position, MUNICH) < 1


@pytest.mark.parametrize("system", ["", "9999999", "local grid"])
def test_without_a_known_system_no_position_is_used_and_that_is_one_question(system):
    rows = "".join(f"Hall {n},Germany,{691607 + n},{5334760 + n},{system}\n" for n in range(9))
    made = imported(f"Name,Country,X,Y,CRS\n{rows}", fields={"CRS": "system"})
    assert {record.place.position for record in made.understood.records} == {None}
    asked = [each for each in made.understood.findings if each.subject == SUBJECT]
    assert [len(each.rows) for each in asked] == [9]
    assert "691607, 5334760" in str(asked[0])
    assert "--crs" in str(asked[0])
    assert [row["x"] for row in made.built.tables["sites"]][:1] == ["691607"]


def test_degrees_in_columns_called_x_and_y_are_degrees():
    made = imported("Name,X,Y\nA,11.575,48.137\n")
    assert made.plan.fields["X"] == "longitude"
    assert made.understood.records[0].place.position == MUNICH


def test_positions_outside_of_a_system_are_reported_once_and_not_used():
    made = imported("X_25832,Y_25832,Country\n99999999,99999999,Germany\n" + "1e400,5,Germany\n")
    assert {record.place.position for record in made.understood.records} == {None}


def test_a_second_import_remembers_the_system(tmp_path):
    text = "Name,X,Y\nA,{},{}\n".format(*IN_32N)
    write_collection(imported(text, system="25832").built, tmp_path / "sites")
    again = make_draft(
        read_data(text.encode(), "x.csv"), Choices(), today=TODAY,
        earlier=read_previous_import(tmp_path / "sites"),
    )  # fmt: skip
    assert again.changes == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:25832", 25832), ("epsg_4326", 4326), ("SRID=27700", 27700),
        ("WGS 84 / UTM zone 33S", 32733), ("UTM 61N", None), ("EPSG:1", None), ("UTM", None),
        ("Lambert", None), ("ROOT:25832", None),
    ],
)  # fmt: skip
def test_a_system_is_known_by_its_code_or_its_zone(text, code):
    assert find_system(text) == code


def test_a_bare_code_is_one_in_a_cell_or_a_header_and_a_year_is_none():
    assert read_system("2154") == read_system("2154.0") == system_of_header("x_2154") == 2154
    assert system_of_header("X 2020") is None
    assert find_system("2154") is None
