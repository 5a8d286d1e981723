"""What the rows of an export say about the other tables of its collection."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from geodata._cells import find_problem, form_of
from geodata.check import country_problem, date_problem
from geodata.exported import (
    LAT,
    LON,
    PLACE,
    SAID_ONCE,
    SOURCE_CITATIONS,
    SOURCE_URLS,
    names_column,
    read_citation,
    read_list,
)
from geodata.importing import geojson_files
from geodata.importing.coordinates import Position
from geodata.importing.own_positions import StatedPosition
from geodata.places import MAX_DECIMALS, named_precision, site_place
from geodata.tables import split_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from geodata._cells import Problem
    from geodata.description import Column, Description
    from geodata.exported import CitedSource
    from geodata.importing.previous_import import Row
    from geodata.layer_specs import LayerSpec
    from geodata.places import PlaceName

CLOSED = frozenset({"precision"})
"""Columns whose allowed values are the same in every collection; others may get new ones."""

POSITIONED = ((LON, LAT), (geojson_files.LON, geojson_files.LAT))
"""What the columns of positions are called in tables, and in GeoJSON as it is read."""


def cited_sources(sheet: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, CitedSource]]:
    """Ids and parts of the sources whose citations and addresses are beside their ids."""
    for cells in sheet:
        ids = _entries(cells, "sources")
        citations = read_list(cells.get(SOURCE_CITATIONS, ""), len(ids))
        urls = read_list(cells.get(SOURCE_URLS, ""), len(ids))
        if len(ids) == len(citations) == len(urls):
            for id_, citation, url in zip(ids, citations, urls, strict=True):
                yield id_, read_citation(citation, url)


def names_columns(about: Description) -> dict[str, dict[str, str]]:
    """The columns of layers that refer to countries and to jurisdictions, with that of the names.

    Returns:
        For `countries` and `jurisdictions`: the column with the names by that with the codes.
    """
    columns = [each for layer in about.specs for each in about.columns(layer).values()]
    return {
        table: {
            each.name: names_column(each.name, is_list=each.type == "list")
            for each in columns
            if each.references == table
        }
        for table in ("countries", "jurisdictions")
    }


def named_jurisdictions(
    sheet: Iterable[Mapping[str, str]], columns: Mapping[str, str]
) -> dict[str, str]:
    """Names of jurisdictions by their ids; `columns` are those of names by those of ids.

    An id whose name is more often that of another was changed without it: it is its own name.
    """
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for (id_, name), _ in Counter(_named_ids(sheet, columns)).most_common():
        if id_ not in names:
            ids.setdefault(name, id_)
            names[id_] = name if ids[name] == id_ else id_
    return names


def _named_ids(
    sheet: Iterable[Mapping[str, str]], columns: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for cells in sheet:
        for column, beside in columns.items():
            ids = _entries(cells, column)
            names = read_list(cells.get(beside, ""), len(ids))
            if len(ids) == len(names):
                yield from zip(ids, names, strict=True)


def stated_positions(sites: Mapping[int, Row], spec: LayerSpec) -> Iterator[StatedPosition]:
    """Positions of cities, if they are those of the cities in their rows.

    Args:
        sites: Rows by their number in the file.
        spec: Of their layer.
    """
    for number, cells in sites.items():
        place = _named_place(cells, spec)
        region = _region_in_key(place, cells.get(PLACE, "")) if place else None
        if place is None or place.precision != "city" or region is None:
            continue
        for names in POSITIONED:
            lon, lat = (_degrees(cells.get(name, "")) for name in names)
            if lon is not None and lat is not None:
                named = replace(place, admin1=region)
                yield StatedPosition(number, named, Position(lon, lat))


def has_key_of_another(cells: Row, spec: LayerSpec) -> bool:
    """Whether the key beside a site is that of another place than the site names."""
    place = _named_place(cells, spec)
    return place is not None and _region_in_key(place, cells.get(PLACE, "")) is None


def _named_place(cells: Row, spec: LayerSpec) -> PlaceName | None:
    columns = (spec.columns.get(meaning, "") for meaning in ("hosts", "region", "city"))
    return site_place(*(cells.get(column, "") for column in columns))


def stated_licence(sheet: Iterable[Mapping[str, str]]) -> str:
    """The licence of the data; empty if the rows do not agree."""
    *_, licence = SAID_ONCE
    stated = {cells.get(licence, "") for cells in sheet}
    return stated.pop() if len(stated) == 1 else ""


def _entries(cells: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(filter(None, read_list(cells.get(column, ""))))


def _region_in_key(place: PlaceName, key: str) -> str | None:
    """The region that the key of a city names; None if the key is of another place.

    A key is `CC/Region/City` or `CC/City`. Without one, the region of the row counts.
    """
    admin1 = place.admin1
    if not key:
        return admin1
    begin, end = f"{place.country}/", f"/{place.name}"
    if key == begin.rstrip("/") + end:
        return ""
    if not (key.startswith(begin) and key.endswith(end)):
        return None
    region = key[len(begin) : -len(end)]
    return region if admin1 in {"", region} else None


def _degrees(text: str) -> float | None:
    """Degrees as a collection has them; None if there are none."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return round(degrees, MAX_DECIMALS["city"]) if math.isfinite(degrees) else None


def stored_cells(cells: Mapping[str, str], columns: Mapping[str, Column]) -> Row:
    """The cells of the table's own columns, as its file writes them."""
    return {
        name: _stored(cells[name].strip(), column)
        for name, column in columns.items()
        if name in cells
    }


def find_row_problem(
    row: Row, table: str, about: Description, sources: Collection[str]
) -> tuple[str, Problem] | None:
    """The first column that a collection would not accept, and what is wrong; None if none is.

    Args:
        row: As `stored_cells` gives it.
        table: Its name.
        about: What describes it.
        sources: The ids that can be cited.
    """
    for name, column in about.columns(table).items():
        problem = find_cell_problem(row.get(name, ""), column, about, sources)
        if problem:
            return name, problem
    if "precision" in row:
        own = about.specs[table].columns
        named = named_precision(*(row.get(own.get(key, ""), "") for key in ("region", "city")))
        if row["precision"] != named:
            return "precision", ("does not fit what is named", f"write {named}")
    return None


def find_cell_problem(
    cell: str, column: Column, about: Description, sources: Collection[str]
) -> Problem | None:
    """What is wrong with a cell of a collection; a new value or id is not an error."""
    problem = find_problem(cell, _open(column), form_of(column))
    entries = split_list(cell, column.delimiter) if column.type == "list" else (cell,)
    for entry in filter(None, entries):
        if problem:
            break
        problem = _entry_problem(entry, column, about, sources)
    return problem


def _stored(cell: str, column: Column) -> str:
    if column.type == "list":
        return column.delimiter.join(entry for entry in read_list(cell) if entry)
    if column.type == "boolean":
        return cell.lower()
    return cell


@cache
def _open(column: Column) -> Column:
    """The column without its list of allowed values, if other collections have others."""
    return column if column.name in CLOSED else replace(column, allowed=())


def _entry_problem(
    entry: str, column: Column, about: Description, sources: Collection[str]
) -> Problem | None:
    if column.is_edtf:
        return date_problem(entry)
    if column.references == "countries":
        return country_problem(entry)
    if column.references == "sources" and entry not in sources:
        return "is not the id of a source", "add its citation and address to the row"
    if column.references in {"editions", "jurisdictions"}:
        ids = about.columns(column.references)["id"]
        return find_problem(entry, ids, form_of(ids))
    return None
