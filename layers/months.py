"""In which month what was said came: one count for the charts of all surfaces."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.marks import moment
from layers.selection import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected

_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Months:
    """How many statements came in each month, as `2022-09`, and how many of no known month."""

    counts: Mapping[str, int]
    undated: int


def count_by_month(shown: Selected) -> Months:
    """Count the statements that a selection leaves: of all years, and whether they are shown."""
    said = said_at_any_time(shown)
    counts: Counter[str] = Counter()
    for layer in shown.collection.about.of_role("statement"):
        for date, number in said.grouped(layer, "date"):
            counts[_month(date)] += number
    undated = counts.pop("", 0)
    return Months(counts, undated)


def said_at_any_time(shown: Selected) -> Selected:
    """The statements that the filters leave but for years and layers."""
    layers = frozenset(shown.collection.about.of_role("statement"))
    asked = shown.selection.without("year", "undated").asking(layer=layers)
    return select(shown.collection, asked)


def report_months(shown: Selected) -> dict[str, str]:
    """The titles of the reports that list the sites of a selection, by the month of publication."""
    editions = shown.collection.editions
    layers = shown.collection.about.of_role("site")
    named = {edition for layer in layers for edition, _ in shown.grouped(layer, "edition")}
    listed = editions[editions["id"].isin(named)]
    found = zip(listed["published"], listed["title"], strict=True)
    return {month: str(title) for date, title in found if (month := _month(date))}


def _month(date: str) -> str:
    """The month of a date; empty if the date is not that exact."""
    known = _MONTH.match(moment(date))
    return known[0] if known else ""
