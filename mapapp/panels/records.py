"""The list of records in the selection: the map in words, sorted as the reader likes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.counts import count_of
from layers.rows import each_row
from layers.searching import is_at_place
from layers.selection import shown_layers
from layers.units import size
from layers.words import SEVERAL, Words, capital
from mapapp.listing import PAGE
from mapapp.panels.columns import columns_of
from mapapp.panels.compared import COUNTRIES, compared, countries_table
from mapapp.panels.markup import button, element, fragment
from mapapp.panels.tables import cell_html, in_order, table_html

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.overview import Overview
    from layers.selection import Layer, Selected
    from mapapp.listing import Listing
    from mapapp.panels.columns import Column

STRENGTH = {"certain": "", "possible": "faded", "undated": "faded"}


def records_html(shown: Selected, overview: Overview, listing: Listing, opened: str = "") -> Markup:
    """Write one table of a selection, with a switch between its countries and its layers."""
    asked = shown_layers(shown.collection, shown.selection)
    layers = [layer for layer in shown.layers if layer in asked]
    if not layers or shown.is_empty:
        return fragment(())
    tab = listing.tab if listing.tab in {*layers, COUNTRIES} else layers[0]
    tabs = _tabs(shown, layers, tab)
    if tab == COUNTRIES:
        return tabs + countries_table(shown, overview, listing)
    return tabs + _table(shown, tab, shown.table(tab), listing, opened)


def _tabs(shown: Selected, layers: list[Layer], chosen: str) -> Markup:
    words = Words(shown.collection)
    countries = capital(words.term("country", SEVERAL))
    tabs = [
        *((layer, f"{words.title(layer)} ({size(shown.table(layer)):,})") for layer in layers),
        (COUNTRIES, f"{countries} ({len(compared(shown)):,})"),
    ]
    buttons = fragment(
        button(title, f"tab:{tab}", aria_pressed=str(tab == chosen).lower()) for tab, title in tabs
    )
    return element("div", buttons, class_="tabs", role="group", aria_label="List of")


def _table(
    shown: Selected, layer: Layer, rows: pd.DataFrame, listing: Listing, opened: str
) -> Markup:
    columns = columns_of(shown.collection, layer)
    ordered = in_order(_places_first(shown, layer, rows), columns, listing)
    length = min(listing.length, len(ordered))
    caption = f"{_counted(shown, layer, ordered)} in the selection"
    named = Counter(columns[0].say(row) for row in each_row(ordered))
    body = fragment(
        _row(columns, row, opened, is_alone=named[columns[0].say(row)] == 1)
        for _, row in ordered.iloc[:length].iterrows()
    )
    more = _more(length, len(ordered)) if length < len(ordered) else ""
    return table_html(columns, listing, caption, body, more)


def _counted(shown: Selected, layer: Layer, rows: pd.DataFrame) -> str:
    """How many records, and of how many sites where one record can stand for several."""
    records, sites = count_of(len(rows), "record"), size(rows)
    if sites == len(rows):
        return records
    return f"{records} of {Words(shown.collection).counted(layer, sites)}"


def _places_first(shown: Selected, layer: Layer, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with those at the place that is searched for before those that mention it."""
    search = shown.selection.search
    if not search:
        return rows
    is_there = is_at_place(shown.collection, layer, search)[shown.rows[layer]]
    return pd.concat([rows[is_there], rows[~is_there]])


def _row(columns: list[Column], row: pd.Series[Any], opened: str, *, is_alone: bool) -> Markup:
    """A record; where several have one name, theirs are told apart for who does not see the row."""
    cells = []
    for at, column in enumerate(columns):
        if at == 0:
            said = column.say(row)
            label = None if is_alone else f"{said}, {row['id']}"
            name = button(said, f"open:{row['id']}", class_="plain", aria_label=label)
            cells.append(element("th", name, scope="row"))
        else:
            cells.append(cell_html(column, column.say(row)))
    classes = [STRENGTH[row["certainty"]], "open" if row["id"] == opened else ""]
    return element("tr", fragment(cells), class_=" ".join(filter(None, classes)) or None)


def _more(length: int, total: int) -> Markup:
    said = element("span", f"{length:,} of {total:,} shown.", class_="muted")
    return element(
        "div", said + button(f"Show {min(PAGE, total - length)} more", "more"), class_="more"
    )
