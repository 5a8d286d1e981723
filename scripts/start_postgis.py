"""Start a PostgreSQL server with PostGIS that lasts as long as this program: `make postgis`.

python scripts/start_postgis.py [--port 5433]

It needs the packages of the system (Debian: postgresql postgresql-postgis) and no service of it.
Everything lies in a folder of its own, which is deleted at the end. PostgreSQL refuses to run as
root, so root starts it as the user `postgres`, whom those packages make.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402 - after the root is on the path
from psycopg import sql  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT = 5433
ADMINISTRATOR = "postgres"
TEMPLATE = "with_postgis"
"""The database that others are copies of: to make the extension takes a second."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "lc_messages": "C",
}
"""What is lost when the machine stops is not missed."""


class Server:
    """A server in a folder."""

    def __init__(self, folder: Path, port: int, password: str) -> None:
        """Name a server that is set up."""
        self.folder = folder
        self.port = port
        self.password = password

    @classmethod
    def set_up(cls, folder: Path, port: int) -> Server:
        """Make the files of a server in an empty folder; it is not started."""
        server = cls(folder, port, secrets.token_hex(8))
        kept = folder / "password"
        kept.write_text(server.password, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, kept):
                shutil.chown(path, ADMINISTRATOR)
        _run(
            _program("initdb"), f"--pgdata={folder / 'data'}", f"--username={ADMINISTRATOR}",
            f"--pwfile={kept}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
            "--no-sync",
        )  # fmt: skip
        return server

    @property
    def is_running(self) -> bool:
        """Whether it has been started and not stopped."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {**SETTINGS, "port": self.port, "unix_socket_directories": self.folder}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = self.folder / "log"
        _run(_program("pg_ctl"), f"--pgdata={self.folder / 'data'}", "--wait", "--silent",
             f"--log={log}", f"--options={options}", "start")  # fmt: skip

    def stop(self) -> None:
        """Stop it immediately, whoever is connected."""
        _run(_program("pg_ctl"), f"--pgdata={self.folder / 'data'}", "--wait", "--silent",
             "--mode=immediate", "stop")  # fmt: skip

    def address(self, database: str, user: str = ADMINISTRATOR, password: str = "") -> str:
        """The address of a database, for a user."""
        secret = password or self.password
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def make_template(self) -> None:
        """Make the database that others are copies of."""
        self.make_database(TEMPLATE, template="template1")
        with psycopg.connect(self.address(TEMPLATE)) as connection:
            connection.execute("CREATE EXTENSION postgis")

    def make_database(self, name: str, *, template: str = TEMPLATE) -> str:
        """Make a database; its address."""
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        made = command.format(sql.Identifier(name), sql.Identifier(template))
        with psycopg.connect(self.address(ADMINISTRATOR), autocommit=True) as connection:
            connection.execute(made)
        return self.address(name)


def is_installed() -> bool:
    """Whether the programs and PostGIS are there."""
    with suppress(LookupError):
        shared = Path("/usr/share/postgresql") / Path(_program("initdb")).parents[1].name
        return (shared / "extension" / "postgis.control").exists()
    return False


@contextmanager
def running_server(port: int = PORT) -> Iterator[Server]:
    """A server for a block: nothing of it is left behind it."""
    folder = Path(tempfile.mkdtemp(prefix="postgis-of-mapapp-"))
    try:
        server = Server.set_up(folder, port)
        server.start()
        try:
            server.make_template()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _program(name: str) -> str:
    """A program of the latest version of PostgreSQL that is installed."""
    found = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    by_version = sorted(found, key=lambda path: int(re.sub(r"\D", "", path.parents[1].name) or 0))
    on_path = shutil.which(name)
    if not by_version and not on_path:
        raise LookupError(f"{name} is not installed: apt-get install postgresql postgresql-postgis")
    return str(by_version[-1]) if by_version else str(on_path)


def _run(*command: str) -> None:
    """Run a program of the server, as the user that it may run as."""
    as_user = ("setpriv", f"--reuid={ADMINISTRATOR}", f"--regid={ADMINISTRATOR}", "--clear-groups")
    prefix = as_user if os.geteuid() == 0 else ()
    done = subprocess.run(  # noqa: S603 - fixed programs
        [*prefix, *command], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")


def main() -> None:
    """Start a server, push the seeds, and wait for Ctrl-C."""
    from layers.stores.pushing import push_collection  # noqa: PLC0415 - after the check of programs
    from layers.stores.sources import DatabaseAddress  # noqa: PLC0415 - the same

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    port = parser.parse_args().port
    if not is_installed():
        sys.exit("PostGIS is not installed: apt-get install postgresql postgresql-postgis")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), running_server(port) as server:
        address = server.make_database("mapapp")
        push_collection(ROOT / "seeds", DatabaseAddress(address))
        print(f"It holds the seeds, until Ctrl-C:\nmapapp serve --collection {address}", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
