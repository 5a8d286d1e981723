"""The places that the rows of a table name, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.distinct import each_once, find_distinct
from geodata.places import PlaceName, parse_place, site_place
from geodata.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geodata.description import Column, Description


class NamedPlace(NamedTuple):
    """A place that cells name: the positions of the rows, the column, what is written and meant."""

    rows: NDArray[np.intp]
    column: str
    written: str
    place: PlaceName


def find_named_places(cells: pd.DataFrame, about: Description, table: str) -> Iterator[NamedPlace]:
    """Every place that a table names, column by column; what is written alike is listed once.

    An entry without a country is in the one country of its row, if the table is a layer and the
    row has just one. A site is at its city, else its region.

    Args:
        cells: The table as written, every cell a text.
        about: What describes it.
        table: Its name.
    """
    hosts = _hosts(cells, about, table)
    for column in about.columns(table).values():
        if column.references == "places":
            for rows, (cell, host) in _alike(cells[column.name], hosts):
                for entry in _entries(cell, column):
                    yield NamedPlace(rows, column.name, entry, parse_place(entry, host))
    spec = about.specs.get(table)
    if spec and spec.role == "site":
        blank = [""] * len(cells)
        region, city = (spec.columns.get(name, "") for name in ("region", "city"))
        columns = (cells[name] if name else blank for name in (region, city))
        for rows, (host, region_cell, city_cell) in _alike(hosts, *columns):
            place = site_place(host, region_cell, city_cell)
            if place:
                in_city = bool(city_cell)
                written = city_cell or region_cell
                yield NamedPlace(rows, city if in_city else region, written, place)


def _alike(
    *columns: Sequence[Hashable] | pd.Series[str],
) -> Iterator[tuple[NDArray[np.intp], tuple[str, ...]]]:
    """What is in some columns, each once, and the positions of the rows that have it."""
    distinct = find_distinct(*columns)
    groups = distinct.rows_of(range(len(distinct.values)))
    for values, rows in zip(distinct.values, groups, strict=True):
        yield rows, values


def _hosts(cells: pd.DataFrame, about: Description, table: str) -> Sequence[str]:
    """The one country of each row; empty if there is none, or if there are several."""
    spec = about.specs.get(table)
    if spec is None or not spec.has("hosts"):
        return [""] * len(cells)
    column = about.columns(table)[spec.columns["hosts"]]

    def only_entry(cell: str) -> str:
        found = tuple(_entries(cell, column))
        return found[0] if len(found) == 1 else ""

    return list(each_once(cells[column.name], only_entry))


def _entries(cell: str, column: Column) -> tuple[str, ...]:
    if column.type == "list":
        return split_list(cell, column.delimiter)
    return (cell.strip(),) if cell.strip() else ()
