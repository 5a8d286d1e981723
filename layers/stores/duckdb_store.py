"""The engine for many records on one machine: DuckDB over the files of `layers.stores.store_files`.

DuckDB comes with the extra `columnar`. It is set to load no extension and to open no file but
these, so it asks no network for anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from layers.stores.sql_store import FOUND, SqlStore
from layers.stores.store_files import files_of, folder_of_files
from layers.stores.word_index import read_index, rows_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.searching import Mask
    from layers.selected import Positions

DIALECT = "duckdb"
MAX_MEMORY = "800MB"


class DuckDbStore(SqlStore):
    """Answers from files beside the collection."""

    def __init__(self, skeleton: Collection) -> None:
        """Open the files of a collection, which must be fresh (`building.are_fresh`).

        Args:
            skeleton: Its tables other than the layers.

        Raises:
            OSError: They cannot be read.
        """
        made = folder_of_files(skeleton.folder)
        self._files = {layer: files_of(made, layer) for layer in skeleton.about.layers}
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MAX_MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._connection = duckdb.connect(config=settings)
        for layer, files in self._files.items():
            self._connection.read_parquet(str(files.codes)).create_view(f"{layer}.codes")
        allowed = exp.Array(expressions=[exp.Literal.string(str(made))]).sql(DIALECT)
        self._connection.execute(f"SET allowed_directories = {allowed}")
        self._connection.execute("SET enable_external_access = false")
        self._records = {
            layer: pq.read_metadata(each.records) for layer, each in self._files.items()
        }
        self._words = {layer: read_index(each.words) for layer, each in self._files.items()}
        written = {
            layer: json.loads(each.values.read_text(encoding="utf-8"))
            for layer, each in self._files.items()
        }
        sizes = {
            layer: pq.read_metadata(each.codes).num_rows for layer, each in self._files.items()
        }
        super().__init__(skeleton, written, sizes)

    def _answer(self, query: exp.Query, found: Mask | None) -> Mapping[str, Any]:
        """Run a query on a connection of its own: readers ask at the same time."""
        cursor = self._connection.cursor()
        if found is not None:
            cursor.register(FOUND, pa.table({FOUND: found}))
        return cursor.execute(query.sql(DIALECT, copy=False)).fetchnumpy()

    def _cells(self, layer: Layer, positions: Positions | None) -> pa.Table:
        """Only the groups of rows that hold the records are read."""
        with pq.ParquetFile(self._files[layer].records, metadata=self._records[layer]) as file:
            if positions is None:
                return file.read()
            ends = _ends_of_groups(file.metadata)
            groups = np.searchsorted(ends, positions, side="right")
            wanted = np.unique(groups)
            starts = np.concatenate([[0], ends])[wanted]
            before = np.concatenate([[0], np.cumsum(ends[wanted] - starts)])
            at = np.searchsorted(wanted, groups)
            cells = file.read_row_groups(wanted.tolist(), use_threads=False)
            return cells.take(pa.array(before[at] + positions - starts[at]))

    def _codes(self, layer: Layer) -> exp.Table:
        return exp.Table(this=exp.to_identifier(f"{layer}.codes", quoted=True))

    def _beside(self, codes: exp.Table, found: Mask) -> exp.Subquery:  # noqa: ARG002 - registered
        beside = exp.Join(this=exp.to_table(FOUND), method="POSITIONAL")
        return (
            exp.select("*").from_(codes, copy=False).join(beside, copy=False).subquery(copy=False)
        )

    def _rows_with(self, layer: Layer, word: str) -> Positions:
        return np.asarray(rows_with(self._words[layer], word), dtype=np.intp)


def _ends_of_groups(metadata: pq.FileMetaData) -> NDArray[np.int64]:
    """Where each group of rows ends."""
    sizes = [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]
    ends: NDArray[np.int64] = np.cumsum(sizes)
    return ends
