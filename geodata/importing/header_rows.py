"""Where the header of a sheet is, what its columns are called, and what is not a row of it.

Sheets made by people open with a title, have headers of two rows, call two columns the same, leave
columns without a name, and end with a sum or a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from geodata.importing.column_cells import (
    is_number,
    looks_like_country,
    looks_like_link,
    looks_like_year,
)
from geodata.importing.column_names import is_usual_name
from geodata.importing.column_scores import NEARLY_ALL
from geodata.importing.header_words import likenesses
from geodata.importing.identifiers import FreeNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = Sequence[str]

HEADER_WITHIN = 20
"""Rows from the top among which the header is looked for."""

MIN_USUAL_NAMES = 2
"""How many usual names of columns make a row a header, whatever else is above it."""

SAMPLED = 100
MAX_HEADER_LENGTH = 120
MAX_NAMED = 8
MIN_CELLS = 4
FOOT_WITHIN = 5
MIN_NOTE_LENGTH = 30  # characters
_SUMS = frozenset(
    {
        "total", "totals", "grand total", "sum", "total général", "somme", "suma", "total general",
        "totale", "somma", "summe", "gesamt", "gesamtsumme", "insgesamt", "soma", "total geral",
        "合计", "总计", "итого", "всего",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """The header of a sheet.

    Attributes:
        names: As written, by the position of the column; empty where there is none.
        at: The position of its last row among the rows.
        rows: How many rows it takes; 0 if there is none, and the first row is a record.
    """

    names: tuple[str, ...]
    at: int
    rows: int = 1


def find_header(rows: Sequence[Row]) -> Header:
    """Find the header among the first rows; a row of groups above it belongs to it.

    It is the first row that fills at least half as many columns as the rows usually do, or one of
    the next two if that holds more of the names that columns usually have.
    """
    at = _first_wide_row(rows)
    known = [_count_usual_names(rows, position) for position in range(at, min(at + 3, len(rows)))]
    if max(known) >= MIN_USUAL_NAMES:
        at += known.index(max(known))
    names = tuple(rows[at])
    if max(known) == 0 and _looks_like_data(rows, at):
        return Header((), at - 1, 0)
    if at and max(known) >= MIN_USUAL_NAMES and _is_of_groups(rows[at - 1], names):
        return Header(_with_groups(rows[at - 1], names), at, 2)
    return Header(names, at)


def find_foot(rows: Sequence[Row]) -> int:
    """How many rows at the end are not records: sums, and sentences under a wide table.

    A last row that only names a place is a record.
    """
    if not rows or (usual := _usual_width(rows)) < MIN_CELLS:
        return 0
    count = 0
    for row in reversed(rows[-FOOT_WITHIN:]):
        filled = [cell for cell in row if cell]
        is_note = len(filled) == 1 and len(filled[0]) >= MIN_NOTE_LENGTH
        if not (is_note or _is_sum(filled, usual)):
            break
        count += 1
    return count if count < len(rows) else 0


def name_columns(written: Sequence[str], positions: Sequence[int]) -> tuple[list[str], list[str]]:
    """A name of its own for each column, and what was changed to get there.

    Args:
        written: The headers.
        positions: Where the columns are in the sheet, 0 for A.
    """
    names: list[str] = []
    free = FreeNames(form="{} ({})", alike=str.casefold)
    again, nameless = [], []
    for header, position in zip(written, positions, strict=True):
        base = " ".join(header.split())[:MAX_HEADER_LENGTH] or f"Column {column_letters(position)}"
        name = free.take(base)
        names.append(name)
        if not header:
            nameless.append(name)
        elif name != base:
            again.append(name)
    remarks = []
    if again:
        remarks.append(
            "Duplicate headers were numbered: " + _quoted(again) + ". Check which is meant."
        )
    if nameless:
        remarks.append(
            "Columns without a header were named by their letter: " + _quoted(nameless) + "."
        )
    return names, remarks


def column_letters(position: int) -> str:
    """The letters of a column as spreadsheets count them: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _first_wide_row(rows: Sequence[Row]) -> int:
    usual = _usual_width(rows)
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        filled = sum(map(bool, row))
        if filled >= max(1, usual / 2) and (filled > 1 or usual <= 1):
            return position
    return 0


def _looks_like_data(rows: Sequence[Row], at: int) -> bool:
    """Whether a row holds numbers or countries where the rows below it do, and names no column."""
    filled = [cell for cell in rows[at] if cell]
    if sum(map(bool, map(likenesses, filled))) * 2 > len(filled):
        return False
    below = rows[at + 1 : at + 1 + SAMPLED]
    for position, cell in enumerate(rows[at]):
        column = [row[position] for row in below if position < len(row) and row[position]]
        for looks in (_is_plain_number, looks_like_country, looks_like_link):
            if column and looks(cell) and sum(map(looks, column)) >= NEARLY_ALL * len(column):
                return True
    return False


def _is_plain_number(cell: str) -> bool:
    """A number that is not a year: years are in the headers of sheets with a column for each."""
    return is_number(cell) and not looks_like_year(cell)


def _count_usual_names(rows: Sequence[Row], at: int) -> int:
    """How many usual names of columns a row holds that no other row has in their column."""
    others = [row for position, row in enumerate(rows[:SAMPLED]) if position != at]
    return sum(
        is_usual_name(cell) and not any(column < len(row) and row[column] == cell for row in others)
        for column, cell in enumerate(rows[at])
        if cell
    )


def _usual_width(rows: Sequence[Row]) -> int:
    widths = sorted(sum(map(bool, row)) for row in rows[:SAMPLED])
    return widths[len(widths) // 2]


def _is_of_groups(above: Row, names: Row) -> bool:
    """Whether a row names several columns at once: a few words, and no figures."""
    filled = [cell for cell in above if cell]
    named = sum(any(pair) for pair in zip_longest(above, names))
    is_of_words = not any(character.isdigit() for cell in filled for character in cell)
    return 1 < len(filled) < named and is_of_words


def _with_groups(above: Row, names: Row) -> tuple[str, ...]:
    """The names, with that of their group where they have none of their own or share it."""
    width = max(len(names), len(above))
    own = [*above, *[""] * (width - len(above))]
    names = [*names, *[""] * (width - len(names))]
    groups: Iterator[str] = accumulate(own, lambda group, word: word or group)
    shared = {name for name in names if name and names.count(name) > 1}
    return tuple(
        f"{group}: {name}" if name in shared and group else name or word
        for name, group, word in zip(names, groups, own, strict=True)
    )


def _is_sum(filled: Sequence[str], usual: int) -> bool:
    return len(filled) <= max(2, usual / 2) and filled[0].strip(" :.").casefold() in _SUMS


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:MAX_NAMED])
    return f"{shown}, …" if len(names) > MAX_NAMED else shown
