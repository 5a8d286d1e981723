"""The program's own data: as they were packaged, or one sentence that names the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geodata import packaged
from geodata.packaged import CHECKSUMS, TABLES, TEXTS, check_packaged_data

ROOT = Path(__file__).parents[2]
DATA = ROOT / "geodata" / "data"
NAMES = [*TEXTS, *sorted(path.name for path in DATA.glob(TABLES))]


def test_every_file_is_as_it_was_packaged():
    check_packaged_data()


def test_every_file_is_looked_after():
    known = {line.split()[1] for line in (DATA / CHECKSUMS).read_text().splitlines()}
    assert known == {path.name for path in DATA.glob(TABLES)}
    assert set(TEXTS) == {path.name for end in ("csv", "json") for path in DATA.glob(f"*.{end}")}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000].rstrip(b"\n"))


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"x")


SPOILT = {"cut": cut, "missing": Path.unlink, "changed": change}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_damaged_file_is_named_in_one_sentence(tmp_path, monkeypatch, name, spoil):
    package = tmp_path / "spoilt"
    shutil.copytree(DATA, package)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(packaged, "PACKAGE", "spoilt")
    monkeypatch.delitem(sys.modules, "spoilt", raising=False)
    spoil(package / name)
    with pytest.raises(packaged.DamagedDataError, match=name):
        check_packaged_data()


COMMANDS = {
    "outlines_110m.parquet": ["export", "picture", "-o", "map.svg"],
    "gazetteer_places.parquet": ["import", "sites.csv", "-o", "out"],
    "standard_tables.json": ["check", "seeds"],
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
def test_a_command_reports_it_in_one_sentence(tmp_path, name, arguments):
    for package in ("geodata", "layers", "mapapp", "seeds"):
        shutil.copytree(ROOT / package, tmp_path / package)
    (tmp_path / "sites.csv").write_text("City,Country\nRome,IT\n")
    cut(tmp_path / "geodata" / "data" / name)
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "mapapp", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        f"The program's own file {name} is missing or damaged: reinstall the program, or take "
        "the file back from version control."
    )
    assert "Traceback" not in run.stderr
