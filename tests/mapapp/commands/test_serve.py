from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

import pytest
from typer.testing import CliRunner

from geodata.working_folders import temporary_folder
from geodata.zipped import pack_collection
from mapapp.cli import app
from mapapp.commands import serve
from mapapp.commands.serve import BusyPortError, choose_port
from tests.loopback import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
START_S = 60


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_busy_port_is_reported_with_a_remedy(busy_port: int) -> None:
    result = CliRunner().invoke(app, ["serve", "--no-browser", "--port", str(busy_port)])

    assert result.exit_code == 1
    assert f"Port {busy_port} is in use" in result.stderr
    assert "--port" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_port_that_another_listens_to_on_every_address_is_busy() -> None:
    with socket.create_server(("", 0)) as server, pytest.raises(BusyPortError):
        choose_port(server.getsockname()[1])


def test_without_a_wish_the_next_free_port_is_taken(
    busy_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "FIRST_PORT", busy_port)

    assert busy_port < choose_port(None) <= busy_port + serve.PORTS_TRIED


def test_a_free_port_is_taken_as_wished() -> None:
    port = free_port()

    assert choose_port(port) == port


@pytest.mark.parametrize(
    "name", ["http://maps.example.org", "maps.example.org:8443", "*.example.org", "a b", ""]
)
def test_an_invalid_host_name_is_reported_with_an_example(name: str) -> None:
    result = CliRunner().invoke(app, ["serve", "--no-browser", "--allow-host", name])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Unknown host name {name!r}")
    assert result.stderr.count("\n") == 1


def test_a_zip_that_is_not_a_collection_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../datapackage.json", "{}")

    result = CliRunner().invoke(app, ["serve", "--no-browser", "--collection", str(path)])

    assert result.exit_code == 1
    assert result.stderr.strip().splitlines()[-1].startswith("c.zip has files outside")
    assert [each.name for each in tmp_path.iterdir()] == ["c.zip"]


def files_in(folder: Path) -> set[Path]:
    """All files below a folder, but what Python compiles."""
    return {each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("is_zipped", "sent"),
    [(False, signal.SIGINT), (True, signal.SIGTERM), (True, signal.SIGKILL)],
    ids=["folder, Ctrl-C", "zip, kill", "zip, killed at once"],
)
def test_the_app_answers_and_stops_on_a_signal_and_leaves_nothing_behind(
    write_collection: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sent: signal.Signals,
    *,
    is_zipped: bool,
) -> None:
    folder = write_collection(tmp_path / "a collection", stations=[{}])
    if is_zipped:
        files = {each.name: each.read_bytes() for each in folder.iterdir()}
        folder = tmp_path / "c.zip"
        folder.write_bytes(pack_collection(files, "c"))
    program = tmp_path / "program"
    for package in ("mapapp", "layers", "geodata"):
        shutil.copytree(ROOT / package, program / package)
    came = files_in(program)
    port = free_port()
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "mapapp", "serve", "--no-browser"),
            *("--port", str(port), "--collection", str(folder)),
        ],
        cwd=program,
        env={**os.environ, "HOME": str(tmp_path), "TMPDIR": str(rooms)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert _answer(f"http://localhost:{port}/_stcore/health") == "ok"
        monkeypatch.setattr(tempfile, "tempdir", str(rooms))
        with temporary_folder("another"):  # which clears what is not in use
            assert bool(list(rooms.glob("mapapp-collection-*"))) == is_zipped
    finally:
        process.send_signal(sent)
        _, said = process.communicate(timeout=30)

    assert said == f"The map is at http://localhost:{port} - Ctrl-C stops it.\n"
    assert files_in(program) == came, "an install that cannot be written to would not start"
    if sent == signal.SIGKILL:
        with temporary_folder("another"):
            pass
    else:
        assert process.returncode == 0
    assert not list(rooms.glob("mapapp-*"))


def _answer(url: str) -> str:
    deadline = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
