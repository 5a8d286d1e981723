"""Every fault of a collection at once: file, row, column, value, and what to do.

What the files look like is read by `geodata._structure`, what the schema asks of cells checked by
`geodata._cells`. What a schema cannot say is checked here: dates, references in lists, places,
precision.
"""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from geodata._cells import Problem, faults_at, find_cell_faults, suggest
from geodata._spreadsheet_dates import tell_rewritten_dates_once
from geodata._structure import read_written
from geodata.countries import known_codes
from geodata.dates import is_edtf
from geodata.description import DESCRIPTOR, read_description
from geodata.faults import Fault, row_number
from geodata.places import MAX_DECIMALS, PlaceName, Places, parse_place, station_place
from geodata.tables import split_list, usual_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geodata._structure import WrittenTable
    from geodata.description import Column, Description

NO_PLACE_ROW = "has no row in places.csv"
NEEDED_TABLES = ("sources", "editions", "jurisdictions", "stations", "places")
"""Without the others a collection has none of the records that they hold."""


def find_faults(folder: Path) -> tuple[Fault, ...]:
    """Check a collection from end to end.

    Returns:
        All faults, in the order of the tables, rows and columns; empty if there are none. A cell
        has one at most, the first that is found; a column whose dates a spreadsheet has rewritten
        has one for all of them.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: The descriptor itself cannot be relied on.
    """
    about = read_description(folder)
    missing = (*_missing_tables(about), *_missing_columns(about))
    if missing:
        return missing
    tables = {name: read_written(folder, about, name) for name in about.tables}
    structural = tuple(_faults_of_structure(about, tables))
    told = {(fault.file, fault.row, fault.column) for fault in structural}
    meant = (
        fault
        for fault in _faults_of_meaning(about, tables)
        if (fault.file, fault.row, fault.column) not in told
    )
    order = {about.file_name(name): at for at, name in enumerate(about.tables)}
    return tuple(
        sorted(
            set(tell_rewritten_dates_once((*structural, *meant))),
            key=lambda fault: (order.get(fault.file, -1), fault.row or 0, fault.column, str(fault)),
        )
    )


def _missing_tables(about: Description) -> Iterator[Fault]:
    for name in NEEDED_TABLES:
        if name not in about.tables:
            yield Fault(
                DESCRIPTOR, None, "", "", f"has no table {name}", "copy its description from seeds/"
            )


def _missing_columns(about: Description) -> Iterator[Fault]:
    """Columns that a known table lacks in the descriptor; others may be added freely."""
    usual = usual_tables()
    for name in usual.tables:
        for column in usual.columns(name) if name in about.tables else ():
            if column not in about.columns(name):
                message = f"describes no column {column} in the table {name}"
                yield Fault(DESCRIPTOR, None, "", "", message, "copy its description from seeds/")


def _faults_of_structure(about: Description, tables: Mapping[str, WrittenTable]) -> Iterator[Fault]:
    """What is wrong with a file, its header, its rows, and with cells whatever the others say."""
    for name, table in tables.items():
        yield from table.faults
        unseen = {(fault.row, fault.column) for fault in table.faults}
        if table.cells.columns.has_duplicates:
            continue
        for column in about.columns(name).values():
            if column.name not in table.cells:
                continue
            for fault in find_cell_faults(about.file_name(name), table.cells[column.name], column):
                if (fault.row, fault.column) not in unseen:
                    yield fault


def _faults_of_meaning(about: Description, tables: Mapping[str, WrittenTable]) -> Iterator[Fault]:
    """What a schema cannot say; tables that lack a column are left out, they are told above."""
    cells = {name: table.cells for name, table in tables.items() if table.has(about.columns(name))}
    known = {name: _is_known(name, tables[name].ids) for name in cells if "id" in cells[name]}
    known["countries"] = country_problem
    for name, table in cells.items():
        for column in about.columns(name).values():
            yield from _faults_of_column(about.file_name(name), table[column.name], column, known)
    if "places" in cells:
        yield from _faults_of_positions(about.file_name("places"), cells["places"])
        yield from _faults_of_namesakes(about.file_name("places"), cells["places"])
        yield from _faults_of_places(about, cells)
    if "stations" in cells:
        yield from _faults_of_precision(about.file_name("stations"), cells["stations"])


def _is_known(table: str, ids: frozenset[str]) -> Callable[[str], Problem | None]:
    def check(value: str) -> Problem | None:
        if value in ids:
            return None
        return f"is no id of {table}", f"{suggest(value, ids)}correct it or add the row"

    return check


def country_problem(value: str) -> Problem | None:
    """What is wrong with the code of a country; None if nothing."""
    if value in known_codes():
        return None
    return "is not the code of a country", "use ISO 3166-1 alpha-2, such as FR"


def _faults_of_column(
    file: str,
    cells: pd.Series[Any],
    column: Column,
    known: Mapping[str, Callable[[str], Problem | None]],
) -> Iterator[Fault]:
    """Check dates and references; each distinct cell is looked at once."""
    is_reference = column.references in known
    if not (column.is_edtf or is_reference):
        return
    for cell, rows in cells.groupby(cells).groups.items():
        text = str(cell).strip()
        entries = split_list(text, column.delimiter) if column.type == "list" else (text,)
        for entry in filter(None, entries):
            problem = known[column.references](entry) if is_reference else date_problem(entry)
            if problem:
                yield from faults_at(file, rows, column.name, entry, problem)


def date_problem(text: str) -> Problem | None:
    """What is wrong with a date; None if nothing."""
    if is_edtf(text):
        return None
    return "is not an EDTF date", "write 2018, 2018-09, 2018-09-28, 2016/2019 or 2023/.."


def _faults_of_positions(file: str, places: pd.DataFrame) -> Iterator[Fault]:
    """A position must be whole, and no finer than what the name stands for."""
    columns = (places["precision"], places["lon"], places["lat"], places["method"])
    for at, precision, lon, lat, method in zip(places.index, *columns, strict=True):
        row = row_number(at)
        if bool(lon) != bool(lat):
            yield Fault(file, row, "lon", lon or lat, "is half a position", "fill in lon and lat")
        if method == "none" and lon:
            yield Fault(file, row, "method", method, "has a position", "say how it was resolved")
        if method != "none" and not lon:
            yield Fault(file, row, "lon", "", "is empty", "fill it in or set method to none")
        digits = MAX_DECIMALS.get(precision, 2)
        for name, value in (("lon", lon), ("lat", lat)):
            if _decimals(value) > digits:
                message = f"is finer than a {precision} can be known"
                yield Fault(file, row, name, value, message, f"round it to {digits} decimals")


def _decimals(number: str) -> int:
    """Digits behind the point, however the number is written."""
    try:
        exponent = Decimal(number or "0").as_tuple().exponent
    except InvalidOperation:
        return 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _faults_of_namesakes(file: str, places: pd.DataFrame) -> Iterator[Fault]:
    """A place is resolved once: no two rows may stand for the same name."""
    again = places.duplicated(["country", "admin1", "name", "precision"])
    for at, name in places.loc[again, "name"].items():
        yield from faults_at(
            file, [at], "name", name, ("stands in an earlier row too", "delete one")
        )


def _faults_of_places(about: Description, cells: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Every place that a row names must have one row in `places`."""
    places = Places.from_table(cells["places"].assign(lon=math.nan, lat=math.nan))
    for name, table in cells.items():
        for column in about.columns(name).values():
            if column.references == "places":
                yield from _faults_of_listed_places(about.file_name(name), table, column, places)
    if "stations" in cells:
        yield from _faults_of_station_places(about, cells["stations"], places)


def _faults_of_listed_places(
    file: str, table: pd.DataFrame, column: Column, places: Places
) -> Iterator[Fault]:
    rows = zip(table.index, table[column.name], _own_countries(table), strict=True)
    for at, cell, country in rows:
        for entry in split_list(cell) if column.type == "list" else (cell,) if cell else ():
            wanted = parse_place(entry, country)
            problem = _place_problem(places, wanted)
            if not wanted.country:
                problem = "does not say its country", f"write '{wanted.name}, CC'"
            if problem:
                yield from faults_at(file, [at], column.name, entry, problem)


def _own_countries(table: pd.DataFrame) -> Iterable[str]:
    """The one country of each row, which its places are in unless they say otherwise."""
    if "countries" not in table:
        return table["country"] if "country" in table else [""] * len(table)
    split = (split_list(cell) for cell in table["countries"])
    return [each[0] if len(each) == 1 else "" for each in split]


def _faults_of_station_places(
    about: Description, stations: pd.DataFrame, places: Places
) -> Iterator[Fault]:
    names = (stations[column] for column in ("country", "admin1", "city"))
    for at, country, admin1, city in zip(stations.index, *names, strict=True):
        wanted = station_place(country, admin1, city)
        problem = _place_problem(places, wanted) if wanted else None
        if problem:
            column = "city" if city else "admin1"
            file = about.file_name("stations")
            yield from faults_at(file, [at], column, city or admin1, problem)


def _place_problem(places: Places, wanted: PlaceName) -> Problem | None:
    """What is wrong with a named place; a country that is none is told where it stands."""
    if wanted.country not in known_codes():
        return None
    found = places.find(wanted)
    if not found:
        return NO_PLACE_ROW, "run `python -m mapapp locate`"
    if len(found) > 1:
        return "could be several rows of places.csv", "add the region: 'Name, Region, CC'"
    return None


def named_precision(admin1: str, city: str) -> str:
    """The precision of a row that names this region and city, either of which may be empty."""
    return "city" if city else "region" if admin1 else "country"


def _faults_of_precision(file: str, stations: pd.DataFrame) -> Iterator[Fault]:
    """The stated precision must be the one that the named place has."""
    columns = (stations["precision"], stations["admin1"], stations["city"])
    for at, precision, admin1, city in zip(stations.index, *columns, strict=True):
        named = named_precision(admin1, city)
        if precision in {"city", "region", "country"} and precision != named:
            message = f"does not fit a row that names a {named} at most"
            yield from faults_at(file, [at], "precision", precision, (message, f"write {named}"))
