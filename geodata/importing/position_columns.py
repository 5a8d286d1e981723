"""What all positions of a sheet say together: whether longitudes come first, or they lie at sea.

Tables of map makers write the longitude first, and lists of incidents at sea name the nearest
state. Neither shows in one row, and both in a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.importing.coordinates import (
    Position,
    find_position_fault,
    is_exchangeable,
    lies_off,
    read_degrees,
    read_pair,
)
from geodata.importing.place_scores import (
    HARDLY,
    MIN_ROWS,
    MIN_SHARE_EXCHANGED,
    MIN_SHARE_OFF,
    OFTEN_AT_SEA,
    ROWS_WEIGHED,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.coordinates import PositionFault
    from geodata.importing.sheet_records import Plan, WrittenRow


@dataclass(frozen=True)
class PositionColumns:
    """How the positions of a sheet are to be read.

    Attributes:
        is_exchanged: Whether the longitude is where the latitude is expected.
        is_at_sea: Whether it is a list of what lies off the coasts of the countries it names.
    """

    is_exchanged: bool = False
    is_at_sea: bool = False


def judge_positions(rows: Sequence[WrittenRow], plan: Plan) -> PositionColumns:
    """Say how the positions of a sheet are to be read, by as many of its rows as are needed."""
    written = (row for row in rows if row.get("latitude") or row.get("coordinates"))
    read = ((row, each) for row in written if (each := read_position(row)))
    first = list(islice(read, ROWS_WEIGHED))
    codes = [find_country_code(row.get("country")) or plan.country for row, _ in first]
    either = [
        (position, code)
        for (row, position), code in zip(first, codes, strict=True)
        if can_be_exchanged(row)
    ]
    if _are_exchanged(either):
        return PositionColumns(is_exchanged=True)
    found = [(position, code) for (_, position), code in zip(first, codes, strict=True) if code]
    return PositionColumns(is_at_sea=_are_at_sea(found))


def read_position(row: WrittenRow) -> Position | None:
    """The position that a row has written, whatever speaks against it."""
    pair, lat, lon = row.get("coordinates"), row.get("latitude"), row.get("longitude")
    if pair and not (lat and lon):
        return read_pair(pair)
    north, east = read_degrees(lat), read_degrees(lon)
    return None if north is None or east is None else Position(east, north)


def can_be_exchanged(row: WrittenRow) -> bool:
    """Whether nothing in the cells says which number is the latitude."""
    pair, lat, lon = row.get("coordinates"), row.get("latitude"), row.get("longitude")
    if pair and not (lat and lon):
        return is_exchangeable(pair)
    return is_exchangeable(lat) and is_exchangeable(lon)


def _are_exchanged(found: Sequence[tuple[Position, str]]) -> bool:
    if len(found) < MIN_ROWS:
        return False
    faults = [find_fault(position, code) for position, code in found if code]
    if len(faults) >= MIN_ROWS:
        exchanged, fitting = faults.count("swapped"), faults.count(None)
        return exchanged >= MIN_SHARE_EXCHANGED * len(faults) and fitting <= HARDLY * len(faults)
    off = [position for position, _ in found if abs(position.lat) > 90]  # noqa: PLR2004 - degrees
    return len(off) >= MIN_ROWS and all(abs(position.lon) <= 90 for position, _ in found)  # noqa: PLR2004


def _are_at_sea(found: Sequence[tuple[Position, str]]) -> bool:
    amiss = [
        (position, code)
        for position, code in found
        if find_fault(position, code) not in {None, "zero", "off the earth"}
    ]
    if len(amiss) < max(MIN_ROWS, OFTEN_AT_SEA * len(found)):
        return False
    return sum(lies_off(*each) for each in amiss) >= MIN_SHARE_OFF * len(amiss)


@lru_cache(maxsize=65536)
def find_fault(position: Position, code: str) -> PositionFault | None:
    """As `find_position_fault`, for the many rows of a table."""
    return find_position_fault(position, code)
