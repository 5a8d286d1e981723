"""Provinces, states and other divisions of a country, by the gazetteer and by ISO 3166-2.

The gazetteer knows the first level only, with a position; ISO 3166-2 also knows provinces below it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

import pycountry

from geodata._index import belong_together, load_index
from geodata.countries import find_country_code
from geodata.names import fold_name
from geodata.regions import is_world_region

_BEFORE = re.compile(
    r"^(?:the )?(?:(?:province|state|governorate|department|prefecture|canton|oblast|region) of|"
    r"(?:provincia|departamento|estado|region|departement|province|stato|regione|etat)"
    r"(?: (?:de la|de los|de las|del|de|des|du|di|da|do|of))?|"
    r"bundesland|kanton|provinz)\s+"
)
_AFTER = re.compile(
    r"\s*(?:\s(?:province|state|oblast|krai|governorate|voivodeship|canton|prefecture|department|"
    r"regency|region|county|division|provinsi|ili|vilayeti|область|край|район)|省|州|県|府)$"
)
_BRACKETS = re.compile(r"\s*[\[(].*?[\])]")
MIN_NAME_LENGTH = 4
"""Letters that a name has at least; what is shorter is a code, which many countries use."""

MAX_NAME_LENGTH = 100
MIN_SHARE = 0.8
"""The share of a sheet's regions that must be of one country for the rest to be assigned to it."""

MAX_OTHERS = 0.5
"""The share that any other country may have: two-letter codes recur from country to country."""

MIN_REGIONS = 3


class Division(NamedTuple):
    """A division by its name; `row` is its row in the gazetteer, None if it has none there."""

    name: str
    row: int | None


@lru_cache(maxsize=65536)
def find_division(text: str, country: str) -> Division | None:
    """The division of a country that a text names, with or without a word such as province."""
    if len(text) > MAX_NAME_LENGTH or not country:
        return None
    index = load_index()
    for written in dict.fromkeys((text, bare_name(text))):
        rows = [
            index.region_of_admin1[each]
            for each in index.find_admin1(written, country)
            if each in index.region_of_admin1
        ]
        if rows:
            return Division(str(index.name[rows[0]].as_py()), rows[0] if len(rows) == 1 else None)
        if name := _subdivisions(country).get(fold_name(written)):
            return Division(name, None)
    return None


def says_division(text: str) -> bool:
    """Whether a text says itself that it is one, with a word such as province."""
    return bool(bare_name(text)) and bare_name(text) != fold_name(text)


def bare_name(text: str) -> str:
    """The name without such a word, folded."""
    return _AFTER.sub("", _BEFORE.sub("", fold_name(text))).strip()


@lru_cache(maxsize=65536)
def other_country(text: str, country: str) -> str:
    """The one other country that a text names, or names a division of; empty if it does not.

    A division of the country itself is not another country, nor is a territory that belongs to it.
    """
    if not MIN_NAME_LENGTH <= len(text) <= MAX_NAME_LENGTH or find_division(text, country):
        return ""
    code = find_country_code(text)
    if code is None:
        index = load_index()
        found = index.find_admin1(text, None) or index.find_admin1(bare_name(text), None)
        codes = {index.admin1_codes[each].partition(".")[0] for each in found}
        code = next(iter(codes)) if len(codes) == 1 else ""
    return "" if not code or belong_together(code, country) else code


@lru_cache(maxsize=65536)
def is_no_division(text: str, country: str) -> bool:
    """Whether a text in a column of regions names the world's, or the country itself."""
    if len(text) > MAX_NAME_LENGTH or find_division(text, country):
        return False
    return is_world_region(text) or find_country_code(text) == country


def country_of_divisions(texts: frozenset[str]) -> str:
    """The country whose divisions most of the texts are; empty if there is not just one."""
    known = [text for text in texts if len(text) <= MAX_NAME_LENGTH and any(map(str.isalpha, text))]
    counted = Counter(code for text in known for code in _countries_dividing(text))
    ranked = counted.most_common(2)
    if len(known) < MIN_REGIONS or not ranked or ranked[0][1] < MIN_SHARE * len(known):
        return ""
    if len(ranked) > 1 and ranked[1][1] > MAX_OTHERS * len(known):
        return ""
    return ranked[0][0]


def _countries_dividing(text: str) -> frozenset[str]:
    index = load_index()
    by_name = index.find_admin1(text, None) or index.find_admin1(bare_name(text), None)
    codes = {index.admin1_codes[each].partition(".")[0] for each in by_name}
    return frozenset(codes) | _by_code().get(text.strip().upper(), frozenset())


@cache
def _by_code() -> dict[str, frozenset[str]]:
    """The countries by the last part of the codes of their divisions, such as TX."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in load_index().admin1_by_code:
        country, _, own = code.replace(".", "-", 1).partition("-")
        if not own.isdigit():
            found[own].add(country)
    return {own: frozenset(countries) for own, countries in found.items()}


@cache
def _subdivisions(country: str) -> dict[str, str]:
    """Names of ISO 3166-2 by what they are when folded, with and without their kind."""
    names: dict[str, str] = {}
    found = pycountry.subdivisions.get(country_code=country)  # type: ignore[no-untyped-call]
    for each in found or ():
        name = _BRACKETS.sub("", each.name).strip()
        for key in (fold_name(name), bare_name(name)):
            names.setdefault(key, name)
    return names
