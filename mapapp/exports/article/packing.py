"""Columns of very many rows as few numbers: each value once, and which rows have it.

`static/reading_groups.js` unpacks them. Columns whose values change at the same rows share the
numbers, and where the same number occurs many times in a row, it is written once with its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.distinct import find_distinct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

NESTED = ("colours", "facets")
"""Those of the columns of a table that are columns by a word."""


def pack_table(table: Mapping[str, Any]) -> dict[str, Any]:
    """Pack what `payload` writes of a layer; what is not a column stays as it is."""
    packer = _Packer()
    packed = {
        name: {word: packer.pack(cells) for word, cells in column.items()}
        if name in NESTED
        else packer.pack(column)
        if isinstance(column, list)
        else column
        for name, column in table.items()
    }
    return {**packed, "codes": packer.codes}


def pack_touches(touches: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Pack what `touches` writes, without weights: a group adds its whole weight to each mark."""
    packer = _Packer()
    kept = touches.keys() - {"row", "weight"}
    packed = {name: packer.pack(cells) for name, cells in touches.items() if name in kept}
    steps = np.diff(np.array(touches["row"], dtype=np.int64), prepend=0)
    return {**packed, "row": packer.pack(steps.tolist()), "codes": packer.codes}


class _Packer:
    """Packs columns of the same length.

    `codes` has for each way in which rows differ `[codes]`, or `[codes, lengths]` of those that
    stand in a row.
    """

    def __init__(self) -> None:
        self.codes: list[list[list[int]]] = []
        self._places: dict[bytes, int] = {}

    def pack(self, cells: Sequence[Any]) -> list[Any]:
        """The place of the codes among all, and the values that they stand for."""
        found = find_distinct([_hashable(cell) for cell in cells])
        key = found.codes.tobytes()
        if key not in self._places:
            self._places[key] = len(self.codes)
            self.codes.append(_shortened(found.codes))
        return [self._places[key], [*found.values]]


def _hashable(cell: Any) -> Any:
    return tuple(cell) if isinstance(cell, list) else cell


def _shortened(codes: NDArray[np.intp]) -> list[list[int]]:
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    if 2 * len(starts) >= len(codes):
        return [codes.tolist()]
    lengths = np.diff(starts, append=len(codes))
    return [codes[starts].tolist(), lengths.tolist()]
