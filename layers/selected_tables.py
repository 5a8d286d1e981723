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

from geodata.distinct import distinct_together, find_distinct
from layers.counts import count_rows
from layers.facets import facet_values, values_in
from layers.list_columns import NAME, columns_of
from layers.searching import is_at_place
from layers.selected import Page, Selected
from layers.stores.columns import CERTAINTY, FACET_COLUMNS, LOCATED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from geodata.distinct import Distinct
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selected import Mask, Positions, Texts
    from layers.selection import Selection


class KeptTables(Mapping["Layer", "pd.DataFrame"]):
    """The records of a selection by layer; a table is copied when it is first asked for.

    Most of a page asks for numbers alone, which are counted from single columns.
    """

    def __init__(
        self,
        tables: Mapping[Layer, pd.DataFrame],
        rows: Mapping[Layer, Positions],
        certainty: Mapping[Layer, Texts],
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

    def certainties(self, layer: Layer) -> Texts:
        """The certainty of each record of a layer."""
        return self._certainty[layer]

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

    def certainties(self, layer: Layer) -> Texts:
        """The certainty of each record of a layer."""
        return self.tables.certainties(layer)

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return len(self.rows[layer])

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return int(self._weights(layer).sum())

    def count_groups(self, layer: Layer, *columns: str) -> int:
        """How many groups `grouped` would make, without making them."""
        return len(distinct_together(self._alike(layer, columns)).values)

    def cells(
        self, layer: Layer, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """Some columns of the records of a layer, see `Selected.cells`."""
        alike = zip(columns, self._alike(layer, columns), strict=True)
        table = self.collection.tables[layer]
        found = pd.DataFrame(
            {
                **{name: each.take(each.values) for name, each in alike},
                **{
                    name: table[name].to_numpy(dtype=object)[self.rows[layer]]
                    for name in ("layer", "id")
                },
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
                sums = np.bincount(values.codes[rows], self._weights(layer), len(values.values))
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
        return self.filtered({layer: self.certainties(layer) == certainty for layer in self.layers})

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, described as those of another selection."""
        return replace(self, selection=selection)

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        return count_rows(self._alike(layer, columns), self._weights(layer), self.rows[layer])

    def _alike(self, layer: Layer, columns: Sequence[str]) -> list[Distinct]:
        """Columns of the records by which they are counted."""
        return [
            find_distinct(self.certainties(layer))
            if name == CERTAINTY
            else _counted(self.collection, layer, name).of_rows(self.rows[layer])
            for name in columns
        ]

    def _weights(self, layer: Layer) -> NDArray[np.int64]:
        """What each record stands for."""
        return _weights_of_all(self.collection, layer)[self.rows[layer]]


@lru_cache(maxsize=64)
def _counted(collection: Collection, layer: Layer, name: str) -> Distinct:
    """A column by which the records of a layer are counted."""
    table = collection.tables[layer]
    if name == LOCATED:
        return find_distinct(table["towns"].map(bool))
    if name not in FACET_COLUMNS:
        return find_distinct(table[name])
    return facet_values(collection, layer, FACET_COLUMNS[name].word) or find_distinct(
        [None] * len(table)
    )


@lru_cache(maxsize=16)
def _weights_of_all(collection: Collection, layer: Layer) -> NDArray[np.int64]:
    return collection.tables[layer]["weight"].to_numpy(dtype="int64")


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
