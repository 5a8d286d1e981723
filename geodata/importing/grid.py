"""Rows of cells, as any format gives them, to one table with a header.

What is skipped or renamed on the way is listed in remarks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geodata.characters import without_unseen
from geodata.importing.file_errors import NoRowsError, TooManyRowsError
from geodata.importing.header_rows import Header, find_foot, find_header, name_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geodata.importing.garbled_text import Garbled
    from geodata.importing.hyperlinks import Link

SHORT_CELL = 64
_HARD_SPACE = re.compile(r"(?<![\x80-\xff])[\u00a0\u202f]")
"""Spaces that do not break a line; behind some letters they may be the rest of a garbled one."""


@dataclass(frozen=True)
class Limits:
    """The most that is read of one file; what goes beyond is refused, not cut off.

    `size` and `unpacked` are bytes, of the file and of all that is packed in it; `characters` are
    those of one cell, several times as many as a spreadsheet lets one have.
    """

    size: int = 100 * 1024**2
    unpacked: int = 200 * 1024**2
    rows: int = 1_000_000
    columns: int = 500
    cells: int = 10_000_000
    characters: int = 131_072


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
        garbled: Texts whose letters look wrong; None if there are none.
        links: What hangs on cells, by row number and header.
        asides: What is above the header and below the table.
    """

    name: str
    cells: pd.DataFrame
    remarks: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    garbled: Garbled | None = None
    links: Mapping[tuple[int, str], Link] = field(default_factory=dict)
    asides: tuple[str, ...] = ()


@dataclass
class _Rows:
    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def build_table(  # noqa: PLR0913 - rows, and what a reader knows of them
    name: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    limits: Limits,
    remarks: Sequence[str] = (),
    where: str = "",
    links: Mapping[tuple[int, int], Link] | None = None,
    has_header: bool = False,
) -> RawTable:
    """Find the header among numbered rows and make a table of what is below it.

    Args:
        name: Of the file, for messages.
        rows: Row numbers from 1, and cells.
        limits: The most that is taken.
        remarks: What is known already.
        where: ` in sheet …`, for messages.
        links: What hangs on cells, by row number from 1 and position of the column from 0.
        has_header: Whether the first row names the columns, as in formats that have names for them:
            no other is looked for, and no row at the end is a sum.

    Raises:
        NoRowsError: Nothing is below the header.
        TooManyRowsError: There are more rows, columns or cells than the limits allow.
    """
    kept = _collect(name, rows, limits)
    if not kept.rows:
        raise NoRowsError(name, where)
    header = Header(tuple(kept.rows[0]), 0) if has_header else find_header(kept.rows)
    begin = header.at + 1
    end = len(kept.rows) - (0 if has_header else find_foot(kept.rows[begin:]))
    body, numbers = kept.rows[begin:end], kept.numbers[begin:end]
    if not body:
        raise NoRowsError(name, where)
    width = max(len(header.names), *map(len, body))
    used = [position for position in range(width) if _is_used(position, header.names, body)]
    headers, renamed = name_columns([_cell(header.names, position) for position in used], used)
    columns = {
        header: [_cell(row, position) for row in body]
        for header, position in zip(headers, used, strict=True)
    }
    return RawTable(
        name=name,
        cells=pd.DataFrame(columns, index=pd.Index(numbers), dtype="str"),
        remarks=(*remarks, *_remark_on_surroundings(kept.numbers, header, end), *renamed),
        asides=tuple(
            cell
            for row in (*kept.rows[: begin - header.rows], *kept.rows[end:])
            for cell in filter(None, row)
        ),
        links=_links_of_rows(links or {}, set(numbers), dict(zip(used, headers, strict=True))),
    )


def _links_of_rows(
    links: Mapping[tuple[int, int], Link], numbers: Collection[int], headers: Mapping[int, str]
) -> dict[tuple[int, str], Link]:
    return {
        (row, headers[position]): link
        for (row, position), link in links.items()
        if row in numbers and position in headers
    }


def clean_text(text: str) -> str:
    """A cell without what cannot be seen: control marks, spaces around it, half characters.

    What garbled letters are made of stays, for `letters` to look at.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    whole = text.encode("utf-8", "replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", whole).replace("\r\n", "\n").replace("\r", "\n")
    return without_unseen(_HARD_SPACE.sub(" ", plain), keep_c1=True).strip()


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
        if any(len(cell) > limits.characters for cell in cleaned):
            raise TooManyRowsError(name, limits.characters, "characters in a cell")
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


def _cell(row: Sequence[str], position: int) -> str:
    return row[position] if position < len(row) else ""


def _is_used(position: int, header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    return bool(_cell(header, position)) or any(_cell(row, position) for row in body)


def _remark_on_surroundings(numbers: Sequence[int], header: Header, end: int) -> list[str]:
    """What was taken for no row of the table, and where its header is if that is not plain."""
    above, below = numbers[: header.at + 1 - header.rows], numbers[end:]
    remarks = []
    if above:
        remarks.append(f"{_passed_over(above, 'above the header')}.")
    if not header.rows:
        remarks.append(
            f"Row {numbers[header.at + 1]} looks like data, so no header was taken: give the "
            "columns names in the sheet if it was one."
        )
    if header.rows > 1:
        remarks.append(
            f"The header takes two rows, {numbers[header.at - 1]} and {numbers[header.at]}."
        )
    if below:
        remarks.append(f"{_passed_over(below, 'below the table')}: a sum or a note.")
    return remarks


def _passed_over(numbers: Sequence[int], where: str) -> str:
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"Row {first} {where} was passed over"
    return f"Rows {first} to {last} {where} were passed over"
