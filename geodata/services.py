"""Online geocoding services: which there are, what they ask of their users, how they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geopy.geocoders import SERVICE_TO_GEOCODER

from geodata.countries import find_country_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.matches import Precision


@dataclass(frozen=True)
class Terms:
    """What a service asks of its users.

    Attributes:
        summary: A sentence or two, to be shown before the service is used.
        url: Where the terms are in full.
        attribution: The credit that must be beside its answers.
        seconds_between: The least time from one request to the next.
        host: Where the terms hold; a server of one's own may be asked faster.
    """

    summary: str
    url: str
    attribution: str
    seconds_between: float = 1.0
    host: str = ""


_TERMS = {
    "nominatim": Terms(
        "At most one request a second for all users of an application together; no bulk "
        "geocoding, no search while typing; answers must be kept and not asked for twice. "
        "Names are sent to the OpenStreetMap Foundation.",
        "https://operations.osmfoundation.org/policies/nominatim/",
        "© OpenStreetMap contributors (ODbL)",
        host="nominatim.openstreetmap.org",
    ),
    "photon": Terms(
        "Fair use: extensive use is throttled, and nothing is promised. Names are sent to Komoot.",
        "https://photon.komoot.io/",
        "© OpenStreetMap contributors (ODbL), Photon by Komoot",
        host="photon.komoot.io",
    ),
}


def service_names() -> tuple[str, ...]:
    """Every service that may be asked, those with known terms first."""
    return (*_TERMS, *sorted(set(SERVICE_TO_GEOCODER) - set(_TERMS)))


def service_terms(service: str) -> Terms:
    """The terms of a service; for most it is only said where to look."""
    unread = Terms(
        f"{service} is not one of the services whose terms are summed up here, and most need a "
        "key: read its terms before use. Names are sent to it.",
        "https://geopy.readthedocs.io/en/stable/#geocoders",
        service,
    )
    return _TERMS.get(service, unread)


# How OpenStreetMap's services say what kind of thing they found.
_CITY_KINDS = frozenset(
    {
        *("city", "town", "village", "hamlet", "municipality", "borough", "locality"),
        *("suburb", "quarter", "neighbourhood", "city_district", "district"),
        *("isolated_dwelling", "administrative", "island", "islet"),
    }
)
_REGION_KINDS = frozenset(["state", "region", "province", "county", "state_district"])


def read_country(raw: Mapping[str, Any], address: str) -> str | None:
    """The country of an answer: as the service codes it, else by the end of the address."""
    details = raw.get("address")
    coded = details.get("country_code") if isinstance(details, dict) else None
    properties = raw.get("properties")
    coded = coded or (properties.get("countrycode") if isinstance(properties, dict) else None)
    return find_country_code(str(coded) if coded else address.rsplit(",", 1)[-1].strip())


def read_precision(raw: Mapping[str, Any]) -> Precision | None:
    """What the point of an answer stands for; None for a country, a street, a house, a business.

    A service that does not say is taken to have found a town, as it was asked for one.
    """
    properties = raw.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    kind = raw.get("addresstype") or properties.get("type") or properties.get("osm_value")
    if kind is None:
        return "city"
    if kind in _REGION_KINDS:
        return "region"
    return "city" if kind in _CITY_KINDS else None
