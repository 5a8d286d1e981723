"""Two servers behind the nginx of `docs/nginx.conf`: readers stay with one, sockets pass."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
HOST = "maps.example.org"
BASE = "/map"
START_S = 90
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
COOKIE = "mapapp_reader"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        NGINX is None and "CI" not in os.environ,
        reason="nginx is not installed (apt install nginx)",
    ),
]


class Proxy(NamedTuple):
    """A running nginx and the servers behind it, by port."""

    port: int
    servers: dict[int, subprocess.Popen[bytes]]

    def get(self, path: str, cookie: str = "") -> tuple[int, dict[str, str], bytes]:
        """Ask for a path as a reader does."""
        headers = {"Host": HOST, **({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def open_socket(self, cookie: str) -> None:
        """Open the socket of a page, through the proxy."""
        sock = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        headers = {"Cookie": f"{COOKIE}={cookie}", "Origin": f"http://{HOST}"}
        address = f"ws://{HOST}{BASE}/_stcore/stream"
        with connect(address, sock=sock, additional_headers=headers, proxy=None):
            pass


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxy")
    with ExitStack() as stack:
        servers = {}
        for _ in range(2):
            port = free_port()
            servers[port] = stack.enter_context(running_app(port, folder))
        port = free_port()
        config = folder / "nginx.conf"
        config.write_text(configure(folder, port, [*servers]), encoding="utf-8")
        nginx = stack.enter_context(started([str(NGINX), "-c", str(config), "-p", str(folder)]))
        found = Proxy(port, servers)
        wait_for(found, nginx)
        yield found


def running_app(port: int, folder: Path) -> started:
    return started(
        [sys.executable, "-m", "mapapp", "serve", "--no-browser", "--port", str(port),
         "--allow-host", HOST],
        cwd=ROOT,
        env={**os.environ, "HOME": str(folder), "STREAMLIT_SERVER_BASE_URL_PATH": BASE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


class started(subprocess.Popen[bytes]):  # noqa: N801 - reads as a word: with started(...)
    """A process that is ended, not waited for, when the block ends."""

    def __exit__(self, *_: object) -> None:
        self.terminate()
        self.wait(timeout=30)


def configure(folder: Path, port: int, servers: list[int]) -> str:
    """The configuration of the documentation, with this machine's ports and folders."""
    shipped = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for name, server in zip(("app-1", "app-2"), servers, strict=True):
        shipped = shipped.replace(f"{name}:8501", f"127.0.0.1:{server}")
    shipped = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};")
    shipped = shipped.replace("/var/cache/nginx/mapapp", str(folder / "cache"))
    rooms = "".join(
        f"{name}_temp_path {folder / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off;\nmaster_process off;\npid {folder / 'pid'};\nerror_log {folder / 'errors'};\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{rooms}{shipped}}}\n"
    )


def wait_for(proxy: Proxy, nginx: started) -> None:
    deadline = time.monotonic() + START_S
    for port in proxy.servers:
        while True:
            assert nginx.poll() is None
            assert time.monotonic() < deadline
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as direct:
                    direct.request("GET", f"{BASE}/_stcore/health")
                    if direct.getresponse().status == http.HTTPStatus.OK:
                        break
            except OSError:
                time.sleep(0.2)


def cookie_of(headers: dict[str, str]) -> str:
    found = re.match(rf"{COOKIE}=([^;]+); Path={BASE}; HttpOnly", headers["Set-Cookie"])
    assert found
    return found[1]


def test_a_page_its_health_and_its_socket_pass_below_the_base(proxy: Proxy) -> None:
    status, headers, body = proxy.get(f"{BASE}/")
    assert status == 200
    assert b"<title>" in body
    assert proxy.get(f"{BASE}/_stcore/health")[0] == 200
    proxy.open_socket(cookie_of(headers))


def test_a_reader_keeps_the_name_that_chooses_the_server(proxy: Proxy) -> None:
    name = cookie_of(proxy.get(f"{BASE}/")[1])
    assert {cookie_of(proxy.get(f"{BASE}/", name)[1]) for _ in range(5)} == {name}


def test_scripts_are_kept_by_the_proxy(proxy: Proxy) -> None:
    body = proxy.get(f"{BASE}/")[2].decode()
    script = re.search(r'src="\./(static/[^"]+\.js)"', body)
    assert script
    kept = [proxy.get(f"{BASE}/{script[1]}")[1].get("X-Cache") for _ in range(2)]
    assert kept[-1] == "HIT"


def test_when_a_server_stops_its_readers_go_on_with_the_other(proxy: Proxy) -> None:
    names = [cookie_of(proxy.get(f"{BASE}/")[1]) for _ in range(8)]
    next(iter(proxy.servers.values())).terminate()
    next(iter(proxy.servers.values())).wait(timeout=30)
    assert {proxy.get(f"{BASE}/_stcore/health", name)[0] for name in names} == {200}
    for name in names:
        proxy.open_socket(name)
