"""Spreadsheets other than XLSX, by calamine: ODS of LibreOffice, XLS of old, and binary XLSB."""

from __future__ import annotations

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
from geodata.importing.faults import BrokenFileError, NotATableError, TooManyRowsError
from geodata.importing.grid import Limits, RawTable, build_table
from geodata.importing.sheet_cells import Fills, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        _rows(sheet, Fills(merged, limits.columns)),
        limits=limits,
        remarks=remarks,
        where=f" in the sheet {sheet.name!r}",
    )


def _rows(sheet: CalamineSheet, fills: Fills) -> Iterator[tuple[int, list[str]]]:
    """The rows from the first of the sheet; calamine leaves out columns before the first cell."""
    _, left = sheet.start or (0, 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, fills.fill(number, [""] * left + list(map(cell_text, row)))
