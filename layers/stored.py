"""A collection whose records are not in memory: a store answers for them.

What is asked of records goes through `layers.selection.Selected`, which is the same for both kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np

from geodata.collection import Collection
from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST, year_span
from geodata.distinct import find_distinct
from layers.rows import row_at, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from layers.facets import Layer
    from layers.rows import Row
    from layers.selected import Positions
    from layers.stores.questions import Store


@dataclass(frozen=True, eq=False)
class StoredCollection(Collection):
    """A collection of which a store holds the records, and memory all else.

    `tables` has the tables of layers as well, for documents: each is read when it is asked for, and
    stays as long as it is referenced. No page asks for one.
    """

    store: Store

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year that any dated site or agreement names."""
        layers = (*self.about.of_role("site"), *self.about.of_role("agreement"))
        dates = {date for layer in layers for date in self.store.values(layer, "date") or ()}
        spans = [span for span in map(year_span, dates) if span]
        known = [
            year
            for span in spans
            for year in (span.first_from, span.first_to, span.last_from, span.last_to)
            if UNBOUNDED_PAST < year < UNBOUNDED_FUTURE
        ]
        return (min(known), max(known)) if known else (0, 0)


class StoredTables(Mapping[str, "pd.DataFrame"]):
    """The tables of a collection; those of its layers are read from a store."""

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], store: Store, layers: Sequence[Layer]
    ) -> None:
        """Take the tables that are in memory, and the names of the layers that are in the store."""
        self._tables = tables
        self._store = store
        self._layers = frozenset(layers)
        self._read: WeakValueDictionary[str, pd.DataFrame] = WeakValueDictionary()

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._layers:
            return self._tables[name]
        table = self._read.get(name)
        if table is None:
            table = self._read[name] = self._store.read(name)
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def values_of(collection: Collection, layer: Layer, column: str) -> Sequence[Any]:
    """The values that records of a layer have in a column, each once."""
    if isinstance(collection, StoredCollection):
        return collection.store.values(layer, column) or ()
    return find_distinct(collection.tables[layer][column]).values


def read_rows(collection: Collection, layer: Layer, positions: Positions) -> pd.DataFrame:
    """Some records of a layer, by their positions in its table; no other is read."""
    if isinstance(collection, StoredCollection):
        return collection.store.read(layer, positions)
    return collection.tables[layer].iloc[positions]


def read_record(collection: Collection, record: str) -> tuple[Layer, Row] | None:
    """The record of an id and its layer; None if there is none."""
    for layer in collection.about.layers:
        if isinstance(collection, StoredCollection):
            position = collection.store.find(layer, record)
            if position is not None:
                return layer, row_at(collection.store.read(layer, np.array([position])), 0)
        elif record in collection.tables[layer].index:
            return layer, row_of(collection.tables[layer], record)
    return None


def has_record(collection: Collection, record: str) -> bool:
    """Whether a record of any layer has an id."""
    layers = collection.about.layers
    if isinstance(collection, StoredCollection):
        return any(collection.store.find(layer, record) is not None for layer in layers)
    return any(record in collection.tables[layer].index for layer in layers)
