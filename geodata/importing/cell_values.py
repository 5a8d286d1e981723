"""What the cells of two columns become: statuses, one for each wording, and originators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTED = re.compile(r"\s*[|\n;]\s*|(?<=[\])%])\s*[,/]\s*")
_SHARE = re.compile(r"\s*[(\[]\s*\d{1,3}(?:[.,]\d+)?\s*%\s*[)\]]|\s+\d{1,3}(?:[.,]\d+)?\s*%$")
"""How much of something a name has: `Firm A [60%]`."""

NOT_STATED = "not stated"
MAX_STATUSES = 30
MAX_LENGTH = 60


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
    is_any_long = any(len(text) > MAX_LENGTH for text in wording.values())
    return Statuses(wording, len(wording) > MAX_STATUSES or is_any_long)


def read_originators(cell: str) -> tuple[str, ...]:
    """Each once, in their order; none in a blank cell."""
    parts = (_SHARE.sub("", part).strip() or part for part in _PARTED.split(cell.strip()))
    names = (name for name in parts if any(map(str.isalnum, name)))
    return tuple({fold_name(name): name for name in reversed(list(names))}.values())[::-1]
