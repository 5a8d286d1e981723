"""The places that the rows of a table name, as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.places import PlaceName, parse_place, site_place
from geodata.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from geodata.description import Column, Description


class NamedPlace(NamedTuple):
    """A place that a cell names: the row's index, the column, what is written, what it means."""

    at: int
    column: str
    written: str
    place: PlaceName


def find_named_places(cells: pd.DataFrame, about: Description, table: str) -> Iterator[NamedPlace]:
    """Every place that a table names, column by column.

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
            for at, cell, host in zip(cells.index, cells[column.name], hosts, strict=True):
                for entry in _entries(cell, column):
                    yield NamedPlace(at, column.name, entry, parse_place(entry, host))
    spec = about.specs.get(table)
    if spec and spec.role == "site":
        blank = [""] * len(cells)
        region, city = (spec.columns.get(name, "") for name in ("region", "city"))
        columns = (cells[name] if name else blank for name in (region, city))
        for at, host, region_cell, city_cell in zip(cells.index, hosts, *columns, strict=True):
            place = site_place(host, region_cell, city_cell)
            if place:
                in_city = bool(city_cell)
                yield NamedPlace(at, city if in_city else region, city_cell or region_cell, place)


def _hosts(cells: pd.DataFrame, about: Description, table: str) -> Sequence[str]:
    """The one country of each row; empty if there is none, or if there are several."""
    spec = about.specs.get(table)
    if spec is None or not spec.has("hosts"):
        return [""] * len(cells)
    column = about.columns(table)[spec.columns["hosts"]]
    found = (tuple(_entries(cell, column)) for cell in cells[column.name])
    return [each[0] if len(each) == 1 else "" for each in found]


def _entries(cell: str, column: Column) -> tuple[str, ...]:
    if column.type == "list":
        return split_list(cell, column.delimiter)
    return (cell.strip(),) if cell.strip() else ()
