"""Records that are alike in some columns, counted together: what most of a page is made of.

A store gives them for a million records as tables in memory do for a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.distinct import distinct_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from geodata.distinct import Distinct


@dataclass(frozen=True, eq=False)
class Counts:
    """Groups of records, in the order in which the first of each is in the table.

    Attributes:
        columns: For each column that was asked for, what the records of each group have there.
        records: How many it has.
        weights: How much all of them stand for.
        last: The position of the last of them in the table of the collection.
    """

    columns: Sequence[Sequence[Any]]
    records: NDArray[np.int64]
    weights: NDArray[np.int64]
    last: NDArray[np.int64]

    def __iter__(self) -> Iterator[Any]:
        """The values of each group and behind them how much it stands for."""
        for values, weight in zip(self.values, self.weights.tolist(), strict=True):
            yield (*values, weight)

    def each_record(self) -> Iterator[Any]:
        """The values of each group and behind them how many records it has."""
        for values, number in zip(self.values, self.records.tolist(), strict=True):
            yield (*values, number)

    @property
    def values(self) -> Iterator[tuple[Any, ...]]:
        """For each group, what its records have in the columns that were asked for."""
        return zip(*self.columns, strict=True) if self.columns else iter([()] * len(self.records))

    @property
    def number(self) -> int:
        """How many records there are in all."""
        return int(self.records.sum())

    @property
    def size(self) -> int:
        """How much all of them stand for."""
        return int(self.weights.sum())


def count_rows(columns: Sequence[Distinct], weights: ArrayLike, rows: NDArray[np.intp]) -> Counts:
    """Count records that are alike in some columns.

    Args:
        columns: What distinguishes them; if there are none, all are alike.
        weights: What each stands for.
        rows: Their positions in the table of the collection, in growing order.
    """
    if not columns:
        codes, size = np.zeros(len(rows), dtype=np.intp), min(1, len(rows))
        listed: Sequence[Sequence[Any]] = ()
    else:
        alike = distinct_together(columns)
        codes, size = alike.codes, len(alike.values)
        listed = [alike.values]
        if len(columns) > 1:
            listed = [*zip(*alike.values, strict=True)] or [()] * len(columns)
    last = np.zeros(size, dtype=np.int64)
    last[codes] = rows  # of several, the one that is written last stays
    return Counts(
        listed,
        np.bincount(codes, minlength=size),
        np.bincount(codes, np.asarray(weights, dtype="float64"), size).astype(np.int64),
        last,
    )
