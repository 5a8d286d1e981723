"""CSV as we write it: UTF-8, lines ended by a line feed, the header row first."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from geodata.formulas import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable


_LINE_END = re.compile(r"\r\n?")  # Python's writer does not quote a carriage return alone


def write_csv(
    columns: Iterable[str], rows: Iterable[Iterable[object]], *, for_spreadsheets: bool = False
) -> bytes:
    """Write a table.

    Args:
        columns: Their names.
        rows: Cells in the order of the columns; truth is written `true` and `false`,
            every end of a line as a line feed.
        for_spreadsheets: Whether to mark texts that a spreadsheet would run as formulas. Tables of
            a collection are not: they are read back by programs, and stay as they are.
    """
    data = io.BytesIO()
    file = io.TextIOWrapper(data, "utf-8", newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(cell, for_spreadsheets=for_spreadsheets) for cell in row])
    file.flush()
    return data.getvalue()


def with_mark(data: bytes) -> bytes:
    """Text in UTF-8 behind the byte order mark, without which spreadsheets take it for another."""
    return codecs.BOM_UTF8 + data


def _cell(cell: object, *, for_spreadsheets: bool) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    if not isinstance(cell, str):
        return cell
    text = safe_text(cell) if for_spreadsheets else cell
    return _LINE_END.sub("\n", text) if "\r" in text else text
