"""What was found wrong with the rows of a table, at once or piece by piece."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from geodata._cells import find_repeated
from geodata._row_pieces import NotCutError, cut_rows
from geodata._structure import read_header, read_piece
from geodata.faults import HEADER_ROWS
from geodata.workers import do_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geodata.check import TableCheck
    from geodata.faults import Fault
    from geodata.workers import Workers

UNREADABLE = (UnicodeDecodeError, csv.Error)
"""What is raised by a text that is no CSV in UTF-8."""


@dataclass(frozen=True, eq=False)
class RowFaults:
    """What is wrong with the rows of a table, or with some of them.

    Attributes:
        file: What is wrong with the file, its header, its rows and its characters.
        cells: What the schema has against single cells.
        unique: The columns whose values must be unique, by name.
        meaning: What a schema cannot say.
        length: How many rows there are.
    """

    file: Sequence[Fault]
    cells: Sequence[Fault]
    unique: Mapping[str, pd.Series[Any]]
    meaning: Sequence[Fault]
    length: int

    def faults(self, file: str) -> Iterator[Fault]:
        """All faults of a file: a cell with one of an earlier kind has none of a later one."""
        repeated = (each for cells in self.unique.values() for each in find_repeated(file, cells))
        reported: set[tuple[int | None, str]] = set()
        for kind in self.file, (*self.cells, *repeated), self.meaning:
            found = [fault for fault in kind if (fault.row, fault.column) not in reported]
            yield from found
            reported |= {(fault.row, fault.column) for fault in found}


def check_in_pieces(
    folder: Path, checks: Mapping[str, TableCheck], workers: Workers
) -> dict[str, RowFaults]:
    """Check the rows of tables piece by piece, but for those whose files cannot be cut or read.

    Args:
        folder: The collection.
        checks: What each table is checked against, by its name.
        workers: Where.

    Raises:
        ClusterError: A cluster cannot do it.
    """
    found = {name: _FaultsOfPieces() for name in checks}
    unread: set[str] = set()

    def pieces() -> Iterator[_Piece]:
        for name, check in checks.items():
            try:
                cut = cut_rows(folder / check.about.file_name(name))
                first = next(cut, b"")
                header = read_header(first)
                yield _Piece(name, [], first)
                yield from (_Piece(name, header, rows) for rows in cut)
            except (NotCutError, *UNREADABLE):
                unread.add(name)

    for name, checked in do_each(_PieceCheck(checks), pieces(), workers):
        if checked is None:
            unread.add(name)
        else:
            found[name].add(checked)
    return {name: each.checked() for name, each in found.items() if name not in unread}


class _Piece(NamedTuple):
    """Some rows of a table, and its header if they do not begin with it."""

    name: str
    header: list[str]
    rows: bytes


@dataclass(frozen=True)
class _PieceCheck:
    """Checks a piece, here or elsewhere: the name of its table, and None if it cannot be read."""

    checks: Mapping[str, TableCheck]

    def __call__(self, piece: _Piece) -> tuple[str, RowFaults | None]:
        name, header, rows = piece
        check = self.checks[name]
        try:
            table = read_piece(check.about.file_name(name), header, rows, check.about.columns(name))
        except UNREADABLE:
            return name, None
        return name, check.check_rows(table)


class _FaultsOfPieces:
    """What was found in the pieces so far, the rows counted from the first of the table."""

    def __init__(self) -> None:
        self._faults: tuple[list[Fault], list[Fault], list[Fault]] = ([], [], [])
        self._unique: defaultdict[str, list[pd.Series[Any]]] = defaultdict(list)
        self._length = 0

    def add(self, piece: RowFaults) -> None:
        """Add the next piece."""
        for kind, found in zip(self._faults, (piece.file, piece.cells, piece.meaning), strict=True):
            kind.extend(_moved(found, self._length))
        for name, cells in piece.unique.items():
            self._unique[name].append(cells.set_axis(cells.index + self._length))
        self._length += piece.length

    def checked(self) -> RowFaults:
        """All of them as one."""
        file, cells, meaning = self._faults
        unique = {name: pd.concat(parts) for name, parts in self._unique.items()}
        return RowFaults(file, cells, unique, meaning, self._length)


def _moved(faults: Sequence[Fault], rows: int) -> Sequence[Fault]:
    """Faults of rows so many further down; those of the file and of its header stay."""
    return [
        replace(fault, row=fault.row + rows)
        if fault.row is not None and fault.row > HEADER_ROWS
        else fault
        for fault in faults
    ]
