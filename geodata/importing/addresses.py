"""Postal addresses, read to the town: `Havnegade 9, 5000 Odense, Denmark` is in Odense.

The parts of an address are weighed from the end: a country, a region, a town that mostly has a
postal code beside it. A street is looked at last, as streets are called after towns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.divisions import find_division
from geodata.geocoding import MAX_NAME_LENGTH, resolve_many
from geodata.matches import Question
from geodata.workers import HERE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.workers import Workers

MAX_ADDRESS_LENGTH = 300
MAX_PARTS = 6
MIN_OF_A_STREET = 3
"""Parts that an address has at least for the first to be the street, whatever is in it."""

_PARTS = re.compile(r"\s*[,;\n，、]\s*")
_CODE = re.compile(r"(?:^|\s)(?:[A-Z]{1,3}-)?(?=\S*\d)[\w-]+", re.IGNORECASE)
_CEDEX = re.compile(r"\s+(?:cedex|bp)\b.*$", re.IGNORECASE)
_END_CODE = re.compile(r"(?:^|\s)([A-Z]{2,3})$")
"""The code of a region at the end of a part, as in `Sydney NSW`."""

_DASH = re.compile(r"\s+[-–—]\s+")


@dataclass(frozen=True)
class Address:
    """What an address says of where it is: ISO code, name of a town, region; each may be empty."""

    country: str
    town: str
    region: str


def looks_like_address(text: str) -> bool:
    """Whether a text has parts, and a number in one of them."""
    return len(text) <= MAX_ADDRESS_LENGTH and "," in text and any(map(str.isdigit, text))


def read_addresses(
    wanted: Iterable[tuple[str, str]], workers: Workers = HERE
) -> dict[tuple[str, str], Address]:
    """Read addresses, each with the country that its row states, to towns that the gazetteer knows.

    Where no part is a known town, the address has none, but still its country and region.
    """
    parts = {each: _part(*each) for each in dict.fromkeys(wanted)}
    questions = [_question(name, found) for found, names in parts.values() for name in names]
    found = resolve_many(questions, workers=workers)
    settled = {
        question
        for question, match in zip(questions, found, strict=True)
        if match.is_settled and match.precision == "city"
    }
    towns = {
        each: next((name for name in names if _question(name, found) in settled), "")
        for each, (found, names) in parts.items()
    }
    return {
        each: Address(
            found.country, towns[each], found.region if found.region != towns[each] else ""
        )
        for each, (found, _) in parts.items()
    }


def _question(name: str, found: Address) -> Question:
    """Where a part may lie: a town that is called like its province is not looked for in itself."""
    region = found.region if found.region != name else ""
    return Question(name, found.country or None, region or None)


def _part(text: str, country: str) -> tuple[Address, list[str]]:
    """Country and region of an address, and what may be its town, the likeliest first."""
    if len(text) > MAX_ADDRESS_LENGTH:
        return Address(country, "", ""), []
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if parts and (code := _country(parts[-1], country)):
        country = code
        parts.pop()
    region = ""
    coded: list[str] = []
    plain: list[str] = []
    for at in range(len(parts) - 1, max(-1, len(parts) - 1 - MAX_PARTS), -1):
        is_street = at == 0 and len(parts) >= MIN_OF_A_STREET
        for piece in reversed(_DASH.split(parts[at])):
            name = _CEDEX.sub("", _CODE.sub(" ", piece)).strip(" .-")
            if not name or len(name) > MAX_NAME_LENGTH:
                continue
            if not is_street and country and (end := _END_CODE.search(name)):
                region = region or (end[1] if find_division(end[1], country) else "")
                name = name[: end.start()].strip()
                if not name:
                    continue
            if at > 0 and country and not region and find_division(name, country):
                region = name
            is_coded = bool(_CODE.search(piece)) and not is_street
            (coded if is_coded and at > 0 else plain).append(name)
    names = list(dict.fromkeys((*coded, *plain)))
    return Address(country, "", region), names


def _country(part: str, country: str) -> str:
    """The code of the country that the last part names; a code of two letters is a state's too."""
    name = part.strip(" .")
    code = find_country_code(name)
    if not code or (country and code != country):
        return ""
    return code if len(name) > 2 or country else ""  # noqa: PLR2004 - a code
