"""The rows of a table, each read as a mapping from the names of the columns, without a copy of it.

`DataFrame.iterrows` makes a series of every cell of each row; of a wide table only a few are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

Row: TypeAlias = Mapping[str, Any]
"""A row of a table: its cells by the names of the columns."""


class _Columns(dict[str, list[Any]]):
    """The columns of a table as lists, each made when it is first asked for."""

    def __init__(self, table: pd.DataFrame) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, name: str) -> list[Any]:
        cells = self[name] = self._table[name].tolist()
        return cells

    def cell(self, at: int, name: str) -> Any:
        return self[name][at]


class _Cells(Mapping[str, Any]):
    """The cells of a row, each read when it is asked for."""

    __slots__ = ("_names", "_read")

    def __init__(self, names: tuple[str, ...], read: Callable[[str], Any]) -> None:
        self._names = names
        self._read = read

    def __getitem__(self, name: str) -> Any:
        return self._read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def each_row(table: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table in their order."""
    columns, names = _Columns(table), _names(table)
    return (_Cells(names, partial(columns.cell, at)) for at in range(len(table)))


def row_at(table: pd.DataFrame, at: int) -> Row:
    """The row at a position of a table, of which no other row is read."""
    return _Cells(_names(table), lambda name: table[name].iloc[at])


def row_of(table: pd.DataFrame, record: str) -> Row:
    """The row of a record; ids are unique in every table of a collection."""
    at = table.index.get_loc(record)
    if not isinstance(at, int):
        raise TypeError(f"{record} is in several rows")
    return row_at(table, at)


def _names(table: pd.DataFrame) -> tuple[str, ...]:
    return tuple(map(str, table.columns))
