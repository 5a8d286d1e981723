"""Online geocoding, for those who ask for it: any service of geopy, slowly, once, and marked.

Nothing here runs unless a caller makes an `OnlineGeocoder`. Then each request waits for its turn,
names the application, is kept on disk with its day, and is repeated only after faults that pass.
An answer counts as `online` if it lies in the country that the source names and no other answer
lies elsewhere; else it is `ambiguous`, for a person to choose.

    service = OnlineGeocoder("nominatim", user_agent="a-newsroom/1.0 (maps@example.org)")
    resolve("Plitvice", "HR", online=service).match      # "online"
"""

from __future__ import annotations

import inspect
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from geopy.adapters import AdapterHTTPError, URLLibAdapter, get_retry_after
from geopy.exc import (
    ConfigurationError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.geocoders import get_geocoder_for_service
from geopy.location import Location
from geopy.point import Point

from geodata._index import distance_km
from geodata._ranking import SAME_PLACE_KM
from geodata._response_cache import Answer, AnswerCache
from geodata.countries import country_name
from geodata.errors import ServiceRefusedError, ServiceUnavailableError
from geodata.matches import Candidate, Match
from geodata.services import read_country, read_precision, service_names, service_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ANSWERS_ASKED_FOR = 5
RETRIES = 3
FIRST_PAUSE_S = 2.0  # doubled at each repetition, unless the service says how long
MAX_PAUSE_S = 60.0  # a service that wants more is left alone
ONLINE_CONFIDENCE = 0.7  # a service does not say how sure it is: less than offline needs
_SAMPLE_AGENTS = ("geopy/", "my-application", "my_app", "my_user_agent", "specify_your_app_name")


class OnlineGeocoder:
    """One service, asked politely; takes the part of `geodata.geocoding.OnlineResolver`.

    Args:
        service: A name that geopy knows, such as `nominatim` or `photon`.
        user_agent: The name of the application, best with an address to write to.
        cache: Where answers are kept; None for the user's folder for caches.
        options: What geopy's class takes, such as `api_key`, `domain` or `scheme`.
        seconds_between: A pace other than the service's terms ask for, for a server of one's own;
            at the public server it can only be slower.
        clock: Seconds from any moment on; passed in for tests.
        sleep: Waits for so many seconds; likewise.

    Raises:
        ServiceRefusedError: The service is unknown, its settings are wrong, or the user agent is
            one of the samples in geopy's documentation.
    """

    def __init__(  # noqa: PLR0913 - what a service needs to know
        self,
        service: str,
        *,
        user_agent: str,
        cache: AnswerCache | None = None,
        options: dict[str, Any] | None = None,
        seconds_between: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if service not in service_names():
            known = ", ".join(service_names())
            raise ServiceRefusedError(service, f"there is no such service; there are {known}")
        if not user_agent.strip() or user_agent.startswith(_SAMPLE_AGENTS):
            raise ServiceRefusedError(service, f"{user_agent!r} does not name an application")
        self.service = service
        self.terms = service_terms(service)
        self._geocoder = _make_geocoder(service, user_agent, options or {})
        self._where = f"{service} {self._geocoder.__dict__.get('domain', '')}".strip()
        self._cache = cache or AnswerCache()
        self.pace = self._pace(seconds_between)
        own_time = clock is not time.monotonic or sleep is not time.sleep
        make = RateLimiter if own_time else _shared_limiter
        self._limiter = make(self.pace, clock, sleep)

    def _pace(self, wanted: float | None) -> float:
        """Seconds from one request to the next; the public server's terms cannot be undercut."""
        least = self.terms.seconds_between
        domain = str(self._geocoder.__dict__.get("domain", self.terms.host))
        is_public = domain.rpartition("//")[2].strip("/").lower() == self.terms.host
        if wanted is None:
            return least
        return max(wanted, least) if is_public else wanted

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        country_codes: str | Sequence[str] | None = None,
    ) -> Location | list[Location] | None:
        """Ask as one asks a geopy geocoder; points are (lat, lon).

        Raises:
            ServiceUnavailableError: The service does not answer, even when asked again.
            ServiceRefusedError: The service rejects the request, its key or its settings.
        """
        codes = country_codes or ""
        country = (codes if isinstance(codes, str) else ",".join(codes)).upper() or None
        found = [
            Location(answer["address"], Point(answer["lat"], answer["lon"]), answer["raw"])
            for answer in self._answers(query, country)
        ]
        if not found:
            return None
        return found[0] if exactly_one else found

    def resolve(self, name: str, country: str | None, admin1: str | None) -> Match:
        """Find the place that a source means by a name; see `geodata.geocoding.resolve`.

        Raises:
            ServiceUnavailableError: As `geocode`.
            ServiceRefusedError: As `geocode`.
        """
        parts = [name.strip(), admin1 or "", country_name(country) if country else ""]
        query = ", ".join(part for part in parts if part)
        if not name.strip():
            return Match(name, "none")
        candidates = [
            candidate
            for answer in self._answers(query, country)
            if (candidate := _read_candidate(self.service, answer, country))
        ]
        return _decide(name, candidates, sure=country is not None)

    def _answers(self, query: str, country: str | None) -> Answer:
        kept = self._cache.read(self._where, query, country)
        if kept is not None:
            return kept
        locations = self._ask_with_patience(query, country) or []
        answer = [
            {
                "address": location.address or "",
                "lat": location.latitude,
                "lon": location.longitude,
                "raw": location.raw if isinstance(location.raw, dict) else {},
            }
            for location in locations
        ]
        self._cache.write(self._where, query, country, answer)
        return answer

    def _ask_with_patience(self, query: str, country: str | None) -> list[Location] | None:
        """Ask, and ask again after faults that pass."""
        pause = FIRST_PAUSE_S
        for attempt in range(RETRIES + 1):
            self._limiter.wait()
            try:
                return self._ask(query, country)
            except GeopyError as fault:
                wanted = _seconds_to_wait(fault)
                if not _passes(fault):
                    raise ServiceRefusedError(self.service, str(fault)) from fault
                if attempt == RETRIES or (wanted or 0) > MAX_PAUSE_S:
                    raise ServiceUnavailableError(self.service, str(fault), wanted) from fault
                self._limiter.sleep(pause if wanted is None else wanted)
                pause *= 2
        return None

    def _ask(self, query: str, country: str | None) -> list[Location] | None:
        answer: list[Location] | None = self._geocoder.geocode(
            query, exactly_one=False, **_arguments(self.service, country)
        )
        return answer


def _make_geocoder(service: str, user_agent: str, options: dict[str, Any]) -> Any:
    """Make geopy's class for a service; by urllib, as requests would repeat unseen."""
    settings = {"user_agent": user_agent, "adapter_factory": URLLibAdapter, **options}
    make = get_geocoder_for_service(service)
    known = inspect.signature(make).parameters
    unknown = [name for name in settings if name not in known]
    if unknown:
        raise ServiceRefusedError(service, f"it takes no {', '.join(unknown)}")
    missing = [
        name
        for name, parameter in known.items()
        if parameter.default is parameter.empty and name not in settings
    ]
    if missing:
        raise ServiceRefusedError(service, f"it needs {', '.join(missing)}")
    try:
        return make(**settings)
    except (ConfigurationError, TypeError, ValueError) as fault:
        raise ServiceRefusedError(service, str(fault)) from fault


@cache
def _shared_limiter(
    seconds_between: float, clock: Callable[[], float], sleep: Callable[[float], None]
) -> RateLimiter:
    """One pace for the process, however many geocoders it makes."""
    return RateLimiter(seconds_between, clock, sleep)


def _arguments(service: str, country: str | None) -> dict[str, Any]:
    """What a service takes beyond geopy's common arguments."""
    if service == "nominatim":
        codes = country.lower().split(",") if country else None
        return {
            "limit": ANSWERS_ASKED_FOR,
            "addressdetails": True,
            "language": "en",
            "country_codes": codes,
        }
    if service == "photon":
        return {"limit": ANSWERS_ASKED_FOR, "language": "en"}
    return {}


def _passes(fault: GeopyError) -> bool:
    """Whether a fault is one that may be gone in a moment."""
    passing = (GeocoderRateLimited, GeocoderTimedOut, GeocoderUnavailable)
    return isinstance(fault, passing) or type(fault) is GeocoderServiceError


def _seconds_to_wait(fault: GeopyError) -> float | None:
    """What the service asks for in `Retry-After`: geopy passes it on for 429 alone."""
    wanted = getattr(fault, "retry_after", None)
    if wanted is None and isinstance(fault.__cause__, AdapterHTTPError):
        wanted = get_retry_after(fault.__cause__.headers)
    return None if wanted is None else max(0.0, float(wanted))


def _read_candidate(service: str, answer: dict[str, Any], country: str | None) -> Candidate | None:
    """An answer as a candidate; None if it lies in another country or is no town or region."""
    found_in = read_country(answer["raw"], answer["address"])
    precision = read_precision(answer["raw"])
    if precision is None or (country is not None and found_in != country):
        return None
    return Candidate(
        name=answer["address"],
        country=found_in or "",
        admin1=None,
        lon=float(answer["lon"]),
        lat=float(answer["lat"]),
        population=0,
        precision=precision,
        gazetteer_id=_identify(service, answer["raw"]),
        share=0.0,
    )


def _identify(service: str, raw: dict[str, Any]) -> str:
    """The object of OpenStreetMap that was found, where the service says; else the service."""
    properties = raw.get("properties")
    found = properties if isinstance(properties, dict) else raw
    kind, number = found.get("osm_type"), found.get("osm_id")
    letter = str(kind)[:1].upper()
    return f"osm:{letter}{number}" if kind and number else service


def _decide(name: str, candidates: Sequence[Candidate], *, sure: bool) -> Match:
    """Take the first answer if all of them mean one place, in a country that was given."""
    if not candidates:
        return Match(name, "none")
    lon = np.array([candidate.lon for candidate in candidates])
    lat = np.array([candidate.lat for candidate in candidates])
    leader = candidates[0]
    together = bool((distance_km(lon, lat, leader.lon, leader.lat) <= SAME_PLACE_KM).all())
    if not (sure and together):
        return Match(name, "ambiguous", candidates=tuple(candidates))
    return Match.settled_on(
        leader, name, "online", confidence=ONLINE_CONFIDENCE, candidates=tuple(candidates)
    )


class RateLimiter:
    """Lets one caller through every so many seconds, whichever thread it comes from."""

    def __init__(
        self, seconds_between: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self.seconds_between = seconds_between
        self.sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._free_at = float("-inf")

    def wait(self) -> None:
        """Return when it is this caller's turn."""
        with self._lock:
            pause = self._free_at - self._clock()
            if pause > 0:
                self.sleep(pause)
            self._free_at = self._clock() + self.seconds_between
