"""The packaged gazetteer behind the interface of geopy: works offline, in place of an online one.

    geocoder = Gazetteer()
    geocoder.geocode("Benin City", country_codes="ng").raw["admin1"]     # "Edo"
    geocoder.geocode({"city": "Richmond", "state": "British Columbia", "country": "Canada"})
    geocoder.geocode("Victoria", exactly_one=False)                      # every bearer, ranked
    geocoder.reverse((43.88, 11.10)).raw["name"]                         # "Prato"
    geopandas.tools.geocode(names, provider=Gazetteer)                   # namesakes stay empty

Places are those of GeoNames with 500 people or more, seats of administration, capitals, and
first-level regions, known by their names in all scripts (CC BY 4.0, see data/PROVENANCE.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geodata._index import distance_km, load_index
from geodata._offline import describe_place
from geodata.countries import country_code
from geodata.errors import AmbiguousPlaceError
from geodata.geocoding import resolve_many
from geodata.matches import GEONAMES, Candidate, Match, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR_DEGREES = 3.0  # reverse looks for places in a band of this half-height
REVERSE_SHOWN = 5
PLACE_KEYS = ("city", "town", "village", "municipality", "county")
_LONGITUDES = 360.0


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy has no annotations
    """A geopy geocoder that answers from the package's own data."""

    def geocode(  # noqa: PLR0913 - the arguments that geopy's users know
        self,
        query: str | Mapping[str, str] | None,
        *,
        exactly_one: bool = True,
        country_codes: str | Sequence[str] | None = None,
        admin1: str | None = None,
        limit: int | None = None,
        timeout: float | None = None,  # noqa: ARG002 - geopy passes it; nothing here can hang
        language: str | None = None,  # noqa: ARG002 - names are those that GeoNames shows
    ) -> Location | list[Location] | None:
        """Find a place by its name.

        Args:
            query: A name in any script, or "City, Region" or "City, Country"; or its parts, with
                the keys of Nominatim: `city`, `state`, `country`. Closer than the city is not
                looked. None, as in a table with gaps, finds nothing.
            exactly_one: Whether one location is wanted, or all that the name may mean.
            country_codes: ISO 3166-1 alpha-2 codes to look in, as a list or separated by commas.
            admin1: Name or code of the first-level region.
            limit: The most locations to return when not exactly one.
            timeout: Taken for the sake of geopy's interface.
            language: Likewise.

        Returns:
            The location, or None if no place has the name; with `exactly_one=False` a list, most
            likely first, or None. Points are (lat, lon), as everywhere in geopy; `raw` has
            geonameid, name, country, admin1, population, feature, matched, match and confidence.

        Raises:
            AmbiguousPlaceError: One location is wanted and no bearer of the name stands out.
            UnknownCountryError: There is no such country code.
        """
        name, region, country = _parts(query)
        codes = _codes(country_codes or country)
        questions = [Question(name, code, admin1 or region) for code in codes]
        matches = [match for match in resolve_many(questions) if match.candidates]
        if not matches:
            return None
        if not exactly_one:
            return _ranked(matches)[:limit]
        settled = [match for match in matches if match.is_settled]
        if len(matches) == 1 and settled:
            return _locate(matches[0].candidates[0], matches[0])
        candidates = [candidate for match in matches for candidate in match.candidates]
        raise AmbiguousPlaceError(name, candidates)

    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # noqa: ARG002 - as in geocode
        language: str | None = None,  # noqa: ARG002 - as in geocode
    ) -> Location | list[Location] | None:
        """Find the places nearest to a point, given as (lat, lon) like everywhere in geopy.

        Returns:
            The nearest location, or the five nearest; None if there is none within some 300 km.
        """
        point = Point(query)
        index = load_index()
        rows = np.flatnonzero(
            ~index.is_region & (np.abs(index.lat - point.latitude) < NEAR_DEGREES)
        )
        apart_km = distance_km(index.lon[rows], index.lat[rows], point.longitude, point.latitude)
        order = np.argsort(apart_km, kind="stable")[:REVERSE_SHOWN]
        near = [int(rows[i]) for i in order if apart_km[i] < NEAR_DEGREES * _LONGITUDES / np.pi]
        found = [_locate(describe_place(index, row, 0.0), None) for row in near]
        if not found:
            return None
        return found[0] if exactly_one else found


def _codes(country_codes: str | Sequence[str] | None) -> list[str | None]:
    if not country_codes:
        return [None]
    given = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return [country_code(code) for code in given]


def _parts(query: str | Mapping[str, str] | None) -> tuple[str, str | None, str | None]:
    """Name, region and country of a query; what is not a text, such as NaN, names nothing."""
    if isinstance(query, str):
        return query, None, None
    if not isinstance(query, Mapping):
        return "", None, None
    name = next((query[key] for key in PLACE_KEYS if query.get(key)), "")
    return name, query.get("state") or query.get("region"), query.get("country")


def _ranked(matches: Sequence[Match]) -> list[Location]:
    pairs = [(candidate, match) for match in matches for candidate in match.candidates]
    pairs.sort(key=lambda pair: (-pair[0].share, -pair[0].population))
    return [_locate(candidate, match) for candidate, match in pairs]


def _locate(candidate: Candidate, match: Match | None) -> Location:
    raw: dict[str, Any] = {
        "geonameid": _geonameid(candidate),
        "name": candidate.name,
        "country": candidate.country,
        "admin1": candidate.admin1,
        "population": candidate.population,
        "feature": candidate.precision,
        "confidence": candidate.share,
    }
    if match is not None:
        raw |= {"matched": match.query, "match": match.match, "confidence": match.confidence}
    return Location(str(candidate), Point(candidate.lat, candidate.lon), raw)


def _geonameid(candidate: Candidate) -> int | None:
    """The number in GeoNames; None for a small country that is found as a whole."""
    number = candidate.gazetteer_id.removeprefix(GEONAMES)
    return int(number) if number.isdigit() else None
