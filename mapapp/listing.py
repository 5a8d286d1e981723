"""How the list of records is shown: of which layer, in what order, how far."""

from __future__ import annotations

from dataclasses import dataclass, replace

PAGE = 50
"""Rows that are shown at first, and that each press of “more” adds."""


@dataclass(frozen=True)
class Listing:
    """Which layer is listed, in what order, and how far. Empty: the first of each."""

    layer: str = ""
    column: str = ""
    is_descending: bool = False
    length: int = PAGE

    def after(self, action: str) -> Listing:
        """What it becomes by an action of its buttons."""
        word, _, value = action.partition(":")
        if word == "layer":
            return Listing(layer=value)
        if word == "more":
            return replace(self, length=self.length + PAGE)
        if word == "sort":
            turned = value == self.column and not self.is_descending
            return replace(self, column=value, is_descending=turned, length=PAGE)
        return self
