"""What `check` says about a collection that has no faults."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geodata.description import read_description
from geodata.importing.building import write_collection
from geodata.importing.drafting import Choices, make_draft
from geodata.importing.reading import read_data
from geodata.remarks import find_remarks

TODAY = dt.date(2026, 11, 25)
SEEDS = Path(__file__).parents[2] / "seeds"


def collection(folder: Path, text: str, **choices) -> Path:
    draft = make_draft(read_data(text.encode(), "x.csv"), Choices(**choices), today=TODAY)
    write_collection(draft.built, folder / "c")
    return folder / "c"


def day_of(folder: Path) -> dt.date:
    return dt.date.fromisoformat(read_description(folder).created)


def test_a_usual_collection_needs_no_remark():
    assert find_remarks(SEEDS, day_of(SEEDS)) == ()


def test_what_is_dated_after_today_is_remarked(write_collection):
    created, accessed = find_remarks(write_collection(), dt.date(2026, 10, 31))
    assert created.startswith(f"datapackage.json: created is {day_of(SEEDS)}, which is after today")
    assert accessed == "sources.csv: accessed is after today in 1 row: s1. Check the dates."


@pytest.mark.parametrize(
    ("date", "is_to_come"),
    [("2030-05-15", False), ("2030-05-16", True), ("2030-05", False), ("2030-06", True),
     ("2030", False), ("2031", True), ("2031?", False), ("2029/2031", False), ("", False)],
)  # fmt: skip
def test_a_statement_that_is_still_to_be_made_is_remarked(write_collection, date, is_to_come):
    folder = write_collection(responses=[{"date": "2022"}, {"date": date}])
    expected = ("responses.csv: date is after today in 1 row: re2. Check the dates.",)
    assert find_remarks(folder, dt.date(2030, 5, 15)) == (expected if is_to_come else ())


def test_a_sum_of_many_times_the_rows_is_reported(tmp_path):
    rows = "".join(f"Italy,{n}00\n" for n in range(5, 9))
    folder = collection(tmp_path, f"Country,Dollars\n{rows}", fields={"Dollars": "count"})
    (remark,) = find_remarks(folder, TODAY)
    assert "2,600 of 4 rows" in remark


def test_towns_that_are_mostly_not_found_are_reported(tmp_path):
    rows = "".join(f"Xyzzy{n},Italy\n" for n in "abcdef") + "Rome,Italy\n"
    (remark,) = find_remarks(collection(tmp_path, f"City,Country\n{rows}"), TODAY)
    assert "6 of 7 towns" in remark


def test_places_of_one_name_far_apart_in_a_country_are_reported(tmp_path):
    rows = "Petersburg,US,56.8017,-132.9450\nPetersburg,US,37.1838,-77.5074\n"
    (remark,) = find_remarks(collection(tmp_path, f"City,Country,Lat,Lon\n{rows}"), TODAY)
    assert "Petersburg (US)" in remark
