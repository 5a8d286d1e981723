"""Country names, in any language, to the two-letter codes of ISO 3166-1, and back.

Three sources, in this order: the reviewed table `data/country_names.csv`, which decides what the
others lack or disagree on; the names and codes of ISO 3166-1 (pycountry); the names of territories
in every language of Unicode CLDR (`data/territory_names.parquet`, built from Babel). A name that
two languages give to two countries is refused, not guessed. Two codes go beyond ISO 3166-1: `XK`
for Kosovo and `EU` for the European Union, both as CLDR uses them.
"""

from __future__ import annotations

import csv
import gettext
import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pycountry
from babel import Locale, UnknownLocaleError
from rapidfuzz import fuzz, process

from geodata.errors import UnknownCountryError
from geodata.locales import WRITTEN_AS_IN
from geodata.names import fold_name
from geodata.packaged import packaged_table, packaged_text

if TYPE_CHECKING:
    from collections.abc import Iterable

CODES_BEYOND_ISO = frozenset({"XK", "EU"})
UNIONS = frozenset({"EU"})
"""Codes of several countries together, so that no record is in them."""

OFFICIAL_NAMES_IN = ("en", "fr", "es", "it", "de", "pt", "zh", "ru", "ar")
_WORDS = {"st": "saint", "ste": "sainte", "is": "islands", "rep": "republic", "dem": "democratic"}
_EMPTY_WORDS = {"the", "and"}
_SUGGESTED_FROM = 75  # of 100: below this a suggestion puzzles more than it helps
_TWO_NAMES = re.compile(r"\s*([^()/]+?)\s*(?:\(([^()]+)\)|/\s*([^()/]+?))\s*")
MAX_NAME_LENGTH = 100
_BRACKETS = re.compile(r"[()\[\]]")


def country_code(name: str) -> str:
    """Find the ISO 3166-1 alpha-2 code of a country.

    Case, accents, punctuation, "the", "and" and "St" for "Saint" make no difference. Accepted
    are two- and three-letter codes and names in any language, historic names that have one heir
    (Burma, Zaire), and the countries within the United Kingdom. Names of states that broke into
    several, and names that two countries bear (Congo, Korea), are refused.

    Args:
        name: As the source wrote it.

    Returns:
        The code in capitals; `XK` for Kosovo, `EU` for the European Union.

    Raises:
        UnknownCountryError: The word names no country, or more than one; the error suggests some.
    """
    found = find_country_code(name)
    if found is None:
        raise UnknownCountryError(name, _suggestions(name))
    return found


@lru_cache(maxsize=4096)
def find_country_code(name: str) -> str | None:
    """The same as `country_code`, for the many cells of a table: None where that would refuse."""
    key = fold_country_name(name)
    for index in (_reviewed_names(), _iso_names(), _territory_names()):
        if key in index:
            codes = index[key]
            return next(iter(codes)) if len(codes) == 1 else _by_both_names(name)
    return _by_both_names(name) or _without_spaces().get(key) or _official_names().get(key)


def _by_both_names(name: str) -> str | None:
    """The country of a name with another in brackets or behind a stroke, where the two agree.

    The first name may be one that several countries bear: `Congo (DRC)`, `Burma/Myanmar`.
    """
    found = _TWO_NAMES.fullmatch(name) if len(name) <= MAX_NAME_LENGTH else None
    if not found:
        return None
    first, other = find_country_code(found[1]), find_country_code(found[2] or found[3])
    is_shared = first is None and fold_country_name(found[1]) in _reviewed_names()
    return other if other and (is_shared or first == other) else None


def country_name(code: str, language: str = "en") -> str:
    """Name a country as readers of a language usually do, by Unicode CLDR.

    The reviewed table replaces a few names that CLDR made long for the sake of order in lists.

    Args:
        code: ISO 3166-1 alpha-2, `XK` or `EU`, in capitals or not.
        language: A language or locale tag, such as `en`, `pt-BR` or `zh_Hant`; of a language that
            several countries write, `geodata.locales.WRITTEN_AS_IN` says whose names it has.

    Raises:
        UnknownCountryError: The code is not one of a country.
        UnknownLocaleError: Babel does not know the language.
    """
    wanted = code.strip().upper()
    if wanted not in known_codes():
        raise UnknownCountryError(code)
    locale = _locale(WRITTEN_AS_IN.get(language, language))
    reviewed = _preferred_names().get((wanted, locale.language))
    return reviewed or str(locale.territories.get(wanted) or _locale("en").territories[wanted])


def by_name(codes: Iterable[str], language: str = "en") -> list[str]:
    """Put codes in the order of their countries' names, in which accents make no difference."""
    return sorted(codes, key=lambda code: (fold_name(country_name(code, language)), code))


def fold_country_name(name: str) -> str:
    """The form in which two spellings of one country's name are the same."""
    words = [_WORDS.get(word, word) for word in fold_name(_BRACKETS.sub(" ", name)).split()]
    return " ".join([word for word in words if word not in _EMPTY_WORDS] or words)


@cache
def known_codes() -> frozenset[str]:
    """Every code that `country_code` may return."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | CODES_BEYOND_ISO


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except ValueError as malformed:
        raise UnknownLocaleError(language) from malformed


@cache
def _reviewed_names() -> dict[str, frozenset[str]]:
    """Names of the reviewed table; a row without a code refuses its name."""
    return {
        fold_country_name(row["name"]): frozenset(filter(None, [row["iso2"]]))
        for row in _reviewed_rows()
    }


@cache
def _without_spaces() -> dict[str, str]:
    """Names of several words as one, as tools for data write them; those of one country only."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for index in (_reviewed_names(), _iso_names(), _territory_names()):
        for name, codes in index.items():
            if " " in name:
                found[name.replace(" ", "")] |= codes or {""}
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


@cache
def _official_names() -> dict[str, str]:
    """Long names in the languages that sheets are often kept in; those of one country only.

    Lists turn some of them round for the sake of order: `Congo, République démocratique du`.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in OFFICIAL_NAMES_IN:
        translations = gettext.translation(
            "iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True
        )
        for country in pycountry.countries:
            for name in (country.name, getattr(country, "official_name", "")):
                written = translations.gettext(name) if name else ""
                first, _, rest = written.partition(", ")
                for form in filter(None, (written, f"{rest} {first}" if rest else "")):
                    found[fold_country_name(form)].add(country.alpha_2)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


@cache
def _successors() -> dict[str, list[str]]:
    """The states that came of one, by its name."""
    rows = csv.DictReader(packaged_text("former_states.csv").splitlines())
    return {fold_country_name(row["name"]): row["successors"].split(";") for row in rows}


@cache
def _preferred_names() -> dict[tuple[str, str], str]:
    return {(row["iso2"], row["shown_in"]): row["name"] for row in _reviewed_rows()}


@cache
def _reviewed_rows() -> list[dict[str, str]]:
    text = packaged_text("country_names.csv")
    return list(csv.DictReader(text.splitlines()))


@cache
def _iso_names() -> dict[str, frozenset[str]]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for country in pycountry.countries:
        names = (country.alpha_2, country.alpha_3, country.name)
        more = (getattr(country, "official_name", ""), getattr(country, "common_name", ""))
        for name in filter(None, names + more):
            index[fold_country_name(name)].add(country.alpha_2)
    for code in CODES_BEYOND_ISO:
        index[code.lower()].add(code)
    return {name: frozenset(codes) for name, codes in index.items()}


@cache
def _territory_names() -> dict[str, frozenset[str]]:
    table = packaged_table("territory_names.parquet")
    codes = table["iso2"].to_pylist()
    alone = {code: frozenset({code}) for code in set(codes)}
    index: dict[str, frozenset[str]] = {}
    for name, code in zip(table["name"].to_pylist(), codes, strict=True):
        index[name] = index[name] | alone[code] if name in index else alone[code]
    return index


def _suggestions(name: str) -> list[str]:
    """English names of the countries that the word may have meant, best first."""
    english = {code: country_name(code) for code in sorted(known_codes())}
    key = fold_country_name(name)
    if key in _successors():
        return [english[code] for code in _successors()[key]]
    sharing = {code for index in (_iso_names(), _territory_names()) for code in index.get(key, ())}
    if len(sharing) > 1:
        return [english[code] for code in sorted(sharing)]
    near = process.extract(
        key,
        {code: fold_country_name(label) for code, label in english.items()},
        scorer=fuzz.WRatio,
        limit=3,
        score_cutoff=_SUGGESTED_FROM,
    )
    return [english[code] for _, _, code in near]
