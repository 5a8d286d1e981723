"""XLSX: one sheet of a workbook, opened only after its sizes were looked at.

A workbook is a zip of XML; `packed` looks at its sizes.
"""

from __future__ import annotations

import io
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
from geodata.exported import is_exported
from geodata.importing.choosing import list_other_tables, read_fullest
from geodata.importing.file_errors import (
    BrokenFileError,
    ImportFileError,
    UnknownSheetError,
)
from geodata.importing.grid import Limits, RawTable, build_table
from geodata.importing.hyperlinks import Links, read_links
from geodata.importing.sheet_xml import Sheet, read_first_row, read_shared_texts, read_sheet
from geodata.importing.spreadsheets import MergedCellFiller, cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

KIND = "a workbook"
_UNREADABLE = (
    *UNREADABLE_ARCHIVE, InvalidFileException, KeyError, TypeError, AttributeError,
    IndexError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises on workbooks that are not whole; XML faults are SyntaxError."""


def read_workbook(data: bytes, name: str, limits: Limits, sheet: str = "") -> RawTable:
    """Read one sheet of a workbook; formulas by the values that were saved with them.

    Args:
        data: The file; `check_archive` has looked at it.
        name: For messages.
        limits: The most that is taken.
        sheet: Its name; empty takes the visible one whose columns say most of places, the first of
            those that say as much, and of an export the first that holds records.

    Raises:
        BrokenFileError: It is damaged.
        UnknownSheetError: It has no such sheet.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    try:
        with closing(_Book(data, name, limits)) as book:
            return _read_book(book, sheet)
    except ImportFileError:
        raise
    except _UNREADABLE as error:
        raise BrokenFileError(name, KIND, "it is not whole") from error


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
        """What is in a sheet."""
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
            return cell_text(from_ISO8601(value))  # type: ignore[no-untyped-call]
        return value

    def _number(self, value: str, style: int) -> str:
        number = float(value) if "." in value or "E" in value or "e" in value else int(value)
        book = self._styles
        if style not in book._date_formats:  # noqa: SLF001 - openpyxl's own reader asks it so
            return cell_text(number)
        is_span = style in book._timedelta_formats  # noqa: SLF001
        try:
            return cell_text(from_excel(number, book.epoch, timedelta=is_span))
        except (OverflowError, ValueError):
            return "#VALUE!"


def _read_book(book: _Book, sheet: str) -> RawTable:
    if sheet and sheet not in book.titles:
        raise UnknownSheetError(book.name, sheet, book.titles)
    visible = [title for title in book.titles if title not in book.hidden]
    wanted = sheets_of_records(visible or book.titles, book.header)
    return read_fullest(
        book.name, [sheet] if sheet else wanted, lambda title: _read_table(book, title)
    )


def _read_table(book: _Book, title: str) -> RawTable:
    found = book.read(title)
    fills = MergedCellFiller(found.merged, book.limits.columns)
    rows = ((number, fills.fill(number, row)) for number, row in found.rows.items())
    links = book.links(title)
    remarks = (
        *list_other_tables(book.titles, book.hidden, title),
        *_remark_on_cells(found),
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


def _remark_on_cells(sheet: Sheet) -> list[str]:
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


def sheets_of_records(
    sheets: Sequence[str], header: Callable[[str], Iterable[str]]
) -> Sequence[str]:
    """The sheets of an export that hold a layer, in their order; of another workbook, all.

    Args:
        sheets: Their names.
        header: Gives the first row of a sheet.
    """
    return [sheet for sheet in sheets if is_exported(header(sheet))] or sheets
