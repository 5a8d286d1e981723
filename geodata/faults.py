"""One thing to mend in a collection: where it is, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.excerpts import shorten

HEADER_ROWS = 1
SHOWN_OF_A_VALUE = 80


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """One sentence that says where, what and what to do."""
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column else ""
        where = ", ".join(part for part in (self.file, row, column) if part)
        value = f" {shorten(self.value, SHOWN_OF_A_VALUE)!r}" if self.value else ""
        return f"{where}:{value} {self.message}; {self.remedy}."


def row_number(at: int) -> int:
    """The row of a spreadsheet that holds the record at a position, from 0 on."""
    return at + HEADER_ROWS + 1
