"""`serve`: open the app in the browser."""

from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from geodata.errors import GeodataError
from geodata.working_folders import make_temporary_folder
from mapapp.entry.access import EVERY_ADDRESS, host_name
from mapapp.settings import COLLECTION_VARIABLE, SIGN_IN_VARIABLE

HOST = "localhost"
FIRST_PORT = 8501
PORTS_TRIED = 50
UNPACKED = "collection"  # where a zip is unpacked, in a folder of the server's own


class BusyPortError(GeodataError, OSError):
    """Something else listens on the port."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"Port {port} is in use, perhaps by another map: stop that, choose another with "
            "--port, or leave --port out to take the next free one."
        )


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(  # noqa: PLR0913, PLR0917 - an option each
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="PLACE",
            help="The collection to show, a folder, a zip or a database (postgresql://...); the "
            "seeds if left out.",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; if left out, the first free one from 8501."),
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            metavar="ADDR",
            envvar="STREAMLIT_SERVER_ADDRESS",
            show_envvar=False,
            show_default=False,
            help="Address to listen on, such as 0.0.0.0 in a container; this machine only if left "
            "out.",
        ),
    ] = HOST,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Host name that readers type, where it is not this machine's: of a proxy, say. "
            "Requests for other hosts, and from pages of other hosts, are refused. Repeatable.",
        ),
    ] = None,
    sign_in: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Let readers sign in (OpenID Connect) before they see anything, as the section "
            "[auth] of a TOML file says; docs/serving.md has one.",
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open a browser window.")
    ] = True,
) -> None:
    """Open the app. It listens on this machine only, and stops with Ctrl-C."""
    allowed = [host_name(each) for each in allow_host or ()]
    if address not in EVERY_ADDRESS:
        address = host_name(address)
    options: dict[str, Any] = {} if browser else {"server.headless": True}
    if sign_in is not None:
        from mapapp.signing_in import check_sign_in

        check_sign_in(sign_in)
        os.environ[SIGN_IN_VARIABLE] = "1"
        options["secrets.files"] = [str(sign_in.resolve())]
    free_port = choose_port(port)
    with ExitStack() as until_stopped:
        if collection is not None:
            os.environ[COLLECTION_VARIABLE] = _place_of(collection, until_stopped)
        if port is None and free_port != FIRST_PORT:
            typer.echo(f"Port {FIRST_PORT} is in use; taking {free_port}.", err=True)
        _run(address, free_port, allowed, options)


def _run(address: str, port: int, allowed: list[str], options: dict[str, Any]) -> None:
    """Serve until stopped, in this process: so Ctrl-C and kill reach the server on any system."""
    import streamlit as st

    from mapapp.entry.server import SCRIPT, run

    def greet(url: str) -> None:
        typer.echo(f"The map is at {url} - Ctrl-C stops it.", err=True)
        if address in EVERY_ADDRESS and not allowed:
            typer.echo(
                "Other machines are refused until --allow-host names the host that readers type.",
                err=True,
            )
        if not st.get_option("server.headless"):
            typer.launch(url)

    os.chdir(SCRIPT.parent)  # where Streamlit looks for its settings
    run(address, port, allowed, greet, options)


def _place_of(collection: str, until_stopped: ExitStack) -> str:
    """Where the app finds a collection that is there."""
    from layers.stores.opening import read_source_state
    from layers.stores.sources import DatabaseAddress, read_source

    source = read_source(collection)
    if isinstance(source, DatabaseAddress):
        read_source_state(source)
        return source.url
    return str(_folder_of(source, until_stopped).resolve())


def _folder_of(collection: Path, until_stopped: ExitStack) -> Path:
    """The folder of a collection; that of a zip lasts until the server stops."""
    from geodata.description import read_description

    folder = _unpacked(collection, until_stopped) if collection.is_file() else collection
    read_description(folder)
    return folder


def _unpacked(archive: Path, until_stopped: ExitStack) -> Path:
    from geodata.zipped import unpack_collection

    room = make_temporary_folder("collection")
    until_stopped.callback(room.clear)
    folder = room.path / UNPACKED
    folder.mkdir()
    unpack_collection(archive, folder)
    return folder


def choose_port(wanted: int | None) -> int:
    """Take the port that is wanted, or the first free one from 8501.

    Raises:
        BusyPortError: The wanted one is in use, or all of the fifty that were tried.
    """
    if wanted is not None:
        if not _is_free(wanted):
            raise BusyPortError(wanted)
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(port):
            return port
    raise BusyPortError(FIRST_PORT)


def _is_free(port: int) -> bool:
    """Whether the port can be bound on every address: another server may listen on just one."""
    for address in ("", "127.0.0.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True
