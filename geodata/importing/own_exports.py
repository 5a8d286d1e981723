"""Tables that were exported from a collection, taken back as they were.

The columns of the table itself are taken as they are. Those that the export adds say what
the other tables of the collection say: sources, names of jurisdictions, positions. A site that a
person has added, or changed in a way that the collection would not accept, is read like a row of
any other sheet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geodata._cells import find_problem, form_of
from geodata.countries import find_country_code
from geodata.description import Description
from geodata.exported import DERIVED, LAYER, is_exported
from geodata.formulas import plain_text
from geodata.importing.findings import Finding, Subject
from geodata.importing.identifiers import slug
from geodata.importing.naming import SITES, meant_columns, name_extras
from geodata.importing.own_positions import settle_positions
from geodata.importing.own_tables import (
    POSITIONED,
    cited_sources,
    find_cell_problem,
    find_row_problem,
    has_key_of_another,
    named_jurisdictions,
    names_columns,
    stated_licence,
    stated_positions,
    stored_cells,
)
from geodata.standard_tables import describe_tables
from geodata.workers import HERE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geodata._cells import Problem
    from geodata.description import Column
    from geodata.exported import CitedSource
    from geodata.importing.grid import RawTable
    from geodata.importing.previous_import import PreviousImport, Row
    from geodata.workers import Workers

RECORD = "record"
"""What findings are about that only the sheet itself can settle."""

CARRIED = ("as_reported", "edition", "status_date", "status_note", "title")
"""Meanings of columns of sites that no other sheet has: of an added row they are kept as they
stand."""

_BESIDES = frozenset({*DERIVED, *(name for pair in POSITIONED for name in pair)})
_NO_TABLE = "is not a table of the collection", "describe it in datapackage.json, or delete the row"
_DUPLICATE = "id", ("is in an earlier row too", "give each row an id of its own")


@dataclass(frozen=True)
class OwnExport:
    """What an export says of the collection that it was made from.

    Attributes:
        about: What describes the tables.
        sites: The layer of sites that rows which are not records yet are added to.
        rows: The rows that are taken as they are: by table, by their number in the file.
        extras: Columns that only this collection has: by table, their names by their headers.
        sources: What is cited, by id.
        jurisdictions: Names by id.
        places: Rows of the table `places`, with the positions of cities.
        rest: The sites that are read like those of any other sheet.
        findings: What was not taken, or is doubtful.
        licence: Of the data, as every row states it; empty if they differ.
    """

    about: Description
    sites: str
    rows: Mapping[str, Mapping[int, Row]]
    extras: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, CitedSource]
    jurisdictions: Mapping[str, str]
    places: tuple[Row, ...]
    rest: RawTable
    findings: tuple[Finding, ...]
    licence: str

    @property
    def count(self) -> int:
        """How many records are taken as written."""
        return sum(map(len, self.rows.values()))

    @property
    def left_out(self) -> int:
        """How many rows are in no record."""
        return sum(finding.level == "left out" for finding in self.findings)


def read_own_export(
    table: RawTable,
    earlier: PreviousImport | None,
    answers: Mapping[Subject, str] | None = None,
    workers: Workers = HERE,
) -> OwnExport | None:
    """Take back a table that was exported; None for any other table.

    Args:
        table: As it was read.
        earlier: The collection that is replaced: its tables may have columns of their own.
        answers: To questions about places.
        workers: Where names of places are looked up.
    """
    headers = tuple(map(str, table.cells))
    if not is_exported(headers):
        return None
    sheet = _plain_rows(table, headers)
    about = earlier.about if earlier else _describe(sheet.values())
    sites = next(iter(about.of_role("site")), "")
    columns = names_columns(about)
    besides = {*_BESIDES, *columns["countries"].values(), *columns["jurisdictions"].values()}
    id_column = about.columns("sources")["id"]
    form = form_of(id_column)
    sources = {
        id_: source
        for id_, source in cited_sources(sheet.values())
        if not find_problem(id_, id_column, form)
    }
    known = {*sources, *((row["id"] for row in earlier.tables["sources"]) if earlier else ())}
    names = _names([header for header in headers if header not in besides], about)
    found = _sort_out(sheet, about, known, names)
    rest, findings = _rest(table, found.rest, about, known)
    positions = [
        position
        for name in about.of_role("site")
        for position in stated_positions(
            {number: sheet[number] for number in found.rows.get(name, ())}, about.specs[name]
        )
    ]
    anew = _with_codes({number: sheet[number] for number in found.rest}, about)
    others = list(stated_positions(anew, about.specs[sites])) if anew else []
    settled = settle_positions(positions, others, earlier, answers or {}, workers)
    renamed = (
        number for number, cells in anew.items() if has_key_of_another(cells, about.specs[sites])
    )
    rest = _without_positions(rest, settled.misplaced.union(renamed))
    return OwnExport(
        about=about,
        sites=sites,
        rows=found.rows,
        extras={
            name: _extras(rows.values(), names, meant_columns(about, name))
            for name, rows in found.rows.items()
        },
        sources=sources,
        jurisdictions=named_jurisdictions(
            (sheet[number] for rows in found.rows.values() for number in rows),
            columns["jurisdictions"],
        ),
        places=settled.places,
        rest=rest,
        findings=(*found.findings, *findings, *settled.findings),
        licence=stated_licence(sheet.values()),
    )


def _describe(sheet: Iterable[Row]) -> Description:
    """The usual tables, with the layers that a file with several names called as it calls them."""
    usual = Description(describe_tables())
    roles: dict[str, str] = {}
    for cells in sheet:
        name = cells.get(LAYER, "")
        if name and name not in roles:
            found = _table_of({header for header, cell in cells.items() if cell}, usual)
            if found:
                roles[name] = usual.specs[found].role
    if not roles:
        return usual
    sites = {} if "site" in roles.values() else {SITES: "site"}
    return Description(describe_tables({**sites, **roles}))


@dataclass
class _Found:
    rows: defaultdict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))
    rest: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def _plain_rows(table: RawTable, headers: Sequence[str]) -> dict[int, Row]:
    """The cells of each row by header, without the apostrophes of an export."""
    return {
        int(number): dict(zip(headers, (plain_text(str(cell)) for cell in row), strict=True))
        for number, row in zip(table.cells.index, table.cells.to_numpy(), strict=True)
    }


def _names(headers: Sequence[str], about: Description) -> dict[str, str]:
    """What the columns that a table does not have by itself are called: by header, their names."""
    kept = {header: header for header in headers if slug(header, separator="_") == header}
    return name_extras(headers, about, kept=kept)


def _sort_out(
    sheet: Mapping[int, Row],
    about: Description,
    sources: Collection[str],
    names: Mapping[str, str],
) -> _Found:
    """The rows that are taken as they are, and those that are not."""
    found = _Found()
    ids: set[tuple[str, str]] = set()
    usual = _table_of(next(iter(sheet.values()), {}), about)
    for number, cells in sheet.items():
        name = cells.get(LAYER) or usual
        if not name:
            found.rest.append(number)
            continue
        if name not in about.layers:
            found.findings.append(_left_out(number, {LAYER: name}, LAYER, _NO_TABLE))
            continue
        row = _own_cells(cells, about.columns(name), names)
        problem = find_row_problem(row, name, about, sources)
        problem = problem or (_DUPLICATE if (name, row["id"]) in ids else None)
        if not problem:
            ids.add((name, row["id"]))
            found.rows[name][number] = row
        elif about.specs[name].role == "site":
            found.rest.append(number)
        else:
            found.findings.append(_left_out(number, row, *problem))
    return found


def _table_of(headers: Collection[str], about: Description) -> str:
    """The table whose columns the headers are; empty if they lack what a record needs."""
    fitting = {
        name: sum(column in headers for column in about.columns(name))
        for name in about.layers
        if all(
            column.name in headers for column in about.columns(name).values() if column.is_required
        )
    }
    return max(fitting, key=fitting.__getitem__, default="")


def _own_cells(cells: Row, columns: Mapping[str, Column], names: Mapping[str, str]) -> Row:
    """The cells of the table, and those that only this collection has.

    Where a file holds several tables, the blank cells of other tables are not among them.
    """
    is_only = LAYER not in cells
    others = {
        names[header]: cell
        for header, cell in cells.items()
        if header in names and header not in columns and (cell or is_only)
    }
    return {**stored_cells(cells, columns), **others}


def _extras(
    rows: Iterable[Row], names: Mapping[str, str], columns: Iterable[str]
) -> dict[str, str]:
    """Names by header of the columns that the rows have, but for those that have a meaning."""
    found = {name for row in rows for name in row}.difference(columns)
    return {header: name for header, name in names.items() if name in found}


def _left_out(number: int, row: Row, column: str, problem: Problem) -> Finding:
    message, remedy = problem
    sentence = f"{message}: the row was left out"
    subject = Subject(RECORD, row.get(column, ""), column)
    return Finding("left out", subject, column, (number,), sentence, remedy)


def _rest(
    table: RawTable, numbers: Sequence[int], about: Description, sources: Collection[str]
) -> tuple[RawTable, list[Finding]]:
    """The rows that are read like those of any sheet, without cells that no record could carry."""
    cells = table.cells.loc[list(numbers)]
    findings = []
    for name, column in carried_columns(about).items():
        if name not in cells:
            continue
        for number, cell in zip(numbers, map(str, cells[name]), strict=True):
            problem = find_cell_problem(cell, column, about, sources) if cell else None
            if problem:
                message, remedy = problem
                sentence = f"{message}: it was not taken"
                subject = Subject(RECORD, cell, name)
                findings.append(Finding("open", subject, name, (number,), sentence, remedy))
                cells.loc[number, name] = ""
    return replace(table, cells=cells), findings


def _with_codes(rows: Mapping[int, Row], about: Description) -> dict[int, Row]:
    """The rows of sites whose country can be read, with its code."""
    sites = next(iter(about.of_role("site")), "")
    country = about.specs[sites].columns.get("hosts", "") if sites else ""
    codes = {number: find_country_code(row.get(country, "")) for number, row in rows.items()}
    return {number: {**rows[number], country: code} for number, code in codes.items() if code}


def _without_positions(table: RawTable, numbers: Iterable[int]) -> RawTable:
    """A table in which some rows have no position: it is that of another place."""
    cells = table.cells.copy()
    columns = [name for pair in POSITIONED for name in pair if name in cells]
    cells.loc[sorted(numbers), columns] = ""
    return replace(table, cells=cells)


def carried_columns(about: Description) -> dict[str, Column]:
    """The columns of sites that no other sheet has."""
    sites = next(iter(about.of_role("site")), "")
    own = about.specs[sites].columns if sites else {}
    return {own[name]: about.columns(sites)[own[name]] for name in CARRIED if name in own}
