"""Whether the days or the months of a column of dates come first, decided from the whole column."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata.importing.date_words import MAX_DATE_LENGTH
from geodata.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DateOrder = Literal["day", "month"]
MONTHS = 12
CLEAR_MAJORITY = 10
"""How many times as many dates must speak for one order as for the other."""

_NUMERIC = re.compile(r"(?<![\d.\-/])(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d{2})(?![\d.\-/])")
_DAY = r"%?(?:dd?|tt?|jj?|gg?|day|tag|jour|giorno|d[ií]a)"
_MONTH = r"%?(?:mm?m?|month|monat|mois|mese|m[eê]s)"
_YEAR = r"%?(?:y{1,4}|j{1,4}|a{1,4}|year|jahr|ann[ée]e|anno|a[nñ]o)"
_BETWEEN = r"\s*[./\-]\s*"


def _in_header(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{form})(?![^\W_])", re.IGNORECASE)


_IN_HEADER: Mapping[DateOrder, re.Pattern[str]] = {
    "day": _in_header(rf"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}{_YEAR}|dmy|ddmmyy(?:yy)?"),
    "month": _in_header(rf"{_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}{_YEAR}|mdy|mmddyy(?:yy)?"),
}
"""How a header says the order, in English and languages near it: `dd/mm/yyyy`, `TT.MM.JJJJ`."""


@dataclass(frozen=True)
class OrderDecision:
    """Whether the days or the months of a column come first.

    Attributes:
        order: Of dates with strokes, hyphens or blanks; None where nothing shows it.
        day_first: How many dates can only have the day first.
        month_first: How many can only have the month first.
        open_dates: How many can be read in both orders, without those with dots.
        dotted_dates: How many of those with dots can be read in both.
        dotted_order: Of dates with dots.
        as_in: The column that shows it instead.
        header: How the header of the column writes the order; empty if it does not say it.
        in_header: The order that the header says.
    """

    order: DateOrder | None
    day_first: int
    month_first: int
    open_dates: int
    dotted_dates: int = 0
    dotted_order: DateOrder = "day"
    as_in: str = ""
    header: str = ""
    in_header: DateOrder | None = None

    @property
    def is_of_choice(self) -> bool:
        """Whether some date can be read in both orders."""
        return bool(self.open_dates or self.dotted_dates)

    @property
    def reason(self) -> str:
        """The decision in a sentence or two, with the figures it rests on."""
        if not (self.day_first or self.month_first or self.is_of_choice):
            return "No date depends on the order of day and month."
        return " ".join(filter(None, (self._of_others, self._of_dotted)))

    @property
    def _of_others(self) -> str:
        if not (self.day_first or self.month_first or self.open_dates):
            return ""
        counts = (
            f"{self.day_first} can only have the day first, {self.month_first} only the month, "
            f"{self.open_dates} either."
        )
        if self.order is None:
            against = f", and the header says “{self.header}”" if self.header else ""
            return f"The order of day and month is not clear{against}: {counts}"
        where = f", as in “{self.as_in}”" if self.as_in else ""
        return f"The {self.order} comes first{self._by_header(self.order) or where}: {counts}"

    @property
    def _of_dotted(self) -> str:
        if not self.dotted_dates:
            return ""
        dates = count_of(self.dotted_dates, "date with dots was", "dates with dots were")
        form = "day.month.year" if self.dotted_order == "day" else "month.day.year"
        usual = ", as such dates are usually written" if self.dotted_order == "day" else ""
        return f"{dates} read as {form}{self._by_header(self.dotted_order) or usual}."

    def _by_header(self, order: DateOrder) -> str:
        """That the header says an order; empty if it does not."""
        return f", as the header says (“{self.header}”)" if order == self.in_header else ""


def decide_order(
    texts: Iterable[str], header: str = "", *, said: DateOrder | None = None
) -> OrderDecision:
    """Decide from a whole column in which order days and months are written.

    One order must have dates that fit it alone, and ten times as many as the other; where there are
    none, the header may say it. What the two say against each other is left open. Dates with dots
    are read as others of them show, as a person or the header says, or with the day first.

    Args:
        texts: The cells of the column.
        header: Of the column.
        said: What a person says.
    """
    votes: Counter[str] = Counter()
    dotted: Counter[str] = Counter()
    for text in texts:
        for first, mark, second, _ in _NUMERIC.findall(text[:MAX_DATE_LENGTH]):
            a, b = int(first), int(second)
            if a == b or max(a, b) > 31 or min(a, b) > MONTHS:  # noqa: PLR2004 - no such day
                continue
            vote = "day" if a > MONTHS else "month" if b > MONTHS else "open"
            (dotted if mark == "." else votes)[vote] += 1
    day, month = votes["day"] + dotted["day"], votes["month"] + dotted["month"]
    written, in_header = find_order(header)
    shown = _majority(day, month)
    is_against = shown is not None and in_header not in {None, shown}
    return OrderDecision(
        order=said or (None if is_against else shown or in_header),
        day_first=day,
        month_first=month,
        open_dates=votes["open"],
        dotted_dates=dotted["open"],
        dotted_order=_majority(dotted["day"], dotted["month"]) or said or in_header or "day",
        header=written,
        in_header=in_header,
    )


def find_order(header: str) -> tuple[str, DateOrder | None]:
    """How a header writes the order of its dates, and which it is; nothing if it says none."""
    for order, pattern in _IN_HEADER.items():
        if found := pattern.search(header[:MAX_DATE_LENGTH]):
            return found[0], order
    return "", None


def _majority(day: int, month: int) -> DateOrder | None:
    if day and day >= CLEAR_MAJORITY * month:
        return "day"
    return "month" if month and month >= CLEAR_MAJORITY * day else None
