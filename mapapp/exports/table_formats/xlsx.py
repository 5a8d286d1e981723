"""A selection as a workbook: a sheet that explains, one for each layer, one of the sources."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from rustpy_xlsxwriter import FastExcel, Format

from geodata.archives import rewrite_archive
from geodata.tables import rows_of
from mapapp.exports.bounds import MAX_WORKBOOK_RECORDS, refuse_large_workbook
from mapapp.exports.citations import describe_selection, provenance
from mapapp.exports.flat_records import (
    APOSTROPHE_NOTE,
    as_text_cells,
    cited_sources,
    exported_layers,
    flat_rows,
)
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from layers.selection import Selected

MAX_CELL_LENGTH = 32767  # characters, Excel's own limit
MAX_TITLE_LENGTH = 31  # characters of a sheet's title, likewise
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML cannot hold."""

FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
MAX_WIDTH = 60  # characters
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
    sheets = list(_sheets(shown))
    file = io.BytesIO()
    book = FastExcel(file)
    _add_readme(book, shown, _find_cuts(sheets))
    while sheets:
        _add_rows(book, sheets.pop(0))
    book.save()
    return _without_clock(file.getvalue(), provenance(shown.collection).data_date)


def cut_cells(shown: Selected) -> tuple[str, ...]:
    """Where a workbook of the selection holds less than the record, a sentence for each cell."""
    return _find_cuts(_sheets(shown))


class _Sheet(NamedTuple):
    """`longest` says of each column how many characters its longest cell has."""

    title: str
    rows: pd.DataFrame
    longest: Mapping[str, int]


def _find_cuts(sheets: Iterable[_Sheet]) -> tuple[str, ...]:
    return tuple(
        f"{sheet.title}, {row[0]}, {name}: cut from {length:,} to {MAX_CELL_LENGTH:,} characters, "
        "the most that a cell of a workbook takes."
        for sheet in sheets
        if max(sheet.longest.values()) > MAX_CELL_LENGTH
        for row in rows_of(sheet.rows)
        for name, cell in zip(sheet.rows.columns, row, strict=True)
        if isinstance(cell, str) and (length := len(_printable(cell))) > MAX_CELL_LENGTH
    )


def _sheets(shown: Selected) -> Iterator[_Sheet]:
    """One sheet for each layer, then the sources."""
    titles = shown.collection.about.words().get("layers", {})
    for layer in exported_layers(shown):
        title = str(titles.get(layer, {}).get("title", layer))
        title = FORBIDDEN_IN_TITLES.sub(" ", title)[:MAX_TITLE_LENGTH]
        yield _sheet(title, flat_rows(shown, layer))
    yield _sheet("Sources", cited_sources(shown))


def _sheet(title: str, rows: pd.DataFrame) -> _Sheet:
    cells = as_text_cells(rows)
    return _Sheet(title, cells, {str(name): _longest(cells[name]) for name in cells})


def _add_readme(book: FastExcel, shown: Selected, cuts: Iterable[str]) -> None:
    selection = describe_selection(shown.selection)
    rows = [
        *provenance(shown.collection).as_rows(),
        ("selection", selection or "as shown at first"),
        ("cells", APOSTROPHE_NOTE),
        *(("cut", sentence) for sentence in cuts),
    ]
    first, *others = [(_cell(name.replace("_", " ")), _cell(text)) for name, text in rows]
    book.sheet(
        "README",
        pd.DataFrame(others, columns=pd.Index(first)),
        column_widths=[20, 100],
        column_formats=[Format().set_bold(), _wrapped()],
        header_format=_wrapped().set_bold(),
    )


def _wrapped() -> Format:
    return Format().set_text_wrap().set_align("top")


def _add_rows(book: FastExcel, sheet: _Sheet) -> None:
    book.sheet(
        sheet.title,
        sheet.rows if sheet.rows.empty else _records(sheet.rows),
        column_widths=[
            min(MAX_WIDTH, 2 + max(len(name), length)) for name, length in sheet.longest.items()
        ],
        header_format=Format().set_bold(),
        autofilter=True,
    )
    book.freeze(row=1, col=1, sheet=sheet.title)


def _records(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    names = [*rows.columns]
    columns = (map(cache(_cell), rows[name]) for name in names)  # as `as_text_cells`, of each
    for row in zip(*columns, strict=True):
        yield dict(zip(names, row, strict=True))


def _longest(cells: pd.Series[Any]) -> int:
    """How many characters the longest cell of a column has."""
    return max((len(str(cell)) for cell in set(cells.tolist())), default=0)


def _cell(cell: object) -> object:
    """What a cell can hold: no control characters, and no more text than Excel takes."""
    return _printable(cell)[:MAX_CELL_LENGTH] if isinstance(cell, str) else cell


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def _without_clock(data: bytes, date: str) -> bytes:
    """The same archive with fixed times inside and out; `date` is ISO."""
    stamp = rf"\g<1>{date or '1980-01-01'}T00:00:00Z".encode()
    return rewrite_archive(data, {PROPERTIES: lambda part: MODIFIED.sub(stamp, part)})


FORMAT = TableFormat(
    "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    to_xlsx,
    most=MAX_WORKBOOK_RECORDS,
    remarks=cut_cells,
)
