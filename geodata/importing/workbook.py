"""XLSX: one sheet of a workbook, opened only after its sizes were looked at.

A workbook is a zip of XML. What it unpacks to is declared in its directory; every part is then
unpacked once, piece by piece, to see that it is no larger than that.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS

from geodata.archives import UNREADABLE_ARCHIVE
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
from geodata.importing.hyperlinks import Links, read_links
from geodata.importing.mapping import count_fields
from geodata.importing.own_workbook import sheets_of_records
from geodata.importing.sheet_xml import Sheet, read_first_row, read_shared_texts, read_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARTS_AT_MOST = 5_000
CHUNK = 1024**2
DENSEST = 100
"""How much a part may unpack to, in times of its size: real sheets stay far below, bombs above."""

ENOUGH_FIELDS = 5
"""A sheet whose columns say so many things of places is the table: no other is looked at."""

FREE_OF_THAT = 10 * CHUNK  # a part that unpacks to less may be as dense as it likes
_UNREADABLE = (
    *UNREADABLE_ARCHIVE, InvalidFileException, KeyError, TypeError, AttributeError,
    IndexError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises on workbooks that are not whole; XML faults are SyntaxError."""


def read_workbook(data: bytes, name: str, limits: Limits, sheet: str = "") -> RawTable:
    """Read one sheet of a workbook; formulas by the values that were saved with them.

    Args:
        data: The file.
        name: For messages.
        limits: The most that is taken.
        sheet: Its name; empty takes the visible one whose columns say most of places, the first of
            those that say as much, and of an export the first that holds records.

    Raises:
        TooLargeError: It would unpack to more than the limits allow.
        NotATableError: It is a zip of something else.
        BrokenFileError: It is damaged.
        UnknownSheetError: It has no such sheet.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    _check_archive(data, name, limits)
    try:
        with closing(_Book(data, name, limits)) as book:
            return _read_book(book, sheet)
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
                if part.file_size > max(FREE_OF_THAT, DENSEST * part.compress_size):
                    raise TooLargeError(name, part.file_size, FREE_OF_THAT, "unpacks to")
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


class _Book:
    """A workbook: its sheets, its texts, and which styles make a number a date."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        reader = ExcelReader(io.BytesIO(data), keep_links=False)
        self._archive = reader.archive
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self._styles: Any = reader.wb  # its stubs leave out what its own reader asks for
        self._texts_part = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        files = set(reader.valid_files)
        self._sheets = {
            sheet.name: (rel.target, sheet.state)
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in files and rel.Type.endswith("/worksheet")
        }

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the sheets that hold cells."""
        return tuple(self._sheets)

    @property
    def hidden(self) -> list[str]:
        """The sheets that a person does not see."""
        return [title for title, (_, state) in self._sheets.items() if state != "visible"]

    @cached_property
    def _texts(self) -> list[str]:
        if self._texts_part is None:
            return []
        with self._archive.open(self._texts_part.PartName[1:]) as part:
            return read_shared_texts(part, self.name, self.limits)

    def read(self, title: str) -> Sheet:
        """What stands in a sheet."""
        with self._archive.open(self._sheets[title][0]) as part:
            return read_sheet(part, self.name, self.limits, self._converted)

    def header(self, title: str) -> list[str]:
        """The cells of the first row of a sheet that is not empty."""
        with self._archive.open(self._sheets[title][0]) as part:
            return read_first_row(part, self.name, self.limits, self._converted)

    def links(self, title: str) -> Links:
        """The addresses behind the cells of a sheet."""
        return read_links(self._archive, self._sheets[title][0])

    def close(self) -> None:
        """Close the file."""
        self._archive.close()

    def _converted(self, kind: str, value: str, style: str) -> str:
        """The text of a cell as a person reads it."""
        if kind == "s":
            return self._texts[int(value)]
        if kind == "n":
            return self._number(value, int(style or 0))
        if kind == "b":
            return str(bool(int(value)))
        if kind == "d":
            return _text(from_ISO8601(value))  # type: ignore[no-untyped-call]
        return value

    def _number(self, value: str, style: int) -> str:
        number = float(value) if "." in value or "E" in value or "e" in value else int(value)
        book = self._styles
        if style not in book._date_formats:  # noqa: SLF001 - openpyxl's own reader asks it so
            return _text(number)
        is_span = style in book._timedelta_formats  # noqa: SLF001
        try:
            return _text(from_excel(number, book.epoch, timedelta=is_span))
        except (OverflowError, ValueError):
            return "#VALUE!"


def _read_book(book: _Book, sheet: str) -> RawTable:
    if sheet and sheet not in book.titles:
        raise UnknownSheetError(book.name, sheet, book.titles)
    visible = [title for title in book.titles if title not in book.hidden]
    wanted = [sheet] if sheet else sheets_of_records(visible or book.titles, book.header)
    best, most = None, -1
    for title in wanted:
        try:
            table = _read_table(book, title)
        except NoRowsError:
            if best is None and title is wanted[-1]:
                raise
            continue
        told = count_fields(table) if len(wanted) > 1 else 0
        if told > most:
            best, most = table, told
        if most >= ENOUGH_FIELDS:
            break
    if best is None:
        raise NoRowsError(book.name)
    return best


def _read_table(book: _Book, title: str) -> RawTable:
    found = book.read(title)
    fills = _Fills(found.merged, book.limits.columns)
    rows = ((number, fills.fill(number, row)) for number, row in found.rows.items())
    links = book.links(title)
    remarks = (
        *_told_of_sheets(book.titles, book.hidden, title),
        *_told_of_cells(found),
        *links.remarks,
    )
    table = build_table(
        book.name,
        rows,
        limits=book.limits,
        remarks=remarks,
        where=f" in the sheet {title!r}",
        links=links.at,
    )
    return replace(table, sheet=title, sheets=book.titles)


class _Fills:
    """Gives the cells of a merged block the value that only its first cell has.

    Blocks over several columns and one row are titles: they are left as they are. Of blocks that
    begin in one column, which no program makes overlap, one is open at a time.
    """

    def __init__(self, merged: Sequence[tuple[int, int, int, int]], columns: int) -> None:
        self._blocks: dict[int, list[tuple[int, int, int]]] = {}
        self._open: dict[int, tuple[int, int, str]] = {}
        for left, top, right, bottom in merged:
            if bottom > top and left <= columns:
                self._blocks.setdefault(top, []).append((left - 1, min(right, columns) - 1, bottom))

    def fill(self, number: int, row: list[str]) -> list[str]:
        """The cells of a row, in the order of the rows."""
        if self._open:
            self._open = {at: block for at, block in self._open.items() if block[1] >= number}
        for left, (right, _, value) in self._open.items():
            row = [*row, *[""] * (right + 1 - len(row))]
            row[left : right + 1] = [value, *[""] * (right - left)]
        for left, right, bottom in self._blocks.get(number, ()):
            self._open[left] = right, bottom, row[left] if left < len(row) else ""
        return row


def _text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, floats skip integers
        return str(int(value))
    return str(value)


def _told_of_sheets(sheets: Sequence[str], hidden: Sequence[str], read: str) -> list[str]:
    told = []
    if len(sheets) > 1 and read:
        others = ", ".join(f"“{each}”" for each in sheets if each != read and each not in hidden)
        told.append(f"Sheet “{read}” was read" + (f", not {others}." if others else "."))
    left = [each for each in hidden if each != read]
    if left:
        told.append("Hidden sheets were not read: " + ", ".join(f"“{each}”" for each in left) + ".")
    return told


def _told_of_cells(sheet: Sheet) -> list[str]:
    counted: Mapping[str, int] = {
        "Merged cells: each row that a block spans was given its value ({n} blocks).": len(
            sheet.merged
        ),
        "Formulas: the values saved with them were taken ({n} cells).": sheet.formulas,
        "Formulas without a saved value are blank ({n} cells): open the workbook, save it, and "
        "take that.": sheet.unsaved,
        "Hidden rows were read like the others ({n} rows).": sheet.hidden_rows,
    }
    return [sentence.format(n=f"{count:,}") for sentence, count in counted.items() if count]
