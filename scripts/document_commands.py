"""Write the reference of the commands from what they say of themselves.

python scripts/document_commands.py > docs/commands.md        or: make docs
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer.main  # noqa: E402 - after the root is on the path

from mapapp.cli import app  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """\
# Commands

Run them with the Python of `.venv`. `-` is standard input or output. Data goes to standard output,
remarks to standard error. What you can mend is reported in one sentence, with exit code 1.

Written by `make docs`, from what the commands say of themselves.
"""


def commands_of(group: Any, *path: str) -> Iterator[tuple[str, Any]]:
    """Every command with its words, such as `export table`, in alphabetical order."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands_of(command, *path, name)
        else:
            yield " ".join([*path, name]), command


def describe(words: str, command: Any) -> str:
    """One section: the call, what it does, and a row for each argument and option."""
    parameters = [each for each in command.params if each.name != "help"]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    call = " ".join([f"python -m mapapp {words}", *(_shown(each) for each in arguments)])
    rows = [f"| {_names(each)} | {_text(each)} |" for each in parameters]
    table = ["| | |", "| --- | --- |", *rows] if rows else []
    return "\n".join([f"## {words}", "", f"`{call}`", "", command.help.strip(), "", *table, ""])


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{_shown(parameter)}`"
    words = [f"`{each}`" for each in (*parameter.opts, *parameter.secondary_opts)]
    metavar = f" `{parameter.metavar}`" if parameter.metavar else ""
    return ", ".join(words) + metavar


def _shown(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return str(name if argument.required or name.startswith("[") else f"[{name}]")


def _text(parameter: Any) -> str:
    needed = parameter.param_type_name == "option" and parameter.required
    default = parameter.default
    is_said = isinstance(default, str | int) and not isinstance(default, bool) and default != ""
    parts = [
        parameter.help,
        "Required." if needed else "",
        f"Default: {default}." if is_said else "",
    ]
    return " ".join(part for part in parts if part).replace("|", "\\|")


def main() -> None:
    """Print the reference."""
    sections = [describe(*each) for each in commands_of(typer.main.get_command(app))]
    sys.stdout.write("\n".join([HEAD, *sections]))


if __name__ == "__main__":
    main()
