"""A selection as a condition of SQL, made of the rows of `layers.facets.FACETS`.

    Condition(collection, "stations", values).is_shown(Selection(year=(2016, 2018))).sql("duckdb")

SQLGlot writes the SQL, in the dialect of whatever engine: no value is ever pasted into a text. The
columns are those that `layers.stores.store_files` writes for each layer: for each filter a number,
and which numbers answer is found out by looking at each value once. Every part of a condition is
made for it alone, so none is copied where it is put in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from geodata.countries import find_country_code
from geodata.layer_tables import SPAN
from geodata.names import fold_name
from layers.facets import FACETS, values_in
from layers.searching import CODED, LABELLED, may_be_a_name, other_names, spell_codes
from layers.stores.columns import FACET_COLUMNS, NAMED, facet_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.selection import Selection

UNSTORABLE = re.compile("[\0\ud800-\udfff]")
IN_NO_TEXT = "\uffff"
"""Stands for a text that no record holds: it is not a character."""


def text(value: str) -> exp.Expr:
    """A text that is searched for; one that no engine can hold matches no record."""
    return exp.Literal.string(IN_NO_TEXT if UNSTORABLE.search(value) else value)


def column(name: str) -> exp.Column:
    """A column by its name, whatever characters it has."""
    return exp.column(name, quoted=True)


def certainty(selection: Selection | None) -> exp.Expr:
    """`geodata.dates.YearSpan.certainty` of a record, or `undated`."""
    first_from, first_to, last_from, last_to = SPAN
    undated = exp.Is(this=column(first_from), expression=exp.null())
    case = exp.Case().when(undated, exp.Literal.string("undated"), copy=False)
    if selection is None or selection.years is None:
        return case.else_(exp.Literal.string("certain"), copy=False)
    first, last = selection.years
    number = exp.Literal.number
    is_out = exp.Or(
        this=exp.GT(this=column(first_from), expression=number(last)),
        expression=exp.LT(this=column(last_to), expression=number(first)),
    )
    is_certain = exp.And(
        this=exp.LTE(this=column(first_to), expression=number(last)),
        expression=exp.GTE(this=column(last_from), expression=number(first)),
    )
    return (
        case.when(is_out, exp.Literal.string("out"), copy=False)
        .when(is_certain, exp.Literal.string("certain"), copy=False)
        .else_(exp.Literal.string("possible"), copy=False)
    )


class Condition:
    """The conditions of one layer."""

    def __init__(
        self, collection: Collection, layer: Layer, values: Mapping[str, Sequence[Any]]
    ) -> None:
        """Look at a layer.

        Args:
            collection: Its tables other than the layers.
            layer: The layer.
            values: What the codes of each column stand for.
        """
        self._collection = collection
        self._layer = layer
        self._values = values

    def is_shown(self, selection: Selection, found: exp.Expr) -> exp.Expr:
        """Whether a record answers a selection, as `layers.selection.select` picks them.

        Args:
            selection: What is asked.
            found: Whether its search finds the record, where it has one.
        """
        conditions = [*self._facets(selection)]
        if selection.years:
            is_out = exp.EQ(this=certainty(selection), expression=exp.Literal.string("out"))
            conditions.append(exp.not_(is_out, copy=False))
        if selection.search:
            conditions.append(found)
        return all_of(conditions)

    def stands_for(self, word: str) -> exp.Expr:
        """Whether what the codes of a record stand for holds a word, whatever its own texts say.

        Args:
            word: As it is folded.
        """
        conditions = []
        for name in (*CODED, *LABELLED, "sources"):
            used = {each for value in self._values[name] for each in values_in(value)} - {""}
            meant = spell_codes(self._collection, self._layer, name, used)
            hits = {code for code, text in meant.items() if word in text}
            if hits:
                conditions.append(self.has_any(name, hits))
        if may_be_a_name(word):
            conditions.append(self.is_called(word))
        return any_of(conditions)

    def is_called(self, name: str) -> exp.Expr:
        """Whether a record is in the country, or at a place, that has a name in some language."""
        code, ids = find_country_code(name), other_names(self._collection).find(name)
        return any_of([
            *([self.has_any("hosts", {code})] if code else []),
            *([self.answers(NAMED, lambda named: not ids.isdisjoint(named[0]))] if ids else []),
        ])  # fmt: skip

    def is_at_place(self, search: str) -> exp.Expr:
        """Whether the place or country is what a search names, not just its texts."""
        words = frozenset(fold_name(search).split())
        named = self.answers(NAMED, lambda named: bool(words) and words <= {*named[1]})
        return any_of([named, self.is_called(search)])

    def has_any(self, name: str, wanted: Iterable[Any]) -> exp.Expr:
        """Whether a value, or an entry of one that is a list, is wanted; `()` is a list of none."""
        codes = frozenset(wanted)
        return self.answers(name, lambda value: not codes.isdisjoint(values_in(value) or ((),)))

    def answers(self, name: str, question: Callable[[Any], bool]) -> exp.Expr:
        """Whether the value of a record in a column is one of those that answer a question."""
        values = self._values[name]
        codes = [code for code, value in enumerate(values) if question(value)]
        if len(codes) == len(values):
            return exp.true()
        return column(f"code_{name}").isin(*codes, copy=False) if codes else exp.false()

    def _facets(self, selection: Selection) -> Iterable[exp.Expr]:
        for facet in FACETS:
            name, asked = facet_name(facet), selection.get(facet.word)
            if name not in FACET_COLUMNS or name not in self._values:
                continue
            if facet.kind == "switch":
                if asked is False:
                    yield self.answers(name, lambda is_set: not is_set)
                continue
            first = facet.first if asked is None else None
            wanted = first(self._collection, self._layer) if first else asked
            if isinstance(wanted, frozenset):
                yield self.has_any(name, wanted)


def all_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Whether all hold; of none, all do."""
    needed = [each for each in conditions if each != exp.true()]
    return exp.false() if exp.false() in needed else exp.and_(exp.true(), *needed, copy=False)


def any_of(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Whether one holds; of none, none does."""
    offered = [each for each in conditions if each != exp.false()]
    return exp.true() if exp.true() in offered else exp.or_(exp.false(), *offered, copy=False)
