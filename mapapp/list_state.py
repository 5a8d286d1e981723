"""How the list of records is shown: which part of it, in what order, how far."""

from __future__ import annotations

from dataclasses import dataclass, replace

PAGE = 50
"""Rows that are shown at first, and that each press of “more” adds."""


@dataclass(frozen=True)
class Listing:
    """Which part is listed, in what order, and how far. Empty: the first of each.

    `tab` is a layer, or the list of countries. `length` is not a part of the address.
    """

    tab: str = ""
    column: str = ""
    is_descending: bool = False
    length: int = PAGE

    @classmethod
    def read(cls, tab: str, sort: str) -> Listing:
        """Read it from an address, where a minus before the column turns the order round."""
        return cls(tab, sort.removeprefix("-"), sort.startswith("-"))

    @property
    def sort(self) -> str:
        """The order as an address has it."""
        return f"{'-' * self.is_descending}{self.column}"

    def after(self, action: str) -> Listing:
        """What it becomes by an action of its buttons."""
        word, _, value = action.partition(":")
        if word == "tab":
            return Listing(tab=value)
        if word == "more":
            return replace(self, length=self.length + PAGE)
        if word == "sort":
            turned = value == self.column and not self.is_descending
            return replace(self, column=value, is_descending=turned, length=PAGE)
        return self
