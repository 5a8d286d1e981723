"""The years that the records of an article name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST
from geodata.layer_tables import SPAN

if TYPE_CHECKING:
    from layers.selection import Selected


def known_years(shown: Selected) -> tuple[int, int] | None:
    """The range asked for, else the first and the last year that a shown record names.

    Returns:
        (first, last), both included; None if no record has a date.
    """
    if shown.selection.years:
        return shown.selection.years
    spans = [shown.grouped(layer, *SPAN).columns for layer in shown.layers if shown.number(layer)]
    years = np.array([year for span in spans for cells in span for year in cells], dtype="float64")
    known = years[(years > UNBOUNDED_PAST) & (years < UNBOUNDED_FUTURE)]
    return (int(known.min()), int(known.max())) if known.size else None
