"""What the documents say to run exists, and what exists is in the documents."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import typer.main

from mapapp.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md")


def shell_lines(text: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [
        shlex.split(line, comments=True)
        for block in blocks
        for line in block.splitlines()
        if line.strip()
    ]


def commands_of(group: Any, *path: str) -> dict[tuple[str, ...], Any]:
    """Every command by its words, such as ("export", "table")."""
    found = {}
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= commands_of(command, *path, name)
        else:
            found[*path, name] = command
    return found


COMMANDS = commands_of(typer.main.get_command(app))
OPTIONS = [
    pytest.param(words, option, id=f"{' '.join(words)} {option}")
    for words, command in COMMANDS.items()
    for parameter in command.params
    if parameter.param_type_name == "option" and parameter.name != "help"
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("--")
]


@pytest.mark.parametrize("line", shell_lines(README), ids=" ".join)
def test_what_the_readme_says_to_run_exists(line: list[str]) -> None:
    if line[0] == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert line[1] in targets
        return
    assert line[:3] == ["python", "-m", "mapapp"]
    words = line[3:]
    command = next(COMMANDS[tuple(words[:n])] for n in (1, 2) if tuple(words[:n]) in COMMANDS)
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize(
    ("script", "document"),
    [
        ("scripts/document_commands.py", "docs/commands.md"),
        ("scripts/document_collections.py", "docs/collection.md"),
    ],
)
def test_a_reference_is_what_the_program_says_of_itself(script: str, document: str) -> None:
    result = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, script], cwd=ROOT, capture_output=True, check=True
    )

    written = (ROOT / document).read_text(encoding="utf-8")
    assert result.stdout.decode() == written, "run `make docs`"


@pytest.mark.parametrize(("words", "option"), OPTIONS)
def test_every_option_is_in_the_reference_and_has_a_help_text(
    words: tuple[str, ...], option: str
) -> None:
    section = REFERENCE.partition(f"\n## {' '.join(words)}\n")[2].partition("\n## ")[0]
    parameter = next(
        each for each in COMMANDS[words].params if option in {*each.opts, *each.secondary_opts}
    )

    assert f"`{option}`" in section
    assert parameter.help


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_reference_and_explains_itself(words: tuple[str, ...]) -> None:
    assert f"python -m mapapp {' '.join(words)}" in REFERENCE
    assert COMMANDS[words].help


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_files_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)\)", text)

    assert not [link for link in links if not ((ROOT / name).parent / link).exists()]


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_paths_in_code_marks_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:seeds|geodata|layers|mapapp|tests|benchmarks|docs)/[\w./]*)`", text)

    assert not [path for path in paths if not (ROOT / path).exists()]


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    record = json.loads((ROOT / "seeds/datapackage.json").read_text(encoding="utf-8"))
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert re.findall(r"^ *version: (.+)$", citation, re.MULTILINE) == [
        project["version"],
        record["version"],
    ]


def test_the_changelog_opens_with_what_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "Unreleased"


LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-server.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_packages_exactly_with_their_hashes_and_no_place_to_get_them(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    package = re.compile(r"[a-z0-9.-]+==[^ ;]+( ; .+)? \\")
    pinned = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

    assert all(package.fullmatch(line) or pinned.fullmatch(line) for line in lines)
    packages = [number for number, line in enumerate(lines) if package.fullmatch(line)]
    assert packages
    assert all(pinned.fullmatch(lines[number + 1]) for number in packages)
    assert "://" not in text


def test_a_package_has_the_same_version_in_every_lock() -> None:
    pinned = {
        tuple(line.split(" ")[0].split("=="))
        for name in LOCKS
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line.partition(" ;")[0] and not line.startswith(" ")
    }
    several = [name for name, number in Counter(name for name, _ in pinned).items() if number > 1]

    assert len(pinned) > len(LOCKS)
    assert several == []


def test_every_package_that_the_project_states_is_locked() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = {
        line.partition("==")[0]
        for name in LOCKS
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
    }
    wanted = [*stated["project"]["dependencies"], *stated["dependency-groups"]["dev"]]
    extras = stated["project"]["optional-dependencies"]
    wanted += [each for name in ("columnar", "postgis", "signin") for each in extras[name]]
    names = {re.split(r"[><=~\[ ]", each)[0].lower().replace("_", "-") for each in wanted}

    assert names <= locked
