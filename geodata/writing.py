"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

LONGEST_NAME = 100


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target and then put it in its place, so that nobody reads half a file.

    A file that exists keeps its permissions, a link its target.

    Raises:
        OSError: The file cannot be written; one of that name is left as it was.
    """
    target = path.resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    beside: Path | None = None
    try:
        with NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:LONGEST_NAME]}.", delete=False
        ) as file:
            beside = Path(file.name)
            file.write(data)
        beside.chmod(target.stat().st_mode if target.exists() else _mode_of_new_files())
        beside.replace(target)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def _mode_of_new_files() -> int:
    """What the user's umask leaves; temporary files are private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
