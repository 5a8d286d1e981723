"""An online service on this machine, for tests of what is asked for and when."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from geodata._answers import AnswerCache
from geodata.online import OnlineGeocoder


class Service:
    """A Nominatim on this machine that knows one village; `failing` are the requests it refuses."""

    def __init__(self):
        self.asked = []
        self.now = 0.0
        self.failing = range(0)
        self.geocoder = None

    def answer(self, path):
        (query,) = parse_qs(urlparse(path).query)["q"]
        self.asked.append((self.now, query))
        village = {
            "osm_type": "node", "osm_id": 42, "lat": "44.87", "lon": "15.62",
            "display_name": "Xyzzyville, Lika, Croatia", "addresstype": "village",
            "address": {"country_code": "hr"},
        }  # fmt: skip
        return json.dumps([village] if query.startswith("Xyzzyville") else []).encode()

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def local_service(tmp_path):
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # the name that http.server looks for
            body = state.answer(self.path)
            self.send_response(503 if len(state.asked) in state.failing else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Keep the tests' output clean."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    here = {"domain": f"127.0.0.1:{httpd.server_address[1]}", "scheme": "http", "proxies": {}}

    def open_geocoder(service, *, options=None, **settings):
        return OnlineGeocoder(
            service,
            **settings,
            options={**(options or {}), **here},
            cache=AnswerCache(tmp_path / "answers.sqlite"),
            clock=lambda: state.now,
            sleep=state.sleep,
        )

    state.geocoder = open_geocoder
    yield state
    httpd.shutdown()
    thread.join()
    httpd.server_close()
