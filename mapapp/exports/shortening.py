"""Where a text is cut that is wider than its room."""

from __future__ import annotations

from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def count_fitting(widths: Iterable[float], fits: Callable[[float], bool]) -> int:
    """Count the letters of a text, from the first on, that fit.

    Args:
        widths: Of its letters.
        fits: Whether a total of widths does; if one does not, no larger one may.
    """
    return sum(1 for _ in takewhile(fits, accumulate(widths)))
