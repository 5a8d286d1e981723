"""The files of the columnar engine: made of a collection, beside it, and made anew when it changes.

`.NAME.columnar` beside the folder NAME holds two Parquet files for each layer, its records and its
marks, and the state of the collection that they were made of. They can be deleted at any time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.collection import read_sound_collection
from geodata.description import read_description
from geodata.distinct import find_distinct
from geodata.freshness import read_state
from geodata.layer_specs import LISTS, TEXTS
from geodata.layer_tables import SPAN
from geodata.writing import replacing_folder
from layers.facets import FACETS, values_in
from layers.marks import marks_of_layer
from layers.searching import find_places, fold_texts
from layers.stores.columns import (
    FOLDED,
    LOCATED,
    OWN_WORDS,
    PLACE_IDS,
    ROW,
    facet_name,
    order_name,
)
from layers.stores.orders import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    import pandas as pd

    from geodata.collection import Collection
    from layers.facets import Layer

STATE = "state.json"
VERSION = 1
"""Of what the files hold: those of another version are made anew."""

LIST = pa.list_(pa.string())
DERIVED = ("layer", "host", "party", "weight", *SPAN, "precision", "place", *TEXTS)
"""Columns that every layer has, see `geodata.layer_tables`."""


def files_of(folder: Path) -> Path:
    """Where the files of a collection are kept, whether there are any or not."""
    whole = folder.absolute()
    return whole.with_name(f".{whole.name}.columnar")


def are_fresh(folder: Path) -> bool:
    """Whether the files of a collection are there, and made of what it is now."""
    try:
        stated = json.loads((files_of(folder) / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stated == _state(folder))


def build_files(folder: Path) -> Path:
    """Make the files of a collection without faults; whole or not at all.

    A layer is read after the other, so that no more than the largest is in memory.

    Returns:
        Where they are.

    Raises:
        OSError: They cannot be written.
    """
    target = files_of(folder)
    state, about = _state(folder), read_description(folder)
    with replacing_folder(target) as made:
        for layer in about.layers:
            collection = read_sound_collection(folder, about, layers=[layer])
            pq.write_table(_records(collection, layer), made / f"{layer}.parquet")
            marks = marks_of_layer(collection, layer)
            marks.to_parquet(made / f"{layer}.marks.parquet", index=False)
        (made / STATE).write_text(json.dumps(state), encoding="utf-8")
    return target


def _state(folder: Path) -> dict[str, object]:
    return {"version": VERSION, "files": [list(each) for each in read_state(folder)]}


def _records(collection: Collection, layer: Layer) -> pa.Table:
    """A layer with all that is asked of it: its columns, those of filters, searches and orders."""
    table = collection.tables[layer]
    names = dict.fromkeys((*collection.about.columns(layer), *DERIVED, *LISTS, "sources"))
    columns = {name: _arrow(table[name]) for name in names}
    columns[ROW] = pa.array(np.arange(len(table)))
    columns[LOCATED] = pa.array(table["towns"].map(bool).to_numpy(dtype=bool))
    for facet in FACETS:
        values = facet.values(collection, layer)
        if values is not None and facet.kind == "switch":
            columns[facet_name(facet.word)] = pa.array(values.to_numpy(dtype=bool))
        elif values is not None:
            columns[facet_name(facet.word)] = _lists(values, values_in)
    columns[FOLDED] = fold_texts(collection, layer)
    places = find_places(collection, layer)
    columns[PLACE_IDS] = _taken(places.ids, places.named.codes)
    columns[OWN_WORDS] = _taken([sorted(words) for words in places.words], places.named.codes)
    for order, sort_by in ORDERS.items():
        columns[order_name(order)] = pa.array(sort_by(collection, layer), from_pandas=True)
    return pa.table(columns)


def _arrow(cells: pd.Series[Any]) -> pa.Array:
    if cells.dtype == object:
        return _lists(cells, lambda cell: cell)
    return pa.array(cells, from_pandas=True)


def _lists(cells: pd.Series[Any], entries: Callable[[Any], Sequence[str]]) -> pa.Array:
    """A list for each row, made once for each distinct cell."""
    distinct = find_distinct(cells)
    return _taken([list(entries(cell)) for cell in distinct.values], distinct.codes)


def _taken(values: Sequence[Sequence[str]], codes: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array([list(each) for each in values], LIST).take(pa.array(codes))


def read_skeleton(folder: Path) -> Collection:
    """A collection with all its tables but the records of its layers: what words are made of."""
    return read_sound_collection(folder, read_description(folder), layers=())


def parquet_files(folder: Path, layers: Sequence[Layer]) -> Mapping[Layer, tuple[Path, Path]]:
    """The records and the marks of each layer."""
    made = files_of(folder)
    return {layer: (made / f"{layer}.parquet", made / f"{layer}.marks.parquet") for layer in layers}
