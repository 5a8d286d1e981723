"""The answers of an engine that is asked in SQL, whichever it is.

Only what words are made of is in memory: jurisdictions, reports, sources, places, and the values
that the codes of records stand for. The codes are in tables of the engine, with the columns that
`layers.stores.store_files` gives them. SQLGlot writes each query in the dialect of the engine.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlglot import exp

from geodata.layer_tables import SPAN, Town, derive_layer
from geodata.names import fold_name
from geodata.tables import type_cells
from layers.counts import Counts
from layers.list_columns import NAME
from layers.stores import compiling
from layers.stores.bounded_cache import BoundedCache
from layers.stores.codes import read_values
from layers.stores.columns import CERTAINTY, ROW, order_name
from layers.stores.compiling import Condition, all_of, column

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.searching import Mask
    from layers.selected import Positions
    from layers.stores.questions import RecordQuery

FOUND = "found"
"""A column that says whether a search finds each record of a layer."""

PLAIN = (CERTAINTY, *SPAN[1:])
"""What records are counted by as it is, without a code; the first year of a date has one."""

MAX_KEPT_GROUPS = 500_000
"""Of all counts that are kept, about 150 MB: a page asks for a hundred, and for many again."""

MAX_KEPT_IDS = 10_000
"""Of records that were looked for: a page looks for what is opened at several of its parts."""

START_OF_ID = 3
"""Characters of an id that are looked at before a record is looked for."""

MAX_KEPT_FLAGS = 40_000_000
"""Of all searches that are kept: a byte for each record of a layer."""


class SqlStore(ABC):
    """Answers by queries; see `layers.stores.questions.Store`."""

    def __init__(
        self,
        skeleton: Collection,
        written: Mapping[Layer, Mapping[str, Any]],
        sizes: Mapping[Layer, int],
    ) -> None:
        """Take what is in memory.

        Args:
            skeleton: The tables of the collection other than the layers.
            written: What the codes of each layer stand for, as `building` writes it.
            sizes: How many records each layer has.
        """
        self._sizes = sizes
        self._collection = skeleton
        self._values = {layer: self._read_values(each) for layer, each in written.items()}
        self._conditions = {
            layer: Condition(skeleton, layer, values) for layer, values in self._values.items()
        }
        self._counts: BoundedCache[Counts] = BoundedCache(
            MAX_KEPT_GROUPS, lambda each: len(each.records)
        )
        self._starts_of_ids: dict[Layer, Container[str]] = {}
        self._known: BoundedCache[int | None] = BoundedCache(MAX_KEPT_IDS, lambda _: 0)
        self._searches: BoundedCache[Mask] = BoundedCache(MAX_KEPT_FLAGS, len)

    @abstractmethod
    def _answer(self, query: exp.Query, found: Mask | None) -> Mapping[str, Any]:
        """The columns of the answer to a query, as arrays.

        Args:
            query: What is asked, once: it need not be as it was.
            found: What is beside the codes in it, see `_beside`.
        """

    @abstractmethod
    def _beside(self, codes: exp.Table, found: Mask) -> exp.Subquery:
        """The table of the codes of a layer with what a search finds beside it, as `FOUND`."""

    @abstractmethod
    def _cells(self, layer: Layer, positions: Positions | None) -> pa.Table:
        """Some records of a layer, or all, as they are written."""

    @abstractmethod
    def _codes(self, layer: Layer) -> exp.Table:
        """The table of the codes of a layer."""

    @abstractmethod
    def _rows_with(self, layer: Layer, word: str) -> Positions:
        """The positions of the records whose texts hold a word; some of them several times."""

    def grouped(self, asked: RecordQuery, columns: Sequence[str]) -> Counts:
        """Groups of records that are alike in some columns."""
        key = tuple(columns)
        return self._counts.get((asked, key), lambda: self._count(asked, key))

    def count_groups(self, asked: RecordQuery, columns: Sequence[str]) -> int:
        """How many groups of records `grouped` would make."""
        keys = [_key(asked, name).as_(f"key_{at}", copy=False) for at, name in enumerate(columns)]
        groups = self._shown(asked, keys).distinct(copy=False).subquery("groups", copy=False)
        query = exp.select(exp.Count(this=exp.Star()).as_("number")).from_(groups, copy=False)
        return int(self._ask(query, asked)["number"][0])

    def page(
        self, asked: RecordQuery, order: str, *, descending: bool, length: int
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
        name = order_name(NAME)
        query = (
            self._shown(asked, [column(ROW), column(name)])
            .order_by(*by, copy=False)
            .limit(length, copy=False)
        )
        found = self._ask(query, asked)
        rows, names = _positions(found[ROW]), found[name].tolist()
        if not names:
            return rows, []
        numbers = (
            self._shown(asked, [column(name), exp.Count(this=exp.Star()).as_("records")])
            .where(column(name).isin(*map(int, set(names)), copy=False), copy=False)
            .group_by(column(name), copy=False)
        )
        answer = self._ask(numbers, asked)
        counted = dict(zip(answer[name].tolist(), answer["records"].tolist(), strict=True))
        return rows, [counted[each] == 1 for each in names]

    def positions(self, asked: RecordQuery) -> Positions:
        """Where the records are in the table of their layer."""
        query = self._shown(asked, [column(ROW)]).order_by(column(ROW), copy=False)
        return _positions(self._ask(query, asked)[ROW])

    def find(self, layer: Layer, record: str) -> int | None:
        """The position of the record that has an id; None if there is none."""
        return self._known.get((layer, record), lambda: self._find(layer, record))

    def _find(self, layer: Layer, record: str) -> int | None:
        if record[:START_OF_ID] not in self._starts(layer):
            return None
        is_asked = column("id").eq(compiling.text(record))
        query = exp.select(column(ROW)).from_(self._codes(layer)).where(is_asked)
        found = self._ask(query)[ROW]
        return int(found[0]) if len(found) else None

    def _starts(self, layer: Layer) -> Container[str]:
        """How the ids of a layer begin: most words of a text that might be an id do not."""
        if layer not in self._starts_of_ids:
            start = exp.Left(this=column("id"), expression=exp.Literal.number(START_OF_ID))
            found = self._ask(exp.select(start.as_("start")).distinct().from_(self._codes(layer)))
            self._starts_of_ids[layer] = frozenset(map(str, found["start"]))
        return self._starts_of_ids[layer]

    def holds(self, asked: RecordQuery, record: str) -> bool:
        """Whether the record that has an id is among those asked for."""
        is_it = column("id").eq(compiling.text(record))
        return len(self._ask(self._shown(asked, [column(ROW)]).where(is_it), asked)[ROW]) > 0

    def read(self, layer: Layer, positions: Positions | None = None) -> pd.DataFrame:
        """Some records of a layer, or all, as the table of a collection in memory has them."""
        about = self._collection.about
        typed = type_cells(about, layer, self._cells(layer, positions).to_pandas())
        return derive_layer(typed, about.specs[layer], self._collection.places)

    def values(self, layer: Layer, name: str) -> Sequence[Any] | None:
        """The values that records of a layer have in a column; None if it has no such column."""
        return self._values[layer].get(name)

    def coded(
        self, asked: RecordQuery, columns: Sequence[str], **having: Iterable[Any]
    ) -> pd.DataFrame:
        """Some columns of the records that have some values in others, by their positions."""
        condition = self._conditions[asked.layer]
        has_them = [condition.has_any(name, wanted) for name, wanted in having.items()]
        return self._coded(asked, columns, has_them)

    def coded_rows(
        self, asked: RecordQuery, columns: Sequence[str], rows: Positions | None = None
    ) -> pd.DataFrame:
        """The same of all records that are asked for, or of a few of them by their positions."""
        if rows is None:
            return self._coded(asked, columns, [])
        is_wanted = column(ROW).isin(*rows.tolist()) if len(rows) else exp.false()
        return self._coded(asked, columns, [is_wanted])

    def _coded(
        self, asked: RecordQuery, columns: Sequence[str], conditions: Iterable[exp.Expr]
    ) -> pd.DataFrame:
        keys = [_key(asked, name).as_(f"key_{at}", copy=False) for at, name in enumerate(columns)]
        query = self._shown(asked, [column(ROW), column("id"), *keys]).where(
            *conditions, copy=False
        )
        found = self._ask(query.order_by(column(ROW), copy=False), asked)
        index = pd.Index(_positions(found[ROW]), name=ROW)
        cells_of = {
            name: self._cells_of(asked.layer, name, found[f"key_{at}"])
            for at, name in enumerate(columns)
        }
        frame = pd.DataFrame(
            {name: pd.Series(cells, index) for name, cells in cells_of.items()}, index
        )
        return frame.assign(id=found["id"], layer=asked.layer)

    def _count(self, asked: RecordQuery, columns: tuple[str, ...]) -> Counts:
        keys = [_key(asked, name) for name in columns]
        named_keys = [key.as_(f"key_{at}", copy=False) for at, key in enumerate(keys)]
        query = self._shown(asked, [
            *named_keys,
            exp.Count(this=exp.Star()).as_("records", copy=False),
            exp.cast(exp.Sum(this=column("weight")), "bigint").as_("weights", copy=False),
            exp.Min(this=column(ROW)).as_("first", copy=False),
            exp.Max(this=column(ROW)).as_("last", copy=False),
        ])  # fmt: skip
        if keys:
            query.group_by(*(exp.to_identifier(f"key_{at}") for at in range(len(keys))), copy=False)
        found = self._ask(query, asked)
        order = np.argsort(found["first"]) if len(found["records"]) else slice(0)
        groups = {name: _filled(cells)[order] for name, cells in found.items()}
        if not keys:  # a sum of nothing is a row as well
            groups = {name: cells[groups["records"] > 0] for name, cells in groups.items()}
        listed = [
            self._cells_of(asked.layer, name, groups[f"key_{at}"]).tolist()
            for at, name in enumerate(columns)
        ]
        numbers = (groups[name].astype(np.int64) for name in ("records", "weights", "last"))
        return Counts(listed, *numbers)

    def _cells_of(self, layer: Layer, name: str, cells: Any) -> NDArray[Any]:
        """What is in a column, of the keys by which records are counted."""
        return _filled(cells) if name in PLAIN else self._decode(layer, name, cells)

    def _decode(self, layer: Layer, name: str, codes: Any) -> NDArray[np.object_]:
        values = self._values[layer][name]
        cells: NDArray[np.object_] = np.fromiter(values, dtype=object, count=len(values))[codes]
        return cells

    def _shown(self, asked: RecordQuery, columns: Sequence[exp.Expr]) -> exp.Select:
        """Some columns of the records that are asked for."""
        condition: list[exp.Expr] = []
        codes: exp.Table | exp.Subquery = self._codes(asked.layer)
        if asked.selection is not None:
            condition.append(self._conditions[asked.layer].is_shown(asked.selection, column(FOUND)))
            if asked.selection.search:
                found = self._found(asked.layer, asked.selection.search)
                codes = self._beside(self._codes(asked.layer), found)
        if asked.certainty:
            stated = compiling.certainty(asked.selection)
            is_it = exp.EQ(this=stated, expression=exp.Literal.string(asked.certainty))
            condition.append(is_it)
        shown = exp.Select().select(*columns, copy=False).from_(codes, copy=False)
        return shown.where(all_of(condition), copy=False)

    def _ask(self, query: exp.Query, asked: RecordQuery | None = None) -> Mapping[str, Any]:
        search = asked.selection.search if asked and asked.selection else ""
        return self._answer(query, self._found(asked.layer, search) if asked and search else None)

    def _found(self, layer: Layer, search: str) -> Mask:
        """Whether a search finds each record of a layer."""
        return self._searches.get((layer, search), lambda: self._search(layer, search))

    def _search(self, layer: Layer, search: str) -> Mask:
        """As `layers.searching.matches`."""
        condition, words = self._conditions[layer], fold_name(search).split()
        found = np.ones(self._sizes[layer], dtype=bool)
        for word in words:
            held = self._mask(layer, condition.stands_for(word))
            held[self._rows_with(layer, word)] = True
            found &= held
        return found | self._mask(layer, condition.is_called(search)) if len(words) > 1 else found

    def _mask(self, layer: Layer, condition: exp.Expr) -> Mask:
        """Whether each record of a layer answers a condition."""
        mask = np.zeros(self._sizes[layer], dtype=bool)
        if condition != exp.false():
            query = exp.select(column(ROW)).from_(self._codes(layer)).where(condition)
            mask[_positions(self._ask(query)[ROW])] = True
        return mask

    def _read_values(self, written: Mapping[str, Any]) -> Mapping[str, Sequence[Any]]:
        values = read_values(written)
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


def select_rows_with(words: exp.Table, word: str) -> exp.Select:
    """The positions of the records whose texts hold a word, from a table of words."""
    part = exp.StrPosition(this=column("word"), substr=compiling.text(word))
    rows = exp.alias_(exp.Unnest(expressions=[column("rows")]), ROW, quoted=True)
    is_part = exp.GT(this=part, expression=exp.Literal.number(0))
    return exp.select(rows).from_(words).where(is_part)


def _key(asked: RecordQuery, name: str) -> exp.Expr:
    """What records are counted by: mostly the code of what is in a column."""
    if name == CERTAINTY:
        return compiling.certainty(asked.selection)
    return column(name if name in PLAIN else f"code_{name}")


def _filled(cells: Any) -> NDArray[Any]:
    """Cells of an answer, with NaN where a record has no year."""
    if isinstance(cells, np.ma.MaskedArray) and cells.mask.any():
        return np.asarray(np.ma.filled(cells.astype("float64"), np.nan))
    return np.asarray(cells)


def _positions(found: Any) -> Positions:
    return np.asarray(found, dtype=np.intp)
