"""What is packed in a zip, opened only after its sizes were looked at.

What a zip unpacks to is declared in its directory; every part is then unpacked once, piece by
piece, to see that it is no larger than that. Nothing is written to a disk, so that a path in it
leads nowhere; one that would lead out of its folder is refused all the same.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodata.archives import UNREADABLE_ARCHIVE
from geodata.importing.file_errors import (
    BrokenFileError,
    ImportFileError,
    NotATableError,
    TooLargeError,
    TooManyRowsError,
)

if TYPE_CHECKING:
    from geodata.importing.grid import Limits

MAX_PARTS = 5_000
CHUNK = 1024**2
DENSEST = 100
"""How much a part may unpack to, in times of its size: real sheets stay far below, bombs above."""

FREE_OF_THAT = 10 * CHUNK  # a part that unpacks to less may be as dense as it likes
_OF_A_SYSTEM = "__MACOSX"


def check_archive(data: bytes, name: str, kind: str, limits: Limits) -> tuple[str, ...]:
    """Bound what opening a zip can cost, by what its parts declare and by what they are.

    Args:
        data: The zip.
        name: Of the file, for messages.
        kind: What it should be, for messages.
        limits: The most that it may unpack to.

    Returns:
        The paths of its parts, without folders.

    Raises:
        TooLargeError: It would unpack to more than that.
        TooManyRowsError: It has too many parts.
        NotATableError: A path in it leads out of it.
        BrokenFileError: It is damaged, or locked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.unpacked:
                raise TooLargeError(name, unpacked, limits.unpacked, "unpacks to")
            if len(parts) > MAX_PARTS:
                raise TooManyRowsError(name, MAX_PARTS, "parts")
            for part in parts:
                if part.file_size > max(FREE_OF_THAT, DENSEST * part.compress_size):
                    raise TooLargeError(name, part.file_size, FREE_OF_THAT, "unpacks to")
                _unpack_in_pieces(archive, part)
    except ImportFileError:
        raise
    except UNREADABLE_ARCHIVE as error:
        raise BrokenFileError(name, kind, "the archive is not whole") from error
    paths = tuple(part.filename for part in parts if not part.is_dir())
    if not all(map(_is_inside, paths)):
        raise NotATableError(name, "an archive with paths that lead out of it")
    return paths


def read_part(data: bytes, path: str) -> bytes:
    """Unpack one part of a zip that was looked at."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(path)


def with_ending(paths: tuple[str, ...], *endings: str) -> tuple[str, ...]:
    """The paths that end so, without regard to case, and without what a system adds."""
    return tuple(
        path
        for path in paths
        if path.lower().endswith(endings)
        and not PurePosixPath(path).name.startswith(".")
        and _OF_A_SYSTEM not in PurePosixPath(path).parts
    )


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not (
        pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in (pure.parts or ("",))[0]
    )


def _unpack_in_pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its declared end, where its checksum shows whether that was the true one."""
    with archive.open(part) as file:
        while file.read(CHUNK):
            pass
