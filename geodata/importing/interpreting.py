"""From a raw table to records and findings: every cell is read, settled, or asked about.

understood = interpret(table, Plan(fields, today=date(2026, 11, 23)))
understood.records, understood.findings, understood.orders
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.countries import find_country_code
from geodata.distinct import find_distinct
from geodata.importing.cell_values import Statuses, read_originators, read_statuses
from geodata.importing.citing import read_citations
from geodata.importing.date_words import is_blank
from geodata.importing.dating import Dating, decide_orders
from geodata.importing.findings import Finding, FindingLog, Subject, merge_alike, sort_findings
from geodata.importing.html_text import has_elements, read_html
from geodata.importing.hyperlinks import attach_links
from geodata.importing.mapping import IGNORED
from geodata.importing.overall_checks import look_at_whole
from geodata.importing.placing import place_rows
from geodata.importing.projected import turn_into_degrees
from geodata.importing.sheet_records import Plan, Record, WrittenRow
from geodata.workers import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from geodata.geocoding import OnlineResolver
    from geodata.importing.date_orders import OrderDecision
    from geodata.importing.grid import RawTable
    from geodata.importing.place_answers import KnownPlaces
    from geodata.workers import Workers

MAX_SITES = 100_000
CODE_LENGTHS = (2, 3)
_BLANKED = frozenset(
    {"place", "country", "region", "address", "status", "originator", "id", "title"}
)
"""Fields in which words such as `unknown` mean the same as an empty cell."""


@dataclass(frozen=True)
class Understood:
    """What a table says.

    Attributes:
        records: Rows that can be in a collection, in their order.
        findings: What needs review, what hangs most on it first.
        orders: By header of each column of dates, whether days or months come first and why.
        left_out: How many rows are in no record until a finding is answered.
    """

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    orders: Mapping[str, OrderDecision]
    left_out: int


def interpret(  # noqa: PLR0913 - what goes into an import
    table: RawTable,
    plan: Plan,
    *,
    known: KnownPlaces | None = None,
    online: OnlineResolver | None = None,
    workers: Workers = HERE,
    progress: Callable[[str], None] = lambda _: None,
) -> Understood:
    """Understand a table as the plan says.

    Args:
        table: As it was read.
        plan: Which column says what, and what a person has answered.
        known: Places that a person has resolved before; they are kept.
        online: A service to ask for places that the gazetteer leaves open; None asks none.
        workers: Where names of places are looked up.
        progress: Called with what is being done.
    """
    log = FindingLog({field: column for column, field in plan.fields.items()})
    progress("Reading rows")
    table = attach_links(table, plan, log)
    rows = turn_into_degrees(tuple(_written_rows(table, plan)), plan, log)
    orders = decide_orders(table, plan)
    progress("Looking up places")
    places = place_rows(rows, plan, log, known=known or {}, online=online, workers=workers)
    progress("Reading dates and statuses")
    dating = Dating(plan, orders, log)
    statuses = read_statuses(row.get("status") for row in rows)
    records = tuple(
        Record(
            row=row,
            place=place,
            established=dating.established(row),
            count=_count(row, log),
            status=statuses.status(row.get("status")),
            status_note=statuses.note(row.get("status")),
        )
        for row, place in zip(rows, places, strict=True)
        if place is not None
    )
    dating.report_columns()
    _report_statuses(statuses, rows, log)
    _report_originators(records, log)
    _report_unsourced(records, log)
    findings = (*merge_alike(log.findings()), *look_at_whole(records, plan))
    return Understood(records, sort_findings(findings), orders, len(rows) - len(records))


def _written_rows(table: RawTable, plan: Plan) -> Iterator[WrittenRow]:
    """The rows, their cells by field: words that mean blank are blank, HTML in notes is text."""
    columns = list(map(str, table.cells))
    fields = [plan.fields.get(column, "") for column in columns]
    has_codes = _writes_codes(table, plan)
    written = (_shared_texts(table.cells[column]) for column in table.cells)
    for number, *row in zip(table.cells.index, *written, strict=True):
        cells: dict[str, str] = {}
        sources: list[str] = []
        extras: dict[str, str] = {}
        for column, field, cell in zip(columns, fields, row, strict=True):
            if field == IGNORED:
                continue
            if field == "source":
                sources.append("" if is_blank(cell) else cell)
            elif field == "note" and has_elements(cell):
                said = read_html(cell)
                cells[field] = said.text
                sources += [link.url for link in said.links]
            elif not field:
                extras[column] = cell
            elif field in _BLANKED and is_blank(cell):
                cells[field] = cell if field == "country" and has_codes and len(cell) > 1 else ""
            else:
                cells[field] = cell
        yield WrittenRow(int(number), cells, read_citations("\n".join(sources)), extras)


def _shared_texts(cells: pd.Series[Any]) -> list[str]:
    """The cells of a column; what is in many is held once."""
    distinct = find_distinct(cells)
    texts: list[str] = distinct.take([*map(str, distinct.values)]).tolist()
    return texts


def _writes_codes(table: RawTable, plan: Plan) -> bool:
    """Whether the column of countries holds codes, so that NA there is a country and no blank."""
    column = next((each for each, field in plan.fields.items() if field == "country"), None)
    if column is None:
        return False
    cells = [cell for cell in table.cells[column].drop_duplicates() if cell]
    codes = [cell for cell in cells if len(cell) in CODE_LENGTHS and find_country_code(cell)]
    return len(codes) * 2 > len(cells)


def _count(row: WrittenRow, log: FindingLog) -> int:
    written = row.get("count")
    if is_blank(written):
        return 1
    if written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= MAX_SITES:
        return int(written[:9])
    log.add(
        "open", Subject("count", written), row.number,
        "is not a whole number of sites; the row counts as 1", "write the number in the sheet",
    )  # fmt: skip
    return 1


def _report_statuses(statuses: Statuses, rows: Sequence[WrittenRow], log: FindingLog) -> None:
    if not statuses.are_free_text:
        return
    for row in rows:
        log.add(
            "check", Subject("status", ""), row.number,
            f"holds {len(statuses.wording)} wordings, some of them long: they were kept as notes, "
            "and no status was set",
            "use few wordings if readers are to choose by status",
        )  # fmt: skip


def _report_originators(records: Sequence[Record], log: FindingLog) -> None:
    for record in records:
        if len(read_originators(record.row.get("originator"))) > 1:
            log.add(
                "check", Subject("originator", "", "several"), record.row.number,
                "names several; the record is drawn for the first, and the cell was kept",
                "give each a row of its own if it should be drawn for all",
            )  # fmt: skip


def _report_unsourced(records: Sequence[Record], log: FindingLog) -> None:
    for record in records:
        if not record.row.citations:
            log.add(
                "open", Subject("source", ""), record.row.number,
                "is empty: the record cites the imported table itself", "add where it is reported",
            )  # fmt: skip
