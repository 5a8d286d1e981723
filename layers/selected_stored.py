"""The records in a selection of a collection whose records are in a store.

Counts and pages come from there. The tables are read when they are asked for, as documents do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from layers.facets import BY_WORD, values_in
from layers.list_columns import columns_of
from layers.selected import Page, Selected, certainty_of
from layers.selected_tables import KeptTables, TableSelected
from layers.stores.columns import facet_name
from layers.stores.questions import RecordQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geodata.dates import Certainty
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selected import Mask, Positions
    from layers.selection import Selection
    from layers.stored import StoredCollection


@dataclass(frozen=True, eq=False)
class StoredSelected(Selected):
    """Records in a store.

    Attributes:
        collection: Where to pick from.
        selection: What is asked.
        certainty: Only records that have it.
        is_whole: Whether all records are asked for instead, whatever the collection shows.
        answering: What the records answer, where that is not what is said to be asked.
    """

    collection: StoredCollection
    selection: Selection
    certainty: Certainty | None = None
    is_whole: bool = False
    answering: Selection | None = None

    @cached_property
    def tables(self) -> Mapping[Layer, pd.DataFrame]:
        """The records, with their certainty."""
        store, years = self.collection.store, self.selection.years
        read = {layer: store.read(layer, rows) for layer, rows in self.rows.items()}
        return {
            layer: table.assign(certainty=certainty_of(table, years))
            for layer, table in read.items()
        }

    @cached_property
    def rows(self) -> Mapping[Layer, Positions]:
        """The positions of the records in the tables of the collection."""
        return {layer: self.collection.store.positions(self.asked(layer)) for layer in self.layers}

    def asked(self, layer: Layer) -> RecordQuery:
        """What is asked of the store."""
        return RecordQuery(layer, None if self.is_whole else self._answered, self.certainty)

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return self.grouped(layer).number

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return self.grouped(layer).size

    def count_groups(self, layer: Layer, *columns: str) -> int:
        """How many groups `grouped` would make, without making them."""
        return self.collection.store.count_groups(self.asked(layer), columns)

    def cells(
        self, layer: Layer, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """Some columns of the records of a layer, see `Selected.cells`."""
        return self.collection.store.coded_rows(self.asked(layer), columns, rows)

    def holds(self, layer: Layer, record: str) -> bool:
        """Whether the record of a layer that has an id is among them."""
        return self.collection.store.holds(self.asked(layer), record)

    def page(self, layer: Layer, order: str = "", *, descending: bool = False, length: int) -> Page:
        """The first records of a layer in an order, see `Selected.page`."""
        known = {column.name for column in columns_of(self.collection, layer)}
        rows, are_alone = self.collection.store.page(
            self.asked(layer), order if order in known else "", descending=descending, length=length
        )
        table = self.collection.store.read(layer, rows)
        years = self.selection.years
        return Page(table.assign(certainty=certainty_of(table, years)), are_alone)

    def tally(self, word: str, layers: Iterable[Layer] | None = None) -> Counter[str]:
        """How much of some layers there is of each value of a filter, in sites or records."""
        counts: Counter[str] = Counter()
        for layer in self.layers if layers is None else layers:
            name = facet_name(BY_WORD[word])
            if self.collection.store.values(layer, name) is not None:
                for cell, number in self.grouped(layer, name):
                    for value in dict.fromkeys(values_in(cell)):
                        counts[value] += number
        return counts

    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""
        tables = KeptTables.of_all(self.tables)
        return TableSelected(self.collection, self.selection, tables, self.rows).filtered(kept)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return replace(self, certainty=certainty)

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, described as those of another selection."""
        return replace(self, selection=selection, answering=self._answered)

    @property
    def _answered(self) -> Selection:
        return self.selection if self.answering is None else self.answering

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        return self.collection.store.grouped(self.asked(layer), columns)
