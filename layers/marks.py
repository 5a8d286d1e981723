"""Which record touches which mark on the map, in one table that is built once for a collection.

A scene is a sum of the rows of this table whose records are shown: each kind of mark is grouped by
its key, and the weights are added.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import pandas as pd

from geodata.outlines import OutlineNotFoundError, country_label_point
from geodata.places import parse_place
from layers.arcs import arc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.collection import Collection
    from geodata.layer_tables import Town
    from layers.arcs import LonLat
    from layers.selection import Selected

MarkKind: TypeAlias = Literal[
    "site", "unlocated", "town", "agreement", "proposed", "arc", "statement"
]
"""site: a city with sites; unlocated: a country with sites of no known city; town: a town that
agreements name; agreement and proposed: a country with them; arc: from the seat of a jurisdiction
to a country; statement: a country of which something is said."""

PROPOSED = "proposed"
"""The status of an agreement that was announced or planned and is not known to have come about."""

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class Mark(NamedTuple):
    """A row of the table: a record and a mark that it touches.

    `key` is that of a place, or the code of a country; `party` is a jurisdiction, for sites and
    arcs; `weight` is what the record adds to the number on the mark.
    """

    layer: str
    record: str
    kind: MarkKind
    key: str
    party: str
    weight: int
    proposed: bool


@lru_cache(maxsize=8)
def build_marks(collection: Collection) -> pd.DataFrame:
    """Say of every record of a collection which marks it touches, in the columns of `Mark`."""
    about = collection.about
    marks = [
        mark
        for layer in about.layers
        for row in pd.DataFrame(collection.tables[layer]).astype("object").itertuples()
        for mark in _MARKS_OF[about.specs[layer].role](row)
    ]
    table = pd.DataFrame(marks, columns=list(Mark._fields))
    return table.astype({"weight": "int64", "proposed": "bool"})


def shown_marks(shown: Selected) -> pd.DataFrame:
    """The marks of the records of a selection, in the order of the collection.

    `is_certain` says whether the record certainly answers the range of years.
    """
    tables = [shown.table(layer)[["layer", "id", "certainty"]] for layer in shown.layers]
    records = pd.concat(tables).rename(columns={"id": "record"}).reset_index(drop=True)
    marks = build_marks(shown.collection).merge(records, on=["layer", "record"])
    return marks.assign(is_certain=marks["certainty"] == "certain")


@lru_cache(maxsize=8)
def build_arcs(collection: Collection) -> dict[tuple[str, str], list[list[LonLat]]]:
    """The line of each arc by jurisdiction and country, cut at the antimeridian.

    It ends in the host's one town if the agreements of the two name exactly one, else at its label
    point. A jurisdiction without a resolved seat has no arc; nor is there one within a country.
    """
    seats, ends, lines = _seats(collection), arc_ends(collection), {}
    marks = build_marks(collection)
    for party, country in sum_marks(marks[marks["kind"] == "arc"], "party", "key"):
        seat, end = seats.get(party), ends.get((party, country)) or label_point(country)
        if seat and end and seat[0] != country:
            lines[party, country] = arc(seat[1], end)
    return lines


@lru_cache(maxsize=8)
def arc_ends(collection: Collection) -> dict[tuple[str, str], LonLat]:
    """The one town in a country that all agreements of a jurisdiction with it name, if it is one.

    Returns:
        (lon, lat) by jurisdiction and country.
    """
    marks, places = build_marks(collection), collection.places.by_key
    found: dict[tuple[str, str], set[LonLat]] = {}
    arcs = marks.loc[marks["kind"] == "arc", ["party", "key", "layer", "record"]]
    for party, country, layer, record in arcs.itertuples(index=False, name=None):
        towns: tuple[Town, ...] = collection.tables[layer]["towns"][record]
        inside = {(lon, lat) for key, lon, lat in towns if places[key].country == country}
        found.setdefault((party, country), set()).update(inside)
    return {pair: next(iter(towns)) for pair, towns in found.items() if len(towns) == 1}


def sum_marks(marks: pd.DataFrame, *by: str, sort: bool = True) -> dict[tuple[str, ...], int]:
    """Add up the weights of marks by some columns, in the order of their values or as they come."""
    sums = marks.groupby(list(by), as_index=False, sort=sort)["weight"].sum()
    return {row[:-1]: int(row[-1]) for row in sums.itertuples(index=False, name=None)}


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


def _of_site(row: Any) -> Iterator[Mark]:
    kind: MarkKind = "site" if row.towns else "unlocated"
    key = row.place if row.towns else row.host
    yield Mark(row.layer, row.id, kind, key, row.party, row.weight, proposed=False)


def _of_agreement(row: Any) -> Iterator[Mark]:
    is_proposed = row.status == PROPOSED
    kind: MarkKind = "proposed" if is_proposed else "agreement"
    for country in row.hosts:
        yield Mark(row.layer, row.id, kind, country, "", 1, is_proposed)
    for town in dict.fromkeys(row.towns):
        yield Mark(row.layer, row.id, "town", town.key, "", 1, is_proposed)
    for party, country in product(row.parties, row.hosts):
        yield Mark(row.layer, row.id, "arc", country, party, 1, is_proposed)


def _of_statement(row: Any) -> Iterator[Mark]:
    for country in row.hosts:
        yield Mark(row.layer, row.id, "statement", country, "", 1, proposed=False)


def _of_event(_row: Any) -> Iterator[Mark]:
    """Events are listed, never drawn: none happened at a site."""
    yield from ()


_MARKS_OF = {
    "site": _of_site,
    "agreement": _of_agreement,
    "statement": _of_statement,
    "event": _of_event,
}


def _seats(collection: Collection) -> dict[str, tuple[str, LonLat]]:
    """Country and position of the seat of each jurisdiction that has one."""
    table = collection.jurisdictions
    found = {}
    for jurisdiction, text in zip(table["id"], table["seat"], strict=True):
        place = collection.places.get(parse_place(text)) if text else None
        if place and place.lon is not None and place.lat is not None:
            found[str(jurisdiction)] = (place.country, (place.lon, place.lat))
    return found
