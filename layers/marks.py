"""Which record touches which mark on the map, in one table that is built once for a collection.

A scene is a sum of the rows of this table whose records are shown: each kind of mark is grouped by
its key, and the weights are added.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from geodata.distinct import find_distinct
from geodata.outlines import OutlineNotFoundError, country_label_point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geodata.collection import Collection
    from geodata.layer_specs import Role
    from geodata.layer_tables import Town
    from layers.selection import Selected

MarkKind: TypeAlias = Literal[
    "site", "unlocated", "town", "agreement", "proposed", "arc", "statement"
]
"""site: a city with sites; unlocated: a country with sites of no known city; town: a town that
agreements name; agreement and proposed: a country with them; arc: from the seat of a jurisdiction
to a country; statement: a country of which something is said."""

PROPOSED = "proposed"
"""The status of an agreement that was announced or planned and is not known to have come about."""

TEXTS = ("layer", "kind", "key", "party")
"""The columns that hold few texts many times."""

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Mark(NamedTuple):
    """A mark that a record touches.

    `key` is that of a place, or the code of a country; `party` is a jurisdiction, for sites and
    arcs; `weight` is what the record adds to the number on the mark.
    """

    kind: MarkKind
    key: str
    party: str
    weight: int
    proposed: bool


@lru_cache(maxsize=8)
def build_marks(collection: Collection) -> pd.DataFrame:
    """Say of every record of a collection which marks it touches.

    Returns:
        The columns of `Mark`, and before them the layer of the record and `row`, its position in
        the table of this layer. Layers are in their order, and records in that of their table.
    """
    tables = [marks_of_layer(collection, layer) for layer in collection.about.layers]
    return pd.concat(tables, ignore_index=True).astype(dict.fromkeys(TEXTS, "category"))


def marks_of_layer(collection: Collection, layer: str) -> pd.DataFrame:
    """The marks of a layer."""
    return marks_of_rows(collection.tables[layer], collection.about.specs[layer].role, layer)


def marks_of_rows(table: pd.DataFrame, role: Role, layer: str) -> pd.DataFrame:
    """The marks of the rows of a table: of those alike in what matters they are worked out once.

    Args:
        table: Of a layer, or the columns of one on which marks depend (`MARKS_OF`).
        role: Of the layer.
        layer: Its name.
    """
    columns, marks_of = MARKS_OF[role]
    alike = find_distinct(*(table[name] for name in columns))
    marks = [list(marks_of(*values)) for values in alike.values]
    numbers = np.array([len(each) for each in marks], dtype="int64")
    of_row = numbers[alike.codes]
    first = np.cumsum(numbers) - numbers
    within = np.arange(of_row.sum()) - np.repeat(np.cumsum(of_row) - of_row, of_row)
    each = pd.DataFrame([mark for some in marks for mark in some], columns=list(Mark._fields))
    each = each.astype({"weight": "int64", "proposed": "bool"})
    found = each.take(np.repeat(first[alike.codes], of_row) + within).reset_index(drop=True)
    found.insert(0, "layer", pd.Series(layer, found.index, dtype="str"))
    found.insert(1, "row", np.repeat(np.arange(len(table)), of_row))
    return found


def shown_marks(shown: Selected) -> pd.DataFrame:
    """The marks of the records of a selection, in the order of the collection.

    `is_certain` says whether the record certainly answers the range of years.
    """
    marks = build_marks(shown.collection)
    is_shown, is_certain = (np.zeros(len(marks), dtype=bool) for _ in range(2))
    rows, layers = marks["row"].to_numpy(), marks["layer"].to_numpy(dtype=object)
    start = 0
    for layer in shown.layers:
        length = len(shown.collection.tables[layer])
        end = start + int((layers == layer).sum())
        answers = np.zeros((2, length), dtype=bool)
        answers[0, shown.rows[layer]] = True
        answers[1, shown.rows[layer]] = shown.certainties(layer) == "certain"
        is_shown[start:end], is_certain[start:end] = answers[:, rows[start:end]]
        start = end
    return marks.assign(is_certain=is_certain)[is_shown]


def sum_marks(marks: pd.DataFrame, *by: str, sort: bool = True) -> dict[tuple[str, ...], int]:
    """Add up the weights of marks by some columns, in the order of their values or as they come."""
    alike = find_distinct(*(marks[name] for name in by))
    keys = alike.values if len(by) > 1 else [(value,) for value in alike.values]
    weights = np.bincount(alike.codes, marks["weight"], len(keys)).astype("int64")
    sums = zip(keys, weights.tolist(), strict=True)
    return dict(sorted(sums) if sort else sums)


def label_point(country: str) -> tuple[float, float] | None:
    """(lon, lat) of the label point of a country; None if no outline has it."""
    try:
        return country_label_point(country)
    except OutlineNotFoundError:
        return None


def moment(date: str) -> str:
    """What an EDTF date is ordered by: its last known day, month or year.

    A whole year or month counts as its beginning, so that a day within it is later.
    """
    known = _DATE.findall(date)
    return str(known[-1]) if known else ""


def _of_site(
    towns: tuple[Town, ...], place: str, host: str, party: str, weight: int
) -> Iterator[Mark]:
    kind: MarkKind = "site" if towns else "unlocated"
    yield Mark(kind, place if towns else host, party, weight, proposed=False)


def _of_agreement(
    status: str, hosts: tuple[str, ...], parties: tuple[str, ...], towns: tuple[Town, ...]
) -> Iterator[Mark]:
    is_proposed = status == PROPOSED
    kind: MarkKind = "proposed" if is_proposed else "agreement"
    for country in hosts:
        yield Mark(kind, country, "", 1, is_proposed)
    for town in dict.fromkeys(towns):
        yield Mark("town", town.key, "", 1, is_proposed)
    for party, country in product(parties, hosts):
        yield Mark("arc", country, party, 1, is_proposed)


def _of_statement(hosts: tuple[str, ...], _layer: str) -> Iterator[Mark]:
    for country in hosts:
        yield Mark("statement", country, "", 1, proposed=False)


def _of_event(_hosts: tuple[str, ...], _layer: str) -> Iterator[Mark]:
    """Events are listed, never drawn: none happened at a site."""
    yield from ()


MARKS_OF: Mapping[Role, tuple[Sequence[str], Callable[..., Iterator[Mark]]]] = {
    "site": (("towns", "place", "host", "party", "weight"), _of_site),
    "agreement": (("status", "hosts", "parties", "towns"), _of_agreement),
    "statement": (("hosts", "layer"), _of_statement),
    "event": (("hosts", "layer"), _of_event),
}
"""For each role, the columns on which marks depend, and the marks of a record that has them so."""
