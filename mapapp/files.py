"""Files that a user names on the command line: `-` is standard input or output."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO

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
        output = _open(sys.stdout, "standard output")
        output.write(data)
        output.flush()
    else:
        write_atomically(Path(path), data)


def read_stream(limit: int) -> bytes:
    """Read standard input, as many bytes as a caller can use at most.

    Raises:
        OSError: Whoever called the program has closed it.
    """
    return _open(sys.stdin, "standard input").read(limit)


def _open(stream: TextIO | None, name: str) -> BinaryIO:
    """The bytes of a stream; a caller may have closed it before the program began."""
    if stream is None:
        raise OSError(errno.EBADF, "closed by the caller", name)
    return stream.buffer
