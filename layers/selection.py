"""What a reader asks to see, and the records that answer.

    shown = select(collection, Selection(jurisdiction=frozenset({"nantong"}), year=(2016, 2018)))
    shown.sites   # the rows, with a column `certainty`

A filter on a fact that a table does not have leaves the table alone: statements have no
jurisdiction, so choosing one does not hide them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

import geopandas as gpd
import numpy as np

from geodata.layer_tables import SPAN, join_layers
from layers.facets import (
    BY_WORD,
    FACETS,
    Layer,
    facet_column,
    facet_values,
    first_choice,
    values_in,
)
from layers.searching import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from geodata.layer_specs import Role
    from layers.facets import Facet

__all__ = ["Layer", "Mask", "Selected", "Selection", "select", "shown_layers"]

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
        return all(table.empty for table in self.tables.values())

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
        tables = {layer: _keep(table, masks[layer]) for layer, table in self.tables.items()}
        rows = {layer: rows[masks[layer]] for layer, rows in self.rows.items()}
        return Selected(self.collection, self.selection, tables, rows)

    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""
        return self.filtered(
            {layer: table["certainty"] == certainty for layer, table in self.tables.items()}
        )

    @cached_property
    def stated(self) -> Selected:
        """The records that may be counted beside the selection's years without a remark.

        All of them if no years are asked for; otherwise those that certainly lie in them.
        """
        return self.having("certain") if self.selection.years else self


def select(collection: Collection, selection: Selection) -> Selected:
    """Pick the records that answer a selection.

    The last few are kept, fewer of a large collection: a page asks for the same selection at
    several of its parts, and a reader goes back and forth. Nobody changes the tables of what is
    selected.

    Args:
        collection: Where to pick from; it is left as it is.
        selection: What is asked. Ids that the collection does not have match nothing.
    """
    records = sum(len(collection.tables[layer]) for layer in collection.about.layers)
    pick = _select_of_large if records > LARGE else _select_of_small
    return pick(collection, selection)


def _select(collection: Collection, selection: Selection) -> Selected:
    tables, rows = {}, {}
    for layer in collection.about.layers:
        table = collection.tables[layer]
        certainty = _certainty(table, selection.years)
        kept = _kept(collection, selection, layer, certainty != "out")
        tables[layer] = _keep(table.assign(certainty=certainty), kept)
        rows[layer] = np.flatnonzero(kept)
    return Selected(collection, selection, tables, rows)


_select_of_small = lru_cache(maxsize=32)(_select)
_select_of_large = lru_cache(maxsize=6)(_select)


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
