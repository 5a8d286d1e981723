"""Records that a selection asks for and that a default of the collection keeps out of sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.facets import FACETS, has_facet, values_in
from layers.selection import Selection, select
from layers.stores.columns import facet_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Layer, Selected

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
    found = [layer for layer in shown.layers if all_shown.number(layer) > shown.number(layer)]
    if not found:
        return None
    beyond = {facet.word: _beyond(shown, all_shown, facet, found) for facet in unasked}
    values = {word: hidden for word, hidden in beyond.items() if hidden}
    asked = {
        facet.word: _usual(collection, facet) | values[facet.word]
        for facet in unasked
        if facet.word in values
    }
    return Hidden(
        counts={layer: all_shown.size(layer) - shown.size(layer) for layer in found},
        selection=selection.asking(**asked),
        values=values,
    )


def _beyond(
    shown: Selected, all_shown: Selected, facet: Facet, layers: Iterable[Layer]
) -> frozenset[str]:
    """The values of hidden records that their layer does not show at first."""
    values: set[str] = set()
    for layer in layers:
        if facet.first and has_facet(shown.collection, layer, facet):
            name = facet_name(facet)
            seen = dict(shown.grouped(layer, name).each_record())
            every = all_shown.grouped(layer, name).each_record()
            hidden = [cell for cell, number in every if number > seen.get(cell, 0)]
            own = {value for cell in hidden for value in values_in(cell)}
            values |= own - facet.first(shown.collection, layer)
    return frozenset(values)


def _usual(collection: Collection, facet: Facet) -> frozenset[str]:
    """What any layer shows at first."""
    firsts = (facet.first(collection, layer) for layer in collection.about.layers if facet.first)
    return frozenset[str]().union(*firsts)
