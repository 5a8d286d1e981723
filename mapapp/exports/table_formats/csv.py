"""A layer of a selection as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.csv_files import write_csv
from geodata.tables import rows_of
from mapapp.exports.flat_records import as_text_cells, flat_rows
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from layers.selection import Layer, Selected


def to_csv(shown: Selected, layer: Layer) -> bytes:
    """Write a layer as CSV in UTF-8: a row a record, with its sources, version and licence.

    Lists are separated by `; `, or by lines where an entry holds a semicolon. Text that a
    spreadsheet could take for a formula begins with an apostrophe.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    rows = as_text_cells(flat_rows(shown, layer))
    return write_csv(rows.columns, rows_of(rows))


FORMAT = TableFormat("CSV", "text/csv", to_csv, holds_one_layer=True, is_marked=True)
