"""The list of records in the selection: the map in words, sorted as the reader likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.plurals import count_of
from layers.list_columns import columns_of
from layers.rows import each_row
from layers.selection import shown_layers
from layers.words import SEVERAL, Words, capital
from mapapp.list_state import PAGE
from mapapp.panels.compared import COUNTRIES, compared, countries_table
from mapapp.panels.markup import button, element, fragment
from mapapp.panels.sortable_tables import cell_html, table_html

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.list_columns import Column
    from layers.overview import Overview
    from layers.rows import Row
    from layers.selection import Layer, Selected
    from mapapp.list_state import Listing

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
    return tabs + _table(shown, tab, listing, opened)


def _tabs(shown: Selected, layers: list[Layer], chosen: str) -> Markup:
    words = Words(shown.collection)
    countries = capital(words.term("country", SEVERAL))
    tabs = [
        *((layer, f"{words.title(layer)} ({shown.size(layer):,})") for layer in layers),
        (COUNTRIES, f"{countries} ({len(compared(shown)):,})"),
    ]
    buttons = fragment(
        button(title, f"tab:{tab}", aria_pressed=str(tab == chosen).lower()) for tab, title in tabs
    )
    return element("div", buttons, class_="tabs", role="group", aria_label="List of")


def _table(shown: Selected, layer: Layer, listing: Listing, opened: str) -> Markup:
    columns, total = columns_of(shown.collection, layer), shown.number(layer)
    page = shown.page(
        layer, listing.column, descending=listing.is_descending, length=listing.length
    )
    length = len(page.records)
    caption = f"{_counted(shown, layer)} in the selection"
    body = fragment(
        _row(columns, row, opened, is_alone=is_alone)
        for row, is_alone in zip(each_row(page.records), page.are_alone, strict=True)
    )
    more = _more(length, total) if length < total else ""
    return table_html(columns, listing, caption, body, more)


def _counted(shown: Selected, layer: Layer) -> str:
    """How many records, and of how many sites where one record can stand for several."""
    number, sites = shown.number(layer), shown.size(layer)
    records = count_of(number, "record")
    if sites == number:
        return records
    return f"{records} of {Words(shown.collection).counted(layer, sites)}"


def _row(columns: list[Column], row: Row, opened: str, *, is_alone: bool) -> Markup:
    """A record; where several share a name, its name for screen readers says more."""
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
