"""The cells of a spreadsheet as texts, and blocks of merged ones; any format of spreadsheets."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cell_text(value: object) -> str:
    """A value as a person would write it: dates without the time, whole numbers without a point."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - beyond, floats skip integers
        return str(int(value))
    return str(value)


class Fills:
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
