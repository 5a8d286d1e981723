"""How many records a document can hold, and what to do with more.

A document of a huge selection would fill the memory, and nobody could read it: it is refused in a
sentence before anything is written. Every export asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from geodata.errors import GeodataError
from layers.selection import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.collection import Collection
    from layers.selection import Selected

MAX_BRIEF_RECORDS = 2_000
"""Set as PDF, each record takes about half a megabyte of memory while its pages are broken."""

MAX_ARTICLE_RECORDS = 75_000
"""A page holds the texts of all its records; with as many a telephone still opens it."""

MAX_WORKBOOK_RECORDS = 100_000
"""In all sheets: to write as many takes 11 s of the processor and 620 MB."""

FEWER = "narrow the selection, such as to a few countries or years"


class TooManyRecordsError(GeodataError, ValueError):
    """A selection is too large for a kind of document."""

    def __init__(self, document: str, number: int, most: int, remedy: str) -> None:
        self.document = document
        self.number = number
        self.most = most
        super().__init__(
            f"{document} of {number:,} records would be too large, {most:,} are the most: {remedy}."
        )


def refuse_large_brief(collection: Collection, countries: Iterable[str]) -> None:
    """Refuse a brief on countries with more records than can be set and read.

    Raises:
        TooManyRecordsError: They have.
    """
    asked = tuple(countries)
    if not holds_brief(collection, asked):
        number = _count_of_all(collection, asked)
        options = " ".join(f"--country {code}" for code in asked)
        remedy = f"export them as a table, `mapapp export table {options} -o records.csv`"
        if len(asked) > 1:
            remedy = f"write a brief for each country, or {remedy}"
        names = " and ".join(map(country_name, asked))
        raise TooManyRecordsError(f"A brief on {names}", number, MAX_BRIEF_RECORDS, remedy)


def holds_brief(collection: Collection, countries: Iterable[str]) -> bool:
    """Whether a brief can hold what is on record of some countries."""
    return _count_of_all(collection, countries) <= MAX_BRIEF_RECORDS


def refuse_large_article(shown: Selected) -> None:
    """Refuse an article of more records than a reader's device can open.

    Raises:
        TooManyRecordsError: There are more.
    """
    _refuse(shown, "An article", MAX_ARTICLE_RECORDS, f"{FEWER}, or export a picture or a table")


def refuse_large_workbook(shown: Selected) -> None:
    """Refuse a workbook of more records than can be opened.

    Raises:
        TooManyRecordsError: There are more.
    """
    _refuse(shown, "A workbook", MAX_WORKBOOK_RECORDS, f"export .csv or .parquet, or {FEWER}")


def _refuse(shown: Selected, document: str, most: int, remedy: str) -> None:
    number = sum(map(shown.number, shown.layers))
    if number > most:
        raise TooManyRecordsError(document, number, most, remedy)


def _count_of_all(collection: Collection, countries: Iterable[str]) -> int:
    return sum(_count_records(collection, code) for code in countries)


def _count_records(collection: Collection, code: str) -> int:
    """The records that name a country as host."""
    shown = whole(collection)
    counts = (shown.grouped(layer, "hosts") for layer in shown.layers)
    return sum(number for each in counts for hosts, number in each.each_record() if code in hosts)
