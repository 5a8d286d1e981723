"""By what a list of records is sorted, for each record of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.names import fold_names
from layers.claims import name_record
from layers.rows import each_row
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.collection import Collection
    from layers.facets import Layer


def _by_title(collection: Collection, layer: Layer) -> pd.Series[str]:
    """What a record is called in a list, folded."""
    table, words = collection.tables[layer], Words(collection)
    names = [name_record(row, words) for row in each_row(table)]
    return pd.Series(fold_names(names), table.index, dtype="str")


def _by_date(collection: Collection, layer: Layer) -> pd.Series[str]:
    dates = collection.tables[layer]["date"]
    return dates.where(dates != "")


def _by_count(collection: Collection, layer: Layer) -> pd.Series[int]:
    return collection.tables[layer]["weight"].astype("int64")


def _by_sources(collection: Collection, layer: Layer) -> pd.Series[int]:
    table = collection.tables[layer]
    numbers = np.fromiter(map(len, table["sources"]), dtype="int64", count=len(table))
    return pd.Series(numbers, table.index)


ORDERS: Mapping[str, Callable[[Collection, Layer], pd.Series[str] | pd.Series[int]]] = {
    "title": _by_title,
    "date": _by_date,
    "count": _by_count,
    "sources": _by_sources,
}
"""For each order but that of the table, what a record is sorted by; missing where it has none."""
