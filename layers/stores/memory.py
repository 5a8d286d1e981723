"""The engine that needs nothing: the tables of a collection in memory."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers.facets import facet_values, values_in
from layers.marks import TEXTS, shown_marks
from layers.searching import is_at_place
from layers.selection import select
from layers.stores.orders import ORDERS
from layers.stores.questions import MARKS, Page
from layers.summary import summarise
from layers.units import size

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.selection import Positions, Selected, Selection
    from layers.stores.questions import Order, Shared
    from layers.summary import Summary


class MemoryStore:
    """Answers by `layers.selection.select`; see `layers.stores.questions.Store`."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def marks(self, selection: Selection, share: Shared = "") -> pd.DataFrame:
        """The marks on the map with their numbers."""
        shown = select(self._collection, selection)
        marks = shown_marks(shown)
        told = marks.astype(dict.fromkeys(TEXTS, "str")).assign(
            share=self._shares(marks, share),
            certain=marks["weight"].where(marks["is_certain"], 0),
        )
        sums = told.groupby(list(MARKS), as_index=False)[["weight", "certain"]].sum()
        return in_order_of_marks(sums, shown.layers)

    def summary(self, selection: Selection) -> Summary:
        """The numbers of a selection."""
        return summarise(select(self._collection, selection))

    def tally(
        self, selection: Selection, word: str, layers: Iterable[Layer] | None = None
    ) -> Counter[str]:
        """How much there is of each value of a filter."""
        return select(self._collection, selection).tally(word, layers)

    def page(  # noqa: PLR0913 - keywords alone
        self,
        selection: Selection,
        layer: Layer,
        *,
        order: Order = "",
        descending: bool = False,
        start: int = 0,
        length: int = 50,
    ) -> Page:
        """Some of the records of a layer in an order."""
        shown = select(self._collection, selection)
        rows = _in_order(shown, layer, order, descending=descending)
        ids = self._collection.tables[layer].index[rows[start : start + length]]
        return Page(tuple(map(str, ids)), len(rows), size(shown.table(layer)))

    def record(self, layer: Layer, record: str) -> Mapping[str, Any] | None:
        """A record by its id."""
        table = self._collection.tables[layer]
        if record not in table.index:
            return None
        return own_cells(table.loc[record], self._collection.about.columns(layer))

    def of_country(self, country: str) -> Mapping[Layer, tuple[str, ...]]:
        """The ids of the records of a country."""
        found = {}
        for layer in self._collection.about.layers:
            hosts = facet_values(self._collection, layer, "country")
            if hosts is not None:
                named = hosts.mask(country in values_in(cell) for cell in hosts.values)
                found[layer] = tuple(map(str, self._collection.tables[layer].index[named]))
        return found

    def _shares(self, marks: pd.DataFrame, share: Shared) -> pd.Series[str]:
        """By what the marks of sites are told apart; empty for other marks."""
        shares = pd.Series("", marks.index, dtype="object")
        for layer in self._collection.about.of_role("site") if share else ():
            own = marks[marks["layer"] == layer]
            values = self._collection.tables[layer][share].to_numpy(dtype=object)
            shares[own.index] = values[own["row"]]
        return shares


def own_cells(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    """The cells of a record in the columns of its table, lists as tuples."""
    return {
        name: tuple(cell) if isinstance(cell := row[name], list | tuple | np.ndarray) else cell
        for name in columns
    }


def in_order_of_marks(sums: pd.DataFrame, layers: Iterable[Layer]) -> pd.DataFrame:
    """Sums of marks, sorted by what tells them apart, layers as the collection has them."""
    rank = {layer: at for at, layer in enumerate(layers)}
    texts = dict.fromkeys((*TEXTS, "share"), "str")
    numbers = dict.fromkeys(("weight", "certain"), "int64")
    typed = sums.astype({**texts, **numbers, "proposed": "bool"})
    ordered = typed.assign(rank=typed["layer"].map(rank)).sort_values(["rank", *MARKS[1:]])
    return ordered[[*MARKS, "weight", "certain"]].reset_index(drop=True)


def _in_order(shown: Selected, layer: Layer, order: Order, *, descending: bool) -> Positions:
    """The positions of the records shown, in an order."""
    rows = shown.rows[layer]
    if not order:
        search = shown.selection.search
        if not search:
            return rows
        is_there = is_at_place(shown.collection, layer, search)[rows]
        return np.concatenate([rows[is_there], rows[~is_there]])
    ranks = _ranks(shown.collection, layer, order)[rows]
    is_known = ranks >= 0
    known = np.argsort(-ranks[is_known] if descending else ranks[is_known], kind="stable")
    return np.concatenate([rows[is_known][known], rows[~is_known]])


@lru_cache(maxsize=16)
def _ranks(collection: Collection, layer: Layer, order: Order) -> Positions:
    """The rank of each record in an order, those alike of the same rank; -1 without a value."""
    codes, _ = pd.factorize(ORDERS[order](collection, layer), sort=True)
    return np.asarray(codes, dtype=np.intp)
