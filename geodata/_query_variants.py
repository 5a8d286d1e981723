"""Variants of a written place name, for names that are not known as they are written.

Each round is tried only when the one before it found nothing. Within a round the readings are
rivals: where two of them lead to different places, a person has to choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata._index import belong_together
from geodata.countries import find_country_code
from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata._index import PlaceIndex

STRIPPED_TRUST = 0.95  # "near X", "X municipality", "X (Y)"
ISLAND_TRUST = 0.9  # "X Island": the town on it mostly has its name, but not always
PART_TRUST = 0.9  # "X/Y", and "X, Y" where Y is not known
HYPHEN_TRUST = 0.8  # "X-Y", which may as well be one name

_LEADING = re.compile(
    r"^(?:near|nr|close to|outside|outskirts of|suburb of|greater|metropolitan|downtown|central|"
    r"(?:the )?(?:city|town|village|municipality|district|county|prefecture|province|region|state|"
    r"port|island) of|ciudad de|ville de|citta di|stadt|gemeinde|municipio de|provincia de|"
    r"bei|nahe|pres de|cerca de|vicino a|perto de|г|город|около|под)\s+"
)
_BETWEEN = re.compile(
    r"^\s*(?:between|halfway|midway|entre|zwischen|tra|fra|między|между|بين)\s|之间|の間",
    re.IGNORECASE,
)
"""What lies between two places is in neither."""

_TRAILING = re.compile(
    r"\s+(?:city|town|township|village|municipality|metropolitan area|metro area|metro|area|"
    r"district|county|prefecture|province|region|state|oblast|krai|regency|department|governorate|"
    r"voivodeship|canton|shi|shiqu)$"
)
_AIRPORT = re.compile(
    r"\s+(?:(?:international|intl|municipal|regional|domestic|military)\s+)*"
    r"(?:airport|airfield|aerodrome|aeropuerto|aeroport|flughafen|air base|airbase)$"
)
_ISLAND = re.compile(r"\s+(?:island|islands|isle|atoll)$")
_BRACKETS = re.compile(
    r"^(?P<outer>[^()\[\]（）]*)[(\[（](?P<inner>[^()\[\]（）]+)[)\]）]?(?P<rest>.*)$"
)
_SLASHES = re.compile(r"\s*(?:/|;|\||\s[-–—]\s|\s(?:and|und|et|y|e|or|&)\s)\s*", re.IGNORECASE)
_ON_AN_ISLAND = re.compile(
    r"^(?P<town>.+?)\s*[,，-]\s*[^,，-]+\s(?:island|isle|atoll)$", re.IGNORECASE
)
_COMMAS = re.compile(r"\s*[,，、]\s*")
_HYPHENS = re.compile(r"[-–]")
MAX_CODE_LENGTH = 3  # "Torino (TO)" does not speak of Tonga
MAX_WRITTEN_LENGTH = 120  # what is longer is a sentence, not a place


@dataclass(frozen=True)
class Reading:
    """One way to read what was written: a name, where to look for it, and how far to trust that."""

    name: str
    country: str | None
    admin1s: frozenset[int]
    trust: float


def read_in_rounds(
    written: str, country: str | None, admin1s: frozenset[int], index: PlaceIndex
) -> Iterator[list[Reading]]:
    """Rounds of readings beyond the plain one, most faithful first.

    There are none where the text itself speaks against the country: "Paris, France" in a row of
    the United States is a mistake for a person to mend.
    """
    if len(written) > MAX_WRITTEN_LENGTH or _BETWEEN.search(written):
        return
    whole = Reading(written, country, admin1s, 1.0)
    if _is_elsewhere(whole, index):
        return
    for readings in (
        _with_context(whole, index),
        _on_an_island(whole),
        _stripped(whole),
        _without_brackets(whole, index),
        _parts(whole, _COMMAS, PART_TRUST)[:1],
        _parts(whole, _SLASHES, PART_TRUST),
        _parts(whole, _HYPHENS, HYPHEN_TRUST),
    ):
        if readings:
            yield readings


def read_as_division(
    written: str, country: str | None, admin1s: frozenset[int]
) -> Iterator[Reading]:
    """The plain reading, and the one without "district of", "island" and the like."""
    if len(written) <= MAX_WRITTEN_LENGTH and not _BETWEEN.search(written):
        whole = Reading(written, country, admin1s, 1.0)
        yield whole
        yield from _stripped(whole)


def _is_elsewhere(whole: Reading, index: PlaceIndex) -> bool:
    """Whether a context names another country than the one given, or a region of another one."""
    in_brackets = _BRACKETS.match(whole.name)
    contexts = _COMMAS.split(whole.name)[1:] + ([in_brackets["inner"]] if in_brackets else [])
    return whole.country is not None and any(
        _speaks_against(context, whole.country, index)
        for context in contexts
        if len(fold_name(context)) > MAX_CODE_LENGTH
    )


def _speaks_against(context: str, country: str, index: PlaceIndex) -> bool:
    if _regions([context], country, index):
        return False
    code = find_country_code(context)
    return not belong_together(code, country) if code else bool(_regions([context], None, index))


def _with_context(whole: Reading, index: PlaceIndex) -> list[Reading]:
    """In "City, State" and "City, Country" the last part narrows where to look for the first."""
    first, *others = _COMMAS.split(whole.name.strip(" ,"))
    return _narrowed(first, others, whole, index) if others else []


def _narrowed(name: str, contexts: list[str], whole: Reading, index: PlaceIndex) -> list[Reading]:
    """The name within its contexts, the last of which may be a country, a region, or either."""
    *others, last = contexts
    code = find_country_code(last)
    readings = []
    if code and (whole.country is None or belong_together(code, whole.country)):
        regions = whole.admin1s or _regions(others, code, index)
        readings.append(replace(whole, name=name, country=code, admin1s=regions))
    if not whole.admin1s:
        regions = _regions(contexts, whole.country, index)
        if regions:
            readings.append(replace(whole, name=name, admin1s=regions))
    return readings


def _regions(contexts: list[str], country: str | None, index: PlaceIndex) -> frozenset[int]:
    """The regions that the widest context which names one may mean."""
    for context in reversed(contexts):
        plain = _TRAILING.sub("", fold_name(context))
        found = index.find_admin1(context, country) or index.find_admin1(plain, country)
        if found:
            return found
    return frozenset()


def _on_an_island(whole: Reading) -> list[Reading]:
    """Read "Town, Large Island" and "Town-Large Island" as the town: the island says where it is.

    The gazetteer has no islands to look into, so namesakes on others stay rivals.
    """
    found = _ON_AN_ISLAND.match(whole.name.strip())
    return [replace(whole, name=found["town"], trust=STRIPPED_TRUST)] if found else []


def _stripped(whole: Reading) -> list[Reading]:
    """Without "near", "city of", "municipality" and the like, in the first part of the name."""
    folded = fold_name(_COMMAS.split(whole.name)[0])
    plain = _TRAILING.sub("", _LEADING.sub("", _AIRPORT.sub("", folded)))
    trust = ISLAND_TRUST if _ISLAND.search(plain) else STRIPPED_TRUST
    plain = _ISLAND.sub("", plain)
    return [replace(whole, name=plain, trust=trust)] if plain and plain != folded else []


def _without_brackets(whole: Reading, index: PlaceIndex) -> list[Reading]:
    """Read "X (Y)" as X in the region Y if Y is one, else as X with Y for a rival."""
    found = _BRACKETS.match(whole.name)
    if not found:
        return []
    outer, inner = f"{found['outer']} {found['rest']}".strip(" ,"), found["inner"].strip()
    narrowed = _narrowed(outer, [inner], whole, index)
    return narrowed or [
        Reading(name, whole.country, whole.admin1s, STRIPPED_TRUST)
        for part in (outer, inner)
        for name in dict.fromkeys((part, _TRAILING.sub("", fold_name(part))))
        if name
    ]


def _parts(whole: Reading, separator: re.Pattern[str], trust: float) -> list[Reading]:
    parts = [part for part in separator.split(whole.name) if fold_name(part)]
    if len(parts) < 2:  # noqa: PLR2004 - one part is the whole
        return []
    return [
        Reading(_TRAILING.sub("", fold_name(part)), whole.country, whole.admin1s, trust)
        for part in parts
    ]
