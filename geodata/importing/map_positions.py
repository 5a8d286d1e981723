"""Positions as maps and their users write them: links, WKT, plus codes, MGRS and UTM.

Each form says by itself which number is the latitude. A short plus code needs a town beside it and
is not one here.
"""

from __future__ import annotations

import math
import re
import warnings
from typing import TYPE_CHECKING

import mgrs
import utm
from openlocationcode import openlocationcode as plus_codes

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LINK_LENGTH = 2000
"""Characters of a link to a map."""

Pair = tuple[float, float]
"""A latitude and a longitude."""

_NUMBER = r"[-+−]?\d{1,3}(?:\.\d+)?"
_WKT = re.compile(
    rf"(?:SRID=4326;\s*)?POINT\s*(?:ZM?|M)?\s*\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+[-+\d.]+)*\s*\)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|geo:|www\.|maps\.|goo\.)\S+", re.IGNORECASE)
_BETWEEN = r"(?:,|%2C|~|/|\+|%20)(?:\+|%20)?"
_IN_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d({_NUMBER})!4d({_NUMBER})",  # a place, which the middle of the map is not
        rf"[?&#](?:mlat|lat|latitude)=({_NUMBER})&(?:mlon|lon|lng|long|longitude)=({_NUMBER})",
        rf"[?&](?:q|query|daddr|center|cp|ll|sll|loc|where1)=(?:loc:)?({_NUMBER}){_BETWEEN}({_NUMBER})",
        rf"geo:({_NUMBER}),({_NUMBER})",
        rf"/@({_NUMBER}),({_NUMBER})",
        rf"/(?:place|search|dir)/({_NUMBER}){_BETWEEN}({_NUMBER})",
        rf"#(?:map|loc)=\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})",
    )
)
_EAST_FIRST = re.compile(
    rf"yandex\.[^\s]*[?&](?:ll|pt)=({_NUMBER}){_BETWEEN}({_NUMBER})", re.IGNORECASE
)
_MGRS = re.compile(
    r"\d{1,2}\s*[C-HJ-NP-X]\s*[A-HJ-NP-Z]{2}\s*(\d{4,10}|\d{2,5}\s+\d{2,5})", re.IGNORECASE
)
_UTM = re.compile(
    r"(?:UTM\s*)?(?:zone\s*)?(\d{1,2})\s*([C-HJ-NP-X])[\s,;:]+(?:E\s*)?(\d{6}(?:\.\d+)?)\s*(?:m?\s*E)?"
    r"[\s,;]+(?:N\s*)?(\d{5,8}(?:\.\d+)?)\s*(?:m?\s*N)?",
    re.IGNORECASE,
)


def read_map_position(text: str) -> Pair | None:
    """Read a position in any of these forms; None if it is none of them."""
    bare = text.strip()
    return next((found for read in _READERS if (found := read(bare)) is not None), None)


def _read_wkt(text: str) -> Pair | None:
    found = _WKT.fullmatch(text)
    return (_number(found[2]), _number(found[1])) if found else None


def _read_link(text: str) -> Pair | None:
    if len(text) > MAX_LINK_LENGTH or not _LINK.fullmatch(text):
        return None
    if found := _EAST_FIRST.search(text):
        return _number(found[2]), _number(found[1])
    found = next(filter(None, (pattern.search(text) for pattern in _IN_LINKS)), None)
    return (_number(found[1]), _number(found[2])) if found else None


def _read_plus_code(text: str) -> Pair | None:
    code = text.upper()
    if not plus_codes.isFull(code):
        return None
    area = plus_codes.decode(code)
    return area.latitudeCenter, area.longitudeCenter


def _read_mgrs(text: str) -> Pair | None:
    found = _MGRS.fullmatch(text)
    if not found or len("".join(found[1].split())) % 2:
        return None
    try:
        with warnings.catch_warnings(action="error", category=RuntimeWarning):
            lat, lon = mgrs.MGRS().toLatLon("".join(text.split()).upper())
    except (mgrs.core.MGRSError, RuntimeWarning):  # it warns of squares outside of their band
        return None
    return (lat, lon) if math.isfinite(lat) and math.isfinite(lon) else None


def _read_utm(text: str) -> Pair | None:
    found = _UTM.fullmatch(text)
    if not found:
        return None
    try:
        lat, lon = utm.to_latlon(float(found[3]), float(found[4]), int(found[1]), found[2].upper())
    except utm.OutOfRangeError:
        return None
    return float(lat), float(lon)


def _number(text: str) -> float:
    return float(text.replace("−", "-"))


_READERS: tuple[Callable[[str], Pair | None], ...] = (
    _read_wkt, _read_link, _read_plus_code, _read_mgrs, _read_utm,
)  # fmt: skip
