"""How much a document can hold, and what to do with more.

A document of a huge selection would fill the memory, and no one could read it. A brief lists what
weighs most. An article counts records together that are alike, and lists what weighs most. What is
larger still is refused in a sentence before anything is written.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import GeodataError
from geodata.layer_specs import TEXTS
from layers.stored import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.selected import Positions
    from layers.selection import Selected

BASE_64 = 4 / 3
"""Characters of a byte."""

MAX_BRIEF_RECORDS = 2_000
"""In all tables of a brief: of more, it lists those that weigh most, and counts the rest."""

MAX_ARTICLE_BYTES = 5_000_000
"""Of a page: as much as a telephone opens."""

MAX_ARTICLE_GROUPS = 400_000
"""Of records that are counted together in a page; as many open in about 2 s on a computer."""

BYTES_BESIDE = 450_000
"""Of a page without its records: outlines, programs and words."""

BYTES_OF_A_RECORD = 30
"""Of its numbers and its mark, besides its texts."""

BYTES_OF_A_LIST = 2_150_000
"""Of the records that a page of groups lists, with their sources."""

BYTES_OF_A_GROUP, BYTES_OF_A_PLACE = 3, 16

SAMPLE, BLOCKS = 500, 5
"""Records of each layer by whose texts the size of all is estimated, and from how many places."""

MAX_WORKBOOK_RECORDS = 100_000
"""In all sheets: to write as many takes 11 s of the processor and 620 MB."""

MAX_REVIEWED_RECORDS = 100_000
"""Of an article that the app looks through record by record before it is handed over."""

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


class TooManyGroupsError(GeodataError, ValueError):
    """A selection is too large for an article, however its records are counted together."""

    def __init__(self, records: int, groups: int) -> None:
        self.records = records
        self.groups = groups
        super().__init__(
            f"An article of {records:,} records would be too large: even counted together by place "
            f"they are {groups:,} groups, more than a page of {MAX_ARTICLE_BYTES / 1e6:.0f} MB can "
            f"hold: {FEWER}, or export a picture or a table."
        )


def most_of_each(numbers: Iterable[int], total: int) -> int:
    """How many rows each table may have, so that all of them together have no more than a total.

    Short tables stay whole, and what they leave is shared among the others; each has one at least.
    """
    left, ordered = total, sorted(numbers)
    for at, number in enumerate(ordered):
        share = left // (len(ordered) - at)
        if number > share:
            return max(share, 1)
        left -= number
    return max([*ordered, 1])


def can_list_each(shown: Selected) -> bool:
    """Whether an article can hold each record of a selection, by an estimate of its bytes."""
    return estimate_bytes(shown) <= MAX_ARTICLE_BYTES


def estimate_bytes(shown: Selected) -> int:
    """How large an article of all records would be, by the texts of some of them."""
    size = BYTES_BESIDE
    for layer in shown.layers:
        number = shown.number(layer)
        if number:
            table = read_rows(shown.collection, layer, _sample(shown.rows[layer]))
            texts = table[[name for name in (*TEXTS, "id") if name in table]].to_csv(index=False)
            deflated = len(zlib.compress(texts.encode())) * BASE_64 / len(table)
            size += int(number * (deflated + BYTES_OF_A_RECORD))
    return size


def can_hold_groups(groups: int, places: int) -> bool:
    """Whether an article can hold so many groups of records at so many places."""
    size = BYTES_BESIDE + BYTES_OF_A_LIST + BYTES_OF_A_GROUP * groups + BYTES_OF_A_PLACE * places
    return groups <= MAX_ARTICLE_GROUPS and size <= MAX_ARTICLE_BYTES


def _sample(rows: Positions) -> Positions:
    """Some of all rows, from several places: a store reads neighbours together."""
    if len(rows) <= SAMPLE:
        return rows
    length = SAMPLE // BLOCKS
    starts = np.linspace(0, len(rows) - length, BLOCKS).astype(int)
    return np.concatenate([rows[start : start + length] for start in starts])


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
