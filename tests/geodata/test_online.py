"""Online services are asked slowly, once, under a name, and only for what they may be asked."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlparse

import pandas as pd
import pytest

from geodata._response_cache import AnswerCache
from geodata.errors import ServiceRefusedError, ServiceUnavailableError, UnusableCacheError
from geodata.geocoding import geocode_table, resolve
from geodata.online import OnlineGeocoder, RateLimiter
from geodata.services import service_names, service_terms
from tests.loopback import Answer, answering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENT = "test-newsroom/1.0 (maps@example.org)"
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@dataclass
class FakeTime:
    """A clock that moves only when someone sleeps, and remembers for how long."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Reply:
    body: Any = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """A geocoding service on this machine: its replies, and what it was asked."""

    port: int
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, list[str]], str]] = field(default_factory=list)

    @property
    def options(self) -> dict[str, Any]:
        return {"domain": f"127.0.0.1:{self.port}", "scheme": "http", "proxies": {}}


@pytest.fixture
def server() -> Iterator[Server]:
    def answer(path: str, agent: str) -> Answer:
        url = urlparse(path)
        state.asked.append((url.path, parse_qs(url.query), agent))
        reply = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
        body = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
        return Answer(body.encode(), reply.status, reply.headers)

    with answering(answer) as port:
        state = Server(port)
        yield state


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "cache" / "answers.sqlite")


def make_geocoder(
    server: Server, fake_time: FakeTime, cache: AnswerCache, service: str = "nominatim"
) -> OnlineGeocoder:
    return OnlineGeocoder(
        service,
        user_agent=AGENT,
        cache=cache,
        options=server.options,
        clock=fake_time.clock,
        sleep=fake_time.sleep,
    )


def nominatim_answer(
    *, lat: float = 44.87, lon: float = 15.62, country: str = "hr", kind: str = "village"
) -> dict[str, Any]:
    return {
        "osm_type": "node",
        "osm_id": 42,
        "lat": str(lat),
        "lon": str(lon),
        "display_name": "Plitvička Jezera, Lika-Senj County, Croatia",
        "addresstype": kind,
        "address": {"country_code": country},
    }


def photon_answer(
    *, lon: float = 15.62, lat: float = 44.87, country: str = "HR", kind: str = "city"
) -> dict[str, Any]:
    properties = {
        "name": "Plitvička Jezera",
        "countrycode": country,
        "type": kind,
        "osm_type": "N",
        "osm_id": 42,
    }
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def photon_reply(*features: dict[str, Any]) -> Reply:
    return Reply({"type": "FeatureCollection", "features": list(features)})


def test_nominatim_is_asked_in_its_protocol_under_the_applications_name(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply([nominatim_answer()])]
    match = make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", "Lika-Senj")
    assert (match.match, match.lon, match.lat, match.precision) == ("online", 15.62, 44.87, "city")
    assert match.gazetteer_id == "osm:N42"
    [(path, query, agent)] = server.asked
    assert path == "/search"
    assert query["q"] == ["Plitvice, Lika-Senj, Croatia"]
    assert query["countrycodes"] == ["hr"]
    assert agent == AGENT


def test_photon_is_asked_in_its_protocol(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [photon_reply(photon_answer())]
    match = make_geocoder(server, fake_time, cache, "photon").resolve("Plitvice", "HR", None)
    assert (match.match, match.lon, match.lat) == ("online", 15.62, 44.87)
    [(path, query, agent)] = server.asked
    assert (path, query["q"], agent) == ("/api", ["Plitvice, Croatia"], AGENT)


def test_the_gazetteer_comes_first_and_the_service_gets_the_rest(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply([nominatim_answer()])]
    service = make_geocoder(server, fake_time, cache)
    assert resolve("Zagreb", "HR", online=service).match == "exact"
    assert server.asked == []
    assert resolve("Plitvice", "HR", online=service).match == "online"


@pytest.mark.parametrize(
    ("answers", "country", "match"),
    [
        ([], "HR", "none"),
        ([nominatim_answer(country="us")], "HR", "none"),
        ([nominatim_answer(kind="country")], "HR", "none"),
        ([nominatim_answer(kind="road")], "HR", "none"),
        ([nominatim_answer(kind="amenity")], "HR", "none"),
        ([nominatim_answer(), nominatim_answer(lat=45.8)], "HR", "ambiguous"),
        ([nominatim_answer(), nominatim_answer(lat=44.9)], "HR", "online"),
        ([nominatim_answer(), nominatim_answer(country="us", lat=10)], "HR", "online"),
        ([nominatim_answer()], None, "ambiguous"),
    ],
    ids=[
        "nothing",
        "another country",
        "the country itself",
        "a street",
        "a business",
        "two places far apart",
        "two objects of one place",
        "a namesake abroad",
        "no country to check against",
    ],
)
def test_an_answer_counts_only_if_it_is_one_town_in_the_right_country(  # noqa: PLR0913, PLR0917
    server: Server,
    fake_time: FakeTime,
    cache: AnswerCache,
    answers: list[dict[str, Any]],
    country: str | None,
    match: str,
) -> None:
    server.replies = [Reply(answers)]
    found = make_geocoder(server, fake_time, cache).resolve("Plitvice", country, None)
    assert found.match == match
    assert found.is_settled == (match == "online")
    assert bool(found.candidates) == (match != "none")


@pytest.mark.parametrize(("kind", "precision"), [("state", "region"), ("town", "city")])
def test_the_kind_of_object_gives_the_precision(
    server: Server, fake_time: FakeTime, cache: AnswerCache, kind: str, precision: str
) -> None:
    server.replies = [Reply([nominatim_answer(kind=kind)])]
    found = make_geocoder(server, fake_time, cache).resolve("Lika", "HR", None)
    assert found.precision == precision


def test_requests_keep_the_pace_of_the_terms(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply([])]
    service = make_geocoder(server, fake_time, cache)
    for name in ("One", "Two", "Three"):
        service.resolve(name, "HR", None)
    assert fake_time.slept == [1.0, 1.0]


def test_no_question_is_asked_twice_not_even_by_the_next_process(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply([nominatim_answer()])]
    first = make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None)
    again = make_geocoder(server, fake_time, AnswerCache(cache.path))
    assert again.resolve("Plitvice", "HR", None) == first
    assert len(server.asked) == 1
    again.resolve("Plitvice", "BA", None)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answer", "days", "kept"),
    [([], 30, True), ([], 31, False), ([{"a": 1}], 365, True), ([{"a": 1}], 366, False)],
)
def test_answers_grow_old(
    tmp_path: Path, *, answer: list[dict[str, Any]], days: int, kept: bool
) -> None:
    today = date(2026, 1, 1)
    path = tmp_path / "answers.sqlite"
    AnswerCache(path, today=lambda: today).write("photon", "Lika", "HR", answer)
    later = AnswerCache(path, today=lambda: today + timedelta(days=days))
    assert later.read("photon", "Lika", "HR") == (answer if kept else None)


def test_a_damaged_cache_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"this is no database, " * 100)
    cache = AnswerCache(path)
    assert cache.read("photon", "Lika", None) is None
    cache.write("photon", "Lika", None, [])
    assert cache.read("photon", "Lika", None) == []
    assert path.with_suffix(".damaged").exists()


@pytest.mark.parametrize(
    ("faults", "slept"),
    [
        ([Reply(status=503)], [2.0]),
        ([Reply(status=500), Reply(status=502)], [2.0, 4.0]),
        ([Reply(status=429, headers={"Retry-After": "7"})], [7.0]),
        ([Reply(status=429)], [2.0]),
        ([Reply(status=503, headers={"Retry-After": "5"})], [5.0]),
        ([Reply(status=503, headers={"Retry-After": "soon"})], [2.0]),
        ([Reply(status=429, headers={"Retry-After": "-3"})], [0.0, 1.0]),
    ],
    ids=[
        "unavailable",
        "twice",
        "too many requests",
        "too many, no time given",
        "unavailable for a time",
        "unavailable, no time understood",
        "a time gone by",
    ],
)
def test_what_passes_is_tried_again(
    server: Server, fake_time: FakeTime, cache: AnswerCache, faults: list[Reply], slept: list[float]
) -> None:
    server.replies = [*faults, Reply([nominatim_answer()])]
    assert make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None).is_settled
    assert fake_time.slept == slept


def test_a_service_that_stays_away_is_left_after_three_more_attempts(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply(status=503)]
    with pytest.raises(ServiceUnavailableError):
        make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None)
    assert len(server.asked) == 4
    server.replies = [Reply([nominatim_answer()])]
    assert make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None).is_settled


def test_a_service_that_wants_an_hour_is_not_waited_for(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply(status=429, headers={"Retry-After": "3600"})]
    with pytest.raises(ServiceUnavailableError) as fault:
        make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None)
    assert fault.value.retry_after == 3600
    assert fake_time.slept == []


@pytest.mark.parametrize("reply", [Reply(status=401), Reply(status=403), Reply("<html>")])
def test_what_does_not_pass_is_not_tried_again(
    server: Server, fake_time: FakeTime, cache: AnswerCache, reply: Reply
) -> None:
    server.replies = [reply]
    with pytest.raises(ServiceRefusedError):
        make_geocoder(server, fake_time, cache).resolve("Plitvice", "HR", None)
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_unavailable(fake_time: FakeTime, cache: AnswerCache) -> None:
    nowhere = Server(port=9)  # the discard port, on which nothing listens
    with pytest.raises(ServiceUnavailableError):
        make_geocoder(nowhere, fake_time, cache).resolve("Plitvice", "HR", None)


def test_it_can_be_asked_like_a_geopy_geocoder(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    server.replies = [Reply([nominatim_answer(), nominatim_answer(lat=1)])]
    service = make_geocoder(server, fake_time, cache)
    assert service.geocode("Plitvice", country_codes="hr").latitude == 44.87
    assert len(service.geocode("Plitvice", exactly_one=False, country_codes="hr")) == 2
    server.replies = [Reply([])]
    assert service.geocode("Nowhere") is None


@pytest.mark.parametrize("agent", ["", "  ", "geopy/2.4.1", "my-application", "my_user_agent/1.0"])
def test_sample_user_agents_are_refused(agent: str, cache: AnswerCache) -> None:
    with pytest.raises(ServiceRefusedError):
        OnlineGeocoder("photon", user_agent=agent, cache=cache)


def test_a_service_that_geopy_does_not_know_is_refused(cache: AnswerCache) -> None:
    with pytest.raises(ServiceRefusedError, match="nominatim"):
        OnlineGeocoder("atlas", user_agent=AGENT, cache=cache)


def test_a_service_that_needs_a_key_says_so(cache: AnswerCache) -> None:
    with pytest.raises(ServiceRefusedError, match=r"opencage cannot be used \(it needs api_key\)"):
        OnlineGeocoder("opencage", user_agent=AGENT, cache=cache)
    OnlineGeocoder("opencage", user_agent=AGENT, cache=cache, options={"api_key": "k"})


def test_an_option_that_a_service_does_not_take_is_refused(cache: AnswerCache) -> None:
    with pytest.raises(ServiceRefusedError, match="it takes no colour"):
        OnlineGeocoder("photon", user_agent=AGENT, cache=cache, options={"colour": "red"})


@pytest.mark.parametrize(
    ("options", "wanted", "pace"),
    [
        pytest.param({}, None, 1.0, id="public"),
        pytest.param({}, 0.1, 1.0, id="public, in a hurry"),
        pytest.param({}, 3.0, 3.0, id="public, at leisure"),
        pytest.param(
            {"domain": "https://nominatim.openstreetmap.org/"}, 0.1, 1.0, id="public, spelt out"
        ),
        pytest.param({"domain": "maps.example.org"}, None, 1.0, id="own"),
        pytest.param({"domain": "maps.example.org"}, 0.1, 0.1, id="own, in a hurry"),
    ],
)
def test_the_public_server_is_asked_once_a_second_at_most(
    cache: AnswerCache, options: dict[str, str], wanted: float | None, pace: float
) -> None:
    service = OnlineGeocoder(
        "nominatim", user_agent=AGENT, cache=cache, options=options, seconds_between=wanted
    )
    assert service.pace == pace


def test_a_cache_that_cannot_be_used_is_reported_before_a_service_is_asked_in_vain(
    server: Server, fake_time: FakeTime, tmp_path: Path
) -> None:
    (tmp_path / "answers.sqlite").mkdir()
    server.replies = [Reply([nominatim_answer()])]
    service = make_geocoder(server, fake_time, AnswerCache(tmp_path / "answers.sqlite"))
    with pytest.raises(UnusableCacheError, match=r"answers\.sqlite"):
        service.resolve("Plitvice", "HR", None)
    assert server.asked == []


def test_nothing_goes_online_unless_a_service_is_passed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("something went online")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert resolve("Xyzzyville", "HR").match == "none"
    assert resolve("Springfield", "US").match == "ambiguous"
    table = pd.DataFrame({"place": ["Xyzzyville"]})
    assert list(geocode_table(table, place="place")["match"]) == ["none"]


def test_an_empty_name_asks_nothing(
    server: Server, fake_time: FakeTime, cache: AnswerCache
) -> None:
    assert make_geocoder(server, fake_time, cache).resolve("  ", "HR", None).match == "none"
    assert server.asked == []


@pytest.mark.parametrize("service", service_names())
def test_every_service_has_terms_to_show(service: str) -> None:
    terms = service_terms(service)
    assert terms.summary
    assert terms.url.startswith("https://")
    assert terms.seconds_between >= 1


def test_threads_share_one_pace() -> None:
    fake_time = FakeTime()
    limiter = RateLimiter(1.0, fake_time.clock, fake_time.sleep)
    threads = [threading.Thread(target=limiter.wait) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fake_time.now == 104.0
