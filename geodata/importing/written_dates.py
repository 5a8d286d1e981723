"""Dates as people write them, to EDTF, keeping what is uncertain uncertain.

    read_date("Spring 2016").edtf                 # 2016-21
    read_date("c. 2012").edtf                     # 2012~
    read_date("2/6/15", order="day").edtf         # 2015-06-02
    read_date("2/6/15").edtf                      # 2015, with a problem: which is the month?

Whether the day or the month comes first in `2/6/15` is decided for a column as a whole, in
`date_orders`; numbers separated by dots have the day first if nothing else is said. A year of two
digits is the latest one that is not after `latest_year`. A number such as 42157 is the count of
days that a spreadsheet shows as a date. What no rule reads is left, with a problem.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.dates import is_edtf
from geodata.importing.date_orders import MONTHS
from geodata.importing.date_words import MAX_DATE_LENGTH, is_blank, mark_words, plain_text

if TYPE_CHECKING:
    from geodata.importing.date_orders import DateOrder

LATEST_YEAR = 2100
EARLIEST_YEAR = 1000
_QUARTER = 32
_SERIAL = re.compile(r"[2-5]\d{4}")
_DAY_ZERO = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class DateReading:
    """What a text says of a date.

    Attributes:
        edtf: The date; empty where there is none, or none can be read.
        problem: Why a person should look at it; empty if all is clear.
        needs_order: Whether only the order of day and month is missing; `edtf` is the year then.
        is_counted: Whether it was a number of days, as spreadsheets count them.
    """

    edtf: str
    problem: str = ""
    needs_order: bool = False
    is_counted: bool = False


class _UnreadableError(ValueError):
    """No rule reads the text; the message says why."""


class _OrderError(ValueError):
    """The text can be read in two orders; `edtf` is what both agree on."""

    def __init__(self, edtf: str) -> None:
        self.edtf = edtf
        super().__init__("the day and the month could be either way round")


def read_date(
    text: str,
    order: DateOrder | None = None,
    *,
    dotted: DateOrder = "day",
    latest_year: int = LATEST_YEAR,
) -> DateReading:
    """Read a date as a source wrote it.

    Args:
        text: A cell, in one of the languages of the interface.
        order: What comes first in `2/6/15`; None leaves such dates to a person.
        dotted: What comes first in `2.6.15`.
        latest_year: The latest that a year of two digits can mean.
    """
    written = text.strip()
    if len(written) > MAX_DATE_LENGTH:
        return DateReading("", "is longer than a date")
    return _read_date(written, order, dotted, latest_year)


@lru_cache(maxsize=65536)
def _read_date(
    written: str, order: DateOrder | None, dotted: DateOrder, latest_year: int
) -> DateReading:
    if is_blank(written):
        return DateReading("")
    if _STRICT.fullmatch(written) and is_edtf(written):
        return DateReading(written)
    if _SERIAL.fullmatch(written):
        return _counted(int(written), latest_year)
    return _in_words(written, _Reader(order, dotted, latest_year))


def _in_words(written: str, reader: _Reader) -> DateReading:
    try:
        edtf = reader.read(mark_words(plain_text(written)))
    except _OrderError as error:
        return DateReading(error.edtf, str(error), needs_order=True)
    except _UnreadableError as error:
        return DateReading("", str(error) or "cannot be read as a date")
    return DateReading(edtf) if is_edtf(edtf) else DateReading("", "is not a day of the calendar")


def _counted(days: int, latest_year: int) -> DateReading:
    """A day as Excel and its kin count them, with 1 for the first of January 1900."""
    day = _DAY_ZERO + dt.timedelta(days=days)
    if day.year > latest_year:
        return DateReading("", "is a number, and as a count of days it lies in the future")
    return DateReading(day.isoformat(), is_counted=True)


@dataclass(frozen=True)
class _Reader:
    """Reads texts whose words were replaced by marks such as `<m6>`, `<circa>` and `<to>`."""

    order: DateOrder | None
    dotted: DateOrder
    latest_year: int

    def read(self, text: str) -> str:
        between = _BETWEEN.fullmatch(text)
        if between:
            return f"[{self._range(between[1], between[2]).replace('/', '..')}]"
        if _OPEN_END.fullmatch(text):
            return f"{self._single(text.rstrip(' -'))}/"
        before, after = "<before>" in text, "<after>" in text
        for pattern in _RANGES:
            parts = pattern.fullmatch(text)
            if parts and not _is_one_date(text):
                left = parts[1].replace("<after>", "")
                return self._range(left, parts[2])
        if before and after:
            raise _UnreadableError
        if before:
            return f"../{self._single(text.replace('<before>', ' '))}"
        if after:
            return f"{self._single(text.replace('<after>', ' '))}/.."
        return self._single(text)

    def _range(self, left: str, right: str) -> str:
        if "<now>" in right:
            return f"{self._single(left)}/.."
        end = self._single(right.replace("<before>", " "))
        begin = self._single(_with_year_of(left, right))
        if _comparable(begin) > _comparable(end):
            raise _UnreadableError("ends before it begins")
        return f"{begin}/{end}"

    def _single(self, text: str) -> str:
        mark = _certainty_mark(text)
        bare = re.sub(r"<(?:circa|uncertain|part|filler)>\.?|[?~]", " ", text)
        bare = re.sub(r"\s+", " ", bare).strip(" ,.;-()[]")
        return f"{self._date(bare)}{mark}"

    def _date(self, text: str) -> str:
        for pattern, build in _FORMS:
            found = pattern.fullmatch(text)
            if found:
                return build(self, *found.groups())
        raise _UnreadableError

    def year(self, text: str) -> int:
        """A year of four digits, or the latest one that two digits can mean."""
        year = int(text)
        if len(text) == 2:  # noqa: PLR2004 - digits
            century = self.latest_year // 100 * 100
            return year + (century if year + century <= self.latest_year else century - 100)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise _UnreadableError("names a year that cannot be meant")
        return year

    def year_alone(self, year: str) -> str:
        return f"{self.year(year)}"

    def year_month(self, year: str, month: str) -> str:
        number = int(month)
        if number > MONTHS:
            if (self.year(year) + 1) % 100 == number:
                return f"{year}/{self.year(year) + 1}"
            raise _UnreadableError("names a month that does not exist")
        return _month(self.year(year), number)

    def year_or_month(self, year: str, number: str) -> str:
        """The form `2010/11`: the next year too, or November; `2010/12` can only be a month."""
        if int(number) <= MONTHS and (self.year(year) + 1) % 100 == int(number):
            raise _UnreadableError("could be a month, or the year and the next")
        return self.year_month(year, number)

    def month_year(self, month: str, year: str) -> str:
        return self.year_month(year, month)

    def day_month_year(self, day: str, month: str, year: str) -> str:
        return _day(self.year(year), int(month), int(day))

    def month_day_year(self, month: str, day: str, year: str) -> str:
        return self.day_month_year(day, month, year)

    def year_month_day(self, year: str, month: str, day: str) -> str:
        return self.day_month_year(day, month, year)

    def numeric(self, first: str, separator: str, second: str, year: str) -> str:
        """A date in figures, by the order of the column; one that fits one order only, by that."""
        a, b = int(first), int(second)
        order = self.dotted if separator == "." else self.order
        if a > MONTHS or a == b:
            return self.day_month_year(first, second, year)
        if b > MONTHS:
            return self.day_month_year(second, first, year)
        if order is None:
            raise _OrderError(f"{self.year(year)}")
        day, month = (first, second) if order == "day" else (second, first)
        return self.day_month_year(day, month, year)

    def month_two_digits(self, _month: str, _digits: str) -> str:
        raise _UnreadableError("could be a month with its day, or with its year")

    def season_year(self, season: str, year: str) -> str:
        return f"{self.year(year)}-{season}"

    def year_season(self, year: str, season: str) -> str:
        return self.season_year(season, year)

    def season_years(self, season: str, year: str, next_year: str) -> str:
        first = self.year(year)
        if int(next_year) % 100 != (first + 1) % 100:
            raise _UnreadableError
        return f"{first}-{season}"

    def quarter_year(self, quarter: str, year: str) -> str:
        return f"{self.year(year)}-{_QUARTER + int(quarter)}"

    def year_quarter(self, year: str, quarter: str) -> str:
        return self.quarter_year(quarter, year)

    def decade(self, years: str) -> str:
        return f"{years}X"


_Y, _YY, _N, _M, _S = r"(\d{4})", r"(\d{4}|\d{2})", r"(\d{1,2})", r"<m(\d+)>", r"<s(\d+)>"
_GAP = r"[\s,.\-/]*"
_STRICT = re.compile(
    r"(?:[12]\d{3}(?:-\d{2}){0,2}[?~%]?|\.\.)?(?:/(?:[12]\d{3}(?:-\d{2}){0,2}[?~%]?|\.\.)?)?|[12]\d\dX|[12]\dXX"
)
_FORMS = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_Y, _Reader.year_alone),
        (rf"{_Y}[.\-/ ]{_N}[.\-/ ]{_N}", _Reader.year_month_day),
        (r"([12]\d{3})(\d{2})(\d{2})", _Reader.year_month_day),
        (rf"{_Y}/(\d\d)", _Reader.year_or_month),
        (rf"{_Y}[.\-/ ]{_N}", _Reader.year_month),
        (rf"{_N}[.\-/ ]{_Y}", _Reader.month_year),
        (rf"{_N}([./\- ]){_N}\2{_YY}", _Reader.numeric),
        (rf"{_M}{_GAP}{_Y}", _Reader.month_year),
        (rf"{_M}{_GAP}'(\d{{2}})", _Reader.month_year),
        (rf"{_Y}{_GAP}{_M}", _Reader.year_month),
        (rf"{_N}{_GAP}{_M}{_GAP}'?{_YY}", _Reader.day_month_year),
        (rf"{_M}{_GAP}{_N}{_GAP}{_Y}", _Reader.month_day_year),
        (rf"{_Y}{_GAP}{_M}{_GAP}{_N}", _Reader.year_month_day),
        (rf"{_M}{_GAP}(\d{{1,2}})", _Reader.month_two_digits),
        (rf"{_S}{_GAP}{_Y}", _Reader.season_year),
        (rf"{_Y}{_GAP}{_S}", _Reader.year_season),
        (rf"{_S}{_GAP}{_Y}[/\-]{_YY}", _Reader.season_years),
        (rf"q ?([1-4]){_GAP}{_Y}", _Reader.quarter_year),
        (rf"{_Y}{_GAP}q ?([1-4])", _Reader.year_quarter),
        (r"([12]\d\d)0 ?'?(?:s|er)", _Reader.decade),
    )
)
_BETWEEN = re.compile(r"\s*<between>\s*(.+?)\s*(?:<and>|<to>|-)\s*(.+)")
_OPEN_END = re.compile(r".*\d{4}\s*-")
_RANGES = (
    re.compile(r"(.+?)\s*(?:<to>|<before>)\s*(.+)"),
    re.compile(r"(.+?)\s+[-/]\s*(.+)"),
    re.compile(r"(.+?[\d>?~])-(<now>)"),
    re.compile(r"(\W*(?:<\w+>\W*)*\d{4}\W?)[-/](\W*(?:<\w+>\W*)*\d{4}.*)"),
    re.compile(r"(\d[\d./]+\d{4})-(\d[\d./]+\d{4})"),
    re.compile(r"(<m\d+>)[-/](<m\d+>.*\d{4}.*)"),
    re.compile(r"(\d{1,2})-(\d{1,2} <m\d+>.*\d{4}.*)"),
)


def _is_one_date(text: str) -> bool:
    """Whether some form reads the whole text, so that its separators are not those of a range."""
    bare = re.sub(r"<(?:circa|uncertain|part|filler)>\.?|[?~]", " ", text)
    bare = re.sub(r"\s+", " ", bare).strip(" ,.;-()[]")
    return any(pattern.fullmatch(bare) for pattern, _ in _FORMS)


def _certainty_mark(text: str) -> str:
    is_circa = "<circa>" in text or "~" in text
    is_uncertain = "<uncertain>" in text or "?" in text
    return "%" if is_circa and is_uncertain else "~" if is_circa else "?" if is_uncertain else ""


def _with_year_of(left: str, right: str) -> str:
    """The start of a range such as `June-August 2016`, with what is written only at its end."""
    if re.search(r"\d{4}", left):
        return left
    year = re.search(r"\d{4}", right)
    month = re.search(r"<m\d+>", right)
    if not year:
        return left
    if "<m" in left or not month or "<s" in left:
        return f"{left.strip(' ,.')} {year[0]}"
    return f"{left.strip(' ,.')} {month[0]} {year[0]}"


def _comparable(edtf: str) -> str:
    """A prefix by which two dates can be ordered when both have it."""
    return edtf[:4]


def _month(year: int, month: int) -> str:
    if not 1 <= month <= MONTHS:
        raise _UnreadableError("names a month that does not exist")
    return f"{year}-{month:02}"


def _day(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError as error:
        raise _UnreadableError("is not a day of the calendar") from error
