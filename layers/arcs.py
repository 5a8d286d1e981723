"""Lines from the seat of a jurisdiction to the place it reaches, for a Web Mercator map.

A great circle is the true shortest way, but on Mercator it climbs far towards the pole and leaves
the view. These lines are drawn for the eye instead: straight on the map but for a gentle bow, the
short way round the globe, and cut where they cross the antimeridian.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeAlias

from geodata.places import parse_place
from layers.marks import label_point
from layers.selection import whole
from layers.world_regions import HALF_TURN, TURN, within_turn

if TYPE_CHECKING:
    from geodata.collection import Collection

LonLat: TypeAlias = tuple[float, float]
"""(lon, lat) in degrees, WGS 84."""

MAX_LAT = 85.0  # Web Mercator ends at 85.0511°
BOW = 0.12  # height of the bow as a part of the line's length on the map
MAX_HEIGHT = 14.0  # of the bow, in degrees of longitude on the map
_DIGITS = 3  # of the points between the ends: some 100 m, and the same bytes on every machine


def arc(start_lonlat: LonLat, end_lonlat: LonLat, *, points: int = 32) -> list[list[LonLat]]:
    """Draw a bowed line between two places, the short way round.

    The bow points away from the equator, as a great circle does. Latitudes beyond 85° are taken
    as 85°. Places half a turn apart are joined eastwards.

    Args:
        start_lonlat: (lon, lat) in degrees; any turn of longitude.
        end_lonlat: The same.
        points: Of the line, before it is cut; at least 2.

    Returns:
        The parts of the line, in order, each two or more (lon, lat) with lon in [-180, 180].
        Where one part ends at the antimeridian, the next begins on its other side at the same
        latitude. Two places that are the same give one part of two equal points.

    Raises:
        ValueError: A coordinate is not a finite number, or there are fewer than 2 points.
    """
    if points < 2:  # noqa: PLR2004  two ends make a line
        raise ValueError(f"An arc needs 2 points or more, not {points}.")
    start, end = _in_range(start_lonlat), _in_range(end_lonlat)
    across = math.remainder(end[0] - start[0], TURN)
    if across == -HALF_TURN:
        across = HALF_TURN
    line = _bowed(start, (start[0] + across, end[1]), points)
    parts = _cut(line)
    parts[0][0] = _exactly(start, parts[0][0])
    parts[-1][-1] = _exactly(end, parts[-1][-1])
    return parts


def _in_range(lonlat: LonLat) -> LonLat:
    lon, lat = lonlat
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError(f"An arc needs finite coordinates, not {lonlat}.")
    return within_turn(lon), max(-MAX_LAT, min(MAX_LAT, lat))


def _exactly(wanted: LonLat, reached: LonLat) -> LonLat:
    """Take the place as it was given, unless it was given as the other side of the antimeridian."""
    return wanted if abs(wanted[0] - reached[0]) < HALF_TURN else reached


def _bowed(start: LonLat, end: LonLat, points: int) -> list[LonLat]:
    """Bend the straight line on the map into a quadratic Bézier curve; lon may pass ±180."""
    x, y = start[0], _northing(start[1])
    dx, dy = end[0] - x, _northing(end[1]) - y
    length = math.hypot(dx, dy)
    if not length:
        return [start, end]
    poleward = math.copysign(1.0, 2 * y + dy) * (1.0 if dx >= 0 else -1.0)
    height = min(BOW * length, MAX_HEIGHT) * poleward / length
    line = [start]
    for step in range(1, points - 1):
        along = step / (points - 1)
        lift = 4 * along * (1 - along) * height
        lat = _latitude(y + along * dy + lift * dx)
        line.append((round(x + along * dx - lift * dy, _DIGITS), round(lat, _DIGITS)))
    return [*line, end]


def _cut(line: list[LonLat]) -> list[list[LonLat]]:
    """Cut a line whose lon may pass ±180 into parts within the world."""
    parts: list[list[LonLat]] = []
    turn_before = None
    pieces = [piece for start, end in pairwise(line) for piece in _pieces(start, end)]
    for start, end in pieces:
        turn = math.floor(((start[0] + end[0]) / 2 + HALF_TURN) / TURN)
        if turn != turn_before:
            parts.append([_turned_back(start, turn)])
        parts[-1].append(_turned_back(end, turn))
        turn_before = turn
    return parts


def _pieces(start: LonLat, end: LonLat) -> list[tuple[LonLat, LonLat]]:
    """Split a segment where it crosses the antimeridian, if it does."""
    west, east = sorted((start[0], end[0]))
    meridian = TURN * math.floor((east + HALF_TURN) / TURN) - HALF_TURN
    if not west < meridian < east:
        return [(start, end)]
    share = (meridian - start[0]) / (end[0] - start[0])
    crossing = (meridian, round(start[1] + share * (end[1] - start[1]), _DIGITS))
    return [(start, crossing), (crossing, end)]


def _turned_back(point: LonLat, turn: int) -> LonLat:
    lon = point[0] - turn * TURN
    return max(-HALF_TURN, min(HALF_TURN, lon)), point[1]


def _northing(lat: float) -> float:
    """Web Mercator's y, in degrees of longitude at the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(northing: float) -> float:
    lat = math.degrees(math.atan(math.sinh(math.radians(northing))))
    return max(-MAX_LAT, min(MAX_LAT, lat))


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
