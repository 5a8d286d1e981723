"""Dates that a spreadsheet rewrote when it saved a table: one fault for a column, not one a cell.

Opened in a spreadsheet, `2022-12-08` becomes a date of its own and is saved as `12/8/2022`,
`08.12.2022` or `44903`, and `2022-09` as `Sep-22`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import get_month_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.faults import Fault

LANGUAGES = ("en", "fr", "es", "it", "de", "pt")
ROWS_SHOWN = 5
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})|\d{4}([/.])\d{1,2}\4\d{1,2}")
_MONTH = re.compile(r"(?:\d{1,2}[-/. ]+)?([^\W\d_]{3,10})\.?[-/. ]+(?:\d{4}|\d{2})")
_COUNTED = re.compile(r"[2-5]\d{4}")
_REMEDY = (
    "take the file from version control and edit it as text; if it must be a spreadsheet, import "
    "the column as text"
)


def merge_rewritten_dates(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, with one in place of all cells of a column that a spreadsheet has rewritten."""
    kept: list[Fault] = []
    rewritten: defaultdict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.column and is_rewritten(fault.value):
            rewritten[fault.file, fault.column].append(fault)
        else:
            kept.append(fault)
    return kept + [_one_fault(found) for found in rewritten.values()]


def is_rewritten(text: str) -> bool:
    """Whether a text is a date as spreadsheets save it."""
    month = _MONTH.fullmatch(text)
    if month:
        return month[1].casefold() in _month_names()
    return bool(_NUMBERS.fullmatch(text) or _COUNTED.fullmatch(text))


def _one_fault(faults: Sequence[Fault]) -> Fault:
    found = sorted(faults, key=lambda fault: fault.row or 0)
    first = found[0]
    if len(found) == 1:
        message = f"is a date as a spreadsheet writes it{_two_readings(first.value)}"
        return replace(first, message=message, remedy=_REMEDY)
    rows = ", ".join(str(fault.row) for fault in found[:ROWS_SHOWN])
    more = f" and {len(found) - ROWS_SHOWN:,} more" if len(found) > ROWS_SHOWN else ""
    doubtful = next((fault.value for fault in found if _two_readings(fault.value)), "")
    shown = doubtful or first.value
    message = (
        f"{len(found):,} dates were rewritten by a spreadsheet (rows {rows}{more}), "
        f"such as {shown!r}{_two_readings(shown)}"
    )
    return replace(first, row=None, value="", message=message, remedy=_REMEDY)


def _two_readings(text: str) -> str:
    """That a date has two readings, if day and month could change places."""
    numbers = _NUMBERS.fullmatch(text)
    if not numbers or not numbers[1]:
        return ""
    one, other = int(numbers[1]), int(numbers[3])
    is_open = one != other and max(one, other) <= 12 and min(one, other) >= 1  # noqa: PLR2004 - months
    return ", which has two readings: the month may come first or second" if is_open else ""


@cache
def _month_names() -> frozenset[str]:
    return frozenset(
        name.casefold().rstrip(".")
        for language in LANGUAGES
        for width in ("abbreviated", "wide")
        for name in get_month_names(width, locale=language).values()
    )
