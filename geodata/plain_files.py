"""Plain files: what waits for a writer, or never ends, is not read."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


class NotAFileError(OSError):
    """A pipe, a device or a socket is where a file should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "is a pipe or a device, not a file", str(path))


def read_plain_file(path: Path) -> bytes:
    """Read a file without waiting for a writer, or not at all.

    Raises:
        NotAFileError: It is a pipe, a device or a socket.
        OSError: It cannot be read.
    """
    _refuse_others(path)
    return path.read_bytes()


def open_plain_file(path: Path) -> BinaryIO:
    """Open a file to be read piece by piece.

    Raises:
        NotAFileError: It is a pipe, a device or a socket.
        OSError: It cannot be opened.
    """
    _refuse_others(path)
    return path.open("rb")


def _refuse_others(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotAFileError(path)
