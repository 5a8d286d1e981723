"""What the scripts behind the Makefile say when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of commands with a shell and no Python, browser or package manager."""
    folder = tmp_path / "commands"
    folder.mkdir()
    for name in ("sh", "rm", "id", "cat", "dirname", "sed"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


def run_script(
    name: str, *arguments: str, path: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(  # noqa: S603 - our own script
        [shell, str(ROOT / "scripts" / name), *arguments],
        cwd=path.parent,
        env={"PATH": str(path), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def write_command(folder: Path, name: str, text: str) -> None:
    command = folder / name
    command.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    command.chmod(0o755)


def test_without_a_python_it_is_said_which_is_needed(bare_path: Path) -> None:
    result = run_script("make-venv.sh", ".venv", path=bare_path)

    assert result.returncode == 1
    assert result.stderr.startswith("Python 3.11 or later is needed")
    assert result.stderr.count("\n") == 1


def test_an_old_python_is_passed_over(bare_path: Path) -> None:
    write_command(bare_path, "python3", "exit 1")
    write_command(bare_path, "python3.12", 'case "$1" in -m) echo "made $*";; esac')

    result = run_script("make-venv.sh", ".venv", path=bare_path)

    assert result.returncode == 0
    assert result.stdout == "made -m venv .venv\n"


def test_a_python_without_its_venv_module_is_said_with_the_remedy(bare_path: Path) -> None:
    write_command(bare_path, "python3", 'case "$*" in *ensurepip*) exit 1;; esac')

    result = run_script("make-venv.sh", ".venv", path=bare_path)

    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_with_a_space_in_its_name_is_not_an_obstacle(
    bare_path: Path, tmp_path: Path
) -> None:
    python = tmp_path / "a python" / "python"
    python.parent.mkdir()
    python.symlink_to(os.path.realpath(sys.executable))

    result = run_script("make-venv.sh", "a venv", path=bare_path, PYTHON=str(python))

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "a venv" / "bin" / "python").exists()


def test_a_browser_that_is_there_is_taken(bare_path: Path) -> None:
    write_command(bare_path, "chromium", "exit 0")

    assert run_script("provide-browser.sh", "/no/python", path=bare_path).returncode == 0


def test_a_browser_that_cannot_be_had_is_said_with_the_remedy(bare_path: Path) -> None:
    write_command(bare_path, "no-python", "exit 1")

    result = run_script("provide-browser.sh", str(bare_path / "no-python"), path=bare_path)

    assert result.returncode == 1
    assert "apt-get install chromium" in result.stderr


@pytest.fixture
def environment(bare_path: Path) -> Path:
    """The commands of a virtual environment: a Python whose pip says what it is asked for."""
    folder = bare_path.parent / ".venv" / "bin"
    folder.mkdir(parents=True)
    says = 'echo "$*" | sed "s/--quiet //g; s/.* install/pip installs/"'
    write_command(folder, "python", f'case "$*" in *"config get"*) exit 1;; esac; {says}')
    return folder


def install(environment: Path, bare_path: Path, **variables: str) -> str:
    python = str(environment / "python")
    result = run_script(
        "install-packages.sh", python, "requirements.txt", path=bare_path, **variables
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("uv", "installs"),
    [
        pytest.param("echo uv", "uv", id="uv works"),
        pytest.param("echo uv fails; exit 1", "pip installs", id="uv fails"),
        pytest.param(None, "pip installs", id="there is no uv"),
    ],
)
def test_packages_are_installed_with_uv_or_else_with_pip(
    environment: Path, bare_path: Path, uv: str | None, installs: str
) -> None:
    if uv:
        write_command(environment, "uv", uv)

    assert install(environment, bare_path).startswith(installs)


def test_the_index_that_pip_is_set_up_to_use_is_that_of_uv(
    environment: Path, bare_path: Path
) -> None:
    write_command(environment, "uv", 'echo "$UV_DEFAULT_INDEX"')
    index = "https://example.org/simple"

    assert install(environment, bare_path, PIP_INDEX_URL=index) == index
