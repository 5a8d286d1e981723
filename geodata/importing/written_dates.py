"""Dates as people write them, to EDTF, keeping what is uncertain uncertain.

    read_date("Spring 2016").edtf                 # 2016-21
    read_date("c. 2012").edtf                     # 2012~
    read_date("2/6/15", order="day").edtf         # 2015-06-02
    read_date("2/6/15").edtf                      # 2015, with a problem: which is the month?

Months are known in the languages of the interface, from Unicode CLDR; the other words stand in
`data/date_words.csv`. Whether the day or the month comes first in `2/6/15` is decided for a column
as a whole, by `decide_order`; numbers parted by dots have the day first. A year of two digits is
the latest one that is not after `latest_year`. What no rule reads is left, with a problem.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from babel import Locale

from geodata.dates import is_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

DateOrder = Literal["day", "month"]
MONTH_LANGUAGES = ("en", "fr", "es", "it", "de", "pt", "zh")
LATEST_YEAR = 2100
EARLIEST_YEAR = 1000
MONTHS = 12
CLEAR_MAJORITY = 10
"""How many times as many dates must speak for one order as for the other."""

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_QUARTER = 32
LONGEST = 80


@dataclass(frozen=True)
class DateReading:
    """What a text says of a date.

    Attributes:
        edtf: The date; empty where there is none, or none can be read.
        problem: Why a person should look at it; empty if all is clear.
        needs_order: Whether only the order of day and month is missing; `edtf` is the year then.
    """

    edtf: str
    problem: str = ""
    needs_order: bool = False


@dataclass(frozen=True)
class OrderDecision:
    """Whether the days or the months of a column come first.

    `day_first` and `month_first` count the dates that can be read in one order only, `open_dates`
    those that can be read in both. `order` is None where the column does not tell.
    """

    order: DateOrder | None
    day_first: int
    month_first: int
    open_dates: int

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
        return f"The {self.order} comes first: {counts}"


class _UnreadableError(ValueError):
    """No rule reads the text; the message says why."""


class _OrderError(ValueError):
    """The text can be read in two orders; `edtf` is what both agree on."""

    def __init__(self, edtf: str) -> None:
        self.edtf = edtf
        super().__init__("the day and the month could be either way round")


def decide_order(texts: Iterable[str]) -> OrderDecision:
    """Decide from a whole column in which order days and months stand.

    One order must have dates that fit it alone, and ten times as many as the other.

    Args:
        texts: The cells of the column.
    """
    votes: Counter[str] = Counter()
    for text in texts:
        for first, _, second, _ in _NUMERIC.findall(text[:LONGEST]):
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


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Whether a cell only says that nothing is known: empty, a dash, `n/a`, `unbekannt`."""
    return not text.strip() or (len(text) < LONGEST and _plain(text) in _words("blank"))


@lru_cache(maxsize=65536)
def read_date(
    text: str, order: DateOrder | None = None, *, latest_year: int = LATEST_YEAR
) -> DateReading:
    """Read a date as a source wrote it.

    Args:
        text: A cell, in one of the languages of the interface.
        order: What comes first in `2/6/15`; None leaves such dates to a person.
        latest_year: The latest that a year of two digits can mean.
    """
    written = text.strip()
    if is_blank(written):
        return DateReading("")
    if len(written) > LONGEST:
        return DateReading("", "is longer than a date")
    if _STRICT.fullmatch(written) and is_edtf(written):
        return DateReading(written)
    try:
        edtf = _Reader(order, latest_year).read(_marked(_plain(written)))
    except _OrderError as error:
        return DateReading(error.edtf, str(error), needs_order=True)
    except _UnreadableError as error:
        return DateReading("", str(error) or "cannot be read as a date")
    return DateReading(edtf) if is_edtf(edtf) else DateReading("", "is no day of the calendar")


@dataclass(frozen=True)
class _Reader:
    """Reads texts whose words were replaced by marks such as `<m6>`, `<circa>` and `<to>`."""

    order: DateOrder | None
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
        if separator == "." or a > MONTHS or a == b:
            return self.day_month_year(first, second, year)
        if b > MONTHS:
            return self.day_month_year(second, first, year)
        if self.order is None:
            raise _OrderError(f"{self.year(year)}")
        day, month = (first, second) if self.order == "day" else (second, first)
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
_NUMERIC = re.compile(r"(?<![\d.\-/])(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d{2})(?![\d.\-/])")
_STRICT = re.compile(
    r"(?:[12]\d{3}(?:-\d{2}){0,2}[?~%]?|\.\.)?(?:/(?:[12]\d{3}(?:-\d{2}){0,2}[?~%]?|\.\.)?)?|[12]\d\dX|[12]\dXX"
)
_TIME = re.compile(
    r"(?<=\d)[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]\.?m\.?|[+-]\d{2}:?\d{2})?$"
)
_FORMS = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_Y, _Reader.year_alone),
        (rf"{_Y}[.\-/ ]{_N}[.\-/ ]{_N}", _Reader.year_month_day),
        (r"([12]\d{3})(\d{2})(\d{2})", _Reader.year_month_day),
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
    """The begin of a range such as `June-August 2016`, with what stands only at its end."""
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
        raise _UnreadableError("is no day of the calendar") from error


def _plain(text: str) -> str:
    """Lower case, one kind of dash and apostrophe, no accents, no time of day."""
    folded = unicodedata.normalize("NFKD", re.sub("[ºª]", " ", text.casefold()))
    folded = "".join(each for each in folded if not unicodedata.combining(each))
    folded = re.sub("[‐-―−～]", "-", folded)  # noqa: RUF100 - dashes of all lengths
    folded = re.sub("[’‘ʼ`´]", "'", folded)
    folded = re.sub(
        r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?)?", _chinese, folded
    )
    return _TIME.sub("", re.sub(r"\s+", " ", folded).strip())


def _chinese(found: re.Match[str]) -> str:
    return "-".join(part for part in found.groups() if part) + " "


def _marked(text: str) -> str:
    """Replace words by marks: months `<m6>`, seasons `<s21>`, the others by their kind."""
    parted = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text)
    parted = re.sub(r"(\d{3}0) ('?)(s|er)\b", r"\1\3", parted)
    marked = _pattern().sub(lambda found: _marks()[found[0].rstrip(".")], parted)
    return re.sub(r"\s+", " ", marked).strip()


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_marks(), key=lambda word: (-len(word), word))
    spaced = "|".join(re.escape(word) for word in words if word.isascii())
    joined = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"(?<![\w<])(?:{spaced})\b\.?(?!>)|(?:{joined})")


@cache
def _marks() -> dict[str, str]:
    marks = {word: f"<{kind}>" for kind, word in _word_rows() if kind != "blank"}
    for kind, number in _SEASONS.items():
        marks |= dict.fromkeys(_words(kind), f"<s{number}>")
    marks |= dict.fromkeys(_weekdays(), "<filler>")
    return marks | _months()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for each, word in _word_rows() if each == kind)


@cache
def _word_rows() -> tuple[tuple[str, str], ...]:
    text = (files("geodata.data") / "date_words.csv").read_text(encoding="utf-8")
    return tuple((row["kind"], _plain(row["word"])) for row in csv.DictReader(text.splitlines()))


@cache
def _months() -> dict[str, str]:
    """Names of months, whole and shortened, in all languages; one that two months bear is out."""
    meant: dict[str, set[int]] = {"sept": {9}}
    for language in MONTH_LANGUAGES:
        for form in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in form.get(width, {}).items():
                    meant.setdefault(_plain(name).rstrip("."), set()).add(number)
    return {
        word: f"<m{next(iter(numbers))}>"
        for word, numbers in meant.items()
        if len(numbers) == 1 and not word[0].isdigit()
    }


@cache
def _weekdays() -> frozenset[str]:
    names = (
        Locale.parse(language).days["format"]["wide"].values() for language in MONTH_LANGUAGES[:-1]
    )
    return frozenset(_plain(name) for group in names for name in group)
