"""In which country a row lies, and which position it has, before any name is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.countries import country_code, country_name, find_country_code
from geodata.errors import UnknownCountryError
from geodata.importing.coordinates import (
    NO_CODE,
    Position,
    country_at,
    find_position_fault,
    is_either_side,
    read_degrees,
    read_pair,
)
from geodata.importing.findings import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.importing.coordinates import PositionFault
    from geodata.importing.notes import Notes
    from geodata.importing.records import Plan, WrittenRow

SAID_OF: Mapping[PositionFault, tuple[str, str]] = {
    "half": ("is half a position", "fill in latitude and longitude"),
    "unreadable": ("is no position", "write degrees, such as 45.46"),
    "either side": (
        "says O, which is the east in German and the west in French",
        "write E for the east, W for the west",
    ),
    "off the earth": ("lies off the earth", "correct it: latitudes end at 90, longitudes at 180"),
    "zero": ("is the point 0/0, where nothing is", "correct it or leave it empty"),
    "swapped": (
        "fits the country only with latitude and longitude exchanged",
        "exchange them in the sheet, or exchange the two columns",
    ),
    "sea": ("lies in the sea", "correct it or leave it empty"),
    "abroad": ("lies in another country than the row says", "correct the position or the country"),
}
NOT_USED = ": the position was not used"


@dataclass(frozen=True)
class Situation:
    """What a row says of where it is, before names are looked up.

    Attributes:
        country: ISO code; empty where the row does not tell, and a place may.
        place: The name of the place; empty if there is none.
        region: The name of the region; empty if there is none.
        position: As the file gives it, if nothing speaks against it.
        is_lost: Whether the country is stated but cannot be read: nothing can be looked up.
    """

    country: str
    place: str
    region: str
    position: Position | None
    is_lost: bool = False


def situate(row: WrittenRow, plan: Plan, notes: Notes) -> Situation:
    """Read country and position of a row, and say what is wrong with them."""
    place, region = row.get("place"), row.get("region")
    code, is_lost = _country(row, plan, notes)
    position = _on_its_side(_written_position(row, notes), row, code, notes)
    if position and not code and not is_lost:
        code = _country_of(position, row, notes)
    if position and (fault := _fault(position, code)):
        _say(fault, position, row, notes)
        position = None
    return Situation(code, place, region, position, is_lost)


def _country(row: WrittenRow, plan: Plan, notes: Notes) -> tuple[str, bool]:
    """The code, and whether the country is stated but unreadable."""
    written = row.get("country")
    subject = Subject("country", written, "" if written else row.get("place"))
    answer = plan.answers.get(subject, "")
    if answer and (code := find_country_code(answer)):
        return code, False
    if not written:
        return plan.country, False
    if code := find_country_code(written):
        return code, False
    notes.add("left out", subject, row.number, *_unreadable_country(written))
    return "", True


@lru_cache(maxsize=4096)
def _unreadable_country(written: str) -> tuple[str, str]:
    try:
        country_code(written)
    except UnknownCountryError as error:
        hint = f" ({', '.join(error.suggestions)}?)" if error.suggestions else ""
        return "is not the name or code of one country", f"say which country is meant{hint}"
    return "", ""


def _country_of(position: Position, row: WrittenRow, notes: Notes) -> str:
    """The country that a position lies in, for a row that names none."""
    code = country_at(position)
    if not code or code == NO_CODE:
        return ""
    notes.add(
        "check", Subject("country", "", row.get("place")), row.number,
        f"is empty and was taken from the position: {country_name(code)}", "check it",
    )  # fmt: skip
    return code


def _written_position(row: WrittenRow, notes: Notes) -> Position | None:
    pair, lat, lon = row.get("coordinates"), row.get("latitude"), row.get("longitude")
    if pair and not (lat and lon):
        position = read_pair(pair)
        if position is None:
            _tell(notes, row, "coordinates", pair, "unreadable")
        return position
    if not lat and not lon:
        return None
    if not (lat and lon):
        _tell(notes, row, "latitude" if lat else "longitude", lat or lon, "half")
        return None
    north, east = read_degrees(lat), read_degrees(lon)
    if north is None or east is None:
        field, text = ("latitude", lat) if north is None else ("longitude", lon)
        _tell(notes, row, field, text, "unreadable")
        return None
    return Position(east, north)


def _on_its_side(
    position: Position | None, row: WrittenRow, code: str, notes: Notes
) -> Position | None:
    """A longitude that says O on the side that lies in the country; none if that does not tell."""
    written = row.get("coordinates") or row.get("longitude")
    if position is None or not is_either_side(written):
        return position
    sides = [position, Position(-position.lon, position.lat)]
    fitting = [side for side in sides if code and not _fault(side, code)]
    if len(fitting) == 1:
        return fitting[0]
    _tell(
        notes, row, "coordinates" if row.get("coordinates") else "longitude", written, "either side"
    )
    return None


@lru_cache(maxsize=65536)
def _fault(position: Position, code: str) -> PositionFault | None:
    return find_position_fault(position, code)


def _say(fault: PositionFault, position: Position, row: WrittenRow, notes: Notes) -> None:
    field = "coordinates" if row.get("coordinates") else "latitude"
    _tell(notes, row, field, f"{position.lat:g}, {position.lon:g}", fault)


def _tell(notes: Notes, row: WrittenRow, field: str, value: str, fault: PositionFault) -> None:
    problem, remedy = SAID_OF[fault]
    notes.add("check", Subject(field, value), row.number, problem + NOT_USED, remedy)
