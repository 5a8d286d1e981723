"""A selection as a workbook: a sheet that explains, one for each layer, one of the sources."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from geodata.archives import read_archive, write_archive
from mapapp.exports.bounds import MAX_WORKBOOK_RECORDS, refuse_large_workbook
from mapapp.exports.citations import describe_selection, provenance
from mapapp.exports.records import (
    APOSTROPHE_NOTE,
    as_text_cells,
    cited_sources,
    exported_layers,
    flat_rows,
)
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from layers.selection import Selected

LONGEST_CELL = 32767  # characters, Excel's own limit
LONGEST_TITLE = 31  # characters of a sheet's title, likewise
FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
WIDEST = 60  # characters
PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def to_xlsx(shown: Selected) -> bytes:
    """Write all layers as a workbook; the first sheet states provenance, licence and caveats.

    No cell holds a formula. The same record gives the same bytes.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
        TooManyRecordsError: There are more records than a workbook that can be opened.
    """
    refuse_large_workbook(shown)
    book = Workbook(write_only=True)
    sheets = list(_sheets(shown))
    _write_readme(book.create_sheet("README"), shown, _find_cuts(sheets))
    for title, rows in sheets:
        _write_rows(book.create_sheet(title), rows)
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue(), provenance(shown.collection).data_date)


def cut_cells(shown: Selected) -> tuple[str, ...]:
    """Where a workbook of the selection holds less than the record, a sentence for each cell."""
    return _find_cuts(_sheets(shown))


def _find_cuts(sheets: Iterable[tuple[str, pd.DataFrame]]) -> tuple[str, ...]:
    return tuple(
        f"{title}, {row[0]}, {name}: cut from {length:,} to {LONGEST_CELL:,} characters, the "
        "most that a cell of a workbook takes."
        for title, rows in sheets
        for row in rows.itertuples(index=False, name=None)
        for name, cell in zip(rows.columns, row, strict=True)
        if isinstance(cell, str)
        and len(cell) > LONGEST_CELL
        and (length := len(_printable(cell))) > LONGEST_CELL
    )


def _sheets(shown: Selected) -> Iterator[tuple[str, pd.DataFrame]]:
    """The titles and rows of the sheets: one for each layer, then the sources."""
    titles = shown.collection.about.words().get("layers", {})
    for layer in exported_layers(shown):
        title = str(titles.get(layer, {}).get("title", layer))
        title = FORBIDDEN_IN_TITLES.sub(" ", title)[:LONGEST_TITLE]
        yield title, as_text_cells(flat_rows(shown, layer))
    yield "Sources", as_text_cells(cited_sources(shown))


def _write_readme(sheet: WriteOnlyWorksheet, shown: Selected, cuts: Iterable[str]) -> None:
    selection = describe_selection(shown.selection)
    rows = [
        *provenance(shown.collection).as_rows(),
        ("selection", selection or "as shown at first"),
        ("cells", APOSTROPHE_NOTE),
        *(("cut", sentence) for sentence in cuts),
    ]
    _set_widths(sheet, [20, 100])
    for name, text in rows:
        heading = _bold(sheet, name.replace("_", " "))
        cell = WriteOnlyCell(sheet, _printable(text)[:LONGEST_CELL])
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([heading, cell])


def _write_rows(sheet: WriteOnlyWorksheet, rows: pd.DataFrame) -> None:
    """Write a table; what stands before the rows in the file is set before they are written."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows.columns))}{len(rows) + 1}"  # type: ignore[attr-defined]  # the stubs lack what both kinds of sheets have
    _set_widths(
        sheet,
        [min(WIDEST, 2 + max(map(_length, (name, *rows[name])))) for name in rows],
    )
    sheet.append([_bold(sheet, name) for name in rows.columns])
    for row in rows.itertuples(index=False, name=None):
        sheet.append([_cell(cell) for cell in row])


def _bold(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _set_widths(sheet: WriteOnlyWorksheet, widths: Sequence[int]) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width  # type: ignore[attr-defined]  # the same


def _length(cell: object) -> int:
    return len(str(cell))


def _cell(cell: object) -> object:
    """What a cell can hold: no control characters, and no more text than Excel takes."""
    return _printable(cell)[:LONGEST_CELL] if isinstance(cell, str) else cell


def _printable(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _without_clock(data: bytes, date: str) -> bytes:
    """The same archive with fixed times inside and out; `date` is ISO."""
    stamp = rf"\g<1>{date or '1980-01-01'}T00:00:00Z".encode()
    parts = read_archive(data)
    parts[PROPERTIES] = MODIFIED.sub(stamp, parts[PROPERTIES])
    return write_archive(parts)


FORMAT = TableFormat(
    "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    to_xlsx,
    most=MAX_WORKBOOK_RECORDS,
    remarks=cut_cells,
)
