"""Records that a selection asks for and that a default of the collection keeps out of sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.facets import FACETS, facet_column, values_in
from layers.selection import Selection, select
from layers.units import size

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Layer

WITH_FIRST: tuple[Facet, ...] = tuple(facet for facet in FACETS if facet.first)
"""The filters of which a collection shows some values only, unless a reader asks."""


@dataclass(frozen=True)
class Hidden:
    """What is hidden: how many by layer, and the least that must be asked to show it too.

    `counts` are of what rows stand for: a row of sites may count several.
    `values` are those that `selection` asks for beyond the defaults, by the word of the filter.
    """

    counts: Mapping[Layer, int]
    selection: Selection
    values: Mapping[str, frozenset[str]]


def find_hidden(collection: Collection, selection: Selection) -> Hidden | None:
    """Find what a selection would show but for defaults that the reader did not choose.

    What a layer hides counts where words are searched for, or nothing is shown at all; the host
    country of any record would else have hidden responses. None if nothing is hidden.
    """
    shown = select(collection, selection)
    is_wide = bool(selection.search) or shown.is_empty
    unasked = [
        facet
        for facet in WITH_FIRST
        if facet.word not in selection and (facet.word != "layer" or is_wide)
    ]
    every = {facet.word: facet.every(collection) for facet in unasked}
    all_shown = select(collection, selection.asking(**every))
    rows: dict[Layer, pd.DataFrame] = {}
    for layer in shown.layers:
        more = all_shown.table(layer)
        rows[layer] = more[~more.index.isin(shown.table(layer).index)]
    found: dict[Layer, pd.DataFrame] = {layer: more for layer, more in rows.items() if len(more)}
    if not found:
        return None
    beyond = {facet.word: _beyond(collection, facet, found) for facet in unasked}
    values = {word: hidden for word, hidden in beyond.items() if hidden}
    asked = {
        facet.word: _usual(collection, facet) | values[facet.word]
        for facet in unasked
        if facet.word in values
    }
    return Hidden(
        counts={layer: size(more) for layer, more in found.items()},
        selection=selection.asking(**asked),
        values=values,
    )


def _beyond(
    collection: Collection, facet: Facet, found: Mapping[Layer, pd.DataFrame]
) -> frozenset[str]:
    """The values of hidden records that their layer does not show at first."""
    values: set[str] = set()
    for layer, rows in found.items():
        column = facet_column(collection, layer, facet.word)
        if column is not None and facet.first:
            own = {value for cell in column[rows.index] for value in values_in(cell)}
            values |= own - facet.first(collection, layer)
    return frozenset(values)


def _usual(collection: Collection, facet: Facet) -> frozenset[str]:
    """What any layer shows at first."""
    firsts = (facet.first(collection, layer) for layer in collection.about.layers if facet.first)
    return frozenset[str]().union(*firsts)
