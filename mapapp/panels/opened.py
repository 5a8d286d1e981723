"""What is opened: a record, a place or a country; what it holds, and where the map shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata.countries import country_name, known_codes
from layers.claims import Claim
from layers.rows import each_row, row_at
from layers.selection import StoredSelected, select
from layers.stored import read_record
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.collection import Collection
    from layers.rows import Row
    from layers.selection import Layer, Selected

MAX_LISTED = 200
"""Records of a layer at a place or in a country that are named; of more, how many there are."""


def find_record(shown: Selected, opened: str) -> tuple[Layer, Row] | None:
    """The record that is opened, be it as the only one at a place; None for several or none."""
    found = read_record(shown.collection, opened)
    if found is not None or "/" not in opened:
        return found
    here = records_at(shown, opened)
    if sum(each.number for each in here.values()) != 1:
        return None
    ((layer, only),) = here.items()
    return layer, row_at(only.records, 0)


class RecordsAtPlace(NamedTuple):
    """Records of a layer at a place: how many there are, and the first of them."""

    number: int
    records: pd.DataFrame


def records_at(shown: Selected, opened: str) -> Mapping[Layer, RecordsAtPlace]:
    """The records shown at a place, or that concern a country, by layer; none without any."""
    here = of_country(shown, opened)
    if here is not None:
        return {
            layer: RecordsAtPlace(here.number(layer), here.page(layer, length=MAX_LISTED).records)
            for layer in here.layers
            if here.number(layer)
        }
    found = {}
    for layer in shown.layers:
        own = _stored_at(shown, layer, opened) if isinstance(shown, StoredSelected) else None
        if own is None:
            table = shown.table(layer)
            rows = table[[_is_at(row, opened) for row in each_row(table)]]
            own = RecordsAtPlace(len(rows), rows.iloc[:MAX_LISTED])
        if own.number:
            found[layer] = own
    return found


def of_country(shown: Selected, code: str) -> Selected | None:
    """What is shown of a country; None for an unknown code, or if only others are asked for."""
    chosen = shown.selection.chosen("country")
    if code not in known_codes() or (chosen is not None and code not in chosen):
        return None
    return select(shown.collection, shown.selection.asking(country=frozenset({code})))


def _stored_at(shown: StoredSelected, layer: Layer, opened: str) -> RecordsAtPlace:
    """The same of a collection that is not in memory."""
    store, wanted = shown.collection.store, {"hosts": [opened]}
    if "/" in opened:
        named = store.values(layer, "towns") or ()
        towns = {town for value in named for town in value if town.key == opened}
        wanted = {"place": [opened], "towns": [*towns]}
    found = [store.coded(shown.asked(layer), (), **{name: each}).index
             for name, each in wanted.items()]  # fmt: skip
    rows = np.unique(np.concatenate(found))
    return RecordsAtPlace(len(rows), store.read(layer, rows[:MAX_LISTED]))


def mark_of(collection: Collection, opened: str) -> str:
    """The key of the mark on the map that stands for what is opened: of a place or a country."""
    found = read_record(collection, opened)
    if found is None:
        return opened
    towns = found[1]["towns"]
    return str(towns[0].key if len(towns) == 1 else found[1]["host"])


def countries_of(collection: Collection, opened: str) -> tuple[str, ...]:
    """The host countries of what is opened: of a record, of a place, or the country itself."""
    found = read_record(collection, opened)
    if found is not None:
        return tuple(found[1]["hosts"])
    place = collection.places.by_key.get(opened)
    if place is not None:
        return (place.country,)
    return (opened,) if opened in known_codes() else ()


def name_of(collection: Collection, opened: str) -> tuple[str, str]:
    """What an opened place or country is called, and the code of its country."""
    place = collection.places.by_key.get(opened)
    if place is None:
        return (country_name(opened), opened) if opened in known_codes() else (opened, "")
    parts = (place.name, place.admin1, country_name(place.country))
    return ", ".join(filter(None, parts)), place.country


def title_of_opened(shown: Selected, opened: str) -> str:
    """What is opened, in a line; empty if nothing is."""
    found = find_record(shown, opened) if opened else None
    if found:
        return Claim(found[1], Words(shown.collection)).name
    return name_of(shown.collection, opened)[0] if opened else ""


def _is_at(row: Row, opened: str) -> bool:
    if "/" not in opened:
        return opened in row["hosts"]
    return opened == row["place"] or opened in {town.key for town in row["towns"]}
