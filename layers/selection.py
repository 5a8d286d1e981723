"""What a reader asks to see, and the records that answer.

    shown = select(collection, Selection(jurisdiction=frozenset({"nantong"}), year=(2016, 2018)))
    shown.sites   # the rows, with a column `certainty`

A filter on a fact that a table does not have leaves the table alone: statements have no
jurisdiction, so choosing one does not hide them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

import geopandas as gpd
import numpy as np
import pyarrow as pa

from geodata.layer_tables import SPAN, join_layers
from layers.counts import Counts, count_rows
from layers.facets import (
    BY_WORD,
    FACETS,
    Layer,
    facet_column,
    facet_values,
    first_choice,
    values_in,
)
from layers.list_columns import NAME, columns_of
from layers.searching import is_at_place, matches
from layers.stored import StoredCollection
from layers.stores.columns import FACET_COLUMNS, LOCATED, facet_name
from layers.stores.questions import Asked as AskedOfStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from geodata.layer_specs import Role
    from layers.facets import Facet

__all__ = ["Layer", "Mask", "Page", "Selected", "Selection", "select", "shown_layers", "whole"]

Positions: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.intp]]"
Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

LARGE = 100_000
"""Records above which few selections are kept: each may be a copy of most of the collection."""

Asked: TypeAlias = "frozenset[str] | tuple[int, int] | bool | str"


class Selection(Mapping[str, Asked]):
    """What a reader asks to see: of each filter that is set, its word and what is asked.

    The words are those of `layers.facets.FACETS`. A choice is a set of values, of which an empty
    one shows nothing; years are (first, last), both included; a switch that is not set is on, and
    `undated=False` leaves records without a date out. What is not asked is not in it: then all is
    in, but for layers, statuses and editions, where it is what the collection shows at first.
    """

    def __init__(self, **asked: Asked | None) -> None:
        """Ask; None is not asked.

        Raises:
            TypeError: There is no such filter.
        """
        unknown = sorted(set(asked) - set(BY_WORD))
        if unknown:
            raise TypeError(f"no filter is called {', '.join(unknown)}")
        self._asked: dict[str, Asked] = {
            word: value
            for word in BY_WORD
            if (value := asked.get(word)) is not None and value != BY_WORD[word].unasked
        }

    def __getitem__(self, word: str) -> Asked:
        return self._asked[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._asked)

    def __len__(self) -> int:
        return len(self._asked)

    def __hash__(self) -> int:
        return hash(frozenset(self._asked.items()))

    def __repr__(self) -> str:
        asked = ", ".join(f"{word}={value!r}" for word, value in self._asked.items())
        return f"Selection({asked})"

    def chosen(self, word: str) -> frozenset[str] | None:
        """The values that are asked of a choice; None if it is not set."""
        return cast("frozenset[str] | None", self.get(word))

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year that are asked for; None if none are."""
        return cast("tuple[int, int] | None", self.get("year"))

    @property
    def search(self) -> str:
        """The words that are looked for; often empty."""
        return str(self.get("search", ""))

    def asking(self, **asked: Asked | None) -> Selection:
        """The same with other values of some filters; None takes one off."""
        return Selection(**{**self._asked, **asked})

    def without(self, *words: str) -> Selection:
        """The same without some filters."""
        return self.asking(**dict.fromkeys(words))


@dataclass(frozen=True)
class Page:
    """Some of the records of a layer in an order.

    Attributes:
        records: As `Selected.table` has them.
        are_alone: Whether each is the only one of its name in the selection.
    """

    records: pd.DataFrame
    are_alone: Sequence[bool]


class _Kept(Mapping[Layer, "pd.DataFrame"]):
    """The records of a selection by layer; a table is copied when somebody first asks for it.

    Most of a page asks for numbers alone, which are counted from single columns.
    """

    def __init__(
        self,
        tables: Mapping[Layer, pd.DataFrame],
        rows: Mapping[Layer, Positions],
        certainty: Mapping[Layer, NDArray[np.str_]],
    ) -> None:
        """Take the tables of a collection, and of each layer the rows kept and what they are."""
        self._whole = tables
        self._rows = rows
        self._certainty = certainty
        self._tables: dict[Layer, pd.DataFrame] = {}

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
        whole = self._whole[layer]
        return whole[name].iloc[self._rows[layer]]

    def filtered(self, masks: Mapping[Layer, Mask]) -> _Kept:
        """Fewer of the records."""
        return _Kept(
            self._whole,
            {layer: rows[masks[layer]] for layer, rows in self._rows.items()},
            {layer: each[masks[layer]] for layer, each in self._certainty.items()},
        )


@dataclass(frozen=True)
class Selected:
    """The records in a selection: the tables of the collection with fewer rows.

    Each has a column `certainty`: `certain` or `possible` for the range of years (`certain` if
    none is asked for), or `undated`. A layer that is not asked for has no rows. `rows` are the
    positions of these records in the tables of the collection.
    """

    collection: Collection
    selection: Selection
    tables: Mapping[Layer, pd.DataFrame]
    rows: Mapping[Layer, Positions]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the collection."""
        return self.collection.about.layers

    def table(self, layer: Layer) -> pd.DataFrame:
        """The records of one layer."""
        return self.tables[layer]

    def of_role(self, role: Role) -> pd.DataFrame:
        """The records of all layers that have a role, in the order of the descriptor."""
        names = self.collection.about.of_role(role)
        return join_layers([self.tables[name] for name in names], role)

    @cached_property
    def sites(self) -> gpd.GeoDataFrame:
        """The sites of all layers, with a point (lon, lat; WGS 84) where the city is known."""
        return gpd.GeoDataFrame(self.of_role("site"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing answers."""
        return not any(map(self.number, self.layers))

    def grouped(self, layer: Layer, *columns: str) -> Counts:
        """Count the records of a layer that are alike in some columns.

        Args:
            layer: The layer.
            columns: Of `layers.stores.columns`: those of `COUNTED`, of filters, and `certainty`. If
                there are none, all records are alike.
        """
        key = (layer, columns)
        if key not in self._counts:
            self._counts[key] = self._count(layer, columns)
        return self._counts[key]

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return len(self.rows[layer])

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return int(self._cells(layer, "weight").sum())

    def holds(self, layer: Layer, record: str) -> bool:
        """Whether the record of a layer that has an id is among them."""
        return record in self.table(layer).index

    def page(self, layer: Layer, order: str = "", *, descending: bool = False, length: int) -> Page:
        """The first records of a layer in an order; those that have no value there are last.

        Args:
            layer: The layer.
            order: The name of a column of the list (`layers.list_columns`); if there is none of
                this name, records stand as in the table.
            descending: Whether the order is turned round.
            length: How many at most.

        Where words are searched for, what is at the place of this name comes before what mentions
        it, of what is alike in the order.
        """
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

    @cached_property
    def _counts(self) -> dict[tuple[Layer, tuple[str, ...]], Counts]:
        return {}

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        cells = {name: self._cells(layer, name) for name in (*columns, "weight")}
        return count_rows(cells, columns, self.rows[layer])

    def _cells(self, layer: Layer, name: str) -> Any:
        """A column of the records: of their table, or one by which they are counted besides."""
        if name == LOCATED:
            return self._cells(layer, "towns").map(bool)
        if name in FACET_COLUMNS:
            column = facet_column(self.collection, layer, FACET_COLUMNS[name].word)
            empty = [None] * self.number(layer)
            return empty if column is None else column.iloc[self.rows[layer]]
        if isinstance(self.tables, _Kept):
            return self.tables.column(layer, name)
        return self.tables[layer][name]

    def tally(self, word: str, layers: Iterable[Layer] | None = None) -> Counter[str]:
        """How much of some layers there is of each value of a filter, in sites or records."""
        counts: Counter[str] = Counter()
        for layer in self.layers if layers is None else layers:
            values = facet_values(self.collection, layer, word)
            rows = self.rows[layer]
            if values is not None and len(rows):
                weights = self._cells(layer, "weight").to_numpy()
                sums = np.bincount(values.codes[rows], weights, len(values.values))
                for at in np.flatnonzero(sums).tolist():
                    number = int(sums[at])
                    for value in dict.fromkeys(values_in(values.values[at])):
                        counts[value] += number
        return counts

    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""
        masks = {layer: np.asarray(kept[layer], dtype=bool) for layer in self.layers}
        tables = (
            self.tables.filtered(masks)
            if isinstance(self.tables, _Kept)
            else {layer: _keep(table, masks[layer]) for layer, table in self.tables.items()}
        )
        rows = {layer: rows[masks[layer]] for layer, rows in self.rows.items()}
        return Selected(self.collection, self.selection, tables, rows)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return self.filtered(
            {layer: self._cells(layer, "certainty") == certainty for layer in self.layers}
        )

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, told as those of another selection."""
        return replace(self, selection=selection)

    @cached_property
    def stated(self) -> Selected:
        """The records that may be counted beside the selection's years without a remark.

        All of them if no years are asked for; otherwise those that certainly lie in them.
        """
        return self.having("certain") if self.selection.years else self


class StoredSelected(Selected):
    """The same of a collection whose records are in a store: counts and pages come from there.

    The tables are read when they are asked for, as documents do.
    """

    collection: StoredCollection
    _certainty: Certainty | None
    _is_whole: bool
    _answering: Selection

    def __init__(
        self,
        collection: StoredCollection,
        selection: Selection,
        certainty: Certainty | None = None,
        *,
        is_whole: bool = False,
        answering: Selection | None = None,
    ) -> None:
        """Ask for some records.

        Args:
            collection: Where to pick from.
            selection: What is asked.
            certainty: Only records that have it.
            is_whole: Whether all records are asked for instead, whatever the collection shows.
            answering: What the records answer, where that is not what is said to be asked.
        """
        object.__setattr__(self, "collection", collection)
        object.__setattr__(self, "selection", selection)
        object.__setattr__(self, "_certainty", certainty)
        object.__setattr__(self, "_is_whole", is_whole)
        object.__setattr__(self, "_answering", answering or selection)

    @cached_property
    def tables(self) -> Mapping[Layer, pd.DataFrame]:
        """The records, with their certainty."""
        store, years = self.collection.store, self.selection.years
        read = {layer: store.read(layer, rows) for layer, rows in self.rows.items()}
        return {
            layer: table.assign(certainty=_certainty(table, years)) for layer, table in read.items()
        }

    @cached_property
    def rows(self) -> Mapping[Layer, Positions]:
        """The positions of the records in the tables of the collection."""
        return {layer: self.collection.store.positions(self.asked(layer)) for layer in self.layers}

    def asked(self, layer: Layer) -> AskedOfStore:
        """What is asked of the store."""
        selection = None if self._is_whole else self._answering
        return AskedOfStore(layer, selection, self._certainty)

    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""
        return self.grouped(layer).number

    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""
        return self.grouped(layer).size

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
        return Page(table.assign(certainty=_certainty(table, years)), are_alone)

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
        return Selected(self.collection, self.selection, self.tables, self.rows).filtered(kept)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return StoredSelected(
            self.collection,
            self.selection,
            certainty,
            is_whole=self._is_whole,
            answering=self._answering,
        )

    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, told as those of another selection."""
        return StoredSelected(
            self.collection,
            selection,
            self._certainty,
            is_whole=self._is_whole,
            answering=self._answering,
        )

    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        return self.collection.store.grouped(self.asked(layer), columns)


def whole(collection: Collection) -> Selected:
    """All records of a collection, whatever it shows at first."""
    if isinstance(collection, StoredCollection):
        return StoredSelected(collection, Selection(), is_whole=True)
    tables = {layer: collection.tables[layer] for layer in collection.about.layers}
    rows = {layer: np.arange(len(table)) for layer, table in tables.items()}
    return Selected(collection, Selection(), tables, rows)


def select(collection: Collection, selection: Selection) -> Selected:
    """Pick the records that answer a selection.

    The last few are kept, fewer of a large collection: a page asks for the same selection at
    several of its parts, and a reader goes back and forth. Nobody changes the tables of what is
    selected.

    Args:
        collection: Where to pick from; it is left as it is.
        selection: What is asked. Ids that the collection does not have match nothing.
    """
    if isinstance(collection, StoredCollection):
        return StoredSelected(collection, selection)
    records = sum(len(collection.tables[layer]) for layer in collection.about.layers)
    pick = _select_of_large if records > LARGE else _select_of_small
    return pick(collection, selection)


def _select(collection: Collection, selection: Selection) -> Selected:
    rows, certainty = {}, {}
    for layer in collection.about.layers:
        of_all = _certainty(collection.tables[layer], selection.years)
        rows[layer] = np.flatnonzero(_kept(collection, selection, layer, of_all != "out"))
        certainty[layer] = of_all[rows[layer]]
    return Selected(collection, selection, _Kept(collection.tables, rows, certainty), rows)


_select_of_small = lru_cache(maxsize=32)(_select)
_select_of_large = lru_cache(maxsize=6)(_select)


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


def shown_layers(collection: Collection, selection: Selection) -> frozenset[str]:
    """The layers of a selection, or those that the collection shows at first."""
    chosen = selection.chosen("layer")
    return first_choice(collection, "layer") if chosen is None else chosen


def _kept(collection: Collection, selection: Selection, layer: Layer, kept: Mask) -> Mask:
    """Those of some records of a layer that answer all that is asked."""
    for facet in FACETS:
        if kept.any():
            kept = kept & _answers(collection, layer, facet, selection.get(facet.word))
    return kept


def _keep(table: pd.DataFrame, kept: Mask) -> pd.DataFrame:
    """The rows that are kept; the table itself if that is all of them."""
    return table if kept.all() else table[kept]


def _answers(
    collection: Collection, layer: Layer, facet: Facet, asked: Asked | None
) -> Mask | np.bool_:
    """Whether each record of a layer answers what is asked of one filter."""
    column = facet_column(collection, layer, facet.word)
    if facet.kind == "text" and asked:
        return matches(collection, layer, str(asked))
    if facet.kind == "switch" and asked is False and column is not None:
        return ~column.to_numpy(dtype=bool)
    wanted = facet.first(collection, layer) if asked is None and facet.first else asked
    if facet.kind == "choice" and isinstance(wanted, frozenset) and column is not None:
        values = facet_values(collection, layer, facet.word)
        if values is not None:
            return values.mask(not wanted.isdisjoint(values_in(cell)) for cell in values.values)
    return np.True_


def _certainty(
    table: pd.DataFrame, years: tuple[int, int] | None
) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """`geodata.dates.YearSpan.certainty` of every row at once."""
    first_from, first_to, last_from, last_to = (table[name].to_numpy() for name in SPAN)
    undated = np.isnan(first_from)
    if years is None:
        return np.where(undated, "undated", "certain")
    first, last = years
    is_out = (first_from > last) | (last_to < first)
    is_certain = (first_to <= last) & (last_from >= first)
    return np.select([undated, is_out, is_certain], ["undated", "out", "certain"], "possible")
