"""What is in a column again and again, looked at once for each distinct value.

A million records name a few thousand places, dates and statuses: what follows from a value is
worked out for the value, and handed to all rows that have it.

    each_once(table["date"], year_span)     # a result for each row, a call for each date
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    Cells = pd.Series[Any] | NDArray[Any] | Sequence[Hashable]


@dataclass(frozen=True, eq=False)
class Distinct:
    """The distinct values of a column.

    Attributes:
        values: Each once, in the order in which they first occur; tuples if several columns
            were asked for.
        codes: For each row, the place of its value among them.
    """

    values: Sequence[Any]
    codes: NDArray[np.intp]

    def rows_of(self, chosen: Sequence[int]) -> list[NDArray[np.intp]]:
        """For each of some values, by their places, the positions of the rows that have it."""
        if not len(chosen):
            return []
        wanted = np.full(len(self.values), -1, dtype=np.intp)
        wanted[list(chosen)] = np.arange(len(chosen))
        found = wanted[self.codes]
        rows = np.flatnonzero(found >= 0)
        ordered = rows[np.argsort(found[rows], kind="stable")]
        ends = np.cumsum(np.bincount(found[rows], minlength=len(chosen)))
        return np.split(ordered, ends[:-1])

    def of_rows(self, rows: NDArray[np.intp]) -> Distinct:
        """The distinct values of some of the rows."""
        codes, places = pd.factorize(self.codes[rows])
        return Distinct([self.values[place] for place in places.tolist()], codes)

    def take(self, results: Sequence[Any]) -> NDArray[np.object_]:
        """The result of each row, from one for each value."""
        return _as_objects(results)[self.codes]

    def mask(self, answers: Iterable[bool]) -> NDArray[np.bool_]:
        """Whether each row has a value of which something is true, from an answer for each."""
        return np.fromiter(answers, dtype=bool, count=len(self.values))[self.codes]


def find_distinct(*columns: Cells) -> Distinct:
    """The distinct values of a column, or the distinct rows of several of the same length."""
    return distinct_together([_distinct(column) for column in columns])


def distinct_together(columns: Sequence[Distinct]) -> Distinct:
    """The distinct rows of several columns, of which each is given as its distinct values."""
    if len(columns) == 1:
        return columns[0]
    codes = columns[0].codes
    for each in columns[1:]:  # numbered again after each, so that no number outgrows 64 bits
        codes = pd.factorize(codes * max(1, len(each.values)) + each.codes)[0]
    _, first = np.unique(codes, return_index=True)
    rows = (tuple(each.values[each.codes[row]] for each in columns) for row in first)
    return Distinct([*rows], codes)


def each_once(column: Cells, function: Callable[[Any], Any]) -> NDArray[np.object_]:
    """What a function gives for each row, called once for each distinct value.

    The rows of a value share one result: it must not be changed.
    """
    distinct = find_distinct(column)
    return distinct.take([function(value) for value in distinct.values])


def _distinct(column: Cells) -> Distinct:
    cells = column if isinstance(column, pd.Series | np.ndarray) else _as_objects(column)
    codes, values = pd.factorize(cells, use_na_sentinel=False)
    # a column of texts gives them one by one ten times as slowly
    listed = values.tolist() if isinstance(values.dtype, pd.StringDtype) else list(values)
    return Distinct(listed, np.asarray(codes, dtype=np.intp))


def _as_objects(results: Sequence[Any]) -> NDArray[np.object_]:
    """An array of one entry for each, tuples too."""
    return np.fromiter(results, dtype=object, count=len(results))
