"""A collection as one zip, and back: unpacked only within limits, and only into its own folder."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodata.archives import UNREADABLE_ARCHIVE, write_archive
from geodata.description import DESCRIPTOR
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_FILES = 200
MAX_BYTES = 300 * 1024**2
CHUNK = 1024**2
ENCRYPTED = 0x1  # of the flags of an entry


class BadArchiveError(GeodataError, ValueError):
    """A zip is not a collection, or not a safe one."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(
            f"{name} {reason}: use a zip that the import page or `import` made, or a folder."
        )


def pack_collection(files: Mapping[str, bytes], folder: str) -> bytes:
    """Write the files of a collection as a zip that holds one folder.

    Args:
        files: By name.
        folder: What the folder is called.
    """
    return write_archive({f"{folder}/{name}": files[name] for name in sorted(files)})


def unpack_collection(path: Path, target: Path, *, name: str = "") -> Path:
    """Unpack a zipped collection.

    Only plain files directly in the archive or in its one folder are taken. A path that leads
    elsewhere refuses the whole archive, as does more than it may hold.

    Args:
        path: The zip.
        target: An empty folder.
        name: What to call the zip in a message; its own name if left out.

    Returns:
        The folder that holds the collection.

    Raises:
        BadArchiveError: It is damaged, too large, unsafe, or holds no collection.
        OSError: It cannot be read, or the target cannot be written.
    """
    name = name or path.name
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(name, entries)
            for entry in entries:
                file = target / PurePosixPath(entry.filename).name
                with archive.open(entry) as source, file.open("xb") as copy:
                    while piece := source.read(CHUNK):
                        copy.write(piece)
    except BadArchiveError:
        raise
    except FileExistsError as error:
        raise BadArchiveError(name, "holds two files of one name") from error
    except UNREADABLE_ARCHIVE as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BadArchiveError(name, "cannot be unpacked") from error
    if not (target / DESCRIPTOR).is_file():
        raise BadArchiveError(name, f"holds no {DESCRIPTOR}")
    return target


def _check(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES or sum(each.file_size for each in entries) > MAX_BYTES:
        raise BadArchiveError(name, "holds more than a collection does")
    if any(stat.S_ISLNK(each.external_attr >> 16) for each in entries):
        raise BadArchiveError(name, "has links in it instead of files")
    if any(each.flag_bits & ENCRYPTED for each in entries):
        raise BadArchiveError(name, "is locked with a password")
    paths = [PurePosixPath(each.filename) for each in entries]
    folders = {path.parent for path in paths}
    is_inside = all(
        not path.is_absolute() and ".." not in path.parts and "\\" not in str(path)
        and ":" not in path.parts[0]
        for path in paths
    )  # fmt: skip
    if not is_inside or len(folders) > 1 or any(len(folder.parts) > 1 for folder in folders):
        raise BadArchiveError(name, "has files outside of one folder")
