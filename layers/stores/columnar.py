"""The engine for many records on one machine: DuckDB over the files of `layers.stores.building`.

Only what words are made of is in memory: jurisdictions, reports, sources, places, and the values
that the codes of records stand for. DuckDB comes with the extra `columnar`. It is told to load no
extension and to open no file but these, so it asks no network for anything.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from geodata.layer_tables import Town, derive_layer
from geodata.names import fold_name
from geodata.tables import type_cells
from layers.counts import Counts
from layers.list_columns import NAME
from layers.stores import compiling
from layers.stores.building import files_of, folder_of_files
from layers.stores.codes import read_values
from layers.stores.columns import CERTAINTY, ROW, order_name
from layers.stores.compiling import Condition, all_of, column
from layers.stores.kept import Kept
from layers.stores.word_index import read_index, rows_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.searching import Mask
    from layers.selection import Positions
    from layers.stores.questions import Asked

DIALECT = "duckdb"
FOUND = "found"
"""A table with one column of this name: whether a search finds each record of a layer."""

MAX_MEMORY = "800MB"
MAX_KEPT_GROUPS = 500_000
"""Of all counts that are kept, about 150 MB: a page asks for a hundred, and for many again."""

MAX_KEPT_IDS = 10_000
"""Of records that were looked for: a page looks for what is opened at several of its parts."""

MAX_KEPT_FLAGS = 40_000_000
"""Of all searches that are kept: a byte for each record of a layer."""


class ColumnarStore:
    """Answers by queries; see `layers.stores.questions.Store`."""

    def __init__(self, skeleton: Collection) -> None:
        """Open the files of a collection, which must be fresh (`building.are_fresh`).

        Args:
            skeleton: Its tables other than the layers.

        Raises:
            OSError: They cannot be read.
        """
        self._collection = skeleton
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
        self._values = {layer: self._read_values(layer) for layer in self._files}
        self._conditions = {
            layer: Condition(skeleton, layer, values) for layer, values in self._values.items()
        }
        self._records = {
            layer: pq.read_metadata(each.records) for layer, each in self._files.items()
        }
        self._sizes = {
            layer: pq.read_metadata(each.codes).num_rows for layer, each in self._files.items()
        }
        self._counts: Kept[Counts] = Kept(MAX_KEPT_GROUPS, lambda each: len(each.records))
        self._known: Kept[int | None] = Kept(MAX_KEPT_IDS, lambda _: 0)
        self._words = {layer: read_index(each.words) for layer, each in self._files.items()}
        self._searches: Kept[Mask] = Kept(MAX_KEPT_FLAGS, len)

    def grouped(self, asked: Asked, columns: Sequence[str]) -> Counts:
        """Groups of records that are alike in some columns."""
        key = tuple(columns)
        return self._counts.get((asked, key), lambda: self._count(asked, key))

    def page(
        self, asked: Asked, order: str, *, descending: bool, length: int
    ) -> tuple[Positions, list[bool]]:
        """Positions of some records in an order, and whether each is the only one of its name."""
        by: list[exp.Expr] = []
        if order:
            key = column(order_name(order))
            by += [exp.Ordered(this=exp.Is(this=key, expression=exp.null()))]
            by += [exp.Ordered(this=key, desc=descending)]
        if asked.selection and asked.selection.search:
            is_there = self._conditions[asked.layer].is_at_place(asked.selection.search)
            if is_there not in {exp.true(), exp.false()}:
                by += [exp.Ordered(this=is_there, desc=True)]
        by += [exp.Ordered(this=column(ROW))]
        name = column(order_name(NAME))
        query = self._shown(asked, [column(ROW), name]).order_by(*by).limit(length)
        found = self._query(query, asked).fetchnumpy()
        rows, names = _positions(found[ROW]), found[order_name(NAME)].tolist()
        if not names:
            return rows, []
        numbers = (
            self._shown(asked, [name, exp.Count(this=exp.Star()).as_("records")])
            .where(name.isin(*map(int, set(names))))
            .group_by(name)
        )
        counted = dict(self._query(numbers, asked).fetchall())
        return rows, [counted[each] == 1 for each in names]

    def positions(self, asked: Asked) -> Positions:
        """Where the records stand in the table of their layer."""
        query = self._shown(asked, [column(ROW)]).order_by(column(ROW))
        return _positions(self._query(query, asked).fetchnumpy()[ROW])

    def find(self, layer: Layer, record: str) -> int | None:
        """The position of the record that has an id; None if there is none."""
        return self._known.get((layer, record), lambda: self._find(layer, record))

    def _find(self, layer: Layer, record: str) -> int | None:
        is_asked = column("id").eq(exp.Literal.string(record))
        query = exp.select(column(ROW)).from_(_codes(layer)).where(is_asked)
        found = self._query(query).fetchone()
        return None if found is None else int(found[0])

    def holds(self, asked: Asked, record: str) -> bool:
        """Whether the record that has an id is among those asked for."""
        is_it = column("id").eq(exp.Literal.string(record))
        return (
            self._query(self._shown(asked, [column(ROW)]).where(is_it), asked).fetchone()
            is not None
        )

    def read(self, layer: Layer, positions: Positions | None = None) -> pd.DataFrame:
        """Some records of a layer, or all, as the table of a collection in memory has them.

        Only the groups of rows in which they stand are read.
        """
        with pq.ParquetFile(self._files[layer].records, metadata=self._records[layer]) as file:
            if positions is None:
                cells = file.read()
            else:
                ends = _ends_of_groups(file.metadata)
                groups = np.searchsorted(ends, positions, side="right")
                wanted = np.unique(groups)
                starts = np.concatenate([[0], ends])[wanted]
                before = np.concatenate([[0], np.cumsum(ends[wanted] - starts)])
                at = np.searchsorted(wanted, groups)
                cells = file.read_row_groups(wanted.tolist(), use_threads=False)
                cells = cells.take(pa.array(before[at] + positions - starts[at]))
        about = self._collection.about
        typed = type_cells(about, layer, cells.to_pandas())
        return derive_layer(typed, about.specs[layer], self._collection.places)

    def values(self, layer: Layer, name: str) -> Sequence[Any] | None:
        """The values that records of a layer have in a column; None if it has no such column."""
        return self._values[layer].get(name)

    def coded(self, asked: Asked, columns: Sequence[str], **having: Iterable[Any]) -> pd.DataFrame:
        """Some columns of the records that have some values in others, by their positions."""
        condition = self._conditions[asked.layer]
        names = [ROW, "id", *(f"code_{name}" for name in columns)]
        query = self._shown(asked, list(map(column, names))).where(
            *(condition.has_any(name, wanted) for name, wanted in having.items())
        )
        found = self._query(query.order_by(column(ROW)), asked).fetchnumpy()
        told = {name: self._decode(asked.layer, name, found[f"code_{name}"]) for name in columns}
        index = pd.Index(_positions(found[ROW]), name=ROW)
        frame = pd.DataFrame({name: pd.Series(cells, index) for name, cells in told.items()}, index)
        return frame.assign(id=found["id"], layer=asked.layer)

    def _count(self, asked: Asked, columns: tuple[str, ...]) -> Counts:
        keys: list[exp.Expr] = [
            compiling.certainty(asked.selection) if name == CERTAINTY else column(f"code_{name}")
            for name in columns
        ]
        told = [key.as_(f"key_{at}") for at, key in enumerate(keys)]
        rows = column(ROW)
        query = self._shown(asked, [
            *told,
            exp.Count(this=exp.Star()).as_("records"),
            exp.cast(exp.Sum(this=column("weight")), "bigint").as_("weights"),
            exp.Min(this=rows).as_("first"),
            exp.Max(this=rows).as_("last"),
        ])  # fmt: skip
        if keys:
            query = query.group_by(*(exp.to_identifier(f"key_{at}") for at in range(len(keys))))
        found = self._query(query, asked).fetchnumpy()
        order = np.argsort(found["first"]) if len(found["records"]) else slice(0)
        groups = {name: np.asarray(cells)[order] for name, cells in found.items()}
        if not keys:  # a sum of nothing is a row as well
            groups = {name: cells[groups["records"] > 0] for name, cells in groups.items()}
        listed = [
            groups[f"key_{at}"].tolist()
            if name == CERTAINTY
            else self._decode(asked.layer, name, groups[f"key_{at}"]).tolist()
            for at, name in enumerate(columns)
        ]
        numbers = (groups[name].astype(np.int64) for name in ("records", "weights", "last"))
        return Counts(listed, *numbers)

    def _decode(self, layer: Layer, name: str, codes: Any) -> NDArray[np.object_]:
        values = self._values[layer][name]
        cells: NDArray[np.object_] = np.fromiter(values, dtype=object, count=len(values))[codes]
        return cells

    def _shown(self, asked: Asked, columns: Sequence[exp.Expr]) -> exp.Select:
        """Some columns of the records that are asked for.

        What a search finds stands beside the codes, in a column of its own: `_query` gives it.
        """
        condition: list[exp.Expr] = []
        codes: exp.Table | exp.Subquery = _codes(asked.layer)
        if asked.selection is not None:
            condition.append(self._conditions[asked.layer].is_shown(asked.selection, column(FOUND)))
            if asked.selection.search:
                beside = exp.Join(this=exp.to_table(FOUND), method="POSITIONAL")
                codes = exp.select("*").from_(codes).join(beside).subquery()
        if asked.certainty:
            stated = compiling.certainty(asked.selection)
            condition.append(stated.eq(exp.Literal.string(asked.certainty)))
        return exp.select(*columns).from_(codes).where(all_of(condition))

    def _query(self, query: exp.Query, asked: Asked | None = None) -> duckdb.DuckDBPyConnection:
        """Run a query on a connection of its own: readers ask at the same time."""
        cursor = self._connection.cursor()
        if asked and asked.selection and asked.selection.search:
            found = self._found(asked.layer, asked.selection.search)
            cursor.register(FOUND, pa.table({FOUND: found}))
        return cursor.execute(query.sql(DIALECT))

    def _found(self, layer: Layer, search: str) -> Mask:
        """Whether a search finds each record of a layer."""
        return self._searches.get((layer, search), lambda: self._search(layer, search))

    def _search(self, layer: Layer, search: str) -> Mask:
        """As `layers.searching.matches`."""
        condition, words = self._conditions[layer], fold_name(search).split()
        found = np.ones(self._sizes[layer], dtype=bool)
        for word in words:
            held = self._mask(layer, condition.stands_for(word))
            held[rows_with(self._words[layer], word)] = True
            found &= held
        return found | self._mask(layer, condition.is_called(search)) if len(words) > 1 else found

    def _mask(self, layer: Layer, condition: exp.Expr) -> Mask:
        """Whether each record of a layer answers a condition."""
        mask = np.zeros(self._sizes[layer], dtype=bool)
        if condition != exp.false():
            query = exp.select(column(ROW)).from_(_codes(layer)).where(condition)
            mask[self._query(query).fetchnumpy()[ROW]] = True
        return mask

    def _read_values(self, layer: Layer) -> Mapping[str, Sequence[Any]]:
        values = read_values(json.loads(self._files[layer].values.read_text(encoding="utf-8")))
        places = self._collection.places.by_key
        if values:
            values["first_from"] = [
                math.nan if each is None else each for each in values["first_from"]
            ]
            values["towns"] = [
                tuple(Town(key, places[key].lon or 0.0, places[key].lat or 0.0) for key in keys)
                for keys in values["towns"]
            ]
        return values


def _positions(found: Any) -> Positions:
    return np.asarray(found, dtype=np.intp)


def _ends_of_groups(metadata: pq.FileMetaData) -> NDArray[np.int64]:
    """Where each group of rows ends."""
    sizes = [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]
    ends: NDArray[np.int64] = np.cumsum(sizes)
    return ends


def _codes(layer: Layer) -> exp.Table:
    return exp.Table(this=exp.to_identifier(f"{layer}.codes", quoted=True))
