"""Whose requests the server answers: those that ask for a host of its own, from pages of its own.

Any page in a browser may send requests to a server on the same machine, and a foreign name may be
made to lead to it. Streamlit asks the network for the machine's public address before it refuses
such a request, so it is refused before it reaches Streamlit.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse

from geodata.errors import GeodataError
from geodata.web_addresses import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on

METRICS = "/_stcore/metrics"
"""Counts of sessions and memory, which Streamlit shows to anyone."""

AGENT = "/_stcore/agent"
"""Where Streamlit lets a program steer the app and describes how."""

_HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_-]+)*", re.ASCII)


class BadHostNameError(GeodataError, ValueError):
    """What should be the name of a host is something else."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Unknown host name {name!r}: give the name alone, without a scheme, port or path, "
            "such as maps.example.org."
        )


def host_name(name: str) -> str:
    """The name of a host as it is compared: in small letters.

    Args:
        name: A name or an IP address. A pattern such as `*.example.org` is refused.

    Raises:
        BadHostNameError: It is neither.
    """
    lower = name.strip().lower().removeprefix("[").removesuffix("]")
    try:
        return str(ipaddress.ip_address(lower))
    except ValueError:
        if not _HOST_NAME.fullmatch(lower):
            raise BadHostNameError(name) from None
    return lower


def only_own(address: str, named: Iterable[str]) -> list[Middleware]:
    """What is before the app.

    Args:
        address: Where the server listens.
        named: Further names that readers reach it by, as of a proxy or a container.

    Returns:
        Two checks: one of the host that is asked for, one of the page that asks.
    """
    others = {host_name(each) for each in named}
    hosts = {*LOOPBACK, *others}
    if address not in EVERY_ADDRESS:
        hosts.add(host_name(address))
    allowed = sorted(f"[{each}]" if ":" in each else each for each in hosts)
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed, www_redirect=False),
        Middleware(OwnPagesMiddleware, named=frozenset(others)),
    ]


class OwnPagesMiddleware:
    """Refuses requests that pages of other origins send.

    A page is one's own if it comes from the very host and port that it asks, or from a host that
    was named: behind a proxy, the server may be asked under another name than the reader typed.
    The latter's origin is not passed on: Streamlit would compare it with the machine's addresses.
    """

    def __init__(self, app: ASGIApp, named: frozenset[str]) -> None:
        self.app = app
        self.named = named

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not all(self._is_own(origin, host) for origin in headers.getlist("origin")):
            refusal = PlainTextResponse("Pages of other hosts are not answered.", status_code=403)
            await refusal(scope, receive, send)
        elif scope["path"].endswith(METRICS) or AGENT in scope["path"]:
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
        else:
            kept = [
                (name, value)
                for name, value in scope["headers"]
                if name != b"origin" or urlsplit(value.decode("latin-1")).netloc == host
            ]
            await self.app({**scope, "headers": kept}, receive, send)

    def _is_own(self, origin: str, host: str) -> bool:
        try:
            page = urlsplit(origin)
            is_web = page.scheme in SCHEMES and page.username is None
            return is_web and (page.netloc.lower() == host.lower() or page.hostname in self.named)
        except ValueError:
            return False
