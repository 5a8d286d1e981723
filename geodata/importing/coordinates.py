"""Coordinates in a file: read as written, checked against the country, never repaired in silence.

A position is used only where nothing speaks against it. What is swapped, at 0/0, in the sea or in
another country is a fault that is reported; the place is then looked up by its name.
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd
import shapely

from geodata._index import distance_km, load_index, load_territories
from geodata._offline import describe_place
from geodata.border_views import BORDERS
from geodata.importing.map_positions import read_map_position
from geodata.importing.place_scores import (
    BORDER_KM,
    NAMED_WITHIN_KM,
    TOLERANCE_KM,
    WATERS_KM,
    WITHIN_TOWN_KM,
)
from geodata.outlines import OutlineNotFoundError, country_outline, read_outlines
from geodata.places import MAX_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.matches import Candidate


NO_CODE = "?"
"""Stands for ground that has no country code of its own."""

PositionFault = Literal[
    "half", "unreadable", "either side", "off the earth", "zero", "swapped", "sea", "abroad"
]

MAX_LENGTH = 100
"""Characters of a position; a longer text is not one, whatever it holds."""

_DEGREES = re.compile(
    r"(?P<before>[NSEWO])?\s*(?P<sign>[-+])?\s*(?P<deg>\d{1,3}(?:[.,]\d+)?)\s*[°º]?\s*"
    r"(?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?"
    r"(?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|′′)\s*)?(?P<after>[NSEWO])?",
    re.IGNORECASE,
)
_PARTS_OF_DEGREE = (
    r"\d{1,3}(?:\s*[°º:]\s*|\s+|-)[0-5]?\d(?!\d)(?:(?:\s*['′’:]\s*|\s+|-)[0-5]?\d(?!\d))?"
    r"(?:[.,]\d+)?\s*(?:\"|″|”|''|′′|['′’])?"
)
_SIDE_BEFORE, _SIDE_AFTER = rf"[NSEWO]\s*{_PARTS_OF_DEGREE}", rf"{_PARTS_OF_DEGREE}\s*[NSEWO]"
_PARTED = re.compile(rf"{_SIDE_BEFORE}|{_SIDE_AFTER}", re.IGNORECASE)
_PARTED_PAIR = re.compile(
    rf"({_SIDE_BEFORE})\s*[,;/|]?\s*({_SIDE_BEFORE})|({_SIDE_AFTER})\s*[,;/|]?\s*({_SIDE_AFTER})",
    re.IGNORECASE,
)
"""Degrees, minutes and seconds without their marks, as in `35 53 12 N 14 30 45 E`: only with the
letters of both sides, for numbers alone may be anything."""

_EITHER_SIDE = re.compile(r"(?<![^\W\d])O(?![^\W\d])", re.IGNORECASE)
_NOWHERE = re.compile(r"\s*0(?:[.,]0+)?\s*[,;/ ]\s*0(?:[.,]0+)?\s*")
_PLAINLY = re.compile(r"[°º]|\d[.,]\d{3,}\D+\d+[.,]\d{3,}|\d\s*[NS]\b.*\d\s*[EWO]\b", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:lat|lon|lng|long|latitude|longitude)\b\s*[:=]?\s*", re.IGNORECASE)
_PARTS = re.compile(
    r"\s*[;/|]\s*|,\s+|\s*,\s*(?=[-+]?\d+\.)|(?<=[NSEWO°'″\"])\s*,\s*|"
    r"(?<=[\d°'″\"])\s+(?=[NSEWO]\s*\d)",
    re.IGNORECASE,
)


class Position(NamedTuple):
    """A point in degrees, WGS 84."""

    lon: float
    lat: float


def is_exchangeable(text: str) -> bool:
    """Whether nothing in a text says what is the latitude: no letters, and no form of maps."""
    return not re.search(r"[^\W\d_]", text) and read_map_position(text) is None


def is_either_side(text: str) -> bool:
    """Whether a letter O says on which side: it is the east in German, and the west in French."""
    return len(text) <= MAX_LENGTH and bool(_EITHER_SIDE.search(text))


def read_degrees(text: str) -> float | None:
    """Read a latitude or longitude: 45.46, 45,46, 45°28'N, 45 28 N, W 9.19; None if it is neither.

    The letter O is read as the west: ask `is_either_side` first.
    """
    if len(text) > MAX_LENGTH:
        return None
    bare = text.strip().replace("−", "-")
    found = _DEGREES.fullmatch(bare)
    if not found and _PARTED.fullmatch(bare):
        return _read_parted(bare)
    if not found or (found["before"] and found["after"]):
        return None
    degrees, minutes, seconds = (_number(found[name]) for name in ("deg", "min", "sec"))
    value = degrees + minutes / 60 + seconds / 3600
    side = (found["before"] or found["after"] or "").upper()
    return -value if (found["sign"] == "-") != (side in {"S", "W", "O"} and side != "") else value


def _read_parted(text: str) -> float | None:
    """Degrees whose minutes and seconds have no marks; None if they are more than there are."""
    (side,) = re.findall(r"[^\W\d_]", text.upper())
    numbers = re.findall(r"\d+(?:[.,]\d+)?", text)
    value = sum(_number(each) / 60.0**at for at, each in enumerate(numbers))
    most = 90 if side in {"N", "S"} else 180
    if value > most:
        return None
    return -value if side in {"S", "W", "O"} else value


def _split_parted(text: str) -> list[str]:
    """The halves of a pair whose minutes and seconds have no marks; none if it is no such pair."""
    found = _PARTED_PAIR.fullmatch(text)
    return [half for half in found.groups() if half] if found else []


def is_plain_position(text: str) -> bool:
    """Whether a cell is surely a position: a form of maps, characters, sides or fine degrees."""
    if read_map_position(text):
        return True
    is_plain = bool(_PLAINLY.search(text)) or (len(text) <= MAX_LENGTH and _split_parted(text))
    return bool(is_plain) and read_pair(text) is not None


def read_pair(text: str) -> Position | None:
    """Read both from one cell: `45.46, 9.19` has the latitude first; or a form of maps."""
    if on_map := read_map_position(text):
        return Position(on_map[1], on_map[0])
    if len(text) > MAX_LENGTH:
        return None
    if _NOWHERE.fullmatch(text):
        return Position(0.0, 0.0)
    bare = _LABEL.sub("", text).strip().strip("()[]")
    parts = _split_parted(bare) or _PARTS.split(bare)
    if len(parts) != 2:  # noqa: PLR2004 - a pair
        parts = bare.split()
    if len(parts) != 2:  # noqa: PLR2004 - a pair
        return None
    lat, lon = read_degrees(parts[0]), read_degrees(parts[1])
    if _are_on_one_axis(*parts):
        return None
    if re.search("[EWO]", parts[0], re.IGNORECASE) and re.search("[NS]", parts[1], re.IGNORECASE):
        lon, lat = lat, lon
    return None if lon is None or lat is None else Position(lon, lat)


def _are_on_one_axis(first: str, second: str) -> bool:
    """Whether both say a latitude, or both a longitude, as in `12 30 E 14 15 E`."""
    return any(
        re.search(sides, first, re.IGNORECASE) and re.search(sides, second, re.IGNORECASE)
        for sides in ("[NS]", "[EWO]")
    )


def find_position_fault(position: Position, country: str) -> PositionFault | None:
    """Say what speaks against a position.

    Args:
        position: As the file gives it.
        country: ISO 3166-1 alpha-2; empty if it is not known, then only the sea is looked for.

    Returns:
        None if nothing does, or if the country has no outline to compare with.
    """
    lon, lat = position
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return "unreadable"
    if lon == 0 and lat == 0:
        return "zero"
    if _is_on_earth(position) and (not country or _is_in(position, country)):
        return None if country or country_at(position) else "sea"
    if country and _is_on_earth(position) and _has_town_near(position, country):
        return None
    turned = Position(lat, lon)
    if country and _is_on_earth(turned) and _is_in(turned, country):
        return "swapped"
    return _fault_elsewhere(position)


def lies_off(position: Position, country: str) -> bool:
    """Whether a position is not on land, but in the waters off a country."""
    if not _is_on_earth(position):
        return False
    _, tree, _ = _ground()
    point = shapely.Point(position)
    if len(tree.query(point, predicate="intersects")):
        return False
    return any(_gap_km(outline, point) <= WATERS_KM for outline in _outlines(country))


def _has_town_near(position: Position, country: str) -> bool:
    """Whether a town of the country lies near: on an islet that no outline has, say."""
    return nearest_town(position, country) is not None


def _fault_elsewhere(position: Position) -> PositionFault | None:
    """What is wrong with a position outside its country; None on ground that has no code."""
    if not _is_on_earth(position):
        return "off the earth"
    found = country_at(position)
    return None if found == NO_CODE else "abroad" if found else "sea"


def _is_on_earth(position: Position) -> bool:
    return abs(position.lon) <= 180 and abs(position.lat) <= 90  # noqa: PLR2004 - degrees


def country_at(position: Position) -> str:
    """The code of the country that holds a position or lies within 25 km; empty at sea."""
    codes, tree, shapes = _ground()
    point = shapely.Point(position)
    inside = tree.query(point, predicate="intersects")
    if len(inside):
        return codes[int(inside[0])]
    nearest = int(tree.nearest(point))
    return codes[nearest] if _gap_km(shapes[nearest], point) <= TOLERANCE_KM else ""


def countries_around(position: Position) -> tuple[str, ...]:
    """The codes of the countries that hold a position or lie near enough to hold it after all.

    Outlines at this scale are some kilometres off; land without a code of its own is not a country.
    """
    codes, tree, shapes = _ground()
    point = shapely.Point(position)
    reach = BORDER_KM / 100 / max(math.cos(math.radians(position.lat)), 0.05)
    near = tree.query(point.buffer(reach))
    found = {codes[i] for i in near if _gap_km(shapes[i], point) <= BORDER_KM}
    found = found or {country_at(position)}
    return tuple(sorted(found - {"", NO_CODE}))


def countries_of_towns(position: Position) -> frozenset[str]:
    """The codes of the countries that have a town within 5 km of a position."""
    index = load_index()
    rows = _towns_beside(position, 0.1)
    apart = distance_km(index.lon[rows], index.lat[rows], position.lon, position.lat)
    near = np.unique(index.country[rows[apart <= WITHIN_TOWN_KM]])
    return frozenset(index.countries[each] for each in near)


def nearest_town(position: Position, country: str) -> Candidate | None:
    """The town of a country that a position is in or near; None if there is none within 25 km.

    Of several within 5 km it is the largest, so that a city goes before its quarters.
    """
    index = load_index()
    rows = np.sort(_towns_beside(position, NAMED_WITHIN_KM / 100))
    rows = rows[index.country[rows] == index.country_positions.get(country, -1)]
    if not len(rows):
        return None
    apart_km = distance_km(index.lon[rows], index.lat[rows], position.lon, position.lat)
    around = np.where(apart_km <= WITHIN_TOWN_KM, index.population[rows], 0)
    best = int(np.argmax(around)) if around.any() else int(np.argmin(apart_km))
    return (
        describe_place(index, int(rows[best]), 0.0) if apart_km[best] <= NAMED_WITHIN_KM else None
    )


def town_at(position: Position, country: str) -> Candidate | None:
    """The largest town of a country whose position, rounded as for cities, it is."""
    index = load_index()
    digits = MAX_DECIMALS["city"]
    rows = np.sort(_towns_beside(position, 0.01))
    is_there = (
        (index.country[rows] == index.country_positions.get(country, -1))
        & (np.round(index.lon[rows], digits) == round(position.lon, digits))
        & (np.round(index.lat[rows], digits) == round(position.lat, digits))
    )
    rows = rows[is_there]
    return (
        describe_place(index, int(rows[np.argmax(index.population[rows])]), 0.0)
        if len(rows)
        else None
    )


def _towns_beside(position: Position, reach: float) -> NDArray[np.int64]:
    """The rows of the towns whose latitude is within so many degrees of a position's."""
    towns, latitudes = _towns_by_latitude()
    start, end = np.searchsorted(latitudes, [position.lat - reach, position.lat + reach])
    return towns[start:end]


@cache
def _towns_by_latitude() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The rows of the gazetteer that are towns, from south to north, and their latitudes."""
    index = load_index()
    rows = np.flatnonzero(~index.is_region)
    rows = rows[np.argsort(index.lat[rows], kind="stable")]
    return rows, index.lat[rows]


def apart_km(one: Position, other: Position) -> float:
    """The great-circle distance between two positions, in kilometres."""
    here = np.array([one.lon]), np.array([one.lat])
    return float(distance_km(*here, other.lon, other.lat)[0])


def middle(positions: Sequence[Position]) -> Position:
    """The median of some positions that lie near each other."""
    if len(positions) == 1:
        return positions[0]
    lon, lat = np.median(np.array(positions), axis=0)
    return Position(float(lon), float(lat))


def _number(text: str | None) -> float:
    return float(text.replace(",", ".")) if text else 0.0


def _is_in(position: Position, country: str) -> bool:
    """Whether a country or a territory under it holds a position, or lies within 25 km of it."""
    if not country:
        return False
    point = shapely.Point(position)
    return any(
        outline.intersects(point) or _gap_km(outline, point) <= TOLERANCE_KM
        for outline in _outlines(country)
    ) or not _outlines(country)


@cache
def _outlines(country: str) -> tuple[BaseGeometry, ...]:
    """The outlines of a country and of the territories that sources list under it, if any.

    By every view of borders that is packaged: ground that two states claim is in either.
    """
    under = [code for code, state in load_territories().items() if state == country]
    above = [load_territories()[country]] if country in load_territories() else []
    found: list[BaseGeometry] = []
    for code, borders in product((country, *under, *above), BORDERS):
        try:
            outline = country_outline(code, "50m", borders)
        except OutlineNotFoundError:
            continue
        if not any(each.equals(outline) for each in found):
            shapely.prepare(outline)
            found.append(outline)
    return tuple(found)


def _gap_km(outline: BaseGeometry, point: shapely.Point) -> float:
    line = shapely.shortest_line(outline, point)
    (lon, lat), there = shapely.get_coordinates(line)
    return apart_km(Position(lon, lat), Position(*there))


@cache
def _ground() -> tuple[tuple[str, ...], shapely.STRtree, tuple[BaseGeometry, ...]]:
    table = read_outlines("50m")
    shapes = tuple(table.geometry)
    codes = tuple(NO_CODE if pd.isna(code) else str(code) for code in table["iso2"])
    return codes, shapely.STRtree(shapes), shapes
