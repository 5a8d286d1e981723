"""Names against the packaged gazetteer, as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata._index import PRIMARY, PlaceIndex, belong_together, distance_km, load_index
from geodata._minor_places import admin1_codes_at, load_minor_places
from geodata._ranking import SAME_PLACE_KM, Bearers, weigh_bearers
from geodata.countries import find_country_code
from geodata.matches import GEONAMES, Candidate, Match, Precision, Question
from geodata.names import place_form, place_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SURE_FROM = 0.79  # confidence from which the leader is taken, the country being given
SURE_ANYWHERE_FROM = 0.95  # the same when no country is given, or a region that is not known
MINOR_CONFIDENCE = 0.9  # a minor place without a namesake
NEVER = 2.0  # the same when the country given is unknown
NO_COUNTRY, UNLISTED_COUNTRY = -1, -2
CANDIDATES_KEPT = 5


@dataclass(frozen=True)
class GazetteerQuery:
    """A question in the terms of the gazetteer."""

    name: str
    country: str | None
    admin1s: frozenset[int]
    country_is_known: bool
    region_is_known: bool = True
    trust: float = 1.0

    @property
    def sure_from(self) -> float:
        if not self.country_is_known:
            return NEVER
        anywhere = self.country is None and not self.admin1s
        return SURE_ANYWHERE_FROM if anywhere or not self.region_is_known else SURE_FROM


def prepare(question: Question) -> GazetteerQuery:
    written = (question.country or "").strip()
    code = find_country_code(written) if written else None
    region = (question.admin1 or "").strip()
    admin1s = regions_called(region, code) if region else frozenset()
    territory = find_country_code(region) if code and region and not admin1s else None
    if code and territory and belong_together(territory, code):
        code, region = territory, ""
    return GazetteerQuery(
        question.name,
        code,
        admin1s,
        country_is_known=not written or code is not None,
        region_is_known=not region or bool(admin1s),
    )


@lru_cache(maxsize=4096)
def regions_called(name: str, country: str | None) -> frozenset[int]:
    """The positions of the admin1 codes that a name may mean; kept, for a table names few."""
    return load_index().find_admin1(name, country)


def resolve_plain(asked: Sequence[GazetteerQuery]) -> list[Match]:
    """Look every name up as it is."""
    index = load_index()
    forms = [place_form(item.name) for item in asked]
    keys = np.array([place_key(form) if form else 0 for form in forms], np.int64)
    positions = index.country_positions
    countries = np.array(
        [
            positions.get(item.country, UNLISTED_COUNTRY) if item.country else NO_COUNTRY
            for item in asked
        ],
        np.int64,
    )
    keys[countries == UNLISTED_COUNTRY] = 0
    finds = weigh_bearers(keys, countries, [item.admin1s for item in asked])
    matches = [_judge(index, finds, position, item) for position, item in enumerate(asked)]
    _find_postal_towns(asked, keys, matches)
    return matches


def _judge(index: PlaceIndex, finds: Bearers, position: int, item: GazetteerQuery) -> Match:
    """Take the leader if it stands out, else leave the name open."""
    start, end = int(finds.start[position]), int(finds.start[position + 1])
    if start == end:
        return Match(item.name, "none")
    confidence = float(finds.confidence[position]) * item.trust
    candidates = _candidates(index, finds, start, end)
    if confidence < item.sure_from:
        return Match(item.name, "ambiguous", confidence=confidence, candidates=candidates)
    is_exact = finds.kind[start] == PRIMARY and item.trust == 1.0
    return Match.settled_on(
        candidates[0],
        item.name,
        "exact" if is_exact else "alternate",
        confidence=confidence,
        candidates=candidates,
    )


def _find_postal_towns(
    asked: Sequence[GazetteerQuery], keys: NDArray[np.int64], matches: list[Match]
) -> None:
    """Look up what no place has among the towns with a post office; fills `matches` in place."""
    unborne = np.array([match.match == "none" for match in matches], np.bool_)
    known = unborne & (keys != 0) & load_minor_places().knows(keys)
    for position in map(int, np.flatnonzero(known)):
        found = _minor_places(asked[position], int(keys[position]), "city")
        if found:
            matches[position] = _judge_minor(asked[position], found)


def resolve_division(item: GazetteerQuery) -> Match:
    """Look a name up among the second-level divisions of its country."""
    form = place_form(item.name)
    found = _minor_places(item, place_key(form), "region") if form else ()
    return _judge_minor(item, found) if found else Match(item.name, "none")


def _minor_places(item: GazetteerQuery, key: int, precision: Precision) -> tuple[Candidate, ...]:
    if not item.country:
        return ()
    found = load_minor_places().find(key, item.country, admin1_codes_at(item.admin1s))
    return tuple(each for each in found if each.precision == precision)[:CANDIDATES_KEPT]


def _judge_minor(item: GazetteerQuery, found: tuple[Candidate, ...]) -> Match:
    """Take what is in one place alone: nothing shows which namesake is the greater."""
    confidence = MINOR_CONFIDENCE * item.trust if _lie_together(found) else 0.0
    if confidence < item.sure_from:
        return Match(item.name, "ambiguous", confidence=confidence, candidates=found)
    return Match.settled_on(
        found[0], item.name, "alternate", confidence=confidence, candidates=found
    )


def _lie_together(places: Sequence[Candidate]) -> bool:
    lon, lat = np.array([(place.lon, place.lat) for place in places]).T
    return bool(distance_km(lon, lat, lon[0], lat[0]).max() <= SAME_PLACE_KM)


def _candidates(index: PlaceIndex, finds: Bearers, start: int, end: int) -> tuple[Candidate, ...]:
    return tuple(
        describe_place(index, int(finds.place[find]), float(finds.share[find]))
        for find in range(start, min(end, start + CANDIDATES_KEPT))
    )


def describe_place(index: PlaceIndex, row: int, share: float) -> Candidate:
    """A row of the gazetteer as a candidate."""
    return Candidate(
        name=str(index.name[row].as_py()),
        country=index.countries[index.country[row]],
        admin1=index.admin1_name(row),
        lon=float(index.lon[row]),
        lat=float(index.lat[row]),
        population=int(index.population[row]),
        precision="region" if index.is_region[row] else "city",
        gazetteer_id=f"{GEONAMES}{index.geonameid[row]}",
        share=share,
    )
