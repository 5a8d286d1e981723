"""Spreadsheets other than XLSX, by calamine: ODS of LibreOffice, XLS of old, and binary XLSB."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from geodata.importing.choosing import read_chosen
from geodata.importing.file_errors import BrokenFileError, NotATableError, TooManyRowsError
from geodata.importing.grid import Limits, RawTable, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet

KIND = "a spreadsheet"
_ARCHIVE, _CELLS = b"PK", "content.xml"
_LOOKED_AT = 1024**2
_BEFORE_TABLE = re.compile(rb"(?<=>)\s+(?=</?table:)")
_AFTER_TABLE = re.compile(rb"(<table:(?:table|table-row|table-cell)\b[^<>]*>)\s+(?=<)")


def read_spreadsheet(data: bytes, name: str, limits: Limits, sheet: str = "") -> RawTable:
    """Read one sheet, chosen as in `read_workbook`; links behind cells are not in it.

    Raises:
        NotATableError: It is a document without sheets, or locked with a password.
        BrokenFileError: It is damaged.
        UnknownSheetError: It has no such sheet.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    try:
        with closing(CalamineWorkbook.from_filelike(io.BytesIO(_without_indents(data)))) as book:
            known = {each.name: each.visible for each in book.sheets_metadata}
            hidden = [title for title, seen in known.items() if seen != SheetVisibleEnum.Visible]
            if not known:
                raise NotATableError(name, "a document without sheets")
            return read_chosen(
                name,
                tuple(known),
                lambda title: _read(book.get_sheet_by_name(title), name, limits),
                chosen=sheet,
                hidden=hidden,
            )
    except PasswordError as error:
        raise NotATableError(name, "a spreadsheet that is locked with a password") from error
    except (CalamineError, OSError, UnicodeError, zipfile.BadZipFile) as error:
        raise BrokenFileError(name, KIND, "it is not whole") from error


def _without_indents(data: bytes) -> bytes:
    """A workbook without spaces and lines between its cells, which calamine takes for content.

    OpenDocument allows them, and GDAL and programs that indent XML write them.
    """
    if not (data.startswith(_ARCHIVE) and _has_indents(data)):
        return data
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as book,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as mended,
    ):
        for part in book.namelist():
            content = book.read(part)
            if part == _CELLS:
                content = _AFTER_TABLE.sub(rb"\1", _BEFORE_TABLE.sub(b"", content))
            mended.writestr(part, content)
    return packed.getvalue()


def _has_indents(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if _CELLS not in book.namelist():
            return False
        with book.open(_CELLS) as part:
            head = part.read(_LOOKED_AT)
    return bool(_BEFORE_TABLE.search(head))


def _read(sheet: CalamineSheet, name: str, limits: Limits) -> RawTable:
    if sheet.total_width > limits.columns:
        raise TooManyRowsError(name, limits.columns, "columns")
    if sheet.height > limits.rows + 1:  # and its header
        raise TooManyRowsError(name, limits.rows, "rows")
    merged = [
        (left + 1, top + 1, right + 1, bottom + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    remarks = [
        f"Merged cells: each row that a block spans was given its value ({len(merged):,} blocks)."
    ] * bool(merged)
    return build_table(
        name,
        _rows(sheet, MergedCellFiller(merged, limits.columns)),
        limits=limits,
        remarks=remarks,
        where=f" in the sheet {sheet.name!r}",
    )


def _rows(sheet: CalamineSheet, fills: MergedCellFiller) -> Iterator[tuple[int, list[str]]]:
    """The rows from the first of the sheet; calamine leaves out columns before the first cell."""
    _, left = sheet.start or (0, 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, fills.fill(number, [""] * left + list(map(cell_text, row)))


def cell_text(value: object) -> str:
    """A value as a person would write it: dates without the time, whole numbers without a point."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, floats skip integers
        return str(int(value))
    return str(value)


class MergedCellFiller:
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
