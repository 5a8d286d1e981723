"""What is asked of an engine for the records of a collection that is not in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geodata.dates import Certainty
    from layers.counts import Counts
    from layers.facets import Layer
    from layers.selected import Positions
    from layers.selection import Selection


@dataclass(frozen=True)
class RecordQuery:
    """Records of a layer: those of a selection, or those of them that have a certainty.

    All records are asked for where `selection` is None.
    """

    layer: Layer
    selection: Selection | None
    certainty: Certainty | None = None


class Store(Protocol):
    """Answers as `layers.selection.Selected` does of tables in memory: a test compares them."""

    def grouped(self, asked: RecordQuery, columns: Sequence[str]) -> Counts:
        """See `Selected.grouped`."""

    def count_groups(self, asked: RecordQuery, columns: Sequence[str]) -> int:
        """How many groups `grouped` would make."""

    def page(
        self, asked: RecordQuery, order: str, *, descending: bool, length: int
    ) -> tuple[Positions, list[bool]]:
        """Positions of some records in an order, and whether each is the only one of its name."""

    def positions(self, asked: RecordQuery) -> Positions:
        """Where the records are in the table of their layer."""

    def find(self, layer: Layer, record: str) -> int | None:
        """The position of the record that has an id; None if there is none."""

    def holds(self, asked: RecordQuery, record: str) -> bool:
        """Whether the record that has an id is among those asked for."""

    def read(self, layer: Layer, positions: Positions | None = None) -> pd.DataFrame:
        """Some records of a layer, or all, as the table of a collection in memory has them."""

    def coded_rows(
        self, asked: RecordQuery, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """Some columns of all records that are asked for, or of those at some positions."""

    def values(self, layer: Layer, column: str) -> Sequence[Any] | None:
        """The values that records of a layer have in a column; None if it has no such column.

        Args:
            layer: The layer.
            column: One of `layers.stores.columns`.
        """

    def coded(
        self, asked: RecordQuery, columns: Sequence[str], **having: Sequence[Any]
    ) -> pd.DataFrame:
        """Some columns of the records that have one of some values in others, by their positions.

        A value of a column of lists is one of their entries; `()` is a list of none.

        Only of columns that records are counted by, see `layers.stores.columns.COUNTED`.
        """
