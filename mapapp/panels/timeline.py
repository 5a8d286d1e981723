"""Below the map: responses by month since the first, sites by year, and the latest responses.

A press on a year sets the filter of years. What the charts draw is in tables beside them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.dates import UNBOUNDED_PAST
from layers.claims import Claim
from layers.months import count_by_month, report_months, said_at_any_time
from layers.rows import each_row
from layers.selection import select, shown_layers
from layers.statements import latest_statements
from layers.words import SEVERAL, Words, capital
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from layers.selection import Selected

MONTHS = 12
MAX_ROWS = 10
"""Years that are drawn by month; of more, each year is one bar."""

LATEST = 5


@dataclass(frozen=True)
class _Chart:
    """What a chart draws.

    `bars` are numbers by month (`2022-09`) or by year (`2022`); `lines` are titles by month;
    `undrawn` says in words what has no bar.
    """

    name: str
    title: str
    noun: str
    bars: Mapping[str, int]
    lines: Mapping[str, str]
    undrawn: str

    @property
    def years(self) -> range:
        """From the first to the last that has a bar."""
        known = [int(each[:4]) for each in self.bars]
        return range(min(known), max(known) + 1)

    @property
    def is_by_month(self) -> bool:
        """Whether each month has a bar of its own."""
        return any("-" in each for each in self.bars) and len(self.years) <= MAX_ROWS


def responses_html(shown: Selected) -> Markup:
    """Write the responses by month and the latest of them, for the little room under the map."""
    chart = _responses(shown)
    drawn = _chart_html(chart, shown) if chart and chart.bars else ""
    return element("div", fragment([drawn, _latest_html(shown)]), class_="under")


def timeline_html(shown: Selected) -> Markup:
    """Write the sites by year, and tables of both charts; what has nothing is left out."""
    responses, sites = _responses(shown), _sites(shown)
    drawn = _chart_html(sites, shown) if sites and sites.bars else ""
    charts = [chart for chart in (responses, sites) if chart and chart.bars]
    tables = element("div", fragment(_table(chart) for chart in charts), class_="tables")
    return element("div", fragment([drawn, tables]), class_="timeline") if charts else fragment(())


# --- what is drawn ---


def _responses(shown: Selected) -> _Chart | None:
    if not shown.collection.about.of_role("statement"):
        return None
    words, months = Words(shown.collection), count_by_month(shown)
    return _Chart(
        name="statement",
        title=f"{capital(words.role_noun('statement', SEVERAL))} a month",
        noun=words.role_noun("statement", SEVERAL),
        bars=months.counts,
        lines=report_months(shown),
        undrawn=f"{months.undated:,} without a month" if months.undated else "",
    )


def _sites(shown: Selected) -> _Chart | None:
    about = shown.collection.about
    if shown_layers(shown.collection, shown.selection).isdisjoint(about.of_role("site")):
        return None
    words = Words(shown.collection)
    sites = select(shown.collection, shown.selection.without("year", "undated"))
    bars: Counter[str] = Counter()
    rest = 0
    for layer in about.of_role("site"):
        for year, number in sites.grouped(layer, "first_from"):
            if year > UNBOUNDED_PAST:
                bars[str(int(year))] += number
            else:  # undated, or dated by an end alone, which is not a first year
                rest += number
    noun = words.role_noun("site", SEVERAL)
    return _Chart(
        name="site",
        title=f"{capital(noun)} by first year",
        noun=noun,
        bars=bars,
        lines={},
        undrawn=f"{rest:,} without a first year" if rest else "",
    )


# --- how it is drawn ---


def _chart_html(chart: _Chart, shown: Selected) -> Markup:
    numbers = _drawn(chart)
    most = max(numbers.values())
    years = fragment(_year_html(chart, year, numbers, most, shown) for year in chart.years)
    remarks = [f"most: {most:,}", *filter(None, [_dashed(chart) or chart.undrawn])]
    heading = element("h2", chart.title) + element("small", "; ".join(remarks))
    return element(
        "section",
        element("div", heading, class_="heading") + element("div", years, class_="chart"),
        aria_label=chart.title,
    )


def _drawn(chart: _Chart) -> Mapping[str, int]:
    """The number of each bar: of a month, or of a year where there are too many months."""
    if chart.is_by_month:
        return chart.bars
    by_year: Counter[str] = Counter()
    for each, number in chart.bars.items():
        by_year[each[:4]] += number
    return by_year


def _dashed(chart: _Chart) -> str:
    """What the dashed lines are, where some are drawn."""
    drawn = [title for month, title in chart.lines.items() if int(month[:4]) in chart.years]
    return f"dashed: {', '.join(drawn)}" if drawn and chart.is_by_month else ""


def _year_html(
    chart: _Chart, year: int, numbers: Mapping[str, int], most: int, shown: Selected
) -> Markup:
    """A year as a button over its bars; one with nothing in it cannot be pressed."""
    total = sum(number for each, number in numbers.items() if each.startswith(str(year)))
    bars = fragment(
        element(
            "span",
            "",
            class_="line" if each in chart.lines else None,
            style=f"--part: {numbers.get(each, 0) / most:.3f}",
        )
        for each in _slots(chart, year)
    )
    inner = element("span", bars, class_="bars", aria_hidden="true") + element("small", str(year))
    if not total:
        return element("span", inner, class_="year")
    is_on = shown.selection.years == (year, year)
    return button(
        inner,
        "drop:year" if is_on else f"year:{year}",
        class_="year",
        aria_label=f"{year}: {total:,} {chart.noun}",
        aria_pressed=str(is_on).lower(),
    )


def _slots(chart: _Chart, year: int) -> Iterator[str]:
    if not chart.is_by_month:
        yield str(year)
        return
    for month in range(1, MONTHS + 1):
        yield f"{year}-{month:02d}"


def _table(chart: _Chart) -> Markup:
    rows = fragment(
        element("tr", element("th", each, scope="row") + element("td", f"{number:,}"))
        for each, number in sorted(_drawn(chart).items())
    )
    head = element("th", "When", scope="col") + element("th", capital(chart.noun), scope="col")
    table = element("table", element("thead", element("tr", head)) + element("tbody", rows))
    note = element("p", f"{chart.undrawn}.") if chart.undrawn else ""
    summary = element("summary", f"{chart.title}: table")
    return element("details", summary + table + note, id=f"table-{chart.name}")


def _latest_html(shown: Selected) -> Markup:
    """The newest responses, a line each; pressing one opens the country."""
    if not shown.collection.about.of_role("statement"):
        return fragment(())
    words = Words(shown.collection)
    latest = latest_statements(said_at_any_time(shown), LATEST)
    if latest.empty:
        return fragment(())
    items = []
    for row in each_row(latest):
        where = words.countries(row["hosts"])
        action = f"country:{row['hosts'][0]}" if row["hosts"] else f"open:{row['id']}"
        text = element("strong", where) + " " + row["summary"]
        items.append(
            element(
                "li",
                element("time", Claim(row, words).short_date)
                + button(text, action, class_="text one", title=row["summary"]),
            )
        )
    heading = element("div", element("h2", "Latest"), class_="heading")
    return element(
        "section", heading + element("ul", fragment(items), class_="said"), aria_label="Latest"
    )
