"""Tables as files that programs and spreadsheets read."""

from __future__ import annotations

import csv
import io

import pytest

from geodata.csv_files import with_mark, write_csv
from tests.hostile import FORMULA_STARTS, PROBES

CELLS = {
    "text": ("a", "a"),
    "nothing": ("", '""'),
    "truth": (True, "true"),
    "a number": (-1.5, "-1.5"),
    "a comma": ("a,b", '"a,b"'),
    "a quotation mark": ('a"b', '"a""b"'),
    "two lines": ("a\nb", '"a\nb"'),
    "a carriage return": ("a\rb\r\nc", '"a\nb\nc"'),
    "beyond Latin": ("南通", "南通"),
}


@pytest.mark.parametrize(("cell", "written"), CELLS.values(), ids=CELLS)
def test_a_cell_is_quoted_where_it_must_be(cell, written):
    assert write_csv(["x"], [[cell]]).decode() == f"x\n{written}\n"


@pytest.mark.parametrize("probe", PROBES)
def test_no_text_is_a_formula_in_a_spreadsheet_and_none_changes_in_a_collection(probe):
    def read(data):
        return list(csv.reader(io.StringIO(data.decode(), newline="")))[1]

    assert not read(write_csv(["x"], [[probe]], for_spreadsheets=True))[0].startswith(
        FORMULA_STARTS
    )
    assert read(write_csv(["x"], [[probe]])) == [probe.replace("\r", "\n")]


def test_a_spreadsheet_knows_the_encoding_by_the_mark():
    assert with_mark(write_csv(["ü"], [])).decode("utf-8-sig") == "ü\n"
