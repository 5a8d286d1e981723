"""Rows of cells, as any format gives them, to one table with a header.

Sheets made by people open with a title, leave rows blank, call two columns the same and have
columns without a name. All of that is mended here and told in remarks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geodata.importing.faults import NoRowsError, TooManyRowsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HEADER_WITHIN = 20
"""Rows from the top among which the header is looked for."""

LONGEST_HEADER = 120
SHORT_CELL = 64
NAMED_AT_MOST = 8
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\ufeff\ufffe]")


@dataclass(frozen=True)
class Limits:
    """The most that is read of one file; what goes beyond is refused, not cut off.

    `size` and `unpacked` are bytes, of the file and of all that is packed in it.
    """

    size: int = 100 * 1024**2
    unpacked: int = 200 * 1024**2
    rows: int = 1_000_000
    columns: int = 500
    cells: int = 10_000_000


@dataclass(frozen=True)
class RawTable:
    """A table as it was found: every cell a text.

    Attributes:
        name: Of the file.
        cells: Columns by their headers, none twice; the index is the row number in the file,
            counted from 1 as a spreadsheet does.
        remarks: What a person should know of how it was read, a sentence each.
        sheet: The sheet that was read; empty where the format has none.
        sheets: All sheets that can be chosen.
    """

    name: str
    cells: pd.DataFrame
    remarks: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass
class _Rows:
    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def build_table(
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    limits: Limits,
    remarks: Sequence[str] = (),
    where: str = "",
) -> RawTable:
    """Find the header among numbered rows and make a table of what stands below it.

    Args:
        name: Of the file, for messages.
        rows: Row numbers from 1, and cells.
        limits: The most that is taken.
        remarks: What is known already.
        where: ` in sheet …`, for messages.

    Raises:
        NoRowsError: Nothing stands below the header.
        TooManyRowsError: There are more rows, columns or cells than the limits allow.
    """
    kept = _collect(name, rows, limits)
    if not kept.rows:
        raise NoRowsError(name, where)
    at = _header_position(kept.rows)
    body, numbers = kept.rows[at + 1 :], kept.numbers[at + 1 :]
    if not body:
        raise NoRowsError(name, where)
    width = max(map(len, kept.rows[at:]))
    used = [position for position in range(width) if _is_used(position, kept.rows[at], body)]
    headers, told = _headers([_cell(kept.rows[at], position) for position in used], used)
    columns = {
        header: [_cell(row, position) for row in body]
        for header, position in zip(headers, used, strict=True)
    }
    above = _told_above(kept.numbers[:at])
    return RawTable(
        name=name,
        cells=pd.DataFrame(columns, index=pd.Index(numbers), dtype="str"),
        remarks=(*remarks, *above, *told),
    )


def clean_text(text: str) -> str:
    """A cell without what cannot be seen: control marks, spaces around it, half characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    whole = text.encode("utf-8", "replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", whole).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", plain.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def _collect(name: str, rows: Iterable[tuple[int, Sequence[str]]], limits: Limits) -> _Rows:
    """The rows that hold anything; equal short cells share their memory."""
    kept, seen, cells = _Rows(), dict[str, str](), 0
    for number, row in rows:
        cleaned = [_shared(clean_text(cell), seen) for cell in _without_empty_end(row)]
        if not any(cleaned):
            continue
        cells += len(cleaned)
        if len(kept.rows) > limits.rows:
            raise TooManyRowsError(name, limits.rows, "rows")
        if len(cleaned) > limits.columns:
            raise TooManyRowsError(name, limits.columns, "columns")
        if cells > limits.cells:
            raise TooManyRowsError(name, limits.cells, "cells")
        kept.numbers.append(number)
        kept.rows.append(cleaned)
    return kept


def _without_empty_end(row: Sequence[str]) -> Sequence[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _shared(text: str, seen: dict[str, str]) -> str:
    return seen.setdefault(text, text) if len(text) <= SHORT_CELL else text


def _header_position(rows: Sequence[Sequence[str]]) -> int:
    """The first row that names at least half as many columns as the rows usually fill."""
    top = rows[:HEADER_WITHIN]
    usual = sorted(sum(map(bool, row)) for row in rows[: 5 * HEADER_WITHIN])
    middle = usual[len(usual) // 2]
    for position, row in enumerate(top):
        filled = sum(map(bool, row))
        if filled >= max(1, middle / 2) and (filled > 1 or middle <= 1):
            return position
    return 0


def _cell(row: Sequence[str], position: int) -> str:
    return row[position] if position < len(row) else ""


def _is_used(position: int, header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    return bool(_cell(header, position)) or any(_cell(row, position) for row in body)


def _headers(written: Sequence[str], positions: Sequence[int]) -> tuple[list[str], list[str]]:
    """A name of its own for each column, and what was changed to get there."""
    names: list[str] = []
    taken: set[str] = set()
    again, nameless = [], []
    for header, position in zip(written, positions, strict=True):
        base = " ".join(header.split())[:LONGEST_HEADER] or f"Column {column_letters(position)}"
        name = next(each for each in _numbered(base) if each.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
        if not header:
            nameless.append(name)
        elif name != base:
            again.append(name)
    told = []
    if again:
        told.append(
            "Headers that stand twice were numbered: " + _quoted(again) + ". Check which is meant."
        )
    if nameless:
        told.append("Columns without a header were named by their letter: " + _quoted(nameless))
    return names, told


def column_letters(position: int) -> str:
    """The letters of a column as spreadsheets count them: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base} ({number})"
        number += 1


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:NAMED_AT_MOST])
    return f"{shown}, …" if len(names) > NAMED_AT_MOST else shown


def _told_above(numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"Row {numbers[0]} above the header was passed over."]
    return [f"Rows {numbers[0]} to {numbers[-1]} above the header were passed over."]
