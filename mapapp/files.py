"""Files that a user names on the command line: `-` is standard input or output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from geodata.writing import write_atomically

STREAM = "-"

OutPath = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output."),
]


def write_bytes(path: str, data: bytes) -> None:
    """Write a file, or standard output for `-`.

    Raises:
        OSError: The file cannot be written; one of that name is left as it was.
    """
    if path == STREAM:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(path), data)
