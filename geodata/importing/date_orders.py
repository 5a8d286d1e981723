"""Whether the days or the months of a column of dates come first, decided from the whole column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata.importing.date_words import MAX_DATE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

DateOrder = Literal["day", "month"]
MONTHS = 12
CLEAR_MAJORITY = 10
"""How many times as many dates must speak for one order as for the other."""

_NUMERIC = re.compile(r"(?<![\d.\-/])(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d{2})(?![\d.\-/])")


@dataclass(frozen=True)
class OrderDecision:
    """Whether the days or the months of a column come first.

    `day_first` and `month_first` count the dates that can be read in one order only, `open_dates`
    those that can be read in both. `order` is None where the column does not show it; `as_in` is
    the column that shows it instead.
    """

    order: DateOrder | None
    day_first: int
    month_first: int
    open_dates: int
    as_in: str = ""

    @property
    def reason(self) -> str:
        """The decision in a sentence, with the figures it rests on."""
        if not (self.day_first or self.month_first or self.open_dates):
            return "No date depends on the order of day and month."
        counts = (
            f"{self.day_first} can only have the day first, {self.month_first} only the month, "
            f"{self.open_dates} either."
        )
        if self.order is None:
            return f"The order of day and month is not clear: {counts}"
        where = f", as in “{self.as_in}”" if self.as_in else ""
        return f"The {self.order} comes first{where}: {counts}"


def decide_order(texts: Iterable[str]) -> OrderDecision:
    """Decide from a whole column in which order days and months are written.

    One order must have dates that fit it alone, and ten times as many as the other.

    Args:
        texts: The cells of the column.
    """
    votes: Counter[str] = Counter()
    for text in texts:
        for first, _, second, _ in _NUMERIC.findall(text[:MAX_DATE_LENGTH]):
            a, b = int(first), int(second)
            if a == b or max(a, b) > 31 or min(a, b) > MONTHS:  # noqa: PLR2004 - no such day
                continue
            votes["day" if a > MONTHS else "month" if b > MONTHS else "open"] += 1
    day, month = votes["day"], votes["month"]
    order: DateOrder | None = None
    if day and day >= CLEAR_MAJORITY * month:
        order = "day"
    elif month and month >= CLEAR_MAJORITY * day:
        order = "month"
    return OrderDecision(order, day, month, votes["open"])
