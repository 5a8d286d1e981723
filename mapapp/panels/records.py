"""The list of records in the selection: the map in words, sorted as the reader likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.counts import count_of
from layers.rows import each_row
from layers.searching import is_at_place
from layers.selection import shown_layers
from layers.units import size
from layers.words import Words
from mapapp.listing import PAGE
from mapapp.panels.columns import columns_of
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.selection import Layer, Selected
    from mapapp.listing import Listing
    from mapapp.panels.columns import Column

STRENGTH = {"certain": "", "possible": "faded", "undated": "faded"}


def records_html(shown: Selected, listing: Listing, opened: str = "") -> Markup:
    """Write the list of one layer of a selection, with a switch between the layers shown."""
    asked = shown_layers(shown.collection, shown.selection)
    layers = [layer for layer in shown.layers if layer in asked]
    if not layers:
        return fragment(())
    layer = listing.layer if listing.layer in layers else layers[0]
    rows = shown.table(layer)
    return _tabs(shown, layers, layer) + _table(shown, layer, rows, listing, opened)


def _tabs(shown: Selected, layers: list[Layer], chosen: str) -> Markup:
    tabs = [
        button(
            f"{Words(shown.collection).title(layer)} ({size(shown.table(layer)):,})",
            f"layer:{layer}",
            aria_pressed=str(layer == chosen).lower(),
        )
        for layer in layers
    ]
    return element("div", fragment(tabs), class_="tabs", role="group", aria_label="List of")


def _table(
    shown: Selected, layer: Layer, rows: pd.DataFrame, listing: Listing, opened: str
) -> Markup:
    columns = columns_of(shown.collection, layer)
    ordered = _ordered(_places_first(shown, layer, rows), columns, listing)
    length = min(listing.length, len(ordered))
    caption = f"{_counted(shown, layer, ordered)} in the selection"
    head = fragment(_heading(column, listing) for column in columns)
    body = fragment(_row(columns, row, opened) for _, row in ordered.iloc[:length].iterrows())
    table = element(
        "table",
        element("caption", caption)
        + element("thead", element("tr", head))
        + element("tbody", body),
    )
    more = _more(length, len(ordered)) if length < len(ordered) else ""
    return element(
        "div", table + more, class_="scroll", tabindex="0", role="region", aria_label=caption
    )


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


def _ordered(rows: pd.DataFrame, columns: list[Column], listing: Listing) -> pd.DataFrame:
    """The rows in order; those without a value are last in either direction."""
    column = next((each for each in columns if each.name == listing.column), None)
    if column is None:
        return rows
    keys = [column.key(row) for row in each_row(rows)]
    known = [at for at, key in enumerate(keys) if key is not None]
    known.sort(key=keys.__getitem__, reverse=listing.is_descending)  # type: ignore[arg-type]  # one type in a column
    unknown = [at for at, key in enumerate(keys) if key is None]
    return rows.iloc[known + unknown]


def _heading(column: Column, listing: Listing) -> Markup:
    is_sorted = column.name == listing.column
    order = ("descending" if listing.is_descending else "ascending") if is_sorted else None
    arrow = {None: "", "ascending": " ▲", "descending": " ▼"}[order]
    return element(
        "th",
        button(column.title + arrow, f"sort:{column.name}"),
        scope="col",
        aria_sort=order,
        class_=column.style,
    )


def _row(columns: list[Column], row: pd.Series[Any], opened: str) -> Markup:
    cells = []
    for at, column in enumerate(columns):
        if at == 0:
            name = button(column.say(row), f"open:{row['id']}", class_="plain")
            cells.append(element("th", name, scope="row"))
        else:
            cells.append(element("td", column.say(row), class_=column.style))
    classes = [STRENGTH[row["certainty"]], "open" if row["id"] == opened else ""]
    return element("tr", fragment(cells), class_=" ".join(filter(None, classes)) or None)


def _more(length: int, total: int) -> Markup:
    said = element("span", f"{length:,} of {total:,} shown.", class_="muted")
    return element(
        "div", said + button(f"Show {min(PAGE, total - length)} more", "more"), class_="more"
    )
