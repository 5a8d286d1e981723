"""An online service on this machine, for tests of what is asked for and when."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlparse

import pytest

from geodata._response_cache import AnswerCache
from geodata.online import OnlineGeocoder
from tests.loopback import Answer, answering


class Service:
    """A Nominatim on this machine that knows one village; `failing` are the requests it refuses."""

    def __init__(self):
        self.asked = []
        self.now = 0.0
        self.failing = range(0)
        self.geocoder = None

    def answer(self, path, _):
        (query,) = parse_qs(urlparse(path).query)["q"]
        self.asked.append((self.now, query))
        village = {
            "osm_type": "node", "osm_id": 42, "lat": "44.87", "lon": "15.62",
            "display_name": "Xyzzyville, Lika, Croatia", "addresstype": "village",
            "address": {"country_code": "hr"},
        }  # fmt: skip
        body = json.dumps([village] if query.startswith("Xyzzyville") else []).encode()
        return Answer(body, 503 if len(self.asked) in self.failing else 200)

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def local_service(tmp_path):
    state = Service()

    def open_geocoder(service, *, options=None, **settings):
        return OnlineGeocoder(
            service,
            **settings,
            options={**(options or {}), **here},
            cache=AnswerCache(tmp_path / "answers.sqlite"),
            clock=lambda: state.now,
            sleep=state.sleep,
        )

    with answering(state.answer) as port:
        here = {"domain": f"127.0.0.1:{port}", "scheme": "http", "proxies": {}}
        state.geocoder = open_geocoder
        yield state
