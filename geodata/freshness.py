"""Whether a collection is still what was read: by the files that its description names, no others.

An editor's lock files, notes and copies beside the tables change nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geodata.description import DESCRIPTOR, read_description

if TYPE_CHECKING:
    from pathlib import Path


class FileState(NamedTuple):
    """What distinguishes one state of a file from another; None where there is no file."""

    name: str
    size: int | None = None
    modified_ns: int | None = None
    changed_ns: int | None = None
    number: int | None = None


def read_state(folder: Path) -> tuple[FileState, ...]:
    """The state of a collection on disk: it differs whenever a described file does.

    Sizes, both times and the file's number are compared: an older file that is put back is a
    change like any other.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: That does not describe tables as it should.
    """
    described = _state(folder, DESCRIPTOR)
    return described, *(_state(folder, name) for name in _named_files(folder, described))


@lru_cache(maxsize=32)
def _named_files(folder: Path, described: FileState) -> tuple[str, ...]:
    """The files of the tables; the description is read once for each of its states."""
    del described
    about = read_description(folder)
    return tuple(about.file_name(name) for name in about.tables)


def _state(folder: Path, name: str) -> FileState:
    try:
        found = (folder / name).stat()
    except OSError:
        return FileState(name)
    return FileState(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
