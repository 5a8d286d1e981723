"""The rows of a table one after the other, each read as a mapping, without a copy of the table.

`DataFrame.iterrows` makes a series of every cell of each row; of a wide table only a few are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class _Columns(dict[str, list[Any]]):
    """The columns of a table as lists, each made when it is first asked for."""

    def __init__(self, table: pd.DataFrame) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, name: str) -> list[Any]:
        cells = self[name] = self._table[name].tolist()
        return cells


class Row(Mapping[str, Any]):
    """A row of a table: its cells by the names of the columns."""

    __slots__ = ("_at", "_columns", "_names")

    def __init__(self, columns: _Columns, names: tuple[str, ...], at: int) -> None:
        self._columns = columns
        self._names = names
        self._at = at

    def __getitem__(self, name: str) -> Any:
        return self._columns[name][self._at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def each_row(table: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table in their order."""
    columns, names = _Columns(table), tuple(map(str, table.columns))
    return (Row(columns, names, at) for at in range(len(table)))
