"""The records in a selection of a collection that is in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from layers.counts import count_rows
from layers.facets import facet_column, facet_values, values_in
from layers.list_columns import NAME, columns_of
from layers.searching import is_at_place
from layers.selected import Page, Selected
from layers.stores.columns import FACET_COLUMNS, LOCATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    import pandas as pd

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selected import Mask, Positions
    from layers.selection import Selection


@dataclass(frozen=True, eq=False)
class TableSelected(Selected):
    """Records in tables."""

    collection: Collection
    selection: Selection
    tables: Mapping[Layer, pd.DataFrame]
    rows: Mapping[Layer, Positions]

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return len(self.tables[layer])

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return int(self.tables[layer]["weight"].sum())

    def holds(self, layer: Layer, record: str) -> bool:
        """Whether the record of a layer that has an id is among them."""
        return record in self.table(layer).index

    def page(self, layer: Layer, order: str = "", *, descending: bool = False, length: int) -> Page:
        """The first records of a layer in an order, see `Selected.page`."""
        rows, table = np.arange(self.number(layer)), self.table(layer)
        if self.selection.search:
            is_there = is_at_place(self.collection, layer, self.selection.search)[self.rows[layer]]
            rows = np.concatenate([rows[is_there], rows[~is_there]])
        ranks = _ranks(self.collection, layer, order)
        if ranks is not None:
            own = ranks[self.rows[layer]][rows]
            known, unknown = rows[own >= 0], rows[own < 0]
            sorted_by = -own[own >= 0] if descending else own[own >= 0]
            rows = np.concatenate([known[np.argsort(sorted_by, kind="stable")], unknown])
        first = rows[:length]
        names = _ranks(self.collection, layer, NAME)
        if names is None:
            return Page(table.iloc[first], [True] * len(first))
        own = names[self.rows[layer]]
        return Page(table.iloc[first], [*(np.bincount(own)[own[first]] == 1)])

    def tally(self, word: str, layers: Iterable[Layer] | None = None) -> Counter[str]:
        """How much of some layers there is of each value of a filter, in sites or records."""
        counts: Counter[str] = Counter()
        for layer in self.layers if layers is None else layers:
            values = facet_values(self.collection, layer, word)
            rows = self.rows[layer]
            if values is not None and len(rows):
                weights = self.table(layer)["weight"].to_numpy()
                sums = np.bincount(values.codes[rows], weights, len(values.values))
                for at in np.flatnonzero(sums).tolist():
                    number = int(sums[at])
                    for value in dict.fromkeys(values_in(values.values[at])):
                        counts[value] += number
        return counts

    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""
        masks = {layer: np.asarray(kept[layer], dtype=bool) for layer in self.tables}
        tables = {layer: keep_rows(table, masks[layer]) for layer, table in self.tables.items()}
        rows = {layer: rows[masks[layer]] for layer, rows in self.rows.items()}
        return TableSelected(self.collection, self.selection, tables, rows)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return self.filtered(
            {layer: table["certainty"] == certainty for layer, table in self.tables.items()}
        )

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, told as those of another selection."""
        return replace(self, selection=selection)

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        table = self.table(layer)
        cells = {name: self._cells(layer, name) for name in columns if name not in table}
        return count_rows(table.assign(**cells) if cells else table, columns, self.rows[layer])

    def _cells(self, layer: Layer, name: str) -> Any:
        """A column by which records are counted and that their table does not have."""
        if name == LOCATED:
            return self.table(layer)["towns"].map(bool)
        column = facet_column(self.collection, layer, FACET_COLUMNS[name].word)
        return None if column is None else column.iloc[self.rows[layer]]


def keep_rows(table: pd.DataFrame, kept: Mask) -> pd.DataFrame:
    """The rows that are kept; the table itself if that is all of them."""
    return table if kept.all() else table[kept]


@lru_cache(maxsize=16)
def _ranks(collection: Collection, layer: Layer, order: str) -> Positions | None:
    """The rank of each record of a layer in an order, those alike of the same rank.

    It is -1 where there is nothing to sort by; None if no column of the list has this name.
    """
    column = next((each for each in columns_of(collection, layer) if each.name == order), None)
    if column is None:
        return None
    codes, keys = column.keys(collection.tables[layer])
    keys = keys.to_pylist() if isinstance(keys, pa.Array) else keys
    known = {key: at for at, key in enumerate(sorted({*keys} - {None}))}
    return np.array([known.get(key, -1) for key in keys], dtype=np.intp)[codes]
