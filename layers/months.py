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

    import pandas as pd

    from layers.selection import Selected

_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Months:
    """How many statements came in each month, as `2022-09`, and how many of no known month."""

    counts: Mapping[str, int]
    undated: int


def count_by_month(shown: Selected) -> Months:
    """Count the statements that a selection leaves: of all years, and whether they are shown."""
    statements = said_at_any_time(shown)
    counts: Counter[str] = Counter()
    for date, number in zip(statements["date"], statements["weight"], strict=True):
        counts[_month(date)] += int(number)
    undated = counts.pop("", 0)
    return Months(counts, undated)


def said_at_any_time(shown: Selected) -> pd.DataFrame:
    """The statements that the filters leave but for years and layers."""
    layers = frozenset(shown.collection.about.of_role("statement"))
    asked = shown.selection.without("year", "undated").asking(layer=layers)
    return select(shown.collection, asked).of_role("statement")


def report_months(shown: Selected) -> dict[str, str]:
    """The titles of the reports that list the sites of a selection, by the month of publication."""
    editions = shown.collection.editions
    listed = editions[editions["id"].isin(set(shown.sites["edition"]))]
    found = zip(listed["published"], listed["title"], strict=True)
    return {month: str(title) for date, title in found if (month := _month(date))}


def _month(date: str) -> str:
    """The month of a date; empty if the date is not that exact."""
    known = _MONTH.match(moment(date))
    return known[0] if known else ""
