"""What a name is asked with, and what becomes of it: the vocabulary of geocoding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.countries import find_country_code
from geodata.names import fold_name, place_form

MatchKind = Literal["exact", "alternate", "online", "ambiguous", "none"]
Precision = Literal["city", "region"]
DecisionKey = tuple[str, str, str]
GEONAMES = "geonames:"
"""How the id of a place of GeoNames begins; the number there follows."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant.

    Attributes:
        name: As the gazetteer writes it.
        country: ISO 3166-1 alpha-2.
        admin1: Name of the first-level region, None where unknown.
        lon: Longitude in degrees, WGS 84.
        lat: Latitude in degrees, WGS 84.
        population: People, 0 where unknown.
        precision: What the point stands for.
        gazetteer_id: As `geonames:2347283`.
        share: Its part of the evidence, 0 to 1; 0 for what is merely spelt alike.
    """

    name: str
    country: str
    admin1: str | None
    lon: float
    lat: float
    population: int
    precision: Precision
    gazetteer_id: str
    share: float

    def __str__(self) -> str:
        """Name, region and country, to tell it from its namesakes."""
        return ", ".join(part for part in (self.name, self.admin1, self.country) if part)


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a name.

    Attributes:
        query: The name as it was asked for.
        match: `exact` by the primary name, `alternate` by another name or spelling, `online` by a
            service; `ambiguous` and `none` have no position.
        lon: Longitude in degrees, WGS 84, of the middle of the place; None if open.
        lat: Latitude likewise.
        precision: What the point stands for; None if open.
        confidence: The leader's share of the evidence, 0 to 1. 1 for a person's decision.
        gazetteer_id: As `geonames:2347283`; None if open.
        admin1: Name of the first-level region, None where unknown or open.
        candidates: What else may be meant, most likely first; the chosen one among them.
    """

    query: str
    match: MatchKind
    lon: float | None = None
    lat: float | None = None
    precision: Precision | None = None
    confidence: float = 0.0
    gazetteer_id: str | None = None
    admin1: str | None = None
    candidates: tuple[Candidate, ...] = ()

    @classmethod
    def settled_on(
        cls,
        place: Candidate,
        query: str,
        match: MatchKind,
        *,
        confidence: float = 0.0,
        candidates: tuple[Candidate, ...],
    ) -> Match:
        """A name that is taken for a place: where it is, and how it is known."""
        return cls(
            query,
            match,
            lon=place.lon,
            lat=place.lat,
            precision=place.precision,
            confidence=confidence,
            gazetteer_id=place.gazetteer_id,
            admin1=place.admin1,
            candidates=candidates,
        )

    @property
    def is_settled(self) -> bool:
        """Whether there is a position to draw."""
        return self.lon is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A name to resolve, with what the source says about where it is.

    Attributes:
        name: As the source wrote it.
        country: ISO 3166-1 alpha-2, or a name that `geodata.countries` knows; None if not given.
        admin1: Name or code of the first-level region; None if not given.
    """

    name: str
    country: str | None = None
    admin1: str | None = None


def decision_key(name: str, country: str | None, admin1: str | None) -> DecisionKey:
    """The key under which a person's decision is kept: spelling and the form of codes do not count.

    A decision without a region holds for the name in any region of the country.
    """
    code = find_country_code(country) if country else None
    return (code or country or "", fold_name(admin1 or ""), place_form(name))
