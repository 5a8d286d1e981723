"""One PostgreSQL with PostGIS for a whole run of tests, in whatever process they run.

It is started when the first test asks for a database, and stopped when the run ends.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import portalocker
import pytest

from tests.loopback import free_port

if TYPE_CHECKING:
    from scripts.start_postgis import Server

FOLDER_VARIABLE = "MAPAPP_TESTS_POSTGRES"


def reserve() -> None:
    """Name the folder of the server, for this process and those it starts."""
    os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="tests-of-mapapp-")
    Path(os.environ[FOLDER_VARIABLE]).chmod(0o755)  # the user of the server walks through it


def find_server() -> Server:
    """The server of this run; the tests of a machine without one are passed over, but in CI."""
    from scripts.start_postgis import Server, is_installed  # noqa: PLC0415 - slow, for few tests

    if not is_installed() and "CI" not in os.environ:
        pytest.skip("PostGIS is not installed (apt-get install postgresql postgresql-postgis)")
    room = Path(os.environ[FOLDER_VARIABLE])
    folder, port = room / "server", room / "port"
    with portalocker.Lock(room / "lock"):
        if port.exists():
            password = (folder / "password").read_text(encoding="utf-8")
            return Server(folder, int(port.read_text(encoding="utf-8")), password)
        folder.mkdir()
        server = Server.set_up(folder, free_port())
        server.start()
        server.make_template()
        port.write_text(str(server.port), encoding="utf-8")
        return server


def clear() -> None:
    """Stop the server, if there is one, and delete its files."""
    room = Path(os.environ[FOLDER_VARIABLE])
    if (room / "port").exists():
        find_server().stop()
    shutil.rmtree(room)
