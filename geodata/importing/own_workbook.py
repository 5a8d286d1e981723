"""Which sheets of a workbook hold records, if it was exported from a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.exported import is_exported

if TYPE_CHECKING:
    from collections.abc import Sequence


def sheets_of_records(sheets: Sequence[Any]) -> Sequence[Any]:
    """The sheets of an export that hold a layer, in their order; of another workbook, all.

    Args:
        sheets: Worksheets as openpyxl reads them.
    """
    return [sheet for sheet in sheets if is_exported(_header(sheet))] or sheets


def _header(sheet: Any) -> list[str]:
    first = next(sheet.iter_rows(max_row=1, values_only=True), ())
    return [cell for cell in first if isinstance(cell, str)]
