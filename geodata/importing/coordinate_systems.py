"""Coordinate systems as people name them: an EPSG code, or a zone of UTM. Nothing is guessed."""

from __future__ import annotations

import re
from functools import lru_cache

from geodata.crs import is_known_system, system_name

_CODE = re.compile(r"(?<![^\W_])(?:EPSG|SRID|CRS|SRS)[\s:#_/=-]{0,3}(\d{4,6})(?!\d)", re.IGNORECASE)
_ZONE = re.compile(
    r"(?<![^\W_])UTM[\s_-]{0,2}(?:zone)?[\s_-]{0,2}(\d{1,2})[\s_-]?([NS])(?![^\W_])", re.IGNORECASE
)
_FIGURES = re.compile(r"(?<![^\W_])(?!(?:19|20)\d\d(?!\d))\d{4,5}(?!\d)")
"""A bare code in a header, but not four figures that may be a year."""

_BARE = re.compile(r"\d{4,6}(?:\.0)?")
_NORTH, _SOUTH, _ZONES = 32600, 32700, 60
"""UTM on WGS 84: the zone is added to these."""

_ZONE_ALONE = re.compile(
    r"(?:UTM|zone|zona|huso|fuso)?[\s_-]{0,2}(\d{1,2})(?:\.0)?[\s_°º-]{0,2}([C-HJ-NP-X])?",
    re.IGNORECASE,
)
_FIRST_NORTHERN = "N"
"""Bands of latitude from this letter on are north of the equator."""

MAX_LENGTH = 200
"""Characters of a text that may name a system; of longer ones only the begin is looked at."""


def find_system(text: str) -> int | None:
    """The EPSG code that a header, a cell or a remark names; None if it names none that is known.

    `EPSG:25832`, `SRID 27700`, `WGS 84 / UTM zone 32N`. UTM counts as that of WGS 84.
    """
    text = text[:MAX_LENGTH]
    if found := _CODE.search(text):
        return _known(int(found[1]))
    if (zone := _ZONE.search(text)) and 1 <= int(zone[1]) <= _ZONES:
        return (_NORTH if zone[2] in "Nn" else _SOUTH) + int(zone[1])
    return None


def read_system(text: str) -> int | None:
    """The same of a cell or an answer that names nothing else: there the bare code is enough."""
    bare = text.strip()
    if _BARE.fullmatch(bare):
        return _known(int(bare.partition(".")[0]))
    return find_system(bare)


def systems_of_zone(text: str) -> tuple[int, ...]:
    """The EPSG codes that the zone of UTM in a cell may mean, such as `23K`, `19 S` or `33`.

    A letter is a hemisphere or a band of latitude: `S` is the south, as most write it, or else a
    band of the north. Without a letter it may be on either side of the equator.
    """
    found = _ZONE_ALONE.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= _ZONES:
        return ()
    zone, letter = int(found[1]), (found[2] or "").upper()
    north, south = _NORTH + zone, _SOUTH + zone
    if letter == "S":
        return south, north
    if not letter:
        return north, south
    return (north,) if letter >= _FIRST_NORTHERN else (south,)


def is_zone(text: str) -> bool:
    """Whether a cell is a zone of UTM."""
    return bool(systems_of_zone(text))


def system_of_header(header: str) -> int | None:
    """The same of a header, which may end in the bare code: `x_25832`."""
    figures = _FIGURES.search(header)
    return find_system(header) or (_known(int(figures[0])) if figures else None)


def without_system(header: str) -> str:
    """A header without the coordinate system that it names, if it names one."""
    if not system_of_header(header):
        return header
    bare = header
    for pattern in (_CODE, _ZONE, _FIGURES):
        bare = pattern.sub(" ", bare)
    bare = re.sub(r"[(\[][\s\W_]*[)\]]", " ", bare).strip(" _-,:;/")
    return bare or header


def is_system(text: str) -> bool:
    """Whether a cell names a coordinate system, or a zone of one."""
    return is_zone(text) or read_system(text) is not None


@lru_cache(maxsize=256)
def _known(code: int) -> int | None:
    return code if is_known_system(code) else None


def named_system(code: str) -> str:
    """A code with what EPSG calls it: `EPSG:25832 (ETRS89 / UTM zone 32N)`."""
    return f"EPSG:{code} ({system_name(int(code))})"
