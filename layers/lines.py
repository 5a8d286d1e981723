"""The lines on the map: from the seat of a jurisdiction to the countries that it has deals with."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from geodata.places import parse_place
from layers.arcs import arc
from layers.marks import label_point
from layers.selection import whole

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.arcs import LonLat


@lru_cache(maxsize=8)
def build_arcs(collection: Collection) -> dict[tuple[str, str], list[list[LonLat]]]:
    """The line of each arc by jurisdiction and country, cut at the antimeridian.

    It ends in the host's one town if the agreements of the two name exactly one, else at its label
    point. A jurisdiction without a resolved seat has no arc; nor is there one within a country.
    """
    seats, ends, lines = _seats(collection), arc_ends(collection), {}
    pairs = {pair for layer in collection.about.of_role("agreement")
             for parties, hosts, _ in whole(collection).grouped(layer, "parties", "hosts")
             for pair in product(parties, hosts)}  # fmt: skip
    for party, country in sorted(pairs):
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
    places = collection.places.by_key
    found: dict[tuple[str, str], set[LonLat]] = {}
    for layer in collection.about.of_role("agreement"):
        for parties, hosts, towns, _ in whole(collection).grouped(
            layer, "parties", "hosts", "towns"
        ):
            for party, country in product(parties, hosts):
                inside = {(lon, lat) for key, lon, lat in towns if places[key].country == country}
                found.setdefault((party, country), set()).update(inside)
    return {pair: next(iter(towns)) for pair, towns in found.items() if len(towns) == 1}


def _seats(collection: Collection) -> dict[str, tuple[str, LonLat]]:
    """Country and position of the seat of each jurisdiction that has one."""
    table = collection.jurisdictions
    found = {}
    for jurisdiction, text in zip(table["id"], table["seat"], strict=True):
        place = collection.places.get(parse_place(text)) if text else None
        if place and place.lon is not None and place.lat is not None:
            found[str(jurisdiction)] = (place.country, (place.lon, place.lat))
    return found
