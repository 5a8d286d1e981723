"""A selection as a condition of SQL, made of the rows of `layers.facets.FACETS`.

    is_shown(collection, "stations", Selection(year=(2016, 2018)), names).sql("duckdb")

SQLGlot writes the SQL, in the dialect of whatever engine: no value is ever pasted into a text. The
columns are those that `layers.stores.building` writes for each layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlglot import exp

from geodata.countries import find_country_code
from geodata.layer_tables import SPAN
from geodata.names import fold_name
from layers.facets import FACETS, facet_column
from layers.searching import CODED, LABELLED, may_be_a_name, other_names, spell_codes
from layers.stores.columns import FOLDED, OWN_WORDS, PLACE_IDS, facet_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.collection import Collection
    from layers.facets import Facet, Layer
    from layers.selection import Selection

LISTS = frozenset({"hosts", "parties", "sources"})
"""Columns that hold lists, of those whose values stand for something."""


class UsedValues(Protocol):
    """Which values the records of a layer have in a column."""

    def __call__(self, layer: Layer, column: str, /) -> frozenset[str]:
        """The values, or the entries of the lists."""


def column(name: str) -> exp.Column:
    """A column by its name, whatever characters it has."""
    return exp.column(name, quoted=True)


def texts(values: Iterable[str]) -> exp.Array:
    """A list of texts."""
    return exp.Array(expressions=[exp.Literal.string(value) for value in values])


def is_shown(
    collection: Collection, layer: Layer, selection: Selection, used: UsedValues
) -> exp.Expr:
    """Whether a record of a layer answers a selection, as `layers.selection.select` picks them.

    Args:
        collection: Its tables other than the layers, whose columns alone are looked at.
        layer: The layer.
        selection: What is asked.
        used: Which values the records have.
    """
    is_out = exp.EQ(this=certainty(selection), expression=exp.Literal.string("out"))
    conditions: list[exp.Expr] = [exp.not_(is_out)]
    for facet in FACETS:
        asked = selection.get(facet.word)
        if facet.kind == "text" and asked:
            conditions.append(_holds_all(collection, layer, str(asked), used))
        elif facet_column(collection, layer, facet.word) is not None:
            conditions += _answers(collection, layer, facet, asked)
    return _all(conditions)


def certainty(selection: Selection) -> exp.Expr:
    """`geodata.dates.YearSpan.certainty` of a record, or `undated`."""
    first_from, first_to, last_from, last_to = map(column, SPAN)
    undated = exp.Is(this=first_from, expression=exp.null())
    case = exp.Case().when(undated, exp.Literal.string("undated"))
    if selection.years is None:
        return case.else_(exp.Literal.string("certain"))
    first, last = map(exp.Literal.number, selection.years)
    is_out = exp.Or(
        this=exp.GT(this=first_from, expression=last),
        expression=exp.LT(this=last_to, expression=first),
    )
    is_certain = exp.And(
        this=exp.LTE(this=first_to, expression=last),
        expression=exp.GTE(this=last_from, expression=first),
    )
    return (
        case.when(is_out, exp.Literal.string("out"))
        .when(is_certain, exp.Literal.string("certain"))
        .else_(exp.Literal.string("possible"))
    )


def is_at_place(collection: Collection, search: str) -> exp.Expr:
    """Whether the place or country of a record is what a search names, not just its texts."""
    words = sorted(set(fold_name(search).split()))
    named = exp.ArrayContainsAll(this=column(OWN_WORDS), expression=texts(words))
    return _any([*([named] if words else []), _is_called(collection, search)])


def _answers(
    collection: Collection, layer: Layer, facet: Facet, asked: object
) -> Iterable[exp.Expr]:
    values = column(facet_name(facet.word))
    if facet.kind == "switch" and asked is False:
        yield exp.Not(this=values)
    wanted = facet.first(collection, layer) if asked is None and facet.first else asked
    if facet.kind == "choice" and isinstance(wanted, frozenset):
        yield _has_any(values, wanted)


def _holds_all(collection: Collection, layer: Layer, search: str, used: UsedValues) -> exp.Expr:
    words = fold_name(search).split()
    held = _all([_holds(collection, layer, word, used) for word in words])
    return _any([held, _is_called(collection, search)]) if len(words) > 1 else held


def _holds(collection: Collection, layer: Layer, word: str, used: UsedValues) -> exp.Expr:
    found = exp.StrPosition(this=column(FOLDED), substr=exp.Literal.string(word))
    conditions: list[exp.Expr] = [exp.GT(this=found, expression=exp.Literal.number(0))]
    for name in (*CODED, *LABELLED, "sources"):
        meant = spell_codes(collection, layer, name, used(layer, name))
        hits = [code for code, text in meant.items() if word in text]
        if hits and name in LISTS:
            conditions.append(_has_any(column(name), hits))
        elif hits:
            conditions.append(column(name).isin(*map(exp.Literal.string, hits)))
    if may_be_a_name(word):
        conditions.append(_is_called(collection, word))
    return _any(conditions)


def _is_called(collection: Collection, name: str) -> exp.Expr:
    """Whether a record is in the country, or at a place, that bears a name in some language."""
    code = find_country_code(name)
    ids = other_names(collection).find(name)
    return _any([
        *([_has_any(column("hosts"), [code])] if code else []),
        *([_has_any(column(PLACE_IDS), ids)] if ids else []),
    ])  # fmt: skip


def _has_any(values: exp.Expr, wanted: Iterable[str]) -> exp.Expr:
    """Whether a list holds one of some texts; of none, nothing does."""
    listed = sorted(wanted)
    if not listed:
        return exp.false()
    return exp.ArrayOverlaps(this=values, expression=texts(listed))


def _all(conditions: Iterable[exp.Expr]) -> exp.Expr:
    return exp.and_(exp.true(), *conditions)


def _any(conditions: Iterable[exp.Expr]) -> exp.Expr:
    return exp.or_(exp.false(), *conditions)
