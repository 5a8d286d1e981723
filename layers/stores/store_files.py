"""The files of the columnar engine: made of a collection, beside it, and rebuilt when it changes.

`.NAME.columnar` beside the folder NAME holds the state of the collection that it was made of, and
for each layer

    NAME.records.parquet   the rows as they are written
    NAME.codes.parquet     by what they are picked, counted and sorted, as numbers
    NAME.values.json       what the numbers stand for
    NAME.words.arrow       which records hold a word

It can be deleted at any time. A table is read piece by piece, so memory holds little of it at once.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.collection import read_sound_collection
from geodata.description import read_description
from geodata.distinct import Distinct, find_distinct
from geodata.freshness import read_state
from geodata.layer_tables import SPAN, derive_layer
from geodata.tables import read_pieces, type_cells
from geodata.writing import replacing_folder
from layers.list_columns import columns_of
from layers.searching import describe_named, find_named, text_columns
from layers.stores.codes import Codes
from layers.stores.columns import COUNTED, FACET_COLUMNS, LOCATED, NAMED, ROW, order_name
from layers.stores.word_index import index_words, writing_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from geodata.places import Places
    from layers.facets import Layer
    from layers.list_columns import Column

STATE = "state.json"
VERSION = 3
"""Of what the files hold: those of another version are made again."""

INDEXED_AT_ONCE = 25_000
"""Records whose words are looked at together."""

CODES_AT_ONCE = 125_000
"""In a group of rows of the file of codes: DuckDB counts several groups at the same time."""

RECORDS_AT_ONCE = 2_048
"""In a group of rows of the file of records: what is read at least to show one."""


class LayerFiles(NamedTuple):
    """The files of a layer."""

    records: Path
    codes: Path
    values: Path
    words: Path


def folder_of_files(folder: Path) -> Path:
    """Where the files of a collection are kept, whether there are any or not."""
    whole = folder.absolute()
    return whole.with_name(f".{whole.name}.columnar")


def files_of(made: Path, layer: Layer) -> LayerFiles:
    """The files of a layer in such a folder."""
    endings = ("records.parquet", "codes.parquet", "values.json", "words.arrow")
    return LayerFiles(*(made / f"{layer}.{ending}" for ending in endings))


def are_fresh(folder: Path) -> bool:
    """Whether the files of a collection are there, and made of what it is now."""
    try:
        stated = json.loads((folder_of_files(folder) / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stated == _state(folder))


def build_files(folder: Path) -> Path:
    """Make the files of a collection without faults; whole or not at all.

    Returns:
        Where they are.

    Raises:
        OSError: They cannot be written.
    """
    target = folder_of_files(folder)
    state = _state(folder)
    with replacing_folder(target) as made:
        write_files(folder, made)
        (made / STATE).write_text(json.dumps(state), encoding="utf-8")
    return target


def write_files(folder: Path, made: Path) -> Collection:
    """Write the files of a collection without faults into a folder.

    Returns:
        What they are of: the collection without the records of its layers.

    Raises:
        OSError: They cannot be written.
    """
    skeleton = read_skeleton(folder)
    for layer in skeleton.about.layers:
        _write_layer(skeleton, layer, files_of(made, layer))
    return skeleton


def read_skeleton(folder: Path) -> Collection:
    """A collection with all its tables but the records of its layers: what words are made of."""
    about = read_description(folder)
    return read_sound_collection(folder, about, layers={*about.specs}.difference(about.layers))


def _state(folder: Path) -> dict[str, object]:
    return {"version": VERSION, "files": [list(each) for each in read_state(folder)]}


def _write_layer(skeleton: Collection, layer: Layer, files: LayerFiles) -> None:
    about, numbered = skeleton.about, _Numbered()
    columns = pa.schema([(name, pa.large_string()) for name in about.columns(layer)])
    with (
        pq.ParquetWriter(files.records, columns, compression="zstd") as records,
        writing_index(files.words) as write_words,
    ):
        for cells in read_pieces(skeleton.folder, about, layer):
            records.write_table(cells, row_group_size=RECORDS_AT_ONCE)
            typed = type_cells(about, layer, cells.to_pandas())
            table = derive_layer(typed, about.specs[layer], skeleton.places)
            piece = replace(skeleton, tables={**skeleton.tables, layer: table})
            texts = table[text_columns(piece, layer)]
            for start in range(0, len(texts), INDEXED_AT_ONCE):
                some = texts.iloc[start : start + INDEXED_AT_ONCE]
                write_words(index_words(some, numbered.size + start))
            numbered.add(piece, layer, columns_of(skeleton, layer))
    pq.write_table(numbered.table(), files.codes, row_group_size=CODES_AT_ONCE)
    files.values.write_text(json.dumps(numbered.values(skeleton.places)), encoding="utf-8")


class _Numbered:
    """The codes of a layer, of one piece after the other."""

    def __init__(self) -> None:
        self.size = 0
        self._codes: dict[str, Codes] = {}
        self._pieces: list[pa.Table] = []

    def add(self, piece: Collection, layer: Layer, sorted_by: Iterable[Column]) -> None:
        """Take in the next records, and by what they are sorted."""
        table = piece.tables[layer]
        rows = np.arange(self.size, self.size + len(table), dtype=np.int32)
        columns: dict[str, Any] = {
            ROW: rows,
            "id": pa.array(table["id"], pa.string()),
            "weight": table["weight"].to_numpy(dtype=np.int64),
        }
        for name in SPAN:
            years = table[name].to_numpy()
            columns[name] = pa.array(years, pa.int32(), mask=np.isnan(years), safe=False)
        for name, found in _counted(piece, layer):
            columns[f"code_{name}"] = self._codes.setdefault(name, Codes()).number(found)
        for column in sorted_by:
            columns[order_name(column.name)] = _keys(*column.keys(table))
        self._pieces.append(pa.table(columns))
        self.size += len(table)

    def table(self) -> pa.Table:
        """All codes, and ranks for what records are sorted by."""
        if not self._pieces:
            return pa.table({})
        joined = pa.concat_tables(self._pieces, promote_options="permissive")
        ranked = [_ranks(column) if pa.types.is_dictionary(column.type) else column
                  for column in joined.columns]  # fmt: skip
        return pa.table(ranked, names=joined.column_names)

    def values(self, places: Places) -> dict[str, list[Any]]:
        """What the codes of each column stand for."""
        values = {name: codes.values for name, codes in self._codes.items()}
        if NAMED in values:
            ids, words = describe_named(places, values[NAMED])
            values[NAMED] = [*zip(ids, map(sorted, words), strict=True)]
        return values


def _counted(piece: Collection, layer: Layer) -> Iterator[tuple[str, Distinct]]:
    """The values of each column by which records are counted."""
    table = piece.tables[layer]
    for name in COUNTED:
        found = find_distinct(table[name])
        if name == "towns":  # their keys: where they are, the table of places says
            keys = [tuple(town.key for town in towns) for towns in found.values]
            found = Distinct(keys, found.codes)
        yield name, found
    located = find_distinct(table["towns"])
    yield LOCATED, Distinct([bool(towns) for towns in located.values], located.codes)
    for name, facet in FACET_COLUMNS.items():
        values: pd.Series[Any] | None = facet.values(piece, layer)
        if values is not None:
            yield name, find_distinct(values)
    yield NAMED, find_named(table)


def _keys(codes: NDArray[np.intp], keys: Sequence[Any] | pa.Array) -> pa.DictionaryArray:
    """What each row is sorted by, each key kept once; nothing where there is no key."""
    if isinstance(keys, pa.Array):
        return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), keys)
    known = [at for at, key in enumerate(keys) if key is not None]
    place = np.full(len(keys), -1, dtype=np.int32)
    place[known] = np.arange(len(known), dtype=np.int32)
    found = place[codes]
    listed = pa.array([keys[at] for at in known])
    if not known:
        listed = listed.cast(pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(found, mask=found < 0), listed)


def _ranks(column: pa.ChunkedArray) -> pa.Array:
    """The rank of each row by its key, those alike of the same rank; none without a key."""
    keys = column.unify_dictionaries().combine_chunks()
    ranks = pc.rank(keys.dictionary, sort_keys="ascending", tiebreaker="dense")
    return ranks.cast(pa.int32()).take(keys.indices)
