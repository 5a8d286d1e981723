"""What a reader asks to see, and the records that answer.

    shown = select(collection, Selection(jurisdiction=frozenset({"nantong"}), year=(2016, 2018)))
    shown.sites   # the rows, with a column `certainty`

A filter on a fact that a table does not have leaves the table alone: statements have no
jurisdiction, so choosing one does not hide them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np

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
from layers.selected import Mask, Page, Selected, certainty_of
from layers.selected_stored import StoredSelected
from layers.selected_tables import KeptTables, TableSelected
from layers.stored import StoredCollection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selected import Texts

__all__ = [
    "Layer",
    "Mask",
    "Page",
    "Selected",
    "Selection",
    "StoredSelected",
    "select",
    "shown_layers",
    "whole",
]

LARGE = 100_000
"""Records above which few selections are kept: each may be a copy of most of the collection."""

FilterValue: TypeAlias = "frozenset[str] | tuple[int, int] | bool | str"


class Selection(Mapping[str, FilterValue]):
    """What a reader asks to see: of each filter that is set, its word and what is asked.

    The words are those of `layers.facets.FACETS`. A choice is a set of values, of which an empty
    one shows nothing; years are (first, last), both included; a switch that is not set is on, and
    `undated=False` leaves records without a date out. What is not asked is not in it: then all is
    in, but for layers, statuses and editions, where it is what the collection shows at first.
    """

    def __init__(self, **asked: FilterValue | None) -> None:
        """Ask; None is not asked.

        Raises:
            TypeError: There is no such filter.
        """
        unknown = sorted(set(asked) - set(BY_WORD))
        if unknown:
            raise TypeError(f"no filter is called {', '.join(unknown)}")
        self._asked: dict[str, FilterValue] = {
            word: value
            for word in BY_WORD
            if (value := asked.get(word)) is not None and value != BY_WORD[word].unasked
        }

    def __getitem__(self, word: str) -> FilterValue:
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

    def asking(self, **asked: FilterValue | None) -> Selection:
        """The same with other values of some filters; None takes one off."""
        return Selection(**{**self._asked, **asked})

    def without(self, *words: str) -> Selection:
        """The same without some filters."""
        return self.asking(**dict.fromkeys(words))


def whole(collection: Collection) -> Selected:
    """All records of a collection, whatever it shows at first."""
    if isinstance(collection, StoredCollection):
        return StoredSelected(collection, Selection(), is_whole=True)
    written = {layer: collection.tables[layer] for layer in collection.about.layers}
    rows = {layer: np.arange(len(table)) for layer, table in written.items()}
    certainty = {layer: certainty_of(table, None) for layer, table in written.items()}
    tables = KeptTables(written, rows, certainty)
    return TableSelected(collection, Selection(), tables, rows)


def select(collection: Collection, selection: Selection) -> Selected:
    """Pick the records that answer a selection.

    The last few are kept, fewer of a large collection: a page asks for the same selection at
    several of its parts, and a reader goes back and forth. No caller changes the tables of what is
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
        of_all = _certainty(collection, layer, selection.years)
        rows[layer] = np.flatnonzero(_kept(collection, selection, layer, of_all != "out"))
        certainty[layer] = of_all[rows[layer]]
    tables = KeptTables(collection.tables, rows, certainty)
    return TableSelected(collection, selection, tables, rows)


@lru_cache(maxsize=16)
def _certainty(collection: Collection, layer: Layer, years: tuple[int, int] | None) -> Texts:
    """Kept, since a page counts what other choices beside the same years would show."""
    return certainty_of(collection.tables[layer], years)


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


def _answers(
    collection: Collection, layer: Layer, facet: Facet, asked: FilterValue | None
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
