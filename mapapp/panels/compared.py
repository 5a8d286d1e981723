"""The countries of a selection in a table: what is on record of each, counted apart by kind."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from geodata.countries import by_name, country_name
from layers.answers import denying_kinds
from layers.list_columns import Column
from layers.marks import moment
from layers.rows import each_row
from layers.selection import shown_layers, whole
from layers.units import BY, REST, read_units
from layers.weighing import is_official
from layers.words import SEVERAL, Words, capital
from mapapp.panels.markup import button, element, fragment
from mapapp.panels.sortable_tables import cell_html, in_order, table_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.rows import Row
    from layers.selection import Selected
    from mapapp.list_state import Listing

_SPOKEN = ("speaker_country", "kind", "speaker", "date")

COUNTRIES = "countries"
"""The name of this table among those of the list."""


def compared(shown: Selected) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """How many of each unit of each layer there are, by the code of the country."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for layer in _layers(shown):
        units = read_units(shown.collection.about, layer)
        for *by, codes, number in shown.grouped(layer, *BY, "hosts"):
            for code in set(codes):
                counts.setdefault(code, Counter())[layer, units.of(*by)] += number
    return counts


def countries_table(shown: Selected, overview: Overview, listing: Listing) -> Markup:
    """Write the table, by number unless a column is asked for."""
    counts = compared(shown)
    columns = _columns(shown, counts)
    order = {row.country: at for at, row in enumerate(overview.ranking)}
    codes = sorted(by_name(counts), key=lambda code: order.get(code, len(order)))
    rows = in_order(pd.DataFrame({"code": codes}, index=codes), columns, listing)
    noun = Words(shown.collection).term("country", len(codes))
    body = fragment(_row(columns, row) for row in each_row(rows))
    return table_html(columns, listing, f"{len(codes):,} {noun}", body)


def _layers(shown: Selected) -> list[str]:
    asked = shown_layers(shown.collection, shown.selection)
    return [layer for layer in shown.layers if layer in asked]


def _columns(shown: Selected, counts: Mapping[str, Mapping[tuple[str, str], int]]) -> list[Column]:
    words = Words(shown.collection)
    used = {pair for each in counts.values() for pair in each}
    columns = [
        Column("country", capital(words.term("country")), lambda row: country_name(row["code"]))
    ]
    for layer in _layers(shown):
        units = read_units(shown.collection.about, layer)
        found = [unit for unit in units.in_order if (layer, unit) in used]
        for unit in found:
            title = capital(words.noun(layer, SEVERAL, units.term(unit, found)))
            columns.append(
                _number(f"{layer}.{unit}" if unit != REST else layer, title, counts, (layer, unit))
            )
    columns.append(
        Column(
            "answered",
            "Last official response",
            lambda row: _answered(shown, row["code"]),
            style="short",
        )
    )
    return columns


def _number(
    name: str,
    title: str,
    counts: Mapping[str, Mapping[tuple[str, str], int]],
    pair: tuple[str, str],
) -> Column:
    def count(row: Row) -> int:
        return counts[row["code"]].get(pair, 0)

    return Column(
        name, title, lambda row: f"{count(row):,}" if count(row) else "–", count, "number"
    )


def _answered(shown: Selected, code: str) -> str:
    date = official_dates(shown.collection).get(code)
    return "–" if date is None else Words(shown.collection).short_date(date)


def _row(columns: list[Column], row: Row) -> Markup:
    first, *rest = columns
    name = button(first.say(row), f"country:{row['code']}", class_="plain")
    cells = [
        element("th", name, scope="row"),
        *(cell_html(each, each.say(row)) for each in rest),
    ]
    return element("tr", fragment(cells))


@lru_cache(maxsize=8)
def official_dates(collection: Collection) -> Mapping[str, str]:
    """When an authority of each country last spoke of the claims about it, by the country's code.

    See `layers.weighing.latest_official`; a country of which none did is left out.
    """
    denying, found = denying_kinds(collection), dict[str, str]()
    for layer in collection.about.of_role("statement"):
        counts = whole(collection).grouped(layer, "hosts", *_SPOKEN)
        for hosts, *said in counts.values:
            row = {"layer": layer, **dict(zip(_SPOKEN, said, strict=True))}
            country = row["speaker_country"]
            concerns = country in hosts or (not hosts and row["kind"] in denying)
            is_later = moment(row["date"]) > moment(found.get(country, ""))
            if concerns and is_later and is_official(row, collection):
                found[country] = row["date"]
    return found
