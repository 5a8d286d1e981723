"""Records that a selection asks for and that a default of the collection keeps out of sight."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.selection import (
    LAYERS,
    Selection,
    select,
    shown_editions,
    shown_layers,
    shown_statuses,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.collection import Collection
    from layers.selection import Layer


@dataclass(frozen=True)
class Hidden:
    """What is hidden: how many by layer, and the least that must be asked to show it too.

    A station row may count several sites: `counts` are of sites there, of records elsewhere.
    `layers`, `statuses` and `editions` are those that `selection` asks for beyond the defaults.
    """

    counts: Mapping[Layer, int]
    selection: Selection
    layers: frozenset[str]
    statuses: frozenset[str]
    editions: frozenset[str]


def find_hidden(collection: Collection, selection: Selection) -> Hidden | None:
    """Find what a selection would show but for defaults that the reader did not choose.

    What a layer hides counts where words are searched for, or nothing is shown at all; the host
    country of any record would else have hidden responses. None if nothing is hidden, and for
    the first selection, whose defaults are meant.
    """
    if selection == Selection():
        return None
    shown = select(collection, selection)
    every = select(collection, _without_defaults(collection, selection, shown.is_empty))
    rows: dict[Layer, pd.DataFrame] = {}
    for layer in LAYERS:
        more = every.table(layer)
        rows[layer] = more[~more.index.isin(shown.table(layer).index)]
    found: dict[Layer, pd.DataFrame] = {layer: more for layer, more in rows.items() if len(more)}
    if not found:
        return None
    layers = frozenset(found) - shown_layers(collection, selection)
    statuses = frozenset(
        str(status)
        for layer, more in found.items()
        if "status" in more
        for status in set(more["status"]) - shown_statuses(collection, layer)
    )
    editions = frozenset(
        str(edition)
        for more in found.values()
        if "edition" in more
        for edition in set(more["edition"]) - shown_editions(collection)
    )
    return Hidden(
        counts={
            layer: int(more["count"].sum()) if "count" in more else len(more)
            for layer, more in found.items()
        },
        selection=_with(collection, selection, layers, statuses, editions),
        layers=layers,
        statuses=statuses if selection.statuses is None else frozenset(),
        editions=editions if selection.editions is None else frozenset(),
    )


def _without_defaults(collection: Collection, selection: Selection, is_empty: bool) -> Selection:  # noqa: FBT001 - private
    every = {layer: collection.about.terms(layer, "status") for layer in LAYERS}
    statuses = frozenset(term.value for terms in every.values() for term in terms)
    return replace(
        selection,
        layers=frozenset(LAYERS)
        if selection.layers is None and (selection.search or is_empty)
        else selection.layers,
        statuses=statuses if selection.statuses is None else selection.statuses,
        editions=frozenset(collection.editions["id"])
        if selection.editions is None
        else selection.editions,
    )


def _with(
    collection: Collection,
    selection: Selection,
    layers: frozenset[str],
    statuses: frozenset[str],
    editions: frozenset[str],
) -> Selection:
    """The selection with more layers, statuses and editions than it shows by default."""
    usual = frozenset().union(*(shown_statuses(collection, layer) for layer in LAYERS))
    return replace(
        selection,
        layers=shown_layers(collection, selection) | layers if layers else selection.layers,
        statuses=usual | statuses
        if statuses and selection.statuses is None
        else selection.statuses,
        editions=shown_editions(collection) | editions
        if editions and selection.editions is None
        else selection.editions,
    )
