"""The tables of a collection as they lie on disk, whatever is wrong with them.

A file is read as CSV in UTF-8 with commas, and nothing is guessed: what another program would
read otherwise is a fault. A fault that makes others follow, such as a row with a comma too many,
is told once, and the cells of that row are not looked at.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geodata.characters import find_character_problem
from geodata.counts import count_of
from geodata.faults import Fault, row_number
from geodata.plain_files import NotAFileError, read_plain_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geodata.description import Column, Description

OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, eq=False)
class WrittenTable:
    """A table as written.

    Attributes:
        cells: Every cell a `str`, the position of its row as index; rows that do not fit the
            header are left out.
        ids: Every id of the file, those of rows that do not fit too.
        faults: What is wrong with the file, its header, its rows.
    """

    cells: pd.DataFrame
    ids: frozenset[str]
    faults: tuple[Fault, ...]

    def has(self, columns: Mapping[str, Column]) -> bool:
        """Whether every column that the schema describes is there, once."""
        return not self.cells.columns.has_duplicates and set(columns) <= set(self.cells)


def read_written(folder: Path, about: Description, name: str) -> WrittenTable:
    """Read a table of a collection with everything that is wrong with its file."""
    file = about.file_name(name)
    try:
        data = read_plain_file(folder / file)
    except OSError as error:
        return _unreadable(_fault_of_access(file, error))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        value = data[error.start : error.start + 1].hex()
        told = "is a byte of another encoding than UTF-8", "save the file as UTF-8"
        return _unreadable(Fault(file, row, "", value, *told))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        return _unreadable(_fault_of_quotes(file, text, error))
    if not rows or not any(cell.strip() for cell in rows[0]):
        told = "has no header", "write the names of the columns in row 1"
        return _unreadable(Fault(file, None, "", "", *told))
    return _table(file, rows, about.columns(name))


def _table(file: str, rows: Sequence[list[str]], columns: Mapping[str, Column]) -> WrittenTable:
    header, *body = rows
    delimiter = _fault_of_delimiter(file, header, columns)
    if delimiter:
        return _unreadable(delimiter)
    fitting = {at: row for at, row in enumerate(body) if len(row) == len(header)}
    cells = pd.DataFrame(
        list(fitting.values()), index=list(fitting), columns=header, dtype="str"
    ).rename_axis(None)
    at_id = header.index("id") if "id" in header else None
    ids = frozenset(row[at_id] for row in body if at_id is not None and len(row) > at_id)
    faults = (
        *_faults_of_header(file, header, columns),
        *_faults_of_rows(file, header, body),
        *_faults_of_characters(file, header, fitting),
    )
    return WrittenTable(cells, ids, faults)


def _unreadable(fault: Fault) -> WrittenTable:
    return WrittenTable(pd.DataFrame(), frozenset(), (fault,))


def _fault_of_access(file: str, error: OSError) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(file, None, "", "", "is missing", "add the file")
    if isinstance(error, IsADirectoryError):
        return Fault(file, None, "", "", "is a folder", "put the table in its place")
    if isinstance(error, NotAFileError):
        return Fault(file, None, "", "", str(error.strerror), "put the table in its place")
    reason = f"cannot be read ({error.strerror})"
    return Fault(file, None, "", "", reason, "check its permissions")


def _fault_of_quotes(file: str, text: str, error: csv.Error) -> Fault:
    """Find the row in which a quoted text goes wrong: reading stops there."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 1
    try:
        for _ in reader:
            row += 1
    except csv.Error:
        pass
    message = f"cannot be read as CSV from here on ({error})"
    remedy = "close the quotation mark, and double one that stands within a text"
    return Fault(file, row, "", "", message, remedy)


def _fault_of_delimiter(
    file: str, header: Sequence[str], columns: Mapping[str, Column]
) -> Fault | None:
    """A header that would be one if it were parted otherwise."""
    for mark, marks in OTHER_DELIMITERS.items():
        if len(header) == 1 and header[0].count(mark) == len(columns) - 1 > 0:
            told = f"is parted by {marks}", "save the file as CSV with commas"
            return Fault(file, 1, "", header[0], *told)
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
            yield Fault(file, 1, name, "", "stands twice in the header", "delete one")
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
        yield Fault(file, 1, first, "", "does not stand where the description has it", remedy)


def _faults_of_rows(
    file: str, header: Sequence[str], body: Sequence[Sequence[str]]
) -> Iterator[Fault]:
    for at, row in enumerate(body):
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
    file: str, header: Sequence[str], rows: Mapping[int, Sequence[str]]
) -> Iterator[Fault]:
    for at, row in rows.items():
        for column, cell in zip(header, row, strict=True):
            problem = find_character_problem(cell)
            if problem:
                yield Fault(file, row_number(at), column, cell, *problem)
