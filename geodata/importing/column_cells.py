"""What the cells of a column look like, and what they speak against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.divisions import MAX_NAME_LENGTH, MIN_NAME_LENGTH, country_of_divisions
from geodata.importing.column_scores import (
    HALF,
    LIKELY_YEARS,
    MAX_OF_A_ROW,
    MEAN_OF_A_ROW,
    MIN_CODES,
    MIN_FILLED,
    MIN_SHARE,
    MIN_UNIQUE,
    MIN_YEARS,
    NEARLY_ALL,
    RUNNING,
    TITLE_FILLED,
)
from geodata.importing.coordinate_systems import is_system
from geodata.importing.coordinates import is_plain_position
from geodata.importing.date_words import is_blank, is_still_so, mark_words, plain_text
from geodata.importing.written_dates import EARLIEST_YEAR, LATEST_YEAR, read_date
from geodata.names import fold_name
from geodata.regions import is_world_region
from geodata.web_addresses import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import pandas as pd

SAMPLED = 200
"""Distinct cells of a column that are looked at."""

OFTEN = 50
"""The most usual cells of a column, among which words such as `unknown` are looked for."""

MONTHS, DAYS = 12, 31
MAX_CODE_LENGTH = 3
CONTINENTS = frozenset({"AF", "AN", "AS", "EU", "NA", "OC", "SA"})
NO_COUNTRIES = frozenset({"EU", "OC"})
MIN_CONTINENTS = 4
"""Codes of continents, those of them that no country has, and how many there are of them where
none of these is: Afghanistan, Antarctica, Namibia and Saudi Arabia alone are not a usual list."""

_NUMBER = re.compile(r"[-+−]?\s*[\d\s.,'’]*\d[\d\s.,'’]*")
_PLAIN = re.compile(r"\d{1,12}")
_METRES = re.compile(
    r"[-+−]?(?:\d{4,8}(?:[.,]\d+)?|\d{1,3}([ ,.'’])\d{3}(?:\1\d{3})+(?:[.,]\d+)?|"
    r"\d{1,3}[ ,.'’]\d{3}[.,]\d+|\d{1,3}[ '’]\d{3})"
)
_PAIR = re.compile(r"[-+−]?\d{1,2}\.\d+\s*[,;/ ]\s*[-+−]?\d{1,3}\.\d+")
_BETWEEN_PARTS = re.compile(r"\s*[,;/|()]\s*|\s+[-–—]\s+")
_MONTH = re.compile(r"<m\d+>")
_FLAGS = frozenset(
    {
        "true", "false", "yes", "no", "vrai", "faux", "oui", "non", "wahr", "falsch", "ja", "nein",
        "verdadero", "falso", "si", "vero", "verdadeiro", "sim", "nao", "是", "否",
    }
)  # fmt: skip
_WORDS_ONLY = frozenset({"source", "place", "region", "originator", "status"})
"""Fields whose cells are words: no column of numbers is one."""

_AREAS = frozenset({"place", "region"})
_DATES = frozenset({"opened", "closed", "date"})
_NO_FLAGS = _WORDS_ONLY - {"status"} | {"title", "id"}
"""Fields that no column of yes and no can be, whatever its header."""


@dataclass(frozen=True)
class Column:
    """A column: its header, and its cells without the empty ones.

    Attributes:
        name: Its header.
        cells: All of its cells.
        filled: All cells that hold something.
    """

    name: str
    cells: Sequence[str]
    filled: Sequence[str]

    @classmethod
    def of(cls, name: str, cells: pd.Series[str]) -> Column:
        """The column of a table."""
        often = cells.value_counts().index[:OFTEN]
        blank = {"", *filter(is_blank, often)}
        every = list(cells)
        return cls(name, every, [cell for cell in every if cell not in blank])

    @property
    def rows(self) -> int:
        """How many cells there are, with the empty ones."""
        return len(self.cells)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """Up to `SAMPLED` different cells, in their order."""
        return tuple(dict.fromkeys(self.filled))[:SAMPLED]

    @cached_property
    def unique(self) -> float:
        """The share of filled cells that are different."""
        return len(set(self.filled)) / len(self.filled) if self.filled else 0.0

    @cached_property
    def share_filled(self) -> float:
        """The share of rows that have one."""
        return len(self.filled) / self.rows if self.rows else 0.0

    @cached_property
    def numbers(self) -> float:
        """The share of different cells that are numbers."""
        return self.share(is_number)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Cells that are whole numbers without a sign."""
        return tuple(int(cell) for cell in self.filled if _PLAIN.fullmatch(cell))

    def share(self, looks: Callable[[str], bool]) -> float:
        """The share of different cells that look like something."""
        return sum(map(looks, self.distinct)) / len(self.distinct) if self.distinct else 0.0

    def looks_like(self, field: str) -> float:
        """The share of different cells that look like a field; 1 where any text may be one."""
        return self.share(LOOKS[field]) if field in LOOKS else 1.0


def speaks_against(column: Column, field: str, *, is_named: bool) -> str:
    """Why the cells cannot be a field, in a few words; empty if they can.

    Args:
        column: The column.
        field: A name of `mapping.FIELDS`.
        is_named: Whether the header is a usual name of the field, word for word.
    """
    if not column.distinct:
        return ""
    checks: tuple[tuple[bool, Callable[[], bool], str], ...] = (
        (field in _NO_FLAGS, lambda: column.share(_is_flag) == 1, "its cells say yes and no"),
        (
            field in _WORDS_ONLY or (field == "title" and not is_named),
            lambda: column.numbers >= NEARLY_ALL,
            "its cells are numbers",
        ),
        (
            field == "title" and not is_named,
            lambda: column.share_filled < TITLE_FILLED,
            "most of its cells are empty",
        ),
        (
            field in _AREAS,
            lambda: column.share(is_pair_of_numbers) >= MIN_SHARE,
            "its cells are positions",
        ),
        (
            field in _AREAS,
            lambda: _are_parts_of_the_world(column),
            "its cells are parts of the world",
        ),
        (
            field == "country" and not is_named,
            lambda: _are_few_codes(column),
            "its cells are few codes of a few letters",
        ),
        (
            field == "country" and not is_named,
            lambda: are_other_codes(column.distinct),
            "its codes are those of divisions or continents",
        ),
        (
            field == "region" and len(column.distinct) > 1,
            lambda: (
                column.share(looks_like_country) >= NEARLY_ALL
                and not country_of_divisions(frozenset(column.distinct))
            ),
            "its cells are countries",
        ),
    )
    said = next((reason for concerns, is_so, reason in checks if concerns and is_so()), "")
    if field == "count":
        return _against_count(column)
    if field == "id":
        return _against_id(column, is_named=is_named)
    return said or (_against_date(column) if field in _DATES else "")


def are_other_codes(cells: Collection[str]) -> bool:
    """Whether cells that look like codes of countries are those of continents, or of divisions.

    `SA` is Saudi Arabia, South America, and South Australia.
    """
    codes = {cell.strip().upper() for cell in cells if cell}
    if any(len(code) > MAX_CODE_LENGTH for code in codes):
        return False
    if codes <= CONTINENTS:
        return len(codes) >= MIN_CONTINENTS or not codes.isdisjoint(NO_COUNTRIES)
    return bool(country_of_divisions(frozenset(codes)))


def _are_few_codes(column: Column) -> bool:
    is_short = all(len(cell) <= MAX_CODE_LENGTH for cell in column.distinct)
    return is_short and len(column.distinct) < MIN_CODES


def _are_parts_of_the_world(column: Column) -> bool:
    if set(column.distinct) <= CONTINENTS and are_other_codes(column.distinct):
        return True
    parts = column.share(is_world_region)
    return parts >= HALF and column.share(_is_world_region_or_country) >= NEARLY_ALL


def _is_world_region_or_country(cell: str) -> bool:
    return is_world_region(cell) or looks_like_country(cell)


def _against_count(column: Column) -> str:
    counts = column.counts
    if not counts:
        return ""
    steps = {after - before for before, after in pairwise(counts)}
    if len(counts) >= RUNNING and steps == {1}:
        return "its numbers run on from row to row"
    if any(re.search(r"[.,]\d", cell) for cell in column.distinct if is_number(cell)):
        return "its cells have fractions or thousands"
    if max(counts) > MAX_OF_A_ROW or sum(counts) / len(counts) > MEAN_OF_A_ROW:
        return f"its numbers, {min(counts):,} to {max(counts):,}, are too large for sites of a row"
    return ""


def _against_id(column: Column, *, is_named: bool) -> str:
    if column.rows == 1 or (is_named and min(column.unique, column.share_filled) >= HALF):
        return ""
    if column.unique < MIN_UNIQUE:
        return "several rows share a cell"
    if column.share_filled < MIN_FILLED:
        return "rows have none"
    return ""


def _against_date(column: Column) -> str:
    """A column of plain numbers is one of years, or of days as spreadsheets count them."""
    figures = [int(cell) for cell in column.distinct if _PLAIN.fullmatch(cell)]
    if len(figures) < NEARLY_ALL * len(column.distinct):
        return ""
    first, last = LIKELY_YEARS
    dated = [
        each
        for each in figures
        if looks_like_date(str(each)) and (first <= each <= last or each > LATEST_YEAR * 2)
    ]
    if len(dated) < MIN_YEARS * len(figures):
        return "its numbers are not years"
    return ""


def is_number(cell: str) -> bool:
    """Whether a cell is a number and nothing else."""
    return bool(_NUMBER.fullmatch(cell.strip()))


def looks_like_country(cell: str) -> bool:
    """Whether a cell is the name or code of a country."""
    return find_country_code(cell) is not None


def is_pair_of_numbers(cell: str) -> bool:
    """Whether a cell is a position, or two numbers with fractions that may be one."""
    return is_plain_position(cell) or bool(_PAIR.fullmatch(cell.strip()))


def names_country(cell: str) -> bool:
    """Whether one part of a cell is the name of a country: `Lima (Peru)`, `Peru, Lima`."""
    parts = [part for part in _BETWEEN_PARTS.split(cell) if len(part) >= MIN_NAME_LENGTH]
    return len(cell) <= MAX_NAME_LENGTH and len(parts) > 1 and any(map(looks_like_country, parts))


def looks_like_date(cell: str) -> bool:
    """Whether a cell can be read as a date."""
    return bool(read_date(cell).edtf)


def looks_like_written_date(cell: str) -> bool:
    """A date that is more than a number: four or five figures may as well be an amount."""
    reading = read_date(cell)
    return bool(reading.edtf) and not reading.is_counted and not _PLAIN.fullmatch(cell.strip())


def looks_like_year(cell: str) -> bool:
    """Whether a cell is four figures that may be a year of our time."""
    return bool(_PLAIN.fullmatch(cell)) and EARLIEST_YEAR <= int(cell) <= LATEST_YEAR


def looks_like_link(cell: str) -> bool:
    """Whether a cell holds the address of a page."""
    return bool(WRITTEN.search(cell))


def looks_like_month(cell: str) -> bool:
    """Whether a cell is a month, in figures or in words."""
    bare = cell.strip()
    if _PLAIN.fullmatch(bare):
        return 1 <= int(bare) <= MONTHS
    return bool(_MONTH.fullmatch(mark_words(plain_text(bare))))


def looks_like_day(cell: str) -> bool:
    """Whether a cell is a day of a month."""
    bare = cell.strip()
    return bool(_PLAIN.fullmatch(bare)) and 1 <= int(bare) <= DAYS


def _looks_like_end(cell: str) -> bool:
    return is_still_so(cell) or looks_like_date(cell)


def _looks_like_degrees(cell: str) -> bool:
    return bool(re.match(r"\s*[NSEWO]?\s*[-+−]?\d{1,3}(?:[.,°º\s]|$)", cell))


def _looks_like_two_degrees(cell: str) -> bool:
    return len(re.findall(r"\d+", cell)) > 1


def _has_figures(cell: str) -> bool:
    return any(each.isdigit() for each in cell)


def _is_flag(cell: str) -> bool:
    return fold_name(cell) in _FLAGS


def _looks_like_address(cell: str) -> bool:
    """Words with a number or parts, and neither an address of a page nor of a mailbox."""
    has_parts = "," in cell or any(map(str.isdigit, cell))
    return has_parts and any(map(str.isalpha, cell)) and "@" not in cell and "://" not in cell


def _looks_like_metres(cell: str) -> bool:
    """A number with more figures before its point than degrees have."""
    return bool(_METRES.fullmatch(cell.strip()))


LOOKS: Mapping[str, Callable[[str], bool]] = {
    "country": looks_like_country,
    "address": _looks_like_address,
    "opened": looks_like_date,
    "closed": _looks_like_end,
    "date": looks_like_date,
    "source": looks_like_link,
    "latitude": _looks_like_degrees,
    "longitude": _looks_like_degrees,
    "coordinates": _looks_like_two_degrees,
    "count": _has_figures,
    "month": looks_like_month,
    "day": looks_like_day,
    "easting": _looks_like_metres,
    "northing": _looks_like_metres,
    "system": is_system,
}
