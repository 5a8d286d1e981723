"""The statuses of a table: each wording is a status, whatever its case and accents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_STATED = "not stated"
MOST = 30
LONGEST = 60


@dataclass(frozen=True)
class Statuses:
    """What the cells of the column of statuses become.

    `are_free_text` says that there are too many wordings to choose from: they become notes.
    """

    wording: dict[str, str]
    are_free_text: bool

    def status(self, cell: str) -> str:
        """The status of a row."""
        return NOT_STATED if self.are_free_text or not cell else self.wording[fold_name(cell)]

    def note(self, cell: str) -> str:
        """What goes into the note on the status."""
        return cell if self.are_free_text else ""


def read_statuses(cells: Iterable[str]) -> Statuses:
    """Take the first spelling of each wording."""
    wording: dict[str, str] = {}
    for cell in cells:
        if cell:
            wording.setdefault(fold_name(cell), cell)
    too_many = len(wording) > MOST or any(len(text) > LONGEST for text in wording.values())
    return Statuses(wording, too_many)
