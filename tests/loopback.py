"""Servers on this machine, for tests of what is asked of others."""

from __future__ import annotations

import random
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


PORTS = range(10_000, 32_000)
"""Below those that the system gives to outgoing connections, which could take one meanwhile."""


class Answer(NamedTuple):
    """What a request gets."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = {}


def free_port() -> int:
    """A port for a server that starts in a moment; processes side by side hardly get the same."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serve on a free port, which is given, until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield httpd.server_port
        httpd.shutdown()
        thread.join()


@contextmanager
def answering(answer: Callable[[str, str], Answer]) -> Iterator[int]:
    """Serve JSON: `answer` is given the path and the user agent of each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server looks for
            body, status, headers = answer(self.path, self.headers.get("User-Agent", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    with serving(Handler) as port:
        yield port
