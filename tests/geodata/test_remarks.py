"""What `check` says about a collection that has no faults."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

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


def test_a_usual_collection_needs_no_remark():
    assert find_remarks(SEEDS) == ()


def test_a_sum_of_many_times_the_rows_is_reported(tmp_path):
    rows = "".join(f"Italy,{n}00\n" for n in range(5, 9))
    folder = collection(tmp_path, f"Country,Dollars\n{rows}", fields={"Dollars": "count"})
    (remark,) = find_remarks(folder)
    assert "2,600 of 4 rows" in remark


def test_towns_that_are_mostly_not_found_are_reported(tmp_path):
    rows = "".join(f"Xyzzy{n},Italy\n" for n in "abcdef") + "Rome,Italy\n"
    (remark,) = find_remarks(collection(tmp_path, f"City,Country\n{rows}"))
    assert "6 of 7 towns" in remark


def test_places_of_one_name_far_apart_in_a_country_are_reported(tmp_path):
    rows = "Petersburg,US,56.8017,-132.9450\nPetersburg,US,37.1838,-77.5074\n"
    (remark,) = find_remarks(collection(tmp_path, f"City,Country,Lat,Lon\n{rows}"))
    assert "Petersburg (US)" in remark
