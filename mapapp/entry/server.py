"""The server: Streamlit's, with our checks before it and our files beside it."""

from __future__ import annotations

import logging
import signal
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import configurator_options
from streamlit.web.server.server_util import get_url

from mapapp.assets import asset_files, assets_path
from mapapp.entry.access import EVERY_ADDRESS, only_own
from mapapp.entry.documents import DOCUMENTS
from mapapp.entry.documents import PATH as DOCUMENTS_PATH
from mapapp.entry.headers import HeadersMiddleware
from mapapp.server_paths import base_path, server_path

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping

    from starlette.requests import Request

SCRIPT = Path(__file__).with_name("app.py")
QUIET = {
    "browser.gatherUsageStats": False,
    "logger.hideWelcomeMessage": True,
    "server.showEmailPrompt": False,
}
"""Nothing is reported to anyone, and nothing is asked of the person who starts it."""

COLLECTING = {"runner.postScriptGC": False}
"""Cycles are collected as Python does by itself, not after each run of a page: with 25 readers that
took half of the time for which they wait, and found a few hundred small objects."""

_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}  # the path changes with them


def make_app(
    address: str, named: Iterable[str] = (), *, on_start: Callable[[], None] = lambda: None
) -> st.App:
    """The app as a server runs it.

    Args:
        address: Where the server listens.
        named: Further host names that it is reached by.
        on_start: Called once the port is taken and the app is ready.
    """

    @asynccontextmanager
    async def starting(_app: st.App) -> AsyncIterator[None]:
        on_start()
        yield

    return st.App(
        SCRIPT,
        lifespan=starting,
        routes=[
            Route(server_path(f"{assets_path()}/{{name}}"), _hand_out),
            Route(server_path(DOCUMENTS_PATH), DOCUMENTS.answer),
        ],
        middleware=[
            Middleware(HeadersMiddleware, base_path=base_path()),
            *only_own(address, named),
        ],
    )


def run(
    address: str,
    port: int,
    named: Iterable[str],
    on_start: Callable[[str], None],
    options: Mapping[str, Any],
) -> None:
    """Serve until Ctrl-C or a signal that ends the process; what waits on it is then cleaned up.

    Args:
        address: Where to listen.
        port: The same.
        named: Further host names that the server is reached by.
        on_start: Called with the address to open, once the server is ready.
        options: Of Streamlit, by their names.
    """
    config = {
        **options_from_environment(),
        **QUIET,
        **COLLECTING,
        "server.address": address,
        "server.port": port,
        **options,
    }
    load_config_options(config)  # the app asks for the base path before it runs
    host = "localhost" if address in EVERY_ADDRESS else address
    url = get_url(f"[{host}]" if ":" in host else host)
    app = make_app(address, named, on_start=lambda: on_start(url))
    logging.getLogger("uvicorn.error").addFilter(_is_a_warning)
    signal.signal(signal.SIGTERM, _leave)
    sys.argv = [str(SCRIPT)]  # its folder comes onto the path, and not that of our modules
    with suppress(KeyboardInterrupt):
        app.run(config=config)


def options_from_environment() -> dict[str, Any]:
    """The options that are set by variables such as STREAMLIT_SERVER_BASE_URL_PATH.

    Only Streamlit's own command line reads those.
    """
    found: dict[str, Any] = {}

    @click.command()
    @configurator_options
    def read(**options: Any) -> None:
        found.update(options)

    read.main(args=[], standalone_mode=False)
    return {
        name.replace("_", "."): value for name, value in found.items() if value not in {None, ()}
    }


def _is_a_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


async def _hand_out(request: Request) -> Response:
    name = request.path_params["name"]
    data = asset_files().get(name)
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type=_TYPES[Path(name).suffix], headers=_FOR_GOOD)
