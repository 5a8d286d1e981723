"""Whatever stops a writer, and wherever: the old or the new is found under its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geodata.writing import UNFINISHED, recover_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

sys.path.insert(0, str(Path(__file__).parent))
from interrupted import WAYS, WITHOUT_THREADS, WRITERS, write_import

if sys.platform == "win32":
    pytest.skip("runs are forked", allow_module_level=True)

MIN_STEPS = {
    "folder": (False, 20),
    "file": (False, 8),
    "import": (True, 2),
    "locate": (True, 1),
    "pack": (True, 2),
    "briefs": (True, 2),
}
"""Of each writer: whether only renames are tried or every step, and how many there are."""


@pytest.fixture
def before(write_collection: Callable[..., Path], tmp_path: Path) -> Callable[[str], None]:
    """Make what a writer finds."""

    def make(writer: str) -> None:
        place = {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}
        station = {"city": "Milan", "precision": "city"}
        write_collection(tmp_path / "record", stations=[station], places=[place])
        old = tmp_path / "before"
        if writer == "import":
            write_import(old, b"City,Country\nMilan,IT\n")
            (old / "notes.txt").write_text("mine", encoding="utf-8")
        elif writer == "locate":
            write_collection(old, stations=[station])
        elif writer == "pack":
            old.mkdir()
            (old / "alt.txt").write_text("old", encoding="utf-8")
        else:
            old.mkdir()
            (old / "a").write_text("old", encoding="utf-8")
            (old / "index.html").write_text("old", encoding="utf-8")

    return make


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_a_writer_that_is_stopped_at_any_step_leaves_the_old_or_the_new(
    before: Any, tmp_path: Path, writer: str
) -> None:
    only_renames, at_least = MIN_STEPS[writer]
    before(writer)
    job = tmp_path / "job.json"
    job.write_text(json.dumps({"writer": writer, "only_renames": only_renames, "ways": WAYS}))
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "tests/interrupted.py", str(job)],
        env={**os.environ, **WITHOUT_THREADS},
        check=True,
        timeout=300,
    )

    steps = int((tmp_path / "steps").read_text())
    old, new = holds(tmp_path / "before"), holds(tmp_path / "none-0" / "target")
    cases = [tmp_path / f"{way}-{step}" for way in WAYS for step in range(1, steps + 1)]
    assert steps >= at_least
    assert old != new
    for case in cases:
        outcome = case / "outcome"
        assert outcome.exists() is not case.name.startswith("kill"), case.name
        assert "Traceback" not in (outcome.read_text() if outcome.exists() else ""), case.name
        assert recover_folder(case / "target"), case.name
        found = holds(case / "target")
        if writer == "briefs":
            assert all(found[name] in {old.get(name), new.get(name)} for name in found), case.name
        else:
            assert found in (old, new), case.name
        WRITERS[writer](case / "target")
        assert holds(case / "target") == new, case.name
        assert not list(case.rglob(f"{UNFINISHED}*")), case.name


def holds(folder: Path) -> Mapping[str, bytes]:
    """Every file of a folder, but those of working folders."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and UNFINISHED not in str(path)
    }
