"""Identifiers made from words, and names of which none is given twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slugify import slugify

from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST = 40


def slug(text: str, *, longest: int = LONGEST, separator: str = "-") -> str:
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
