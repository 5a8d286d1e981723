"""Partial dates: what an EDTF text says of the years in which something may lie.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2). The record uses
`2018`, `2018-09`, `2018-09-28`, intervals such as `2016/2019`, `2023/..` (open: goes on) and
`2018/` (end unknown), and the marks `~` and `?`.

A reader filters by whole years, so a date is reduced to four of them: the earliest and the latest
year of its beginning, and of its end. Between these bounds lies everything that is not known.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from babel.dates import format_date, format_skeleton

from geodata.errors import BadDateError
from geodata.locales import locale_of

if TYPE_CHECKING:
    import time

Certainty = Literal["certain", "possible", "undated", "out"]

_PLAIN = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?")
UNBOUNDED_PAST = -9999
UNBOUNDED_FUTURE = 9999


@dataclass(frozen=True)
class YearSpan:
    """The years in which something begins and ends, each between two bounds.

    `UNBOUNDED_PAST` and `UNBOUNDED_FUTURE` stand for no bound. A date that is not an interval
    begins and ends in the same years.
    """

    first_from: int
    first_to: int
    last_from: int
    last_to: int

    def certainty(self, first: int, last: int) -> Certainty:
        """Say whether it lies in the years `first` to `last`, both included.

        `certain` if it does whichever of the possible years are the true ones, `possible` if
        it does for some of them, `out` if for none.
        """
        if self.first_from > last or self.last_to < first:
            return "out"
        if self.first_to <= last and self.last_from >= first:
            return "certain"
        return "possible"


@lru_cache(maxsize=16384)
def year_span(text: str) -> YearSpan | None:
    """Read an EDTF text as a span of years; None for an empty one.

    Args:
        text: EDTF, such as `2018-09` or `2016/..`.

    Raises:
        BadDateError: The text is not EDTF.
    """
    text = text.strip()
    if not text:
        return None
    if text.count("/") > 1:  # an interval of intervals
        raise BadDateError(text)
    begin, slash, end = text.partition("/")
    earliest, latest = _known_bounds(begin), _known_bounds(end if slash else begin)
    if earliest is None and latest is None:
        raise BadDateError(text)
    # An interval with one known bound is known to have existed at that bound, and no longer.
    first_from, first_to = earliest or (UNBOUNDED_PAST, latest[0] if latest else 0)
    last_from, last_to = latest or (first_to, UNBOUNDED_FUTURE)
    if first_from > last_to or first_to > last_to:
        raise BadDateError(text)
    return YearSpan(first_from, first_to, last_from, last_to)


def is_edtf(text: str) -> bool:
    """Whether the text is an EDTF date or interval that this project reads."""
    try:
        return year_span(text) is not None
    except BadDateError:
        return False


def write_moment(moment: str, language: str, *, is_short: bool = False) -> str:
    """A year, month or day as a language writes it, such as `28 September 2018`.

    Args:
        moment: `2018`, `2018-09` or `2018-09-28`; of anything else, the year is written.
        language: As Babel knows it, such as `fr`; English puts the day before the month.
        is_short: Whether the name of the month is shortened, as in `28 Sept 2018`.

    CLDR has no ordinals, with which French writes the first day of a month alone.
    """
    year, *rest = moment.split("-")
    try:
        day = date(*map(int, [year, *rest, "1", "1"][:3]))
    except ValueError:
        return year
    locale = locale_of(language)
    if not rest:
        return year
    if len(rest) == 1:
        return str(format_skeleton("yMMM" if is_short else "yMMMM", day, locale=locale))
    written = str(format_date(day, format="medium" if is_short else "long", locale=locale))
    is_ordinal = day.day == 1 and locale.language == "fr"
    return written.replace("1", "1er", 1) if is_ordinal else written


def _known_bounds(text: str) -> tuple[int, int] | None:
    """The bounds of one side of an interval; None for `..` (open) and for nothing (unknown)."""
    return _bounds(text) if text.strip(". ") else None


@lru_cache(maxsize=16384)
def _bounds(text: str) -> tuple[int, int]:
    """The first and the last year that a date other than an interval may mean."""
    if _is_plain(text):
        return int(text[:4]), int(text[:4])
    from edtf import parse_edtf  # noqa: PLC0415 - builds its grammar at import, 80 ms
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parsed = parse_edtf(text.strip())
        bounds = parsed.lower_fuzzy(), parsed.upper_fuzzy()
    except (EDTFParseException, ValueError, AttributeError) as error:
        raise BadDateError(text) from error
    return _year(bounds[0]), _year(bounds[1])


def _is_plain(text: str) -> bool:
    """Whether it is `2018`, `2018-09` or a day of the calendar, which needs no grammar to read."""
    if len(text) == len("2018-09-28") and _PLAIN.fullmatch(text[:7]):
        try:
            return date.fromisoformat(text).isoformat() == text
        except ValueError:
            return False
    return _PLAIN.fullmatch(text) is not None


def _year(moment: time.struct_time | float | Any) -> int:
    if isinstance(moment, float):
        return UNBOUNDED_FUTURE if moment == math.inf else UNBOUNDED_PAST
    return int(moment[0])
