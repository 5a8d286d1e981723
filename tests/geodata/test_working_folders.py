"""Folders of runs that were killed are cleared; those of live ones are left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.working_folders import (
    TEMPORARY,
    find_leftovers,
    make_temporary_folder,
    make_working_folder,
    temporary_folder,
)
from geodata.writing import UNFINISHED, recover_folder, replacing_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOLD = """
import os, sys
from pathlib import Path
from geodata.working_folders import make_temporary_folder, make_working_folder
folder = {make}
(folder.path / "private.csv").write_text("a")
print(folder.path, flush=True)
{then}
"""
WAIT = "sys.stdin.read()"


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def another_run(make: str, then: str) -> Iterator[Path]:
    """The folder of another process, which is killed when the generator is closed."""
    code = HOLD.format(make=make, then=then)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        yield Path(process.stdout.readline().decode().strip())
        process.kill()
        process.wait()
        yield Path()


def test_a_temporary_folder_is_cleared_by_the_next_run_only_once_its_own_is_dead() -> None:
    running = another_run("make_temporary_folder('x')", WAIT)
    theirs = next(running)

    with temporary_folder("y"):
        assert (theirs / "private.csv").exists()
    next(running)
    with temporary_folder("y") as ours:
        assert not theirs.exists()

    assert not ours.exists()


def test_what_a_killed_writer_left_beside_its_target_is_cleared_by_the_next_writer(
    tmp_path: Path,
) -> None:
    running = another_run(f"make_working_folder({UNFINISHED!r}, Path({str(tmp_path)!r}))", WAIT)
    theirs = next(running)

    write_atomically(tmp_path / "a.txt", b"1")
    assert theirs.exists()
    next(running)
    write_atomically(tmp_path / "a.txt", b"2")

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("name", ["mapapp-notes", "mapapp-import-abcdefgh", "mapapp-link-abcdefgh"])
def test_a_folder_of_like_name_that_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    if "link" in name:
        (tmp_path / name).symlink_to(elsewhere)
    else:
        elsewhere.rename(tmp_path / name)

    assert list(find_leftovers(TEMPORARY, tmp_path)) == []
    with temporary_folder("y"):
        pass

    assert (tmp_path / name / "mine.txt").exists()


def test_a_temporary_folder_goes_with_the_object_that_keeps_it(tmp_path: Path) -> None:
    folder = make_temporary_folder("x")
    folder.clear_at_the_end()
    (folder.path / "a").mkdir()

    del folder

    assert list(tmp_path.iterdir()) == []


def test_a_folder_between_its_two_names_is_put_back_and_that_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room = make_working_folder(UNFINISHED, tmp_path)
    for name in ("old", "new"):
        (room.path / name).mkdir()
    (room.path / "old" / "a").write_text("old")
    (room.path / "target").write_text("collection", encoding="utf-8")
    room.release()

    assert recover_folder(tmp_path / "collection")

    assert (tmp_path / "collection" / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["collection"]
    (message,) = caplog.messages
    assert message == (
        f"{tmp_path / 'collection'} was missing: replacing it was interrupted, and the old one "
        "is back."
    )


def test_a_folder_that_is_being_replaced_by_a_live_run_is_waited_for(tmp_path: Path) -> None:
    room = make_working_folder(UNFINISHED, tmp_path)
    for name in ("old", "new"):
        (room.path / name).mkdir()
    (room.path / "target").write_text("collection", encoding="utf-8")

    assert not recover_folder(tmp_path / "collection")

    assert (room.path / "old").exists()
    room.clear()


def test_a_replaced_folder_keeps_links_that_lead_nowhere_and_writes_through_none(
    tmp_path: Path,
) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("outside")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.csv").symlink_to(outside)
    (folder / ".#a.csv").symlink_to("me@host.1234:567")

    with replacing_folder(folder, keeps=True) as fresh:
        (fresh / "a.csv").write_text("new")

    assert outside.read_text() == "outside"
    assert (folder / "a.csv").read_text() == "new"
    assert os.readlink(folder / ".#a.csv") == "me@host.1234:567"  # noqa: PTH115 - as text
