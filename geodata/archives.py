"""Zip files that are the same, byte for byte, whenever and wherever they are written."""

from __future__ import annotations

import io
import lzma
import shutil
import struct
import zlib
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the first that a zip file can state."""

UNREADABLE_ARCHIVE = (
    BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, OverflowError,
    zlib.error, struct.error, lzma.LZMAError,
)  # fmt: skip
"""What Python's zip reader raises on archives that are damaged, encrypted or packed oddly."""

_UNIX = 3
_PIECE = 1024 * 1024
_READABLE = 0o644 << 16


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Write files as a zip.

    Args:
        files: By path in the zip, in the order in which they shall stand.
    """
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return data.getvalue()


def rewrite_archive(data: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Write a zip that was just made by a library anew, as `write_archive` would.

    Args:
        data: The zip. Its files are copied piece by piece: a large one is never held whole.
        changed: What becomes of some of them, by path.
    """
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(written, "w") as fresh:
        for name in archive.namelist():
            if name in changed:
                fresh.writestr(_entry(name), changed[name](archive.read(name)))
                continue
            entry = _entry(name)
            entry.file_size = archive.getinfo(name).file_size
            with archive.open(name) as source, fresh.open(entry, "w") as target:
                shutil.copyfileobj(source, target, _PIECE)
    return written.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry


def read_archive(data: bytes) -> dict[str, bytes]:
    """The files of a zip that was just made by a library, in their order.

    A zip from elsewhere goes through `geodata.zipped`, which sets limits.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
