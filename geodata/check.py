"""All faults of a collection: file, row, column, value, and what to do.

What the files look like is read by `geodata._structure`, what the schema asks of cells checked by
`geodata._cells`. What a schema cannot say is checked here: dates, references in lists, places,
precision.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any

from geodata._cells import Problem, faults_at, find_cell_faults, suggest
from geodata._checked_rows import RowFaults, check_in_pieces
from geodata._spreadsheet_dates import merge_rewritten_dates
from geodata._structure import read_written
from geodata.countries import known_codes
from geodata.dates import is_edtf
from geodata.description import DESCRIPTOR, read_columns, read_description
from geodata.distinct import find_distinct
from geodata.faults import Fault, row_number
from geodata.named_places import find_named_places
from geodata.places import MAX_DECIMALS, Places, named_precision
from geodata.standard_tables import standard_columns, standard_names
from geodata.tables import split_list
from geodata.workers import HERE, Cluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geodata._structure import WrittenTable
    from geodata.description import Column, Description
    from geodata.places import PlaceName
    from geodata.workers import Workers

NO_PLACE_ROW = "has no row in places.csv"
NEEDED_TABLES = ("sources", "jurisdictions", "places")
"""The others are needed if a column refers to them."""

LAYER_COLUMNS = ("id", "sources")
"""What every record has."""


def find_faults(
    folder: Path, workers: Workers = HERE, *, about: Description | None = None
) -> tuple[Fault, ...]:
    """Check a collection from end to end.

    Args:
        folder: The collection.
        workers: A cluster that looks at its rows; otherwise it is done here. Files are read here.
        about: What describes it, if that has been read.

    Returns:
        All faults, in the order of the tables, rows and columns; empty if there are none. A cell
        has one at most, the first that is found; a column whose dates a spreadsheet has rewritten
        has one for all of them.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: The descriptor itself cannot be relied on.
        ClusterError: A cluster cannot do it.
    """
    about = about or read_description(folder)
    missing = (*_missing_tables(about), *_missing_columns(about))
    if missing:
        return missing
    faults = _faults_of_tables(folder, about, workers)
    order = {about.file_name(name): at for at, name in enumerate(about.tables)}
    return tuple(
        sorted(
            set(merge_rewritten_dates(faults)),
            key=lambda fault: (order.get(fault.file, -1), fault.row or 0, fault.column, str(fault)),
        )
    )


def _missing_tables(about: Description) -> Iterator[Fault]:
    referred = _referred(about)
    for name in standard_names():
        if name not in about.tables and (name in NEEDED_TABLES or name in referred):
            yield Fault(
                DESCRIPTOR, None, "", "", f"has no table {name}", "copy its description from seeds/"
            )
    if not about.specs:
        yield Fault(
            DESCRIPTOR, None, "", "", "has no table of records",
            'say which is one: "layer": {"role": "site", …}, see the one in seeds/',
        )  # fmt: skip


def _missing_columns(about: Description) -> Iterator[Fault]:
    """Columns that the descriptor lacks and that everything else takes for granted."""
    needed = {
        **dict.fromkeys(about.specs, LAYER_COLUMNS),
        **{name: _needed_columns(name) for name in standard_names()},
    }
    for name, columns in needed.items():
        for column in columns if name in about.tables else ():
            if column not in about.columns(name):
                message = f"describes no column {column} in the table {name}"
                yield Fault(DESCRIPTOR, None, "", "", message, "copy its description from seeds/")


def _with_standard_columns(name: str, cells: pd.DataFrame) -> pd.DataFrame:
    """A table with the columns that it may leave out, empty, as it is read."""
    names = (*cells.columns, *(field["name"] for field in standard_columns(name)))
    return cells.reindex(columns=[*dict.fromkeys(names)], fill_value="")


def _needed_columns(table: str) -> Iterable[str]:
    columns = read_columns(standard_columns(table)).values()
    return (column.name for column in columns if column.is_required or column.type == "number")


def _faults_of_tables(folder: Path, about: Description, workers: Workers) -> Iterator[Fault]:
    """Check a table after the other; only those that others refer to are held beside it."""
    others = {"places", *_referred(about)}.intersection(about.tables)
    held = {name: read_written(folder, about, name) for name in others}
    usable = {name: table for name, table in held.items() if table.has(about.columns(name))}
    known: dict[str, Callable[[str], Problem | None]] = {
        name: partial(_reference_problem, name, table.ids)
        for name, table in usable.items()
        if "id" in table.cells
    }
    known["countries"] = country_problem
    places = None
    if "places" in usable:
        places = _index(_with_standard_columns("places", usable["places"].cells))
    checks = {name: TableCheck(about, name, known, places) for name in about.tables}
    divided: Mapping[str, RowFaults] = {}
    if isinstance(workers, Cluster):
        rest = {name: check for name, check in checks.items() if name not in held}
        divided = check_in_pieces(folder, rest, workers)
    for name, check in checks.items():
        checked = divided.get(name)
        if checked is None:
            checked = check.check_rows(
                held[name] if name in held else read_written(folder, about, name)
            )
        yield from checked.faults(about.file_name(name))


def _referred(about: Description) -> set[str]:
    """The tables that columns refer to."""
    return {column.references for name in about.tables for column in about.columns(name).values()}


@dataclass(frozen=True)
class TableCheck:
    """What rows of a table are checked against: its description, and what others hold."""

    about: Description
    name: str
    known: Mapping[str, Callable[[str], Problem | None]]
    places: Places | None

    def check_rows(self, table: WrittenTable) -> RowFaults:
        """What is wrong with some rows, or with all."""
        columns = self.about.columns(self.name)
        file = self.about.file_name(self.name)
        cells = table.cells
        readable = () if cells.columns.has_duplicates else columns.values()
        there = [column for column in readable if column.name in cells]
        meaning: Iterable[Fault] = ()
        if table.has(columns):
            meaning = _faults_of_meaning(self.about, self.name, cells, self.known, self.places)
        return RowFaults(
            file=table.faults,
            cells=tuple(
                fault
                for column in there
                for fault in find_cell_faults(file, cells[column.name], column)
            ),
            unique={column.name: cells[column.name] for column in there if column.is_unique},
            meaning=tuple(meaning),
            length=table.length,
        )


def _faults_of_meaning(
    about: Description,
    name: str,
    cells: pd.DataFrame,
    known: Mapping[str, Callable[[str], Problem | None]],
    places: Places | None,
) -> Iterator[Fault]:
    """What a schema cannot say of a table that has all its columns."""
    file = about.file_name(name)
    for column in about.columns(name).values():
        yield from _faults_of_column(file, cells[column.name], column, known)
    if name == "places":
        yield from _faults_of_positions(file, cells)
    if places is not None:
        if name == "places":
            yield from _faults_of_namesakes(file, _with_standard_columns(name, cells))
        yield from _faults_of_places(about, name, cells, places)
    if name in about.of_role("site") and "precision" in cells:
        yield from _faults_of_precision(about, name, cells)


def _reference_problem(table: str, ids: frozenset[str], value: str) -> Problem | None:
    if value in ids:
        return None
    return f"is not an id of {table}", f"{suggest(value, ids)}correct it or add the row"


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
    check = known[column.references] if is_reference else date_problem
    distinct = find_distinct(cells)
    problems: dict[int, list[tuple[str, Problem]]] = {}
    for at, cell in enumerate(distinct.values):
        text = cell.strip()
        entries = split_list(text, column.delimiter) if column.type == "list" else (text,)
        wrong = [(entry, problem) for entry in entries if entry and (problem := check(entry))]
        if wrong:
            problems[at] = wrong
    for wrong_entries, rows in zip(problems.values(), distinct.rows_of([*problems]), strict=True):
        for entry, problem in wrong_entries:
            yield from faults_at(file, cells.index[rows], column.name, entry, problem)


def date_problem(text: str) -> Problem | None:
    """What is wrong with a date; None if nothing."""
    if is_edtf(text):
        return None
    return "is not an EDTF date", "write 2018, 2018-09, 2018-09-28, 2016/2019 or 2023/.."


def _faults_of_positions(file: str, places: pd.DataFrame) -> Iterator[Fault]:
    """A position must be whole, and no finer than what the name refers to."""
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
    """A place is resolved once: no two rows may have the same name."""
    again = places.duplicated(["country", "admin1", "name", "precision"])
    for at, name in places.loc[again, "name"].items():
        yield from faults_at(file, [at], "name", name, ("is in an earlier row too", "delete one"))


def _index(places: pd.DataFrame) -> Places:
    return Places.from_table(places.assign(lon=math.nan, lat=math.nan))


def _faults_of_places(
    about: Description, name: str, cells: pd.DataFrame, places: Places
) -> Iterator[Fault]:
    """Every place that a row names must have one row in `places`."""
    for rows, column, written, wanted in find_named_places(cells, about, name):
        problem = _place_problem(places, wanted)
        if not wanted.country:
            problem = "does not say its country", f"write '{wanted.name}, CC'"
        if problem:
            at = cells.index[rows]
            yield from faults_at(about.file_name(name), at, column, written, problem)


def _place_problem(places: Places, wanted: PlaceName) -> Problem | None:
    """What is wrong with a named place; an unknown country is reported in its own column."""
    if wanted.country not in known_codes():
        return None
    found = places.find(wanted)
    if not found:
        return NO_PLACE_ROW, "run `python -m mapapp locate`"
    if len(found) > 1:
        return "could be several rows of places.csv", "add the region: 'Name, Region, CC'"
    return None


def _faults_of_precision(about: Description, name: str, sites: pd.DataFrame) -> Iterator[Fault]:
    """The stated precision must be the one that the named place has."""
    own = about.specs[name].columns
    blank = [""] * len(sites)
    named = (sites[own[key]] if key in own else blank for key in ("region", "city"))
    distinct = find_distinct(sites["precision"], *named)
    problems: dict[int, Problem] = {}
    for at, (precision, region_cell, city_cell) in enumerate(distinct.values):
        right = named_precision(region_cell, city_cell)
        if precision in {"city", "region", "country"} and precision != right:
            message = f"does not fit a row that names a {right} at most"
            problems[at] = message, f"write {right}"
    for (at, problem), rows in zip(problems.items(), distinct.rows_of([*problems]), strict=True):
        value, file = distinct.values[at][0], about.file_name(name)
        yield from faults_at(file, sites.index[rows], "precision", value, problem)
