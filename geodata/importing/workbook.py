"""XLSX: one sheet of a workbook, opened only after its sizes were looked at.

A workbook is a zip of XML. What it unpacks to is declared in its directory; every part is then
unpacked once, piece by piece, to see that it is no larger than that.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import re
import struct
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from geodata.importing.faults import (
    BrokenFileError,
    ImportFileError,
    NoRowsError,
    NotATableError,
    TooLargeError,
    TooManyRowsError,
    UnknownSheetError,
)
from geodata.importing.grid import Limits, RawTable, build_table
from geodata.importing.hyperlinks import read_links
from geodata.importing.own_workbook import sheets_of_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PARTS_AT_MOST = 5_000
MERGES_AT_MOST = 20_000
CHUNK = 1024**2
OVERLAP = 4096
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\s[^>]*/>)\s*"  # the end of a formula, and then no value
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?hidden=\"(?:1|true)\"")
UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError,
    OverflowError, zlib.error, struct.error, lzma.LZMAError,
)  # fmt: skip
"""What Python's zip reader raises on archives that are damaged, encrypted or packed oddly."""

_UNREADABLE = (
    *UNREADABLE_ARCHIVE, InvalidFileException, KeyError, TypeError, AttributeError,
    IndexError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises on workbooks that are not whole; XML faults are SyntaxError."""


@dataclass(frozen=True)
class _Traits:
    """What the cells alone do not show."""

    merged: tuple[str, ...]
    formulas: int
    unsaved: int
    hidden_rows: int


def read_workbook(data: bytes, name: str, limits: Limits, sheet: str = "") -> RawTable:
    """Read one sheet of a workbook; formulas by the values that were saved with them.

    Args:
        data: The file.
        name: For messages.
        limits: The most that is taken.
        sheet: Its name; empty takes the first one that is visible and holds something, and of an
            export the first that holds records.

    Raises:
        TooLargeError: It would unpack to more than the limits allow.
        NotATableError: It is a zip of something else.
        BrokenFileError: It is damaged.
        UnknownSheetError: It has no such sheet.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    _check_archive(data, name, limits)
    try:
        with closing(
            openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        ) as book:
            return _read_book(book, data, name, limits, sheet)
    except ImportFileError:
        raise
    except _UNREADABLE as error:
        raise BrokenFileError(name, "a workbook", "it is not whole") from error


def _check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Bound what opening the workbook can cost, by what its parts declare and by what they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.unpacked:
                raise TooLargeError(name, unpacked, limits.unpacked, "unpacks to")
            if len(parts) > PARTS_AT_MOST:
                raise TooManyRowsError(name, PARTS_AT_MOST, "parts")
            for part in parts:
                _unpack_in_pieces(archive, part)
    except ImportFileError:
        raise
    except UNREADABLE_ARCHIVE as error:
        raise BrokenFileError(name, "a workbook", "the archive is not whole") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = "an OpenDocument file" if "content.xml" in names else "an archive of other files"
        raise NotATableError(name, kind)


def _unpack_in_pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its declared end, where its checksum shows whether that was the true one."""
    with archive.open(part) as file:
        while file.read(CHUNK):
            pass


def _read_book(book: Any, data: bytes, name: str, limits: Limits, sheet: str) -> RawTable:
    sheets = tuple(each.title for each in book.worksheets)
    hidden = [each.title for each in book.worksheets if each.sheet_state != "visible"]
    if sheet and sheet not in sheets:
        raise UnknownSheetError(name, sheet, sheets)
    visible = [each for each in book.worksheets if each.title not in hidden]
    wanted = [book[sheet]] if sheet else sheets_of_records(visible or book.worksheets)
    for page in wanted:
        try:
            return _read_sheet(page, data, name, limits, sheets, hidden)
        except NoRowsError:
            if page is wanted[-1]:
                raise
    raise NoRowsError(name)


def _read_sheet(  # noqa: PLR0913, PLR0917 - a sheet and what surrounds it
    page: Any,
    data: bytes,
    name: str,
    limits: Limits,
    sheets: tuple[str, ...],
    hidden: Sequence[str],
) -> RawTable:
    page.reset_dimensions()
    traits = _traits(data, page._worksheet_path, name)  # noqa: SLF001 - the one way to a sheet's part
    fills = _Fills(traits.merged)
    rows = (
        (number, fills.fill(number, [_text(value) for value in row]))
        for number, row in enumerate(_bounded(page, name, limits), start=1)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = read_links(archive, page._worksheet_path)  # noqa: SLF001 - the same
    remarks = (
        *_told_of_sheets(sheets, hidden, page.title),
        *_told_of_cells(traits),
        *links.remarks,
    )
    table = build_table(
        name,
        rows,
        limits=limits,
        remarks=remarks,
        where=f" in the sheet {page.title!r}",
        links=links.at,
    )
    return replace(table, sheet=page.title, sheets=sheets)


def _bounded(page: Any, name: str, limits: Limits) -> Iterator[Sequence[object]]:
    for row in page.iter_rows(values_only=True):
        if len(row) > limits.columns and any(value is not None for value in row[limits.columns :]):
            raise TooManyRowsError(name, limits.columns, "columns")
        yield row[: limits.columns]


def _traits(data: bytes, path: str, name: str) -> _Traits:
    """Look through the XML of a sheet in pieces: what is merged, computed and hidden."""
    merged: list[str] = []
    counts = dict.fromkeys((_FORMULA, _UNSAVED, _HIDDEN_ROW), 0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as part:
        before = b""
        while piece := part.read(CHUNK):
            text, seen = before + piece, len(before)
            ends = {pattern: [m.end() for m in pattern.finditer(text)] for pattern in counts}
            for pattern, found in ends.items():
                counts[pattern] += sum(end > seen for end in found)
            merged += [match[1].decode() for match in _MERGE.finditer(text) if match.end() > seen]
            if len(merged) > MERGES_AT_MOST:
                raise TooManyRowsError(name, MERGES_AT_MOST, "merged cells")
            before = text[-OVERLAP:]
    return _Traits(tuple(merged), counts[_FORMULA], counts[_UNSAVED], counts[_HIDDEN_ROW])


class _Fills:
    """Gives the cells of a merged block the value that only its first cell has.

    Blocks over several columns and one row are titles: they are left as they are.
    """

    def __init__(self, merged: Sequence[str]) -> None:
        self._blocks: dict[int, list[tuple[int, int, int]]] = {}
        self._open: list[tuple[int, int, int, str]] = []
        for text in merged:
            left, top, right, bottom = (bound or 1 for bound in range_boundaries(text))
            if bottom > top:
                self._blocks.setdefault(top, []).append((left - 1, right - 1, bottom))

    def fill(self, number: int, row: list[str]) -> list[str]:
        """The cells of a row, in the order of the rows."""
        self._open = [block for block in self._open if block[2] >= number]
        if self._open and any(row):
            row = [*row, *[""] * (max(block[1] for block in self._open) + 1 - len(row))]
            for left, right, _, value in self._open:
                row[left : right + 1] = [value, *[""] * (right - left)]
        for left, right, bottom in self._blocks.get(number, ()):
            value = row[left] if left < len(row) else ""
            self._open.append((left, right, bottom, value))
        return row


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, floats skip integers
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def _told_of_sheets(sheets: Sequence[str], hidden: Sequence[str], read: str) -> list[str]:
    told = []
    if len(sheets) > 1 and read:
        others = ", ".join(f"“{each}”" for each in sheets if each != read and each not in hidden)
        told.append(f"Sheet “{read}” was read" + (f", not {others}." if others else "."))
    left = [each for each in hidden if each != read]
    if left:
        told.append("Hidden sheets were not read: " + ", ".join(f"“{each}”" for each in left) + ".")
    return told


def _told_of_cells(traits: _Traits) -> list[str]:
    counted: Mapping[str, int] = {
        "Merged cells: each row that a block spans was given its value ({n} blocks).": len(
            traits.merged
        ),
        "Formulas: the values saved with them were taken ({n} cells).": traits.formulas,
        "Formulas without a saved value are blank ({n} cells): open the workbook, save it, and "
        "take that.": traits.unsaved,
        "Hidden rows were read like the others ({n} rows).": traits.hidden_rows,
    }
    return [sentence.format(n=f"{count:,}") for sentence, count in counted.items() if count]
