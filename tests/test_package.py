"""What is installed from the wheel works alone, away from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import folium
import pytest

import mapapp

ROOT = Path(__file__).parents[1]
EXAMPLE = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(
        *(sys.executable, "-m", "pip", "wheel", str(ROOT)),
        *("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)),
        at=folder,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment, with the packages of this one behind it."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    Path(paths["purelib"], "packages_of_the_tests.pth").write_text(sysconfig.get_path("purelib"))
    python = Path(paths["scripts"], "python")
    _run(
        *(sys.executable, "-m", "pip", "--python", str(python)),
        *("install", "--no-deps", "--no-index", str(wheel)),
        at=folder,
    )
    return Path(paths["scripts"])


def _run(*command: str, at: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own package
        command,
        cwd=at,
        env={**os.environ, "PYTHONPATH": "", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_packages_with_their_data_and_the_record(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    tracked = _run("git", "ls-files", "mapapp", "layers", "geodata", at=ROOT).splitlines()
    record = _run("git", "ls-files", "seeds", at=ROOT).splitlines()

    missing = {*tracked, *(f"mapapp/{name}" for name in record)} - set(names)
    assert not missing
    assert {name.split("/")[0] for name in names} == {
        *("mapapp", "layers", "geodata"),
        f"mapapp-{mapapp_version()}.dist-info",
    }


def mapapp_version() -> str:
    found = re.search(
        r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    assert found
    return found[1]


@pytest.mark.slow
def test_the_command_works_from_the_wheel(installed: Path, tmp_path: Path):
    assert "Explore, publish and brief" in _run(str(installed / "mapapp"), "--help", at=tmp_path)
    assert "No faults" in _run(str(installed / "mapapp"), "check", at=tmp_path)


@pytest.mark.slow
def test_the_example_of_the_readme_works_from_the_wheel(installed: Path, tmp_path: Path):
    assert EXAMPLE
    (tmp_path / "example.py").write_text(EXAMPLE[1], encoding="utf-8")
    _run(str(installed / "python"), "example.py", at=tmp_path)

    assert (tmp_path / "italy.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "italy.pdf").read_bytes().startswith(b"%PDF")


# --- the functions that a notebook calls ---


def test_a_selection_takes_the_words_of_the_command_line(seeds):
    shown = mapapp.select(seeds, country="Italy", year="2016:2019", undated=False)

    assert set(shown.of_role("site")["country"]) == {"IT"}
    assert set(shown.of_role("site")["certainty"]) <= {"certain", "possible"}
    assert len(mapapp.select(seeds, country=["Italy", "HR"]).of_role("site")) > len(
        shown.of_role("site")
    )


def test_a_filter_that_does_not_exist_is_refused(seeds):
    with pytest.raises(TypeError, match="colour"):
        mapapp.select(seeds, colour="blue")


def test_a_map_shows_itself_in_a_notebook(seeds):
    drawn = mapapp.draw_map(mapapp.select(seeds, country="Italy"))

    assert isinstance(drawn, folium.Map)
    assert "mapapp.draw" in drawn._repr_html_()


def test_a_place_is_found_and_namesakes_are_left_open():
    assert mapapp.geocode("Prato", "Italy").lon == pytest.approx(11.1, abs=0.1)
    assert mapapp.geocode("Victoria").lon is None
