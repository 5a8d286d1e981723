from __future__ import annotations

import csv
import io

import pytest

from geodata.csv_files import write_csv
from geodata.formulas import FORMULA_STARTS, plain_text, safe_text
from tests.shared_cases import read_cases


@pytest.mark.parametrize(("text", "written"), read_cases("spreadsheet_texts").items())
def test_a_text_is_written_for_spreadsheets_as_the_cases_say(text: str, written: str) -> None:
    table = write_csv(["one", "two"], [["x", text]], for_spreadsheets=True).decode()
    rows = csv.reader(io.StringIO(table, newline=""))
    assert list(rows)[1] == ["x", written]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert safe_text(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "'quoted'", "3 - 2", "–dash"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-", "'s-Hertogenbosch", "'", "-", "plain"])
def test_what_was_made_safe_is_read_as_it_was(text: str) -> None:
    assert plain_text(safe_text(text)) == text
