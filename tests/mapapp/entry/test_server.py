"""Whose requests the server answers, what it sends browsers, and that it touches nothing else.

The server runs in a process of its own, in which every connection to another machine and every
change in the program's folder is refused and noted.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from layers.basemap import TILES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
START_S = 60
BASE = "/desk/map"
NAMED = "maps.example.org"
NOTED = "NOTED"

WATCHED = f"""
import os, sys

LOOPBACK = {{"localhost", "127.0.0.1", "::1", "", None}}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def watch(event, args):
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        refuse(args[1][0] not in LOOPBACK, event, args[1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        refuse(args[0] not in LOOPBACK, event, args[0])
    elif event == "open" and isinstance(args[0], str):
        refuse(args[2] & WRITES and is_ours(args[0]), event, args[0])
    elif event in ("os.mkdir", "os.rename"):
        refuse(is_ours(os.fspath(args[0])), event, args[0])

def is_ours(path):
    return os.path.abspath(path).startswith({str(ROOT)!r} + os.sep) and "__pycache__" not in path

def refuse(is_refused, event, what):
    if is_refused:
        print("{NOTED}", event, what, file=sys.stderr, flush=True)
        raise PermissionError(f"{{event}} {{what}}")

sys.addaudithook(watch)
from mapapp.cli import app
app(prog_name="mapapp")
"""


class Server(NamedTuple):
    """A running server, and where it writes what it says."""

    port: int
    log: Path

    def get(self, path: str, headers: list[tuple[str, str]]) -> http.client.HTTPResponse:
        """Ask for a path below the base, with exactly these headers."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.putrequest("GET", f"{BASE}{path}", skip_host=True)
            for name, value in headers:
                connection.putheader(name, value.format(port=self.port))
            connection.endheaders()
            answer = connection.getresponse()
            answer.read()
            return answer

    def open_websocket(self, host: str, origin: str | None) -> int:
        """Open the socket that a page talks through; 101 if it is."""
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        try:
            with connect(
                f"ws://{host.format(port=self.port)}{BASE}/_stcore/stream",
                sock=sock,
                additional_headers={"Origin": origin.format(port=self.port)} if origin else {},
                proxy=None,
            ):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = int(probe.getsockname()[1])
    running = Server(port, folder / "log.txt")
    with running.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [
                *(sys.executable, "-c", WATCHED, "serve", "--no-browser"),
                *("--port", str(port), "--allow-host", NAMED),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "HOME": str(folder),
                "STREAMLIT_SERVER_BASE_URL_PATH": BASE.strip("/"),
            },
            stdout=log,
            stderr=log,
        )
    try:
        deadline = time.monotonic() + START_S
        while "The map is at" not in running.log.read_text(encoding="utf-8"):
            assert process.poll() is None, running.log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=30)


OWN = "localhost:{port}"
REQUESTS = [
    pytest.param(OWN, None, 200, id="typed"),
    pytest.param(OWN, "http://localhost:{port}", 200, id="own page"),
    pytest.param("127.0.0.1:{port}", "http://127.0.0.1:{port}", 200, id="own page, by number"),
    pytest.param("[::1]:{port}", "http://[::1]:{port}", 200, id="own page, IPv6"),
    pytest.param("LOCALHOST:{port}", "http://localhost:{port}", 200, id="own page, capitals"),
    pytest.param(NAMED, f"https://{NAMED}", 200, id="named host"),
    pytest.param(OWN, f"https://{NAMED}", 200, id="named host, proxy that does not pass it on"),
    pytest.param("evil.example", "http://evil.example", 400, id="foreign name for this machine"),
    pytest.param("evil.example", None, 400, id="foreign name, no page"),
    pytest.param("localhost.evil.example", None, 400, id="name that begins like ours"),
    pytest.param(f"x.{NAMED}", None, 400, id="name that ends like ours"),
    pytest.param("localhost@evil.example", None, 400, id="host with a user"),
    pytest.param("", None, 400, id="no host"),
    pytest.param(OWN, "https://news.example", 403, id="foreign page"),
    pytest.param(OWN, "http://localhost.evil.example", 403, id="page that begins like ours"),
    pytest.param(OWN, f"https://{NAMED}.evil.example", 403, id="page that begins like the named"),
    pytest.param(OWN, "http://localhost:{port}@evil.example", 403, id="page with a user"),
    pytest.param(OWN, "http://localhost:9", 403, id="page of another server here"),
    pytest.param(OWN, "http://192.168.0.7", 403, id="page of a neighbour"),
    pytest.param(OWN, "null", 403, id="page of no origin"),
    pytest.param(OWN, "file://", 403, id="page from disk"),
    pytest.param(OWN, "http://[", 403, id="no address at all"),
]


@pytest.mark.parametrize(("host", "origin", "status"), REQUESTS)
def test_only_own_hosts_and_own_pages_are_answered_and_the_network_is_never_asked(
    server: Server, host: str, origin: str | None, status: int
) -> None:
    headers = [("Host", host), *([("Origin", origin)] if origin else [])]

    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/component/x/index.html"):
        expected = 404 if status == 200 and path.startswith("/component") else status
        assert server.get(path, headers).status == expected
    if "@" not in host and host:
        assert server.open_websocket(host, origin) == (101 if status == 200 else status)
    assert NOTED not in server.log.read_text(encoding="utf-8")


def test_of_two_origins_the_foreign_one_counts(server: Server) -> None:
    origins = [("Origin", "http://localhost:{port}"), ("Origin", "https://news.example")]

    assert server.get("/", [("Host", OWN), *origins]).status == 403


def test_the_printed_address_has_the_path_below_a_proxy(server: Server) -> None:
    lines = server.log.read_text(encoding="utf-8").splitlines()

    assert lines[0] == f"The map is at http://localhost:{server.port}{BASE} - Ctrl-C stops it."


FRAME = "/component/streamlit_folium.st_folium/index.html"


@pytest.mark.parametrize("path", ["/", "/article", "/_stcore/health", FRAME, "/no/such/file.js"])
def test_every_answer_says_what_a_browser_may_do_with_it(server: Server, path: str) -> None:
    headers = server.get(path, [("Host", OWN), ("Origin", "http://localhost:{port}")]).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Access-Control-Allow-Origin"] is None
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'self'"]
    is_frame = path == FRAME
    assert ("'unsafe-inline'" in policy["script-src"]) == is_frame
    tiles = {each for each in policy["img-src"] if each.startswith("https:")}
    assert bool(tiles) == (not is_frame)


def test_the_hosts_of_online_tiles_are_those_that_a_reader_is_offered(server: Server) -> None:
    allowed = directives(server.get("/", [("Host", OWN)]).headers["Content-Security-Policy"])[
        "img-src"
    ]

    for source in TILES.values():
        for subdomain in source.subdomains:
            origin = source.url.replace("{s}", subdomain).split("/{z}")[0]
            assert "/".join(origin.split("/")[:3]) in allowed


def test_how_many_people_read_is_not_shown(server: Server) -> None:
    assert server.get("/_stcore/metrics", [("Host", OWN)]).status == 404
    assert server.get("/_stcore/agent/openapi.json", [("Host", OWN)]).status == 404


def directives(policy: str) -> dict[str, list[str]]:
    parts = (part.split() for part in policy.split(";"))
    return {name: values for name, *values in parts}
