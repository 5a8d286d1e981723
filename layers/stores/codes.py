"""Values that are in a column again and again, each kept once, with a number for it in each row.

The numbers are the places of the values in the order in which they first occur.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.distinct import Distinct


class Codes:
    """The values of one column, met piece by piece."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def number(self, found: Distinct) -> NDArray[np.int32]:
        """The number of the value of each row of a piece; values not met before get the next."""
        places = self._places
        own = [places.setdefault(value, len(places)) for value in map(_plain, found.values)]
        return np.array(own, dtype=np.int32)[found.codes]

    @property
    def values(self) -> list[Any]:
        """Every value, in the order of the numbers."""
        return list(self._places)


def read_values(written: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """The values of each column as they were before they were written as JSON."""
    return {name: [_as_tuple(value) for value in values] for name, values in written.items()}


def _plain(value: Any) -> Any:
    """A value as JSON can hold it and a dictionary compare it; a number that is NaN is None."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if value != value else value  # noqa: PLR0124 - NaN


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
