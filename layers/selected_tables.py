"""The records in a selection of a collection that is in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.distinct import find_distinct
from layers.counts import count_rows
from layers.facets import facet_column, facet_values, values_in
from layers.list_columns import NAME, columns_of
from layers.searching import is_at_place
from layers.selected import Page, Selected
from layers.stores.columns import FACET_COLUMNS, LOCATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selected import Mask, Positions
    from layers.selection import Selection


class KeptTables(Mapping["Layer", "pd.DataFrame"]):
    """The records of a selection by layer; a table is copied when somebody first asks for it.

    Most of a page asks for numbers alone, which are counted from single columns.
    """

    def __init__(
        self,
        tables: Mapping[Layer, pd.DataFrame],
        rows: Mapping[Layer, Positions],
        certainty: Mapping[Layer, NDArray[np.str_]],
    ) -> None:
        """Take tables, and of each layer the rows that are kept and the certainty of each."""
        self._whole = tables
        self._rows = rows
        self._certainty = certainty
        self._tables: dict[Layer, pd.DataFrame] = {}

    @classmethod
    def of_all(cls, tables: Mapping[Layer, pd.DataFrame]) -> KeptTables:
        """Keep all rows of tables that say how certain each is."""
        rows = {layer: np.arange(len(table)) for layer, table in tables.items()}
        return cls(
            tables, rows, {name: each["certainty"].to_numpy() for name, each in tables.items()}
        )

    def __getitem__(self, layer: Layer) -> pd.DataFrame:
        if layer not in self._tables:
            rows, whole = self._rows[layer], self._whole[layer]
            kept = whole if len(rows) == len(whole) else whole.iloc[rows]
            self._tables[layer] = kept.assign(certainty=self._certainty[layer])
        return self._tables[layer]

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, layer: Layer, name: str) -> Any:
        """A column of a layer by itself."""
        if name == "certainty":
            return self._certainty[layer]
        return self._whole[layer][name].iloc[self._rows[layer]]

    def filtered(self, masks: Mapping[Layer, Mask]) -> KeptTables:
        """Fewer of the records."""
        return KeptTables(
            self._whole,
            {layer: rows[masks[layer]] for layer, rows in self._rows.items()},
            {layer: each[masks[layer]] for layer, each in self._certainty.items()},
        )


@dataclass(frozen=True, eq=False)
class TableSelected(Selected):
    """Records in tables."""

    collection: Collection
    selection: Selection
    tables: KeptTables
    rows: Mapping[Layer, Positions]

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return len(self.rows[layer])

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return int(self.tables.column(layer, "weight").sum())

    def count_groups(self, layer: Layer, *columns: str) -> int:
        """How many groups `grouped` would make, without making them."""
        return len(find_distinct(*(self._cells(layer, name) for name in columns)).values)

    def cells(
        self, layer: Layer, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """Some columns of the records of a layer, see `Selected.cells`."""
        found = pd.DataFrame(
            {
                name: np.asarray(self._cells(layer, name), dtype=object)
                for name in (*columns, "layer", "id")
            },
            index=self.rows[layer],
        )
        return found if rows is None else found.loc[rows]

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
                weights = self.tables.column(layer, "weight").to_numpy()
                sums = np.bincount(values.codes[rows], weights, len(values.values))
                for at in np.flatnonzero(sums).tolist():
                    number = int(sums[at])
                    for value in dict.fromkeys(values_in(values.values[at])):
                        counts[value] += number
        return counts

    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""
        masks = {layer: np.asarray(kept[layer], dtype=bool) for layer in self.layers}
        rows = {layer: rows[masks[layer]] for layer, rows in self.rows.items()}
        return TableSelected(self.collection, self.selection, self.tables.filtered(masks), rows)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return self.filtered(
            {layer: self.tables.column(layer, "certainty") == certainty for layer in self.layers}
        )

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, told as those of another selection."""
        return replace(self, selection=selection)

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        cells = {name: self._cells(layer, name) for name in (*columns, "weight")}
        return count_rows(cells, columns, self.rows[layer])

    def _cells(self, layer: Layer, name: str) -> Any:
        """A column of the records: of their table, or one by which they are counted besides."""
        if name == LOCATED:
            return self.tables.column(layer, "towns").map(bool)
        if name in FACET_COLUMNS:
            column = facet_column(self.collection, layer, FACET_COLUMNS[name].word)
            if column is None:
                return [None] * self.number(layer)
            return column.iloc[self.rows[layer]]
        return self.tables.column(layer, name)


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
