"""What is opened: a record, a place or a country; what it holds, and where the map shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.countries import country_name
from geodata.excerpts import shorten
from layers.selection import LAYERS
from mapapp.panels.facts import row_of

if TYPE_CHECKING:
    import pandas as pd

    from geodata.collection import Collection
    from layers.selection import Layer, Selected

LONGEST_TITLE = 90  # characters


def find_record(shown: Selected, opened: str) -> tuple[Layer, pd.Series[Any]] | None:
    """The record that is opened, be it as the only one at a place; None for several or none."""
    for layer in LAYERS:
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
    for layer in LAYERS:
        for record, row in shown.table(layer).iterrows():
            if _is_at(shown.collection, layer, str(record), row, opened):
                found.append((layer, str(record), title_of(layer, row)))
    return found


def mark_of(collection: Collection, opened: str) -> str:
    """The key of the mark on the map that stands for what is opened: of a place or a country."""
    if opened in collection.stations.index:
        site = collection.stations.loc[opened]
        return str(site["place"] if site.geometry is not None else site["country"])
    for layer in LAYERS:
        if opened in collection.tables[layer].index:
            towns = collection.positions(layer, opened)
            is_one = len(towns) == 1
            return towns[0][0] if is_one else _country_of(collection, layer, opened)
    return opened


def title_of(layer: str, row: pd.Series[Any]) -> str:
    """What a record is called in a list: its place, its title, or the start of its summary."""
    if layer == "stations":
        return ", ".join(filter(None, (row["city"], row["admin1"], country_name(row["country"]))))
    if layer == "agreements":
        return str(row["title"])
    return shorten(row["summary"], LONGEST_TITLE)


def name_of(opened: str) -> tuple[str, str]:
    """What an opened place or country is called, and the code of its country."""
    country, _, rest = opened.partition("/")
    names = rest.split("/")[::-1] if rest else []
    return ", ".join([*names, country_name(country)]), country


def countries_of(row: pd.Series[Any]) -> list[str]:
    """The codes of the countries that a record concerns."""
    return [row["country"]] if "country" in row else list(row["countries"])


def _country_of(collection: Collection, layer: Layer, record: str) -> str:
    """The country that a record concerns; empty if it concerns none or several."""
    countries = countries_of(row_of(collection.tables[layer], record))
    return countries[0] if len(countries) == 1 else ""


def _is_at(
    collection: Collection, layer: str, record: str, row: pd.Series[Any], opened: str
) -> bool:
    if "/" not in opened:
        return opened in countries_of(row)
    if layer == "stations":
        return bool(collection.stations.loc[record, "place"] == opened)
    return opened in {key for key, _, _ in collection.positions(layer, record)}
