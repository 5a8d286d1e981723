"""Which of many discs that lie on top of each other are partly visible.

It is accurate to a cell. `layers/static/covering.js` says the same of a canvas.
"""

from __future__ import annotations

import math
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = 2.0
"""Units of the page."""

Disc = tuple[float, float, float]
"""x and y of its middle, and its radius; 0 where nothing is known of it."""


def find_in_sight(discs: Sequence[Disc], width: float, height: float) -> list[int]:
    """The places of the discs that are not wholly under later ones, in the same order.

    One without a radius is visible and covers nothing.

    Args:
        discs: The lowest first.
        width: Of the page that they lie on.
        height: Of the same.
    """
    covered = np.zeros((math.ceil(height / CELL), math.ceil(width / CELL)), bool)
    unknown = [at for at, (_, _, radius) in enumerate(discs) if not radius]
    last_of_alike = {disc: at for at, disc in enumerate(discs) if disc[2]}
    found = [
        at
        for disc, at in sorted(last_of_alike.items(), key=itemgetter(1), reverse=True)
        if _cover(covered, *(length / CELL for length in disc))
    ]
    return sorted([*unknown, *found])


def _cover(covered: np.ndarray, x: float, y: float, radius: float) -> bool:
    """Cover the cells whose middles lie in a disc; whether one of them was not covered before."""
    top, left = (max(0, math.floor(middle - radius)) for middle in (y, x))
    cells = covered[top : math.ceil(y + radius), left : math.ceil(x + radius)]
    if cells.all():
        return False
    rows, columns = np.ogrid[: cells.shape[0], : cells.shape[1]]
    inside = (columns + left + 0.5 - x) ** 2 + (rows + top + 0.5 - y) ** 2 <= radius * radius
    is_in_sight = bool((inside & ~cells).any())
    cells |= inside
    return is_in_sight
