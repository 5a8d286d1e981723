"""What a browser may do with the server's answers, stated in their headers.

The app loads everything from its own server. The one exception are the tiles of the online base
maps, which a reader may choose: their hosts are named, so that no other image is fetched either.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import MutableHeaders

from layers.basemap import tile_origins
from mapapp.script_hashes import hash_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COMPONENTS = "/component/"
"""Where the frames of components lie: a map of candidates is one, and runs what folium writes."""

DOCUMENT_POLICY = (
    "default-src 'none'; "
    "script-src 'unsafe-inline'; "  # the document's own policy names each script by its hash
    "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
)
"""That of a document shown for a preview: it brings what it needs, and is kept apart.

`sandbox` takes it out of the app's origin: nothing in it can read or change the app.
"""

_FOR_ALL: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOT_FOR_OTHERS = "Access-Control-Allow-Origin"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page_policy() -> str:
    """The Content-Security-Policy of the app's pages."""
    return _policy(
        # blob: how Streamlit loads the scripts of components that the app brings as text.
        script=("'self'", "blob:", *_inline_scripts()),
        image=("'self'", "data:", "blob:", *tile_origins()),
    )


def component_policy() -> str:
    """The policy of a component's frame. streamlit-folium writes the map's script into it."""
    return _policy(
        script=("'self'", "'unsafe-inline'", "'unsafe-eval'"),
        image=("'self'", "data:"),
    )


def _policy(*, script: tuple[str, ...], image: tuple[str, ...]) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {' '.join(script)}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes the styles of its parts inline
            f"img-src {' '.join(image)}",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


@cache
def _inline_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that are in Streamlit's page itself, as it is installed."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return tuple(map(hash_source, _INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))))


class HeadersMiddleware:
    """Adds the headers to every answer. A policy that an answer brings along stays."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self.app = app
        self.components = f"{base_path}{COMPONENTS}"
        self.policies = {True: component_policy(), False: page_policy()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = self.policies[scope["path"].startswith(self.components)]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_FOR_ALL)
                headers.setdefault("Content-Security-Policy", policy)
                del headers[_NOT_FOR_OTHERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)
