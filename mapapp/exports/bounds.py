"""How many records a document can hold, and what to do with more.

A document of a huge selection would fill the memory, and nobody could read it. A brief lists what
weighs most; other documents are refused in a sentence before anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from layers.selection import Selected

MAX_BRIEF_RECORDS = 2_000
"""In all tables of a brief: of more, it lists those that weigh most, and counts the rest."""

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
