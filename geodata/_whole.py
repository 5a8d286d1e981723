"""Small countries and territories that sources name like towns: Bermuda, Jersey, Nauru."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from geodata._evidence import SAME_PLACE_KM
from geodata._index import distance_km, load_index
from geodata.countries import country_name, find_country_code
from geodata.matches import Candidate, Match

WHOLE_CONFIDENCE = 0.9
_ISLAND = re.compile(r"\s+island$", re.IGNORECASE)


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
