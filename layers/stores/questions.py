"""What is asked of a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from layers.facets import Layer
    from layers.selection import Selection
    from layers.summary import Summary

Shared: TypeAlias = Literal["", "party", "status", "kind"]
"""By what the marks of sites are told apart besides, such as to colour them; empty: by nothing."""

Order: TypeAlias = Literal["", "title", "date", "count", "sources"]
"""By what a page is sorted: the order of the table, with what is at the place that is searched for
first; the name in a list; the date; how many a record stands for; how many sources it cites."""

MARKS = ("layer", "kind", "key", "party", "proposed", "share")
"""The columns that tell marks apart; `weight` and `certain` are summed."""


@dataclass(frozen=True)
class Page:
    """Some of the records of a layer in a selection.

    Attributes:
        ids: In their order.
        total: How many records there are in all.
        size: How much all of them stand for.
    """

    ids: tuple[str, ...]
    total: int
    size: int


class Store(Protocol):
    """Answers the same whatever it is made of; a test holds the engines together."""

    def marks(self, selection: Selection, share: Shared = "") -> pd.DataFrame:
        """The marks on the map with their numbers, in the order of `MARKS`.

        Returns:
            A row for each mark, in the columns `MARKS`, with `weight`, the sum of what its records
            add to it, and `certain`, the part of it that certainly answers the range of years.
        """

    def summary(self, selection: Selection) -> Summary:
        """The numbers of a selection."""

    def tally(
        self, selection: Selection, word: str, layers: Iterable[Layer] | None = None
    ) -> Counter[str]:
        """How much of some layers there is of each value of a filter, as `Selected.tally`."""

    def page(  # noqa: PLR0913 - keywords alone
        self,
        selection: Selection,
        layer: Layer,
        *,
        order: Order = "",
        descending: bool = False,
        start: int = 0,
        length: int = 50,
    ) -> Page:
        """Some of the records of a layer in an order; those without a value are last."""

    def record(self, layer: Layer, record: str) -> Mapping[str, Any] | None:
        """A record by its id, its own columns; None if there is no such."""

    def of_country(self, country: str) -> Mapping[Layer, tuple[str, ...]]:
        """The ids of all records that name a country as host, by layer, in their order."""
