"""Files that a user names on the command line: `-` is standard input or output."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO

import typer

from geodata.csv_files import with_mark
from geodata.errors import GeodataError
from geodata.writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

STREAM = "-"

OutPath = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output."),
]


class UnknownEndingError(GeodataError, ValueError):
    """The name of a file ends in none of the ways that say what to write."""

    def __init__(self, path: str, endings: Iterable[str]) -> None:
        self.path = path
        self.endings = tuple(endings)
        super().__init__(f"What to write into {path}? End its name with {', '.join(self.endings)}.")


def ending_of(path: str, endings: Collection[str], *, streamed: str) -> str:
    """What to write, by the ending of a file's name.

    Args:
        path: A file, or `-`.
        endings: Those that mean something, such as `.csv`.
        streamed: The one that standard output is taken for.

    Raises:
        UnknownEndingError: The name has no ending, or another one.
    """
    ending = streamed if path == STREAM else Path(path).suffix.lower()
    if ending not in endings:
        raise UnknownEndingError(path, endings)
    return ending


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


def write_csv(path: str, data: bytes) -> None:
    """Write CSV in UTF-8: a file with the mark that spreadsheets know UTF-8 by, a stream without.

    Raises:
        OSError: As in `write_bytes`.
    """
    write_bytes(path, data if path == STREAM else with_mark(data))


def read_stream(limit: int) -> bytes:
    """Read standard input, as many bytes as a caller can use at most.

    Raises:
        OSError: The caller of the program has closed it.
    """
    return _open(sys.stdin, "standard input").read(limit)


def _open(stream: TextIO | None, name: str) -> BinaryIO:
    """The bytes of a stream; a caller may have closed it before the program began."""
    if stream is None:
        raise OSError(errno.EBADF, "closed by the caller", name)
    return stream.buffer
