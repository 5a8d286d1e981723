"""The engine for many records on one machine: DuckDB over the files of `layers.stores.building`.

Only what words are made of is in memory: jurisdictions, reports, sources, places. DuckDB comes with
the extra `columnar`. It is told to load no extension and to open no file but these, so it asks no
network for anything.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import duckdb
from sqlglot import exp

from layers.facets import facet_column
from layers.stores import compiling
from layers.stores.building import files_of, parquet_files, read_skeleton
from layers.stores.columns import LOCATED, ROW, facet_name, order_name
from layers.stores.compiling import column
from layers.stores.memory import in_order_of_marks, own_cells
from layers.stores.questions import Page
from layers.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geodata.layer_specs import Role
    from layers.facets import Layer
    from layers.selection import Selection
    from layers.stores.questions import Order, Shared

DIALECT = "duckdb"
MAX_MEMORY = "1GB"


class ColumnarStore:
    """Answers by queries; see `layers.stores.questions.Store`."""

    def __init__(self, folder: Path) -> None:
        """Open the files of a collection, which must be fresh (`building.are_fresh`).

        Raises:
            OSError: They cannot be read.
        """
        self._collection = read_skeleton(folder)
        self._layers = self._collection.about.layers
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MAX_MEMORY,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self._connection = duckdb.connect(config=settings)
        for layer, (records, marks) in parquet_files(folder, self._layers).items():
            self._connection.read_parquet(str(records)).create_view(_records(layer).name)
            self._connection.read_parquet(str(marks)).create_view(_marks(layer).name)
        allowed = compiling.texts([str(files_of(folder))]).sql(DIALECT)
        self._connection.execute(f"SET allowed_directories = {allowed}")
        self._connection.execute("SET enable_external_access = false")
        self._used: dict[tuple[Layer, str], frozenset[str]] = {}

    def marks(self, selection: Selection, share: Shared = "") -> pd.DataFrame:
        """The marks on the map with their numbers."""
        sites = self._collection.about.of_role("site")
        queries = [
            self._marks_of(selection, layer, share if layer in sites else "")
            for layer in self._layers
        ]
        every = exp.union(*queries, distinct=False) if queries[1:] else queries[0]
        return in_order_of_marks(self._query(every).df(), self._layers)

    def summary(self, selection: Selection) -> Summary:
        """The numbers of a selection."""
        unknown = exp.Literal.string(self._collection.about.unknown_jurisdiction)
        is_city = column("precision").eq(exp.Literal.string("city"))
        is_unknown = column("party").eq(unknown)
        weight = column("weight")
        counts = {
            "sites": _sum(weight),
            "countries": _count_distinct(column("host")),
            "cities": _count_distinct(_where(is_city, column("place"))),
            "jurisdictions": _count_distinct(_where(exp.not_(is_unknown), column("party"))),
            "unknown_jurisdiction": _sum(_where(is_unknown, weight)),
            "without_city": _count(exp.not_(is_city)),
            "sites_without_city": _sum(_where(exp.not_(is_city), weight)),
            "unresolved": _count(exp.and_(is_city, exp.not_(column(LOCATED)))),
        }
        named = ("host", "place", "party", "precision", "weight", LOCATED)
        shown = self._of_role(selection, "site", named)
        told = [number.as_(name) for name, number in counts.items()]
        numbers = self._query(exp.select(*told).from_(shown.subquery("shown"))) if shown else None
        found = dict(zip(counts, numbers.fetchone() or (), strict=True)) if numbers else {}
        return Summary(
            **{name: int(found.get(name) or 0) for name in counts},
            records={layer: self._number(selection, layer)[0] for layer in self._layers},
            agreement_countries=self._agreement_countries(selection),
        )

    def tally(
        self, selection: Selection, word: str, layers: Iterable[Layer] | None = None
    ) -> Counter[str]:
        """How much there is of each value of a filter."""
        counts: Counter[str] = Counter()
        values = exp.func("list_distinct", column(facet_name(word)))
        for layer in self._layers if layers is None else layers:
            if facet_column(self._collection, layer, word) is not None:
                each = exp.Unnest(expressions=[values]).as_("value")
                shown = self._shown(selection, layer, [each, column("weight")])
                total = _sum(column("weight"))
                query = exp.select("value", total).from_(shown.subquery("shown")).group_by("value")
                for value, number in self._query(query).fetchall():
                    counts[value] += int(number)
        return counts

    def page(  # noqa: PLR0913 - keywords alone
        self,
        selection: Selection,
        layer: Layer,
        *,
        order: Order = "",
        descending: bool = False,
        start: int = 0,
        length: int = 50,
    ) -> Page:
        """Some of the records of a layer in an order."""
        by: list[exp.Expr] = []
        if order:
            key = column(order_name(order))
            by += [exp.Ordered(this=exp.Is(this=key, expression=exp.null()))]
            by += [exp.Ordered(this=key, desc=descending)]
        elif selection.search:
            is_there = compiling.is_at_place(self._collection, selection.search)
            by += [exp.Ordered(this=is_there, desc=True)]
        by += [exp.Ordered(this=column(ROW))]
        query = self._shown(selection, layer, [column("id")]).order_by(*by)
        found = self._query(query.limit(length).offset(start)).fetchall()
        total, size = self._number(selection, layer)
        return Page(tuple(key for (key,) in found), total, size)

    def record(self, layer: Layer, record: str) -> Mapping[str, Any] | None:
        """A record by its id."""
        columns = [*self._collection.about.columns(layer)]
        is_asked = column("id").eq(exp.Literal.string(record))
        query = exp.select(*map(column, columns)).from_(_records(layer)).where(is_asked)
        row = self._query(query).fetchone()
        return None if row is None else own_cells(dict(zip(columns, row, strict=True)), columns)

    def of_country(self, country: str) -> Mapping[Layer, tuple[str, ...]]:
        """The ids of the records of a country."""
        found = {}
        for layer in self._layers:
            if facet_column(self._collection, layer, "country") is None:
                continue
            named = exp.ArrayContainsAll(
                this=column(facet_name("country")), expression=compiling.texts([country])
            )
            query = (
                exp.select(column("id")).from_(_records(layer)).where(named).order_by(column(ROW))
            )
            found[layer] = tuple(key for (key,) in self._query(query).fetchall())
        return found

    def _query(self, query: exp.Query) -> duckdb.DuckDBPyConnection:
        """Run a query on a connection of its own: readers ask at the same time."""
        return self._connection.cursor().execute(query.sql(DIALECT))

    def _shown(self, selection: Selection, layer: Layer, columns: Sequence[exp.Expr]) -> exp.Select:
        """Some columns of the records of a layer that answer a selection."""
        answers = compiling.is_shown(self._collection, layer, selection, self._values_of)
        return exp.select(*columns).from_(_records(layer)).where(answers)

    def _of_role(
        self, selection: Selection, role: Role, columns: Sequence[str]
    ) -> exp.Query | None:
        """Some columns of the records of all layers of a role; None if there is no such layer."""
        layers = self._collection.about.of_role(role)
        named = list(map(column, columns))
        shown = [self._shown(selection, layer, named) for layer in layers]
        return exp.union(*shown, distinct=False) if shown[1:] else next(iter(shown), None)

    def _marks_of(self, selection: Selection, layer: Layer, share: Shared) -> exp.Select:
        told = column(share) if share else exp.Literal.string("")
        is_certain = compiling.certainty(selection).eq(exp.Literal.string("certain"))
        shown = self._shown(
            selection, layer, [column(ROW), told.as_("share"), is_certain.as_("is_certain")]
        )
        weight = column("weight")
        keys = ["kind", "key", "party", "proposed", "share"]
        return (
            exp.select(
                exp.Literal.string(layer).as_("layer"),
                *map(column, keys),
                _sum(weight).as_("weight"),
                _sum(_where(column("is_certain"), weight)).as_("certain"),
            )
            .from_(_marks(layer))
            .join(shown.subquery("shown"), using=[ROW])
            .group_by(*map(column, keys))
        )

    def _number(self, selection: Selection, layer: Layer) -> tuple[int, int]:
        """How many records of a layer answer, and how much they stand for."""
        shown = self._shown(selection, layer, [column("weight")]).subquery("shown")
        query = exp.select(exp.Count(this=exp.Star()), _sum(column("weight"))).from_(shown)
        number, size = self._query(query).fetchone() or (0, 0)
        return int(number), int(size or 0)

    def _agreement_countries(self, selection: Selection) -> int:
        shown = self._of_role(selection, "agreement", ["hosts"])
        if shown is None:
            return 0
        each = exp.select(exp.Unnest(expressions=[column("hosts")]).as_("code"))
        codes = each.from_(shown.subquery("shown")).subquery("codes")
        (number,) = self._query(
            exp.select(_count_distinct(column("code"))).from_(codes)
        ).fetchone() or (0,)
        return int(number)

    def _values_of(self, layer: Layer, name: str) -> frozenset[str]:
        """The values that the records of a layer have in a column: asked once."""
        key = layer, name
        if key not in self._used:
            value = column(name)
            told = exp.Unnest(expressions=[value]) if name in compiling.LISTS else value
            query = exp.select(told.as_("value")).distinct().from_(_records(layer))
            self._used[key] = frozenset(each for (each,) in self._query(query).fetchall()) - {""}
        return self._used[key]


def _records(layer: Layer) -> exp.Table:
    return exp.Table(this=exp.to_identifier(f"{layer}.records", quoted=True))


def _marks(layer: Layer) -> exp.Table:
    return exp.Table(this=exp.to_identifier(f"{layer}.marks", quoted=True))


def _sum(number: exp.Expr) -> exp.Expr:
    return exp.Coalesce(this=exp.Sum(this=number), expressions=[exp.Literal.number(0)])


def _count(condition: exp.Expr) -> exp.Expr:
    return exp.Count(this=_where(condition, exp.Literal.number(1)))


def _count_distinct(value: exp.Expr) -> exp.Expr:
    return exp.Count(this=exp.Distinct(expressions=[value]))


def _where(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    """A value where a condition holds, else nothing."""
    return exp.Case().when(condition, value)
