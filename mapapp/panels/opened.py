"""What is opened: a record, a place or a country; what it holds, and where the map shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.countries import country_name, known_codes
from layers.claims import name_record
from layers.words import Words
from mapapp.panels.facts import row_of

if TYPE_CHECKING:
    import pandas as pd

    from geodata.collection import Collection
    from layers.selection import Layer, Selected


def find_record(shown: Selected, opened: str) -> tuple[Layer, pd.Series[Any]] | None:
    """The record that is opened, be it as the only one at a place; None for several or none."""
    for layer in shown.layers:
        if opened in shown.collection.tables[layer].index:
            return layer, row_of(shown.collection.tables[layer], opened)
    here = records_at(shown, opened) if "/" in opened else []
    if len(here) == 1:
        layer, record, _ = here[0]
        return layer, row_of(shown.collection.tables[layer], record)
    return None


def records_at(shown: Selected, opened: str) -> list[tuple[Layer, str, str]]:
    """(layer, id, title) of the records shown at a place, or that concern a country."""
    found: list[tuple[Layer, str, str]] = []
    for layer in shown.layers:
        for record, row in shown.table(layer).iterrows():
            if _is_at(row, opened):
                found.append((layer, str(record), name_record(row, Words(shown.collection))))
    return found


def mark_of(collection: Collection, opened: str) -> str:
    """The key of the mark on the map that stands for what is opened: of a place or a country."""
    for layer in collection.about.layers:
        if opened in collection.tables[layer].index:
            row = row_of(collection.tables[layer], opened)
            towns = row["towns"]
            return str(towns[0].key if len(towns) == 1 else row["host"])
    return opened


def countries_of(collection: Collection, opened: str) -> tuple[str, ...]:
    """The host countries of what is opened: of a record, of a place, or the country itself."""
    for layer in collection.about.layers:
        if opened in collection.tables[layer].index:
            return tuple(row_of(collection.tables[layer], opened)["hosts"])
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
        return name_record(found[1], Words(shown.collection))
    return name_of(shown.collection, opened)[0] if opened else ""


def _is_at(row: pd.Series[Any], opened: str) -> bool:
    if "/" not in opened:
        return opened in row["hosts"]
    return opened == row["place"] or opened in {town.key for town in row["towns"]}
