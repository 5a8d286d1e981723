"""The tables of a collection as they lie on disk, whatever is wrong with them.

A file is read as CSV in UTF-8 with commas, and nothing is guessed: what another program would
read otherwise is a fault. A fault that makes others follow, such as a row with a comma too many,
is reported once, and the cells of that row are not looked at.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.characters import UNUSUAL, find_character_problem
from geodata.faults import Fault, row_number
from geodata.plain_files import NotAFileError, open_plain_file, read_plain_file
from geodata.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geodata.description import Column, Description

ROWS_AT_ONCE = 5_000
"""Rows that are held as lists of Python while a file is read."""

OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, eq=False)
class WrittenTable:
    """A table as written.

    Attributes:
        cells: Every cell a `str`, the position of its row as index; rows that do not fit the
            header are left out.
        faults: What is wrong with the file, its header, its rows.
        other_ids: The ids of rows that do not fit.
        length: How many rows there are, those that do not fit too.
    """

    cells: pd.DataFrame
    faults: tuple[Fault, ...]
    other_ids: frozenset[str] = frozenset()
    length: int = 0

    def has(self, columns: Mapping[str, Column]) -> bool:
        """Whether every column that the schema describes is there, once."""
        return not self.cells.columns.has_duplicates and set(columns) <= set(self.cells)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id of the file, those of rows that do not fit too."""
        return self.other_ids.union(self.cells["id"])


def read_written(folder: Path, about: Description, name: str) -> WrittenTable:
    """Read a table of a collection with everything that is wrong with its file."""
    file = about.file_name(name)
    path = folder / file
    try:
        with io.TextIOWrapper(open_plain_file(path), "utf-8-sig", newline="") as text:
            return _table(file, csv.reader(text, strict=True), about.columns(name))
    except OSError as error:
        return _unreadable(_fault_of_access(file, error))
    except (UnicodeDecodeError, csv.Error) as error:
        return _unreadable(_fault_of_text(file, read_plain_file(path), error))


def read_header(piece: bytes) -> list[str]:
    """The header of a file, of the bytes with which it begins.

    Raises:
        UnicodeDecodeError: It is not in UTF-8.
        csv.Error: It is no CSV.
    """
    return next(_lines(piece), [])


def read_piece(
    file: str, header: list[str], piece: bytes, columns: Mapping[str, Column]
) -> WrittenTable:
    """Read some rows of a table, with everything that is wrong with them; positions begin at 0.

    Args:
        file: The name of the file.
        header: The header; empty if the piece begins with it.
        piece: Whole rows, in UTF-8.
        columns: As the schema describes them.

    Raises:
        UnicodeDecodeError: They are not in UTF-8.
        csv.Error: They are no CSV.
    """
    return _table(file, chain([header] if header else [], _lines(piece)), columns)


def _lines(piece: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(piece.decode("utf-8"), newline=""), strict=True)


def _table(file: str, lines: Iterator[list[str]], columns: Mapping[str, Column]) -> WrittenTable:
    header = next(lines, [])
    if not any(cell.strip() for cell in header):
        problem = "has no header", "write the names of the columns in row 1"
        return _unreadable(Fault(file, None, "", "", *problem))
    delimiter = _fault_of_delimiter(file, header, columns)
    if delimiter:
        return _unreadable(delimiter)
    faults = [*_faults_of_header(file, header, columns)]
    at_id = header.index("id") if "id" in header else len(header)
    pieces: list[pa.RecordBatch] = []
    others: dict[int, list[str]] = {}
    for first, rows in _pieces(lines):
        fitting: Sequence[Sequence[str]] = rows
        positions: Sequence[int] = range(first, first + len(rows))
        if not _all_fit(header, rows):
            faults += _faults_of_rows(file, header, rows, first)
            others |= {at: row for at, row in enumerate(rows, first) if len(row) != len(header)}
            fitting = [row for row in rows if len(row) == len(header)]
            positions = [at for at in positions if at not in others]
        piece = _as_columns(header, fitting)
        faults += _faults_of_characters(file, header, piece, positions)
        pieces.append(piece)
    ids = frozenset(row[at_id] for row in others.values() if len(row) > at_id)
    cells = _as_cells(header, pieces)
    whole = pd.RangeIndex(len(cells) + len(others))
    cells.index = whole.drop([*others]) if others else whole
    return WrittenTable(cells, tuple(faults), ids, len(whole))


def _pieces(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """The rows, so many at a time, with the position of the first of them."""
    first = 0
    while rows := list(islice(lines, ROWS_AT_ONCE)):
        yield first, rows
        first += len(rows)


def _all_fit(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row has as many cells as the header, and something in one of them."""
    return set(map(len, rows)) == {len(header)} and all(map(any, rows))


def _as_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    arrays = [pa.array(column, pa.large_string()) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, [str(at) for at in range(len(header))])


def _as_cells(header: Sequence[str], pieces: Sequence[pa.RecordBatch]) -> pd.DataFrame:
    """The columns of all pieces as pandas keeps texts, without a second copy of them."""
    whole = pa.Table.from_batches([*pieces] or [_as_columns(header, [])])
    of_text = pd.StringDtype("pyarrow", na_value=np.nan)
    columns = {at: pd.array(whole.column(at), dtype=of_text) for at in range(len(header))}
    cells = pd.DataFrame(columns, copy=False)
    cells.columns = pd.Index(list(header), dtype="str")
    return cells


def _unreadable(fault: Fault) -> WrittenTable:
    return WrittenTable(pd.DataFrame(), (fault,))


def _fault_of_access(file: str, error: OSError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(file, None, "", "", "is missing", "add the file")
    if isinstance(error, IsADirectoryError):
        return Fault(file, None, "", "", "is a folder", "put the table in its place")
    if isinstance(error, NotAFileError):
        return Fault(file, None, "", "", str(error.strerror), "put the table in its place")
    reason = f"cannot be read ({error.strerror})"
    return Fault(file, None, "", "", reason, "check its permissions")


def _fault_of_text(file: str, data: bytes, error: Exception) -> Fault:
    """Why a file is no CSV in UTF-8; its encoding comes first."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = data[: wrong.start].count(b"\n") + 1
        value = data[wrong.start : wrong.start + 1].hex()
        problem = "is a byte of another encoding than UTF-8", "save the file as UTF-8"
        return Fault(file, row, "", value, *problem)
    return _fault_of_quotes(file, text, error)


def _fault_of_quotes(file: str, text: str, error: Exception) -> Fault:
    """Find the row in which a quoted text goes wrong: reading stops there."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 1
    try:
        for _ in reader:
            row += 1
    except csv.Error:
        pass
    message = f"cannot be read as CSV from here on ({error})"
    remedy = "close the quotation mark, and double one inside a text"
    return Fault(file, row, "", "", message, remedy)


def _fault_of_delimiter(
    file: str, header: Sequence[str], columns: Mapping[str, Column]
) -> Fault | None:
    """A header that would fit if it were split at another delimiter."""
    for mark, marks in OTHER_DELIMITERS.items():
        if len(header) == 1 and header[0].count(mark) == len(columns) - 1 > 0:
            problem = f"is separated by {marks}", "save the file as CSV with commas"
            return Fault(file, 1, "", header[0], *problem)
    return None


def _faults_of_header(
    file: str, header: Sequence[str], columns: Mapping[str, Column]
) -> Iterator[Fault]:
    """Every column that is missing, too many or without a name; then their order."""
    for name, times in Counter(header).items():
        if not name:
            yield Fault(file, 1, "", "", "has a column without a name", "name it or delete it")
        elif name not in columns:
            remedy = "delete it, or describe it in datapackage.json"
            yield Fault(file, 1, name, "", "is not a column of this table", remedy)
        if name and times > 1:
            yield Fault(file, 1, name, "", "is in the header twice", "delete one")
    for name in columns:
        if name not in header:
            yield Fault(file, 1, name, "", "is missing from the header", "add the column")
    yield from _faults_of_order(file, header, columns)


def _faults_of_order(
    file: str, header: Sequence[str], columns: Mapping[str, Column]
) -> Iterator[Fault]:
    known = [name for name in dict.fromkeys(header) if name in columns]
    wanted = [name for name in columns if name in known]
    if known != wanted:
        first = next(name for name, right in zip(known, wanted, strict=True) if name != right)
        remedy = f"put the columns in this order: {', '.join(wanted)}"
        yield Fault(file, 1, first, "", "is not where the description has it", remedy)


def _faults_of_rows(
    file: str, header: Sequence[str], rows: Sequence[Sequence[str]], first: int
) -> Iterator[Fault]:
    for at, row in enumerate(rows, first):
        more = len(row) - len(header)
        if not any(row):
            yield Fault(file, row_number(at), "", "", "is empty", "delete the row")
        elif more:
            cells = count_of(abs(more), "cell")
            message = f"has {cells} {'more' if more > 0 else 'fewer'} than the header"
            remedy = "put texts that hold a comma in quotation marks"
            if more < 0:
                remedy = "add the missing commas"
            yield Fault(file, row_number(at), "", ",".join(row), message, remedy)


def _faults_of_characters(
    file: str, header: Sequence[str], piece: pa.RecordBatch, positions: Sequence[int]
) -> Iterator[Fault]:
    """Cells are looked at one by one only where a column holds an unusual character."""
    for column, cells in zip(header, piece.columns, strict=True):
        is_unusual = pc.match_substring_regex(cells, UNUSUAL)
        for at in pc.indices_nonzero(is_unusual).to_pylist():
            cell = cells[at].as_py()
            problem = find_character_problem(cell)
            if problem:
                yield Fault(file, row_number(positions[at]), column, cell, *problem)
