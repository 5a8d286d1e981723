"""The app and the plainest page beside it, each on a port of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from layers.page_files import page_files  # noqa: E402 - after the path

if TYPE_CHECKING:
    from collections.abc import Iterator

PORTS = {"mapapp": 8631, "plain": 8632}
START_SECONDS = 60


@contextmanager
def serve_both(folder: Path, collection: Path) -> Iterator[dict[str, int]]:
    """Run both on a collection until the block ends.

    Args:
        folder: For the files of the plain page.
        collection: What both show.

    Yields:
        The number of each process.
    """
    plain = folder / "plain"
    (plain / "static").mkdir(parents=True)
    shutil.copy(ROOT / "benchmarks" / "_plain_page.py", plain)
    for name in ("leaflet.js", "leaflet.css"):
        (plain / "static" / name).write_text(page_files()[name], encoding="utf-8")
    commands = {
        "mapapp": ["mapapp", "serve", "--no-browser", "--port", str(PORTS["mapapp"])],
        "plain": [
            *("streamlit", "run", str(plain / "_plain_page.py")),
            *("--server.port", str(PORTS["plain"]), "--server.headless", "true"),
            *("--server.address", "localhost", "--server.enableStaticServing", "true"),
        ],
    }
    with ExitStack() as until_measured:
        servers = {
            name: until_measured.enter_context(_running(command, collection))
            for name, command in commands.items()
        }
        for name in commands:
            _wait_for(f"http://localhost:{PORTS[name]}/_stcore/health")
        yield {name: server.pid for name, server in servers.items()}


@contextmanager
def _running(command: list[str], collection: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - our own scripts
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"MAPAPP_COLLECTION": str(collection)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
