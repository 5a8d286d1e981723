"""A Dask scheduler and its workers on this machine, as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def require_dask() -> None:
    """Pass over what needs Dask where it is not installed, but in CI."""
    if not find_spec("distributed") and "CI" not in os.environ:
        pytest.skip("Dask is not installed (pip install 'mapapp[dask]')")


@contextmanager
def running_scheduler() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler without workers: its address, and its process."""
    require_dask()
    port = free_port()
    with _running("scheduler", "--host", "127.0.0.1", "--port", str(port)) as process:
        _wait_for(port)
        yield f"tcp://127.0.0.1:{port}", process


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail("The scheduler has not started.")


@contextmanager
def running_worker(
    address: str, *, port: int | None = None, folder: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of a scheduler, which nothing starts again when it ends.

    In another folder it does not find the program.
    """
    listening = ["--worker-port", str(port)] if port else []
    words = ["--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", *listening]
    with _running("worker", address, *words, folder=folder) as process:
        yield process


@contextmanager
def _running(program: str, *words: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    module = f"distributed.cli.dask_{program}"
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", module, *words, "--no-dashboard"],
        cwd=folder,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
