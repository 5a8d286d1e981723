"""Which sheets of a workbook hold records, if it was exported from a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.exported import is_exported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def sheets_of_records(
    sheets: Sequence[str], header: Callable[[str], Iterable[str]]
) -> Sequence[str]:
    """The sheets of an export that hold a layer, in their order; of another workbook, all.

    Args:
        sheets: Their names.
        header: Gives the first row of a sheet.
    """
    return [sheet for sheet in sheets if is_exported(header(sheet))] or sheets
