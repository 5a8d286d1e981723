"""Pieces of a CSV file: the same rows as of the whole, or none."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geodata import _row_pieces
from geodata._row_pieces import NotCutError, cut_rows

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text, newline=""), strict=True)]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_row_pieces, "BYTES_AT_ONCE", 5)


@example('id,a\r\n1,"two\r\nlines"\r\n2,"a ""b"""\r\n')
@example('id,a\n1,5" pipe\n2,6" pipe\n')
@example('a\r"b\n"\rc\n')
@example('a\n"b"c\nd\n')
@given(st.text(alphabet='ab",\n\r', max_size=60))
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rows_of_the_pieces_are_those_of_the_file(tmp_path: Path, text: str):
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        pieces = [piece.decode() for piece in cut_rows(path)]
        rows = [row for piece in pieces for row in rows_of(piece)]
    except (NotCutError, csv.Error):
        return
    assert "".join(pieces) == text
    assert rows == rows_of(text)


def test_rows_are_kept_together_and_the_mark_of_utf_8_is_left_out(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes('\ufeffid,a\n1,"x\ny"\n2,z\n'.encode())
    assert [*cut_rows(tmp_path / "a.csv")] == [b"id,a\n", b'1,"x\ny"\n', b"2,z\n"]


@pytest.mark.parametrize("text", ['1,5" pipe\n', '1, "a"\n'])
def test_a_mark_within_a_cell_is_not_cut_at(tmp_path: Path, text: str):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(NotCutError):
        list(cut_rows(tmp_path / "a.csv"))


def test_a_row_without_an_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_row_pieces, "MAX_ROW_BYTES", 20)
    (tmp_path / "a.csv").write_text("a" * 50, encoding="utf-8")
    with pytest.raises(NotCutError):
        list(cut_rows(tmp_path / "a.csv"))


def test_a_file_that_is_missing_is_not_cut(tmp_path: Path):
    with pytest.raises(NotCutError):
        list(cut_rows(tmp_path / "a.csv"))
