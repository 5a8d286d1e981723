"""`serve`: open the app in the browser."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from geodata.description import read_description
from geodata.errors import GeodataError
from geodata.working_folders import WorkingFolder, make_temporary_folder
from mapapp.settings import COLLECTION_VARIABLE, ROOT

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


def serve(
    collection: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The collection to show, a folder or a zip; the seeds if left out."
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port; if left out, the first free one from 8501."),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Whether to open a browser window.")
    ] = True,
) -> None:
    """Open the app. It listens on this machine only, and stops with Ctrl-C."""
    environment = dict(os.environ)
    free_port = choose_port(port)
    _publish_assets()
    room = None
    if collection is not None:
        room = _unpacked(collection) if collection.is_file() else None
        folder = room.path / UNPACKED if room else collection
        read_description(folder)
        environment[COLLECTION_VARIABLE] = str(folder.resolve())
    if port is None and free_port != FIRST_PORT:
        typer.echo(f"Port {FIRST_PORT} is in use; taking {free_port}.", err=True)
    typer.echo(f"The map is at http://{HOST}:{free_port} - Ctrl-C stops it.", err=True)
    command = streamlit_command(free_port, has_browser=browser, room=room.path if room else None)
    if room:
        room.hand_over()
    os.chdir(ROOT)
    os.execve(command[0], command, environment)  # noqa: S606 - so that Ctrl-C and kill reach the server itself


def _unpacked(archive: Path) -> WorkingFolder:
    """A folder with the collection of a zip; none is left behind if the zip holds none."""
    from geodata.importing.packing import unpack_collection

    room = make_temporary_folder("collection")
    with ExitStack() as unless_it_holds_one:
        unless_it_holds_one.callback(room.clear)
        folder = room.path / UNPACKED
        folder.mkdir()
        unpack_collection(archive, folder)
        read_description(folder)
        unless_it_holds_one.pop_all()
    return room


def streamlit_command(port: int, *, has_browser: bool, room: Path | None = None) -> list[str]:
    """The call that runs the app: nothing is reported to anyone, and nothing is asked.

    Args:
        port: Where it listens.
        has_browser: Whether a browser is opened.
        room: A folder to clear when the server stops.

    It goes by way of `python -m`, so that the project's root is on the path and not `mapapp/`,
    whose modules could stand in for those of the standard library.
    """
    address = os.environ.get("STREAMLIT_SERVER_ADDRESS", HOST)
    options = {
        "server.port": str(port),
        "server.address": address,
        "server.showEmailPrompt": "false",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",
        **({} if has_browser else {"server.headless": "true"}),
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    script = str(Path("mapapp", "entry", "app.py"))
    program = ["mapapp.entry.clearing", str(room)] if room else ["streamlit"]
    return [sys.executable, "-m", *program, "run", script, *flags]


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


def _publish_assets() -> None:
    from mapapp.assets import publish_assets

    publish_assets()
