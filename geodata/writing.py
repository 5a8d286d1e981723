"""Files and folders that appear whole or not at all, whenever the writing ends."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from geodata.working_folders import find_leftovers, is_in_use, make_working_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNFINISHED = ".mapapp-"
"""How the name of a folder begins in which something is written before it takes its place."""

_TARGET = "target"  # holds the name of the folder that is replaced
_NEW, _OLD = "new", "old"
_WAIT_S, _STEP_S = 2.0, 0.02

_log = logging.getLogger(__name__)


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target and then put it in its place, so that no reader sees half a file.

    A file that exists keeps its permissions, a link its target.

    Raises:
        OSError: The file cannot be written; one of that name is left as it was.
    """
    target = path.resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    with _workspace_beside(target, path) as workspace:
        fresh = workspace / _NEW
        fresh.write_bytes(data)
        if target.exists():
            fresh.chmod(target.stat().st_mode)
        fresh.replace(target)


@contextmanager
def replacing_folder(folder: Path, *, keeps: bool = False) -> Iterator[Path]:
    """Fill a new folder; at the end of the block it takes the place of the old one, whole.

    Args:
        folder: What is replaced, or made; of a link, its target.
        keeps: Whether what the old folder holds is in the new one from the start.

    Yields:
        The new folder.

    Raises:
        OSError: The folder cannot be written; what was there is left as it was.
    """
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _workspace_beside(target, folder) as workspace:
        fresh = workspace / _NEW
        if keeps and target.exists():
            _copy(target, fresh)
        else:
            fresh.mkdir()
        yield fresh
        (workspace / _TARGET).write_text(target.name, encoding="utf-8")
        if target.exists():
            target.rename(workspace / _OLD)
        fresh.rename(target)


def recover_folder(folder: Path) -> bool:
    """Put back a folder whose replacement was interrupted at the one moment when it had no name.

    Returns:
        Whether there is such a folder now.
    """
    target = folder.resolve()
    until = time.monotonic() + _WAIT_S
    while not target.exists() and any(
        _replaces(workspace, target) and is_in_use(workspace)
        for workspace in target.parent.glob(f"{UNFINISHED}*")
    ):
        if time.monotonic() > until:
            return False
        time.sleep(_STEP_S)  # another run is between its two steps
    if not target.exists():
        _clear_leftovers(target.parent)
    return target.exists()


@contextmanager
def _workspace_beside(target: Path, named: Path) -> Iterator[Path]:
    """A folder beside the target, where renaming moves no data.

    Errors in it name the target, by the name that the user gave it.
    """
    _clear_leftovers(target.parent)
    try:
        workspace = make_working_folder(UNFINISHED, target.parent)
        try:
            yield workspace.path
        finally:
            _put_back(workspace.path)
            workspace.clear()
    except OSError as error:
        if error.errno is None or UNFINISHED not in str(error.filename or UNFINISHED):
            raise
        raise OSError(error.errno, error.strerror, str(named)) from error


def _clear_leftovers(parent: Path) -> None:
    """Put right and clear what killed runs left in a folder; what cannot be touched stays."""
    for workspace in find_leftovers(UNFINISHED, parent):
        try:
            back = _put_back(workspace.path)
        except OSError as error:
            _log.warning(
                "%s could not be put back in its place (%s).", workspace.path / _OLD, error
            )
            workspace.release()
            continue
        if back:
            _log.warning(
                "%s was missing: replacing it was interrupted, and the old one is back.", back
            )
        workspace.clear()


def _put_back(workspace: Path) -> Path | None:
    """Give the old folder its name again, if it was taken away and the new one is not there yet."""
    old, new = workspace / _OLD, workspace / _NEW
    if not (old.exists() and new.exists()):
        return None
    target = workspace.parent / (workspace / _TARGET).read_text(encoding="utf-8")
    if target.exists():
        return None
    old.rename(target)
    return target


def _replaces(workspace: Path, target: Path) -> bool:
    with suppress(OSError):
        return (workspace / _TARGET).read_text(encoding="utf-8") == target.name
    return False


def _copy(source: Path, target: Path) -> None:
    """Copy a folder; what links lead to is copied too, and those that lead nowhere as they are.

    Raises:
        OSError: It names the first of the files that cannot be copied.
    """
    try:
        shutil.copytree(source, target, ignore_dangling_symlinks=True)
    except shutil.Error as error:
        path, _, reason = error.args[0][0]
        raise OSError(errno.EIO, str(reason), str(path)) from error
    for path in source.rglob("*"):
        if path.is_symlink() and not path.exists():
            (target / path.relative_to(source)).symlink_to(path.readlink())
