"""Identifiers made from words, names of which none is given twice, and the ids of records."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from slugify import slugify

from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geodata.importing.sheet_records import Record, WrittenRow

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
IDENTITY = ("country", "region", "place", "title", "originator")

MAX_LENGTH = 40


def slug(text: str, *, longest: int = MAX_LENGTH, separator: str = "-") -> str:
    """Lower-case Latin letters and digits, other scripts transliterated; may be empty."""
    return slugify(fold_name(text), max_length=longest, word_boundary=True, separator=separator)


class FreeNames:
    """Names of which none is given twice: the second that is asked for gets a number, from 2 on."""

    def __init__(
        self,
        taken: Iterable[str] = (),
        *,
        form: str = "{}-{}",
        alike: Callable[[str], str] = str,
    ) -> None:
        """Begin with what is taken already.

        Args:
            taken: Names that are not given.
            form: How a name and its number are written.
            alike: What two names have in common that count as one, such as `str.casefold`.
        """
        self._form = form
        self._alike = alike
        self._taken = {alike(name) for name in taken}
        self._numbers: dict[str, int] = {}  # where to go on: thousands may ask for the same

    def take(self, wanted: str) -> str:
        """Give the wanted name, or the first with a number that is free."""
        name, number = wanted, self._numbers.get(wanted, 1)
        while self._alike(name) in self._taken:
            number += 1
            name = self._form.format(wanted, number)
        self._numbers[wanted] = number
        self._taken.add(self._alike(name))
        return name


def make_ids(records: Sequence[Record], taken: Iterable[str] = ()) -> list[str]:
    """An id for each record, none twice and none that is taken."""
    free = FreeNames(taken)
    return [free.take(_own_id(each.row) or _id_of_content(each.row)) for each in records]


def _own_id(row: WrittenRow) -> str:
    written = row.get("id")
    return written if _SAFE.fullmatch(written) else slug(written, longest=64)


def _id_of_content(row: WrittenRow) -> str:
    """Words to recognise it by, and a digest of what it is."""
    identity = "\n".join(fold_name(row.get(field)) for field in IDENTITY)
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    words = slug(row.get("place") or row.get("region") or row.get("country"), longest=24)
    return f"{words or 'row'}-{digest}"
