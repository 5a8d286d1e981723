"""Which records maps show: those of which something lies within a frame of theirs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from layers.cartography.projection import which_are_held
from layers.marks import label_point

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.cartography.projection import View
    from layers.selection import Layer, Selected

Position = tuple[float, float]
"""(lon, lat) in degrees."""


Masks = dict["Layer", list[bool]]
"""Whether each record of a selection is kept, by layer."""


def all_of(shown: Selected) -> Masks:
    """Keep every record."""
    return {layer: [True] * len(shown.table(layer)) for layer in shown.layers}


def within(shown: Selected, views: Sequence[View]) -> Masks:
    """The records of a selection that maps show: all, if they leave out none that lies anywhere.

    A site lies in its city, or in the middle of its country if it has no point. Any other record
    lies in the middle of its countries, and in the towns that it names. What names no country lies
    nowhere: it counts with the whole, and with no part of it.
    """
    places = {layer: list(_positions(shown, layer)) for layer in shown.layers}
    distinct = list({position for rows in places.values() for own in rows for position in own})
    held = dict(zip(distinct, which_are_held(views, distinct), strict=True))
    is_inside = held.__getitem__
    if all(not own or any(map(is_inside, own)) for rows in places.values() for own in rows):
        return all_of(shown)
    return {layer: [any(map(is_inside, own)) for own in rows] for layer, rows in places.items()}


def without(shown: Selected, part: Selected) -> Selected:
    """The records of a selection that a part of it leaves out."""
    return shown.filtered(
        {layer: ~np.isin(shown.rows[layer], part.rows[layer]) for layer in shown.layers}
    )


def _positions(shown: Selected, layer: Layer) -> Iterator[list[Position]]:
    """Where the records of a layer lie, each in none, one or several places."""
    middle = cache(label_point)
    is_at_towns = shown.collection.about.specs[layer].role == "site"
    table = shown.table(layer)
    for towns, hosts in zip(table["towns"], table["hosts"], strict=True):
        countries = () if towns and is_at_towns else map(middle, hosts)
        yield [*filter(None, countries), *((lon, lat) for _, lon, lat in towns)]
