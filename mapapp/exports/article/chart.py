"""The responses of an article by the month in which they came: bars that need no script.

They are those of the collection about the countries of the page, whether or not it lists them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.marks import moment
from layers.words import capital

if TYPE_CHECKING:
    from mapapp.exports.article.draft import Draft

FEWEST_MONTHS = 3
LEAST_SHARE = 0.04  # of the height of the chart, of a month that has any
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Bar:
    """A month: what its number is as a share of the most, and where it stands, in per cent."""

    left: float
    share: float
    title: str


@dataclass(frozen=True)
class Chart:
    """`years` and `reports` are (text, place in per cent); `note` says what is not drawn."""

    title: str
    note: str
    width: float
    bars: tuple[Bar, ...]
    years: tuple[tuple[str, float], ...]
    reports: tuple[tuple[str, float], ...]


def build_chart(draft: Draft) -> Chart | None:
    """Count responses by month; None if they are of too few months for a chart."""
    counts, undated = _count(draft)
    if len(counts) < FEWEST_MONTHS:
        return None
    words, reports = draft.words, _reports(draft)
    first, last = min([*counts, *reports]), max(counts)
    length = last - first + 1
    most = max(counts, key=lambda month: (counts[month], -month))
    name = words.role_title("statement")
    title = words.text(
        "{what} a month (most: {n}, {month})",
        what=capital(name),
        n=words.number(counts[most]),
        month=words.date(_text(most)),
    )
    notes = [
        words.text("Dashed lines: {reports}.", reports=words.listed(reports.values()))
        if reports
        else "",
        words.count("{n} more has no month.", "{n} more have no month.", undated)
        if undated
        else "",
    ]

    def at(month: int) -> float:
        return round(100 * (month - first) / length, 2)

    return Chart(
        title=title,
        note=words.in_turn(filter(None, notes)),
        width=round(100 / length, 2),
        bars=tuple(
            Bar(
                at(month),
                max(LEAST_SHARE, number / counts[most]),
                f"{words.date(_text(month))}: {words.number(number)}",
            )
            for month, number in sorted(counts.items())
        ),
        years=tuple((str(year), at(12 * year)) for year in range(-(-first // 12), last // 12 + 1)),
        reports=tuple((title, at(month)) for month, title in reports.items()),
    )


def _count(draft: Draft) -> tuple[Counter[int], int]:
    """How many responses came in each month, and how many of which no month is known."""
    shown = draft.shown
    countries = {code for codes in shown.sites["hosts"] for code in codes}
    statements = shown.collection.of_role("statement")
    counts: Counter[int] = Counter()
    undated = 0
    rows = zip(statements["hosts"], statements["date"], statements["weight"], strict=True)
    for hosts, date, number in rows:
        if hosts and countries.isdisjoint(hosts):
            continue
        month = _month(date)
        if month is None:
            undated += int(number)
        else:
            counts[month] += int(number)
    return counts, undated


def _reports(draft: Draft) -> dict[int, str]:
    """The reports that list what is shown, by the month of their publication."""
    editions = draft.shown.collection.editions
    listed = editions[editions["id"].isin(set(draft.shown.sites["edition"]))]
    found = zip(listed["published"], listed["title"], strict=True)
    months = {_month(date): str(title) for date, title in found}
    return {month: title for month, title in months.items() if month is not None}


def _month(date: str) -> int | None:
    """The month of a date, counted from year 0; None if the date is not that exact."""
    known = _MONTH.match(moment(date))
    return 12 * int(known[1]) + int(known[2]) - 1 if known else None


def _text(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"
