"""What earlier releases exported is still read as it was written.

`tests/releases` has a folder for each: the stations of a country in each format that is taken back.
The CSV, read by hand, says what the others must give too.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata.importing.drafting import Choices, make_draft
from geodata.importing.reading import read_data
from tests.geodata.importing.conftest import TODAY

RELEASES = Path(__file__).parents[2] / "releases"
FILES = sorted(path for path in RELEASES.glob("*/stations.*"))
AS_WRITTEN = ("country", "admin1", "city", "jurisdiction", "status", "status_date", "established",
              "sources", "note")  # fmt: skip


def facts(rows):
    """The facts of each record; lists are written with and without a blank."""
    return {
        each: [row[name].replace("; ", ";") for name in AS_WRITTEN] for each, row in rows.items()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name} {file.suffix}")
def test_the_exports_of_a_release_give_its_records_back(file):
    with file.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as opened:
        written = {row["id"]: row for row in csv.DictReader(opened)}
    assert len(written) > 5

    draft = make_draft(read_data(file.read_bytes(), file.name), Choices(), today=TODAY)

    tables = draft.built.tables
    read = {row["id"]: row for name in ("sites", "stations") for row in tables.get(name, ())}
    assert draft.understood.findings == ()
    assert facts(read) == facts(written)
    places = {(row["country"], row["name"]): row for row in tables["places"]}
    for row in filter(lambda row: row["lon"], written.values()):
        place = places[row["country"], row["city"]]
        assert (float(place["lon"]), float(place["lat"])) == (float(row["lon"]), float(row["lat"]))
