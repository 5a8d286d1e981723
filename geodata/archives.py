"""Zip files that are the same, byte for byte, whenever and wherever they are written."""

from __future__ import annotations

import io
import lzma
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
_LENGTHS = 26  # where the header of an entry says how long its name and its extra field are
_READABLE = 0o644 << 16


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Write files as a zip.

    Args:
        files: By path in the zip, in the order in which they are written.
    """
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return data.getvalue()


def rewrite_archive(data: bytes, changed: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Rewrite a zip that a library made, with the entries of `write_archive`.

    Args:
        data: The zip. What is not changed in it is copied as it is packed.
        changed: What becomes of some of its files, by path.
    """
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(written, "w") as fresh:
        for packed in archive.infolist():
            name = packed.filename
            if name in changed:
                fresh.writestr(_entry(name), changed[name](archive.read(name)))
            else:
                _copy_packed(data, packed, written, fresh)
    return written.getvalue()


def _copy_packed(data: bytes, packed: ZipInfo, written: io.BytesIO, fresh: ZipFile) -> None:
    """Copy a file of a zip into the one that is written, without unpacking it: zipfile cannot."""
    entry = _entry(packed.filename)
    entry.compress_type = packed.compress_type
    entry.CRC, entry.file_size = packed.CRC, packed.file_size
    entry.compress_size, entry.header_offset = packed.compress_size, fresh.start_dir
    lengths = struct.unpack_from("<HH", data, packed.header_offset + _LENGTHS)  # name, extra field
    begin = packed.header_offset + _LENGTHS + 4 + sum(lengths)
    written.seek(fresh.start_dir)
    written.write(entry.FileHeader())
    written.write(memoryview(data)[begin : begin + packed.compress_size])
    fresh.start_dir = written.tell()
    fresh.filelist.append(entry)


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
