"""In which country a row lies, and which position it has, before any name is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.countries import country_code, country_name, find_country_code
from geodata.divisions import (
    MIN_NAME_LENGTH,
    country_of_divisions,
    find_division,
    is_no_division,
    other_country,
)
from geodata.errors import UnknownCountryError
from geodata.geocoding import MAX_NAME_LENGTH, resolve_many
from geodata.importing.addresses import Address, looks_like_address, read_addresses
from geodata.importing.coordinates import (
    Position,
    is_either_side,
    lies_off,
    read_degrees,
    read_pair,
)
from geodata.importing.findings import WITHOUT_COUNTRY, Subject
from geodata.importing.missing_countries import settle_countries
from geodata.importing.place_findings import report_fault, report_position
from geodata.importing.place_scores import MIN_ROWS, MIN_SHARE_BEGINNING
from geodata.importing.position_columns import (
    PositionColumns,
    can_be_exchanged,
    find_fault,
    judge_positions,
)
from geodata.matches import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.coordinates import PositionFault
    from geodata.importing.findings import FindingLog
    from geodata.importing.sheet_records import Plan, WrittenRow
    from geodata.workers import Workers

_AFTER_COUNTRY = re.compile(r"\s*[,:;/|，、]\s*|\s+[-–—]\s+")
AS_WRITTEN = PositionColumns()
_IN_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)\s*")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a row says of where it is, before names are looked up.

    Attributes:
        country: ISO code; empty where the row does not say, and a place may.
        place: The name of the place; empty if there is none.
        region: The name of the region; empty if there is none.
        position: As the file gives it, if nothing speaks against it.
        is_lost: Whether the country is stated but cannot be read: nothing can be looked up.
        name: What to look up: the place without the country or region that its cell names too.
        division: The region to look in.
    """

    country: str
    place: str
    region: str
    position: Position | None
    is_lost: bool = False
    name: str = ""
    division: str = ""


def situate_rows(
    rows: Sequence[WrittenRow], plan: Plan, log: FindingLog, workers: Workers
) -> list[Situation]:
    """Say of each row where it is, before names are looked up.

    Where the regions of a sheet without countries are those of one country, it is that country.
    """
    rows = _with_countries(rows, plan)
    regions = frozenset(row.get("region") for row in rows if not row.get("country")) - {""}
    implied = "" if plan.country else country_of_divisions(regions)
    written = (_written_address(row, plan) for row in rows if _has_address(row))
    addresses = read_addresses(written, workers)
    positions = judge_positions(rows, plan)
    situations = [situate(row, plan, log, implied, addresses, positions) for row in rows]
    return settle_countries(situations, rows, plan, log)


def _with_countries(rows: Sequence[WrittenRow], plan: Plan) -> Sequence[WrittenRow]:
    """The rows of a sheet whose places begin or end with their countries, with these taken out.

    Where most cells do, the others do too: in codes, or spelt in a way that needs a person. Several
    countries must be named: the towns of one state may well end with the name of a country.
    """
    if plan.country or "country" in plan.fields.values():
        return rows
    for split in (_split_first, _split_last):
        split_names = [split(row.get("place")) for row in rows]
        codes = [
            code
            for country, mark, rest in split_names
            if mark and rest and len(country) >= MIN_NAME_LENGTH
            for code in [find_country_code(country)]
            if code
        ]
        is_usual = len(codes) >= max(MIN_ROWS, MIN_SHARE_BEGINNING * len(rows))
        if is_usual and len(set(codes)) > 1:
            return [
                replace(row, cells={**row.cells, "country": country, "place": rest})
                if rest
                else row
                for row, (country, _, rest) in zip(rows, split_names, strict=True)
            ]
    return rows


def _has_address(row: WrittenRow) -> bool:
    place = row.get("place")
    return looks_like_address(place) or (not place and bool(row.get("address")))


def _written_address(row: WrittenRow, plan: Plan) -> tuple[str, str]:
    country = find_country_code(row.get("country")) if row.get("country") else plan.country
    return row.get("place") or row.get("address"), country or ""


def situate(  # noqa: PLR0913, PLR0917 - a row, and what is known of its sheet
    row: WrittenRow,
    plan: Plan,
    log: FindingLog,
    implied: str = "",
    addresses: Mapping[tuple[str, str], Address] | None = None,
    positions: PositionColumns = AS_WRITTEN,
) -> Situation:
    """Read country and position of a row, and say what is wrong with them."""
    place, region = row.get("place"), row.get("region")
    code, is_lost = _country(row, plan, log)
    name = place
    if address := (addresses or {}).get(_written_address(row, plan)):
        place, region, code, name = _at_address(address, row, region, code, log)
    elif not is_lost:
        code, name = _without_country(place, code)
    if not (code or is_lost) and implied and find_division(region, implied):
        code = implied
        log.add(
            "check", Subject("country", "", "regions"), row.number,
            f"is not in the table: the regions are of {country_name(code)}",
            "check it, or name the country", sample=region,
        )  # fmt: skip
    position = _on_its_side(_written_position(row, log), row, code, log)
    if position and positions.is_exchanged and can_be_exchanged(row):
        position = _exchanged(position, row, log)
    if position and (fault := find_fault(position, code)):
        position = _despite(fault, position, row, code, positions, log)
    region, code, is_lost = _weigh_region(
        Situation(code, place, region, position, is_lost, name), row, plan, log
    )
    name, division = _within_division(name, region, code)
    return Situation(code, place, region, position, is_lost, name, division)


def _at_address(
    address: Address, row: WrittenRow, region: str, code: str, log: FindingLog
) -> tuple[str, str, str, str]:
    """Place, region, country and town of a row that has an address.

    A place that is not a known address keeps its words; a column of addresses is asked about once.
    """
    code = code or address.country
    if address.town:
        return (
            row.get("place") or row.get("address"), region or address.region, code, address.town
        )  # fmt: skip
    if place := row.get("place"):
        return place, region, code, place
    log.add(
        "open", Subject("address", ""), row.number,
        "holds addresses in which no town is known; the records stay without one",
        "add a column with the towns", sample=row.get("address"),
    )  # fmt: skip
    return "", region or address.region, code, ""


def _without_country(place: str, code: str) -> tuple[str, str]:
    """The country and the rest of a cell that begins with a country, as in `Peru, Lima`."""
    first, mark, rest = _split_first(place)
    named = find_country_code(first) if mark and len(first) >= MIN_NAME_LENGTH else None
    last = rest.rpartition(",")[2].strip()
    if not named or not rest or (code and code != named) or find_country_code(last):
        return code, place
    if find_division(first, code or "") or other_country(last, named):
        return code, place
    return named, rest


def _split_first(text: str) -> tuple[str, str, str]:
    if len(text) > MAX_NAME_LENGTH:
        return text, "", ""
    parts = _AFTER_COUNTRY.split(text, maxsplit=1)
    return (parts[0].strip(), ",", parts[1].strip()) if len(parts) > 1 else (text, "", "")


def _split_last(text: str) -> tuple[str, str, str]:
    """The country that a cell ends with, and the rest: `Lima/Peru`, `Lima (Peru)`."""
    if len(text) > MAX_NAME_LENGTH:
        return text, "", ""
    if found := _IN_BRACKETS.fullmatch(text):
        return found[2].strip(), ",", found[1].strip()
    marks = list(_AFTER_COUNTRY.finditer(text))
    if not marks:
        return text, "", ""
    return text[marks[-1].end() :].strip(), ",", text[: marks[-1].start()].strip()


def _within_division(name: str, region: str, code: str) -> tuple[str, str]:
    """The name of a town and its region, where the cell of the place names both."""
    first, mark, last = name.rpartition(",")
    if (
        len(name) <= MAX_NAME_LENGTH
        and mark
        and first.strip()
        and code
        and not region
        and find_division(last.strip(), code)
    ):
        return first.strip(), last.strip()
    return name, region


def _weigh_region(
    at: Situation, row: WrittenRow, plan: Plan, log: FindingLog
) -> tuple[str, str, bool]:
    """Region, country, and whether the two speak against each other, which a person must settle."""
    region, code = at.region, at.country
    if not region or at.is_lost:
        return region, code, at.is_lost
    if is_no_division(region, code):
        return "", code, False
    other = other_country(region, code) if code else ""
    if not other or not _lies_elsewhere(at, other):
        return region, code, False
    subject = Subject("region", region, code)
    if chosen := find_country_code(plan.answers.get(subject, "")):
        return ("" if is_no_division(region, chosen) else region), chosen, False
    log.add(
        "left out", subject, row.number,
        f"is in {country_name(other)}, but the country says {country_name(code)}",
        "say which country is meant", country=other, sample=at.place,
    )  # fmt: skip
    return region, code, True


def _lies_elsewhere(at: Situation, other: str) -> bool:
    """Whether a row lies in the country that its region names, and not in the one it states.

    A position in the stated country speaks for that. A country that is named is plain; a region
    may be a smaller one of the stated country, unless the place is found in its namesake.
    """
    if at.position:
        return False
    if find_country_code(at.region) == other or not at.name:
        return True
    return _is_found(at.name, other, at.region)


@lru_cache(maxsize=4096)
def _is_found(name: str, country: str, region: str) -> bool:
    return resolve_many([Question(name, country, region)])[0].is_settled


def _country(row: WrittenRow, plan: Plan, log: FindingLog) -> tuple[str, bool]:
    """The code, and whether the country is stated but unreadable."""
    written = row.get("country")
    subject = Subject("country", written, "" if written else row.get("place"))
    answer = plan.answers.get(subject, "")
    if answer and (code := find_country_code(answer)):
        return code, False
    if not written:
        return find_country_code(plan.answers.get(WITHOUT_COUNTRY, "")) or plan.country, False
    if code := find_country_code(written):
        return code, False
    log.add("left out", subject, row.number, *_unreadable_country(written))
    return "", True


@lru_cache(maxsize=4096)
def _unreadable_country(written: str) -> tuple[str, str]:
    try:
        country_code(written)
    except UnknownCountryError as error:
        hint = f" ({', '.join(error.suggestions)}?)" if error.suggestions else ""
        return "is not the name or code of one country", f"say which country is meant{hint}"
    return "", ""


def _written_position(row: WrittenRow, log: FindingLog) -> Position | None:
    pair, lat, lon = row.get("coordinates"), row.get("latitude"), row.get("longitude")
    if pair and not (lat and lon):
        position = read_pair(pair)
        if position is None:
            report_position(log, row.number, "coordinates", pair, "unreadable")
        return position
    if not lat and not lon:
        return None
    if not (lat and lon):
        report_position(log, row.number, "latitude" if lat else "longitude", lat or lon, "half")
        return None
    north, east = read_degrees(lat), read_degrees(lon)
    if north is None or east is None:
        field, text = ("latitude", lat) if north is None else ("longitude", lon)
        report_position(log, row.number, field, text, "unreadable")
        return None
    return Position(east, north)


def _on_its_side(
    position: Position | None, row: WrittenRow, code: str, log: FindingLog
) -> Position | None:
    """A longitude that says O on the side that is in the country; None if both or neither are."""
    written = row.get("coordinates") or row.get("longitude")
    if position is None or not is_either_side(written):
        return position
    sides = [position, Position(-position.lon, position.lat)]
    fitting = [side for side in sides if code and not find_fault(side, code)]
    if len(fitting) == 1:
        return fitting[0]
    field = "coordinates" if row.get("coordinates") else "longitude"
    report_position(log, row.number, field, written, "either side")
    return None


def _exchanged(position: Position, row: WrittenRow, log: FindingLog) -> Position:
    """The position read with the longitude first, as the whole sheet has it."""
    field = "coordinates" if row.get("coordinates") else "latitude"
    log.add(
        "check", Subject(field, "", "order"), row.number,
        "has the longitude where the latitude is expected, as the countries of the rows show; it "
        "was read so",
        "check it on the map",
    )  # fmt: skip
    return Position(position.lat, position.lon)


def _despite(  # noqa: PLR0913, PLR0917 - a position, and what is known of its row
    fault: PositionFault,
    position: Position,
    row: WrittenRow,
    code: str,
    positions: PositionColumns,
    log: FindingLog,
) -> Position | None:
    """A position with a fault, where it is used all the same; it is reported in any case."""
    field = "coordinates" if row.get("coordinates") else "latitude"
    if not (positions.is_at_sea and code and lies_off(position, code)):
        report_fault(log, row.number, field, position, fault)
        return None
    log.add(
        "check", Subject(field, "", "at sea"), row.number,
        "lies in the waters off the country that the row names, as many of this sheet do; the "
        "positions were used",
        "correct those that are not at sea", sample=f"{position.lat:.2f}, {position.lon:.2f}",
    )  # fmt: skip
    return position
