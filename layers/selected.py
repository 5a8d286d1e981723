"""The records in a selection: what is asked of them, whether they are in memory or in a store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import geopandas as gpd
import numpy as np

from geodata.layer_tables import SPAN, join_layers

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geodata.collection import Collection
    from geodata.dates import Certainty
    from geodata.layer_specs import Role
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selection import Selection

Positions: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.intp]]"
Texts: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.str_]]"
Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"


@dataclass(frozen=True)
class Page:
    """Some of the records of a layer in an order.

    Attributes:
        records: As `Selected.table` has them.
        are_alone: Whether each is the only one of its name in the selection.
    """

    records: pd.DataFrame
    are_alone: Sequence[bool]


class Selected(ABC):
    """The records in a selection: the tables of the collection with fewer rows.

    Each has a column `certainty`: `certain` or `possible` for the range of years (`certain` if
    none is asked for), or `undated`. A layer that is not asked for has no rows. `rows` are the
    positions of these records in the tables of the collection.
    """

    collection: Collection
    selection: Selection

    if TYPE_CHECKING:  # a field of one kind, worked out by the other

        @property
        def tables(self) -> Mapping[Layer, pd.DataFrame]:
            """The records of each layer."""

        @property
        def rows(self) -> Mapping[Layer, Positions]:
            """Their positions in the tables of the collection."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the collection."""
        return self.collection.about.layers

    def table(self, layer: Layer) -> pd.DataFrame:
        """The records of one layer."""
        return self.tables[layer]

    def certainties(self, layer: Layer) -> Texts:
        """The certainty of each record of a layer."""
        return self.tables[layer]["certainty"].to_numpy()

    def of_role(self, role: Role) -> pd.DataFrame:
        """The records of all layers that have a role, in the order of the descriptor."""
        names = self.collection.about.of_role(role)
        return join_layers([self.tables[name] for name in names], role)

    @cached_property
    def sites(self) -> gpd.GeoDataFrame:
        """The sites of all layers, with a point (lon, lat; WGS 84) where the city is known."""
        return gpd.GeoDataFrame(self.of_role("site"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing answers."""
        return not any(map(self.number, self.layers))

    def grouped(self, layer: Layer, *columns: str) -> Counts:
        """Count the records of a layer that are alike in some columns.

        Args:
            layer: The layer.
            columns: Of `layers.stores.columns`: those of `COUNTED`, of filters, and `certainty`. If
                there are none, all records are alike.
        """
        key = (layer, columns)
        if key not in self._counts:
            self._counts[key] = self._count(layer, columns)
        return self._counts[key]

    @abstractmethod
    def count_groups(self, layer: Layer, *columns: str) -> int:
        """How many groups `grouped` would make, without making them."""

    @abstractmethod
    def cells(
        self, layer: Layer, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """Some columns of the records of a layer, by their positions in the table.

        Args:
            layer: The layer.
            columns: As for `grouped`. `layer` and `id` are there besides.
            rows: The positions of a few that are wanted; all if left out.
        """

    @cached_property
    def stated(self) -> Selected:
        """The records that may be counted beside the selection's years without a remark.

        All of them if no years are asked for; otherwise those that certainly lie in them.
        """
        return self.having("certain") if self.selection.years else self

    @abstractmethod
    def number(self, layer: Layer) -> int:
        """How many records of a layer there are."""

    @abstractmethod
    def size(self, layer: Layer) -> int:
        """How much the records of a layer stand for."""

    @abstractmethod
    def holds(self, layer: Layer, record: str) -> bool:
        """Whether the record of a layer that has an id is among them."""

    @abstractmethod
    def page(self, layer: Layer, order: str = "", *, descending: bool = False, length: int) -> Page:
        """The first records of a layer in an order; those that have no value there are last.

        Args:
            layer: The layer.
            order: The name of a column of the list (`layers.list_columns`); if there is none of
                this name, records are in the order of the table.
            descending: Whether the order is turned round.
            length: How many at most.

        Where words are searched for, what is at the place of this name comes before what mentions
        it, of what is alike in the order.
        """

    @abstractmethod
    def tally(self, word: str, layers: Iterable[Layer] | None = None) -> Counter[str]:
        """How much of some layers there is of each value of a filter, in sites or records."""

    @abstractmethod
    def filtered(self, kept: Mapping[Layer, Sequence[bool] | Mask | pd.Series[bool]]) -> Selected:
        """Fewer of the records: those that a mask of each layer keeps."""

    @abstractmethod
    def having(self, certainty: Certainty) -> Selected:
        """Those of the records that have a certainty."""

    @abstractmethod
    def said_to_ask(self, selection: Selection) -> Selected:
        """The same records, described as those of another selection."""

    @abstractmethod
    def _count(self, layer: Layer, columns: tuple[str, ...]) -> Counts:
        """Count as `grouped` does."""

    @cached_property
    def _counts(self) -> dict[tuple[Layer, tuple[str, ...]], Counts]:
        return {}


def certainty_of(table: pd.DataFrame, years: tuple[int, int] | None) -> Texts:
    """`geodata.dates.YearSpan.certainty` of every row at once."""
    first_from, first_to, last_from, last_to = (table[name].to_numpy() for name in SPAN)
    undated = np.isnan(first_from)
    if years is None:
        return np.where(undated, "undated", "certain")
    first, last = years
    is_out = (first_from > last) | (last_to < first)
    is_certain = (first_to <= last) & (last_from >= first)
    return np.select([undated, is_out, is_certain], ["undated", "out", "certain"], "possible")
