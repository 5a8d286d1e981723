"""The responses of an article by the month in which they came: bars that need no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.months import count_by_month, report_months
from layers.words import capital

if TYPE_CHECKING:
    from mapapp.exports.article.draft import Draft

MIN_MONTHS = 3
MIN_SHARE = 0.04  # of the height of the chart, of a month that has any


@dataclass(frozen=True)
class Bar:
    """A month: what its number is as a share of the most, and where it is, in per cent."""

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
    months = count_by_month(draft.shown)
    if len(months.counts) < MIN_MONTHS:
        return None
    counts = {_number(month): count for month, count in months.counts.items()}
    reports = {_number(month): title for month, title in report_months(draft.shown).items()}
    words, undated = draft.words, months.undated
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
                max(MIN_SHARE, number / counts[most]),
                f"{words.date(_text(month))}: {words.number(number)}",
            )
            for month, number in sorted(counts.items())
        ),
        years=tuple((str(year), at(12 * year)) for year in range(-(-first // 12), last // 12 + 1)),
        reports=tuple((title, at(month)) for month, title in reports.items()),
    )


def _number(month: str) -> int:
    """A month, counted from year 0."""
    year, _, number = month.partition("-")
    return 12 * int(year) + int(number) - 1


def _text(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"
