"""Which records a map shows: those of which something lies within its frame."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from layers.areas import label_point
from layers.selection import LAYERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from layers.cartography.projection import View
    from layers.selection import Layer, Selected

Position = tuple[float, float]
"""(lon, lat) in degrees."""


def within(shown: Selected, view: View) -> Selected:
    """The records of a selection that a map shows; the same selection if it leaves out none.

    A site lies in its city, or in the middle of its country if it has no point. Any other record
    lies in the middle of its countries, and in the towns that it names. What names no country lies
    nowhere: it counts with the whole, and with no part of it.
    """

    @cache
    def is_inside(position: Position) -> bool:
        return view.frame.holds(view.point(*position))

    places = {layer: list(_positions(shown, layer)) for layer in LAYERS}
    if all(not own or any(map(is_inside, own)) for rows in places.values() for own in rows):
        return shown
    return shown.filtered(
        {layer: [any(map(is_inside, own)) for own in rows] for layer, rows in places.items()}
    )


def without(shown: Selected, part: Selected) -> Selected:
    """The records of a selection that a part of it leaves out."""
    return shown.filtered(
        {layer: ~shown.table(layer).index.isin(part.table(layer).index) for layer in LAYERS}
    )


def have_same_records(part: Selected, other: Selected) -> bool:
    """Whether two parts of a selection hold the same records."""
    return all(part.table(layer).index.equals(other.table(layer).index) for layer in LAYERS)


def _positions(shown: Selected, layer: Layer) -> Iterator[list[Position]]:
    """Where the records of a layer lie, each in none, one or several places."""
    middle = cache(label_point)
    if layer == "stations":
        points = shown.stations.geometry
        for country, lon, lat in zip(shown.stations["country"], points.x, points.y, strict=True):
            yield _known([country], middle) if math.isnan(lon) else [(float(lon), float(lat))]
        return
    table = shown.table(layer)
    for record, countries in zip(table["id"], table["countries"], strict=True):
        towns = [(lon, lat) for _, lon, lat in shown.collection.positions(layer, record)]
        yield [*_known(countries, middle), *towns]


def _known(
    countries: list[str] | tuple[str, ...], middle: Callable[[str], Position | None]
) -> list[Position]:
    return [point for point in map(middle, countries) if point]
