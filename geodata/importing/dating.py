"""When each record began and ended, from the columns of dates."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from geodata.dates import is_edtf, year_span
from geodata.importing.date_orders import decide_order
from geodata.importing.date_words import is_still_so
from geodata.importing.findings import Subject
from geodata.importing.written_dates import read_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.date_orders import OrderDecision
    from geodata.importing.findings import FindingLog
    from geodata.importing.grid import RawTable
    from geodata.importing.sheet_records import Plan, WrittenRow

DATE_FIELDS = ("opened", "closed", "date")
ORDER, COUNTED, CENTURY = "order", "counted", "century"
_YEAR = re.compile(r"\d{4}")
_TWO_DIGITS = re.compile(
    r"(?:(?<!\d)\d{1,2}[./\-\s]\d{1,2}[./\-\s]|[^\W\d_][\s.\-]*'?|')(\d{2})\s*$"
)
SHOWN = 2


def decide_orders(table: RawTable, plan: Plan) -> dict[str, OrderDecision]:
    """For each column of dates, whether days or months come first; a person's word goes before."""
    decided = {}
    for column, field in plan.fields.items():
        if field not in DATE_FIELDS:
            continue
        said = plan.orders.get(column)
        decided[column] = decide_order(table.cells[column], column, said=said)
    return _as_in_other_columns(decided)


def _as_in_other_columns(decided: dict[str, OrderDecision]) -> dict[str, OrderDecision]:
    """Columns whose dates do not show it are read as the others of the sheet, if those agree.

    A column whose own dates speak against each other stays open.
    """
    orders = {column: found.order for column, found in decided.items() if found.order}
    if len(set(orders.values())) != 1:
        return decided
    first, order = next(iter(orders.items()))
    return {
        column: replace(found, order=order, as_in=first)
        if found.order is None and found.open_dates and not (found.day_first or found.month_first)
        else found
        for column, found in decided.items()
    }


class Dating:
    """Reads the dates of rows, and reports what could not be read."""

    def __init__(self, plan: Plan, orders: Mapping[str, OrderDecision], log: FindingLog) -> None:
        self._plan = plan
        self._log = log
        self._columns = {field: column for column, field in plan.fields.items()}
        self._orders = orders
        self._open: defaultdict[str, list[int]] = defaultdict(list)
        self._centuries: defaultdict[str, dict[int, tuple[str, str]]] = defaultdict(dict)

    def established(self, row: WrittenRow) -> str:
        """EDTF: when the record began, or from when to when it was; empty if nothing is known."""
        begin = self._read(row, "opened") or (
            self._read(row, "date") if "opened" not in self._columns else ""
        )
        begin = self._with_month_and_day(row, begin)
        if is_still_so(row.get("closed")):
            going_on = f"{begin.partition('/')[0]}/.."
            return begin if begin.startswith("..") or not is_edtf(going_on) else going_on
        clash = Subject("closed", row.get("closed"), row.get("opened"))
        end = self._read(row, "closed", self._plan.answers.get(clash, ""))
        if not end:
            return begin
        if not begin:
            only_end = f"/{end.rpartition('/')[2].strip('.') or end.partition('/')[0]}"
            return only_end if is_edtf(only_end) else ""
        joined = f"{begin.partition('/')[0]}/{end.rpartition('/')[2]}"
        if "[" in joined or not (is_edtf(joined) and _is_in_order(begin, end)):
            self._log.add(
                "open", clash, row.number,
                f"cannot be the end of what began {_as_read(row.get('opened'), begin)}; only that "
                "was kept",
                "correct one of the two",
            )  # fmt: skip
            return begin
        return joined

    def report_columns(self) -> None:
        """Say once for each column what was decided for all its dates, and what waits."""
        self._report_open_orders()
        for field, years in self._centuries.items():
            read = sorted(set(years.values()), key=itemgetter(1))
            shown = dict.fromkeys((*read[:SHOWN], *read[-SHOWN:]))
            said = ", ".join(f"{short} as {year}" for short, year in shown)
            for row in years:
                self._log.add(
                    "check", Subject(field, "", CENTURY), row,
                    f"holds years of two digits, each read as the latest not yet to come: {said}",
                    "write the years with four digits where that is wrong",
                )  # fmt: skip

    def _with_month_and_day(self, row: WrittenRow, begin: str) -> str:
        """A year with the month and the day that are in columns of their own."""
        month = row.get("month")
        if not (month and _YEAR.fullmatch(begin)):
            return begin
        day = row.get("day") if "day" in self._columns else ""
        for written in dict.fromkeys((f"{begin}-{month}-{day}", f"{begin}-{month}")):
            if written.endswith("-"):
                continue
            reading = read_date(written, latest_year=self._plan.today.year)
            if reading.edtf and not reading.problem:
                return reading.edtf
        self._log.add(
            "open", Subject("month", f"{month} {day}".strip()), row.number,
            f"is not a month and day of {begin}; only the year was kept",
            "correct them in the sheet",
        )  # fmt: skip
        return begin

    def _report_open_orders(self) -> None:
        for field, rows in self._open.items():
            reason = self._orders[self._columns[field]].reason.rstrip(".")
            said = f"leaves day and month open; only the year was kept ({reason})"
            for row in rows:
                self._log.add(
                    "open", Subject(field, "", ORDER), row,
                    said,
                    "say which comes first",
                )  # fmt: skip

    def _read(self, row: WrittenRow, field: str, said: str = "") -> str:
        """The date of a row; `said` is what a person said of it in this row."""
        written = row.get(field)
        if not written:
            return ""
        orders = self._orders[self._columns[field]]
        answer = said or self._plan.answers.get(Subject(field, written), "")
        reading = read_date(
            answer or written,
            orders.order,
            dotted=orders.dotted_order,
            latest_year=self._plan.today.year,
        )
        if reading.needs_order:
            self._open[field].append(row.number)
        elif (short := _TWO_DIGITS.search(answer or written)) and reading.edtf:
            self._centuries[field][row.number] = short[1], reading.edtf.rpartition("/")[2][:4]
        elif reading.is_counted:
            self._log.add(
                "check", Subject(field, "", COUNTED), row.number,
                "holds a number, read as the days that spreadsheets count", "check one of them",
            )  # fmt: skip
        elif reading.problem:
            self._log.add(
                "open", Subject(field, written), row.number,
                f"{reading.problem}; it was kept as written", "write the date otherwise",
            )  # fmt: skip
        return reading.edtf


def _as_read(written: str, edtf: str) -> str:
    """A date as it is written, and as it was read where that looks otherwise."""
    return repr(edtf) if written in {"", edtf} else f"{written!r} ({edtf})"


def _is_in_order(begin: str, end: str) -> bool:
    first, last = year_span(begin), year_span(end)
    return first is None or last is None or first.first_from <= last.last_to
