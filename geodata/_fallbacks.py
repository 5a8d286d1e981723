"""Resolve names without a direct match by trying variants: no prefix, no brackets, parts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from geodata._index import distance_km, load_index
from geodata._offline import (
    CANDIDATES_KEPT,
    SURE_FROM,
    GazetteerQuery,
    resolve_division,
    resolve_plain,
)
from geodata._query_variants import Reading, read_as_division, read_in_rounds
from geodata._ranking import SAME_PLACE_KM
from geodata.countries import country_name, find_country_code
from geodata.matches import Candidate, Match

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE_CONFIDENCE = 0.9
_ISLAND = re.compile(r"\s+island$", re.IGNORECASE)

UNKNOWN_PAIR_WEIGHT = 0.01  # stands for the twins that are meant but in no gazetteer


def reread(asked: Sequence[GazetteerQuery], matches: list[Match]) -> None:
    """Read again what the plain look-up left open; fills `matches` in place."""
    _read_in_rounds(asked, matches)
    _read_as_divisions(asked, matches)
    for position, item in enumerate(asked):
        if item.country and not item.admin1s and not matches[position].is_settled:
            matches[position] = match_whole_country(item.name, item.country) or matches[position]


def _read_in_rounds(asked: Sequence[GazetteerQuery], matches: list[Match]) -> None:
    """Try reading after reading of what no place has, until one finds something."""
    index = load_index()
    rounds = {
        position: read_in_rounds(item.name, item.country, item.admin1s, index)
        for position, item in enumerate(asked)
        if matches[position].match == "none" and item.name.strip()
    }
    while rounds:
        tried = {position: next(readings, None) for position, readings in rounds.items()}
        rounds = {position: rounds[position] for position, now in tried.items() if now}
        rivals = [
            (position, _reading_asked(reading, asked[position]))
            for position, readings in tried.items()
            for reading in readings or ()
        ]
        for position, answers in _grouped(rivals).items():
            match = _unless_a_division(asked[position], _reconcile(asked[position].name, answers))
            if match.match != "none":
                matches[position] = match
                rounds.pop(position, None)


def _unless_a_division(item: GazetteerQuery, match: Match) -> Match:
    """Leave open what is the whole name of a division elsewhere: "Cook County" is not Cook."""
    if not match.is_settled:
        return match
    division = resolve_division(item)
    if all(_apart_km(match, each) <= SAME_PLACE_KM for each in division.candidates):
        return match
    return _left_open(item.name, (match, division))


def _read_as_divisions(asked: Sequence[GazetteerQuery], matches: list[Match]) -> None:
    """Look for divisions of the second level where no town and no greater region was found."""
    for position, item in enumerate(asked):
        if matches[position].match != "none" or not item.country:
            continue
        for reading in read_as_division(item.name, item.country, item.admin1s):
            match = resolve_division(_reading_asked(reading, item))
            if match.match != "none":
                matches[position] = replace(match, query=item.name)
                break


def _reading_asked(reading: Reading, item: GazetteerQuery) -> GazetteerQuery:
    return replace(
        item,
        name=reading.name,
        country=reading.country,
        admin1s=reading.admin1s,
        trust=reading.trust,
    )


def _grouped(rivals: Sequence[tuple[int, GazetteerQuery]]) -> dict[int, list[Match]]:
    groups: dict[int, list[Match]] = {}
    found = resolve_plain([item for _, item in rivals])
    for (position, _), match in zip(rivals, found, strict=True):
        groups.setdefault(position, []).append(match)
    return groups


def _reconcile(name: str, answers: Sequence[Match]) -> Match:
    """One answer from rival readings: neighbours among them, else the surest without a rival."""
    together = _near_each_other(name, answers)
    if together:
        return together
    settled = sorted(
        (answer for answer in answers if answer.is_settled),
        key=lambda answer: answer.confidence,
        reverse=True,
    )
    if _is_only_where_it_lies(settled, answers):
        return _left_open(name, answers)
    if settled and all(_apart_km(settled[0], other) <= SAME_PLACE_KM for other in settled[1:]):
        return replace(settled[0], query=name)
    return _left_open(name, answers)


def _is_only_where_it_lies(settled: Sequence[Match], answers: Sequence[Match]) -> bool:
    """Whether a text names its region and a place in it that is not known: "Figari, South"."""
    return len(settled) < len(answers) and all(each.precision == "region" for each in settled)


def _left_open(name: str, answers: Sequence[Match]) -> Match:
    candidates = tuple(dict.fromkeys(c for answer in answers for c in answer.candidates))
    if not candidates:
        return Match(name, "none")
    leading = max(answer.confidence for answer in answers)
    return Match(name, "ambiguous", confidence=leading, candidates=candidates[:CANDIDATES_KEPT])


def _near_each_other(name: str, answers: Sequence[Match]) -> Match | None:
    """Twin towns, as in "Youngstown/Warren": of all their namesakes, those that are neighbours."""
    pairs = [
        (one.share * other.share, one)
        for first, second in combinations(answers, 2)
        for one in first.candidates
        for other in second.candidates
        if one.name != other.name and _apart_km(one, other) <= SAME_PLACE_KM
    ]
    if not pairs:
        return None
    _, leader = max(pairs, key=lambda pair: pair[0])
    near = sum(weight for weight, one in pairs if _apart_km(one, leader) <= SAME_PLACE_KM)
    confidence = near / (sum(weight for weight, _ in pairs) + UNKNOWN_PAIR_WEIGHT)
    if confidence < SURE_FROM:
        return None
    near_each_other = tuple(dict.fromkeys(one for _, one in pairs))[:CANDIDATES_KEPT]
    return Match.settled_on(
        leader, name, "alternate", confidence=confidence, candidates=near_each_other
    )


def _apart_km(one: Match | Candidate, other: Match | Candidate) -> float:
    lon, lat, other_lon, other_lat = (
        np.array([value], float) for value in (one.lon, one.lat, other.lon, other.lat)
    )
    return float(distance_km(lon, lat, other_lon, other_lat)[0])


def match_whole_country(name: str, country: str) -> Match | None:
    """Take the middle of a country that is named in the place of its town, if it is small.

    Small is one whose places all lie within 60 km of their middle. The point stands for the whole,
    and so has the precision of a region.

    Args:
        name: As the source wrote it.
        country: ISO 3166-1 alpha-2.
    """
    readings = (name, f"{name.strip()}s", _ISLAND.sub("", name.strip()))
    if not any(find_country_code(reading) == country for reading in readings):
        return None
    whole = _middle(country)
    if whole is None:
        return None
    return Match.settled_on(
        whole, name, "alternate", confidence=WHOLE_CONFIDENCE, candidates=(whole,)
    )


@cache
def _middle(country: str) -> Candidate | None:
    """The middle of a country's places, on the sphere; None if they lie too far apart."""
    index = load_index()
    rows = np.flatnonzero(
        (index.country == index.country_positions.get(country, -1)) & ~index.is_region
    )
    if not len(rows):
        return None
    lon, lat = np.radians(index.lon[rows]), np.radians(index.lat[rows])
    x, y = (np.cos(lat) * np.cos(lon)).mean(), (np.cos(lat) * np.sin(lon)).mean()
    middle_lon = float(np.degrees(np.arctan2(y, x)))
    middle_lat = float(np.degrees(np.arctan2(np.sin(lat).mean(), np.hypot(x, y))))
    apart_km = distance_km(index.lon[rows], index.lat[rows], middle_lon, middle_lat)
    if apart_km.max() > SAME_PLACE_KM:
        return None
    return Candidate(
        name=country_name(country),
        country=country,
        admin1=None,
        lon=middle_lon,
        lat=middle_lat,
        population=int(index.population[rows].sum()),
        precision="region",
        gazetteer_id=f"iso3166:{country}",
        share=WHOLE_CONFIDENCE,
    )
