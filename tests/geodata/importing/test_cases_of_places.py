"""The sheets of `tests/cases/import` that speak of places, and others of their kinds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geodata.importing.building import write_collection
from geodata.importing.coordinates import Position, apart_km
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
