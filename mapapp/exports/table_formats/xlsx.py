"""A selection as a workbook: a sheet that explains, one for each layer, one of the sources."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from geodata.archives import read_archive, write_archive
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
    """
    book = Workbook(write_only=True)
    sheets = list(_sheets(shown))
    _write_readme(book.create_sheet("README"), shown, sheets)
    for title, rows in sheets:
        _write_rows(book.create_sheet(title), rows)
    file = io.BytesIO()
    book.save(file)
    return _without_clock(file.getvalue(), provenance(shown.collection).data_date)


def cut_cells(shown: Selected) -> tuple[str, ...]:
    """Where a workbook of the selection holds less than the record, a sentence for each cell."""
    return _cut_cells(_sheets(shown))


def _cut_cells(sheets: Iterable[tuple[str, pd.DataFrame]]) -> tuple[str, ...]:
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


def _write_readme(sheet: Any, shown: Selected, sheets: Sequence[tuple[str, pd.DataFrame]]) -> None:
    selection = describe_selection(shown.selection)
    rows = [
        *provenance(shown.collection).as_rows(),
        ("selection", selection or "as shown at first"),
        ("cells", APOSTROPHE_NOTE),
        *(("cut", sentence) for sentence in _cut_cells(sheets)),
    ]
    _set_widths(sheet, [20, 100])
    for name, text in rows:
        told = WriteOnlyCell(sheet, _printable(str(text))[:LONGEST_CELL])
        told.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([_bold(sheet, name.replace("_", " ")), told])


def _write_rows(sheet: Any, rows: pd.DataFrame) -> None:
    """Write a header and rows; what stands before the rows in the file is said before them.

    `sheet` is one that is only written to: openpyxl's stubs leave out most of what it takes.
    """
    sheet.freeze_panes = "B2"
    _set_widths(
        sheet,
        [min(WIDEST, 2 + max(map(_length, (name, *rows[name])))) for name in rows],
    )
    sheet.append([_bold(sheet, name) for name in rows.columns])
    for row in rows.itertuples(index=False, name=None):
        sheet.append([_cell(cell) for cell in row])
    last = get_column_letter(max(len(rows.columns), 1))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _length(cell: object) -> int:
    return len(str(cell))


def _cell(cell: object) -> object:
    """What a cell can hold: no control characters, and no more text than Excel takes."""
    if isinstance(cell, str):
        return _printable(cell)[:LONGEST_CELL] or None  # a cell without a text is left out
    return cell


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
    remarks=cut_cells,
)
