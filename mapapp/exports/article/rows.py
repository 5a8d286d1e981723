"""The rows of a page's data: its records, or groups of records that are alike (`grouping`).

Both have the same columns, those of `geodata.layer_tables` by which a page chooses, counts and
draws. Of groups there are only the columns by which they are made, and `weight` is how much all
records of a group stand for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.distinct import each_once, find_distinct
from geodata.layer_tables import SPAN
from layers.facets import CHOICES, facet_column, values_in
from layers.stores.columns import CERTAINTY
from mapapp.exports.article.grouping import filter_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.colouring import Colouring
    from layers.selected import Positions
    from layers.selection import Layer, Selected
    from mapapp.exports.article.grouping import Grouping

YEARS = "years"
"""The column of groups with the four years of `geodata.dates.YearSpan`, empty if undated."""

TEXTS = ("host", "party", "status", "kind", "speaker", "speaker_country", "date")
LISTS = ("hosts", "parties", "towns")
"""The columns that rows of any kind have, empty where groups are not distinguished by them."""


@dataclass(frozen=True, eq=False)
class PageRows:
    """What a page chooses, counts and draws by.

    Attributes:
        shown: The selection.
        tables: A row for each record or group, by layer.
        filters: What filters choose by: a list of values for each row, by layer and word.
        grouping: By what groups are made; None if each row is a record.
    """

    shown: Selected
    tables: Mapping[Layer, pd.DataFrame]
    filters: Mapping[Layer, Mapping[str, Sequence[Any]]]
    grouping: Grouping | None = None

    def years(self, layer: Layer) -> list[Any]:
        """The four years of the date of each row, see `geodata.dates.YearSpan`; none if undated."""
        table = self.tables[layer]
        return [*(table[YEARS] if YEARS in table else _years(table, ()))]

    def categories(self, layer: Layer, colouring: Colouring) -> list[int]:
        """The place of each row of a layer of sites in the key of a colouring."""
        table = self.tables[layer]
        if not colouring.by:
            return [0] * len(table)
        return [*each_once(table[colouring.column], colouring.place_of)]


def rows_of_records(shown: Selected) -> PageRows:
    """A row for each record."""
    filters: dict[Layer, dict[str, Sequence[Any]]] = {layer: {} for layer in shown.layers}
    for layer in shown.layers:
        for facet in CHOICES:
            column = facet_column(shown.collection, layer, facet.word)
            if column is not None:
                cells = column[shown.table(layer).index]
                filters[layer][facet.word] = [values_in(cell) for cell in cells]
    return PageRows(shown, shown.tables, filters)


def rows_of_groups(shown: Selected, grouping: Grouping) -> PageRows:
    """A row for each group of records that are alike."""
    tables = {layer: _groups(shown, layer, grouping) for layer in shown.layers}
    filters = {
        layer: {
            word: [*each_once(tables[layer][filter_column(word)], values_in)]
            for word in grouping.filters(shown, layer)
        }
        for layer in shown.layers
    }
    return PageRows(shown, tables, filters, grouping)


def find_groups(
    rows: PageRows, grouping: Grouping, layer: Layer, positions: Positions
) -> list[int]:
    """The row of the group that each of some records belongs to.

    Args:
        rows: Of groups.
        grouping: By what they are made.
        layer: The layer.
        positions: Of the records in the table of the collection, in growing order.
    """
    columns = grouping.columns(rows.shown, layer)
    wanted = _with_years(rows.shown.cells(layer, columns, positions)[[*columns]], rows.shown)
    groups = rows.tables[layer][[*wanted.columns]]
    places = {key: at for at, key in enumerate(groups.itertuples(index=False, name=None))}
    return [places[key] for key in wanted.itertuples(index=False, name=None)]


def _groups(shown: Selected, layer: Layer, grouping: Grouping) -> pd.DataFrame:
    """The groups of a layer: those at one place are together, statements in display order."""
    columns = grouping.columns(shown, layer)
    counts = shown.grouped(layer, *columns)
    number = len(counts.records)
    cells = {
        name: np.fromiter(listed, dtype=object, count=number)
        for name, listed in zip(columns, counts.columns or [()] * len(columns), strict=True)
    }
    own = _with_years(pd.DataFrame(cells, dtype=object), shown)
    towns = own["towns"] if "towns" in own else [()] * number
    table = own.assign(
        **{name: "" for name in TEXTS if name not in own},
        **{name: _alike((), number) for name in LISTS if name not in own},
        place=each_once(towns, lambda named: named[0].key if named else ""),
        layer=layer,
        sources=_alike((), number),
        weight=counts.weights,
        records=counts.records,
    )
    if shown.collection.about.specs[layer].role in {"statement", "event"}:
        return table.iloc[np.argsort(counts.last)].reset_index(drop=True)
    codes = [find_distinct(own[name]).codes for name in own]
    where = [np.asarray(table["place"], dtype=str), np.asarray(table["hosts"].map("/".join), str)]
    order = np.lexsort([*codes, *where])
    return table.iloc[order].reset_index(drop=True)


def _with_years(table: pd.DataFrame, shown: Selected) -> pd.DataFrame:
    """The columns of groups, with `YEARS` in place of those that it is made of."""
    asked = shown.selection.years or ()
    return table.drop(columns=[*SPAN, CERTAINTY], errors="ignore").assign(
        **{YEARS: _years(table, asked)}
    )


def _years(table: pd.DataFrame, asked: Sequence[int]) -> list[Any]:
    """What a page knows of the years of each row."""
    if SPAN[0] not in table:
        return [*each_once(table[CERTAINTY], lambda sure: _any_years(sure, asked))]
    spans = find_distinct(*(table[name] for name in SPAN))
    known = [
        () if math.isnan(span[0]) else tuple(int(year) for year in span) for span in spans.values
    ]
    return [*spans.take(known)]


def _any_years(certainty: str, asked: Sequence[int]) -> tuple[int, ...]:
    """Years of which a page finds a certainty, where it cannot be asked for others."""
    first, last = asked or (0, 0)
    return {
        "undated": (),
        "certain": (first, first, last, last),
        "possible": (first, last + 1, first - 1, last),
    }[certainty]


def _alike(cell: Any, number: int) -> pd.Series[Any]:
    return pd.Series(np.fromiter([cell] * number, dtype=object, count=number), dtype=object)
