"""Every fault of a collection at once: file, row, column, value, and what to do.

Structure, types, allowed values and keys are checked by frictionless against the descriptor. What
a schema cannot say is checked here: dates, references in lists, places, precision.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frictionless

from geodata.countries import known_codes
from geodata.dates import is_edtf
from geodata.description import DESCRIPTOR, read_description
from geodata.places import MAX_DECIMALS, PlaceName, Places, parse_place, station_place
from geodata.tables import read_cells, split_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geodata.description import Column, Description

HEADER_ROWS = 1
NO_PLACE_ROW = "has no row in places.csv"
MAX_PER_TABLE = 1000
CHECKED_BELOW = frozenset({"foreign-key", "primary-key"})
"""Found again as a reference or a row that is not unique, and told with column and value there."""
NEEDED_TABLES = ("sources", "editions", "jurisdictions", "stations", "agreements", "places")


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """One sentence that says where, what and what to do."""
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column else ""
        where = ", ".join(part for part in (self.file, row, column) if part)
        value = f" {self.value!r}" if self.value else ""
        return f"{where}:{value} {self.message}; {self.remedy}."


def find_faults(folder: Path) -> tuple[Fault, ...]:
    """Check a collection from end to end.

    Returns:
        All faults, in the order of the tables, rows and columns; empty if there are none.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: The descriptor itself cannot be read.
    """
    about = read_description(folder)
    missing = tuple(_missing_tables(about))
    if missing:
        return missing
    structural = tuple(_structural_faults(folder, about))
    told = {(fault.file, fault.row, fault.column) for fault in structural}
    meant = (
        fault
        for fault in _faults_of_meaning(folder, about)
        if (fault.file, fault.row, fault.column) not in told
    )
    order = {about.file_name(name): at for at, name in enumerate(about.tables)}
    return tuple(
        sorted(
            {*structural, *meant},
            key=lambda fault: (order.get(fault.file, -1), fault.row or 0, fault.column, str(fault)),
        )
    )


def _missing_tables(about: Description) -> Iterator[Fault]:
    for name in NEEDED_TABLES:
        if name not in about.tables:
            yield Fault(
                DESCRIPTOR, None, "", "", f"has no table {name}", "copy its description from seeds/"
            )


# --- structure, by frictionless -----------------------------------------------------------------


def _structural_faults(folder: Path, about: Description) -> Iterator[Fault]:
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package(str(folder / DESCRIPTOR))
        report = package.validate(limit_errors=MAX_PER_TABLE)
    for error in report.errors:
        yield _from_frictionless(error, DESCRIPTOR, {})
    for task in report.tasks:
        columns = about.columns(task.name)
        for error in task.errors:
            if error.type in CHECKED_BELOW:
                continue
            yield _from_frictionless(error, about.file_name(task.name), columns)


def _from_frictionless(error: Any, file: str, columns: Mapping[str, Column]) -> Fault:
    column = getattr(error, "field_name", "") or ""
    message, remedy = _explain(error, columns.get(column))
    return Fault(
        file=file,
        row=getattr(error, "row_number", None),
        column=column,
        value=str(getattr(error, "cell", "") or getattr(error, "label", "") or ""),
        message=message,
        remedy=remedy,
    )


def _explain(error: Any, column: Column | None) -> tuple[str, str]:
    """Put an error of frictionless into words that say what to do."""
    if error.type == "constraint-error" and column and column.terms and error.cell:
        return "is not an allowed value", f"use one of: {', '.join(t.value for t in column.terms)}"
    if error.type == "constraint-error" and not error.cell:
        return "is empty", "fill it in"
    message, remedy = REMEDIES.get(error.type, (error.note.rstrip("."), "correct it"))
    return message.format(note=error.note.rstrip(".")), remedy


REMEDIES = {
    "constraint-error": ("does not fit the rule of the column ({note})", "correct it"),
    "type-error": ("is not of the column's type ({note})", "correct it"),
    "unique-error": ("stands in an earlier row too", "give each row an id of its own"),
    "extra-cell": ("has more cells than the header", "quote texts that hold a comma"),
    "missing-cell": ("has fewer cells than the header", "add the missing commas"),
    "blank-row": ("is empty", "delete the row"),
    "extra-label": ("is not a column of this table", "delete it or describe it"),
    "missing-label": ("is missing from the header", "add the column"),
    "incorrect-label": ("does not stand where the description has it", "put it back"),
    "duplicate-label": ("stands twice in the header", "delete one"),
    "blank-label": ("has no name in the header", "name it or delete it"),
    "blank-header": ("has no header", "write the names of the columns in row 1"),
    "encoding-error": ("is not UTF-8 ({note})", "save the file as UTF-8"),
    "scheme-error": ("cannot be read ({note})", "add the file"),
    "source-error": ("cannot be read as CSV ({note})", "save the file as CSV in UTF-8"),
}


# --- meaning --------------------------------------------------------------------------------------


def _faults_of_meaning(folder: Path, about: Description) -> Iterator[Fault]:
    cells = dict(_readable_cells(folder, about))
    ids = {name: frozenset(table["id"]) for name, table in cells.items() if "id" in table}
    known = {name: _is_known(name, ids[name]) for name in ids}
    known["countries"] = _is_known_country
    for name, table in cells.items():
        for column in about.columns(name).values():
            yield from _faults_of_column(about.file_name(name), table[column.name], column, known)
    if "places" in cells:
        yield from _faults_of_positions(about.file_name("places"), cells["places"])
        yield from _faults_of_namesakes(about.file_name("places"), cells["places"])
        yield from _faults_of_places(about, cells)
    if "stations" in cells:
        yield from _faults_of_precision(about.file_name("stations"), cells["stations"])


def _readable_cells(folder: Path, about: Description) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables that can be read and have all their columns; the others are reported above."""
    for name in about.tables:
        try:
            cells = read_cells(folder, about, name)
        except (OSError, ValueError):
            continue
        if set(about.columns(name)) <= set(cells):
            yield name, cells


def _is_known(table: str, ids: frozenset[str]) -> Callable[[str], tuple[str, str] | None]:
    def check(value: str) -> tuple[str, str] | None:
        return None if value in ids else (f"is no id of {table}", "correct it or add the row")

    return check


def _is_known_country(value: str) -> tuple[str, str] | None:
    if value in known_codes():
        return None
    return "is not the code of a country", "use ISO 3166-1 alpha-2, such as FR"


def _faults_of_column(
    file: str,
    cells: pd.Series[Any],
    column: Column,
    known: Mapping[str, Callable[[str], tuple[str, str] | None]],
) -> Iterator[Fault]:
    """Check dates and references; each distinct cell is looked at once."""
    is_reference = column.references in known
    if not (column.is_edtf or is_reference):
        return
    for cell, rows in cells.groupby(cells).groups.items():
        text = str(cell).strip()
        entries = split_list(text, column.delimiter) if column.type == "list" else (text,)
        for entry in filter(None, entries):
            problem = known[column.references](entry) if is_reference else _date_problem(entry)
            if problem:
                yield from _at_rows(file, rows, column.name, entry, *problem)


def _date_problem(text: str) -> tuple[str, str] | None:
    if is_edtf(text):
        return None
    return "is not an EDTF date", "write 2018, 2018-09, 2018-09-28, 2016/2019 or 2023/.."


def _at_rows(  # noqa: PLR0913, PLR0917 - the parts of a fault
    file: str, rows: Iterable[int], column: str, value: str, message: str, remedy: str
) -> Iterator[Fault]:
    for row in rows:
        yield Fault(file, int(row) + HEADER_ROWS + 1, column, value, message, remedy)


def _faults_of_positions(file: str, places: pd.DataFrame) -> Iterator[Fault]:
    """A position must be whole, and no finer than what the name stands for."""
    columns = (places["precision"], places["lon"], places["lat"], places["method"])
    for at, (precision, lon, lat, method) in enumerate(zip(*columns, strict=True)):
        row = at + HEADER_ROWS + 1
        if bool(lon) != bool(lat):
            yield Fault(file, row, "lon", lon or lat, "is half a position", "fill in lon and lat")
        if method == "none" and lon:
            yield Fault(file, row, "method", method, "has a position", "say how it was resolved")
        if method != "none" and not lon:
            yield Fault(file, row, "lon", "", "is empty", "fill it in or set method to none")
        digits = MAX_DECIMALS.get(precision, 2)
        for name, value in (("lon", lon), ("lat", lat)):
            if len(value.partition(".")[2]) > digits:
                message = f"is finer than a {precision} can be known"
                yield Fault(file, row, name, value, message, f"round it to {digits} decimals")


def _faults_of_namesakes(file: str, places: pd.DataFrame) -> Iterator[Fault]:
    """A place is resolved once: no two rows may stand for the same name."""
    again = places.duplicated(["country", "admin1", "name", "precision"])
    for at in places.index[again]:
        name = str(places.loc[at, "name"])
        yield from _at_rows(file, [at], "name", name, "stands in an earlier row too", "delete one")


def _faults_of_places(about: Description, cells: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Every place that a row names must have one row in `places`."""
    places = Places.from_table(cells["places"].assign(lon=math.nan, lat=math.nan))
    for name, table in cells.items():
        for column in about.columns(name).values():
            if column.references != "places":
                continue
            countries = _own_countries(table)
            for at, (cell, country) in enumerate(zip(table[column.name], countries, strict=True)):
                entries = split_list(cell) if column.type == "list" else (cell,) if cell else ()
                for entry in entries:
                    problem = _place_problem(places, parse_place(entry, country))
                    if problem:
                        yield from _at_rows(
                            about.file_name(name), [at], column.name, entry, *problem
                        )
    if "stations" in cells:
        yield from _faults_of_station_places(about, cells["stations"], places)


def _own_countries(table: pd.DataFrame) -> Iterable[str]:
    """The one country of each row, which its places are in unless they say otherwise."""
    if "countries" not in table:
        return table["country"] if "country" in table else [""] * len(table)
    split = (split_list(cell) for cell in table["countries"])
    return [each[0] if len(each) == 1 else "" for each in split]


def _faults_of_station_places(
    about: Description, stations: pd.DataFrame, places: Places
) -> Iterator[Fault]:
    names = zip(stations["country"], stations["admin1"], stations["city"], strict=True)
    for at, (country, admin1, city) in enumerate(names):
        wanted = station_place(country, admin1, city)
        problem = _place_problem(places, wanted) if wanted else None
        if problem:
            column = "city" if city else "admin1"
            file = about.file_name("stations")
            yield from _at_rows(file, [at], column, city or admin1, *problem)


def _place_problem(places: Places, wanted: PlaceName) -> tuple[str, str] | None:
    found = places.find(wanted)
    if not wanted.country:
        return "does not say its country", f"write '{wanted.name}, CC'"
    if not found:
        return NO_PLACE_ROW, "run `python -m mapapp locate`"
    if len(found) > 1:
        return "could be several rows of places.csv", "add the region: 'Name, Region, CC'"
    return None


def _faults_of_precision(file: str, stations: pd.DataFrame) -> Iterator[Fault]:
    """The stated precision must be the one that the named place has."""
    columns = (stations["precision"], stations["admin1"], stations["city"])
    for at, (precision, admin1, city) in enumerate(zip(*columns, strict=True)):
        named = "city" if city else "region" if admin1 else "country"
        if precision in {"city", "region", "country"} and precision != named:
            message = f"does not fit a row that names a {named} at most"
            yield from _at_rows(file, [at], "precision", precision, message, f"write {named}")
