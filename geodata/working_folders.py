"""Folders that a run fills and clears again: beside what they will replace, or in the system's own.

Each holds a lock. The system releases it when the process ends, however that ends: a folder whose
lock is free was left behind by a run that was killed, and the next one clears it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import weakref
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import portalocker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom

LOCK = ".mapapp-lock"
TEMPORARY = "mapapp-"
"""How the name of every folder begins that the app makes in the system's folder for such."""

_AS_MADE = re.compile(r"[a-z0-9_]{8}$")  # the end of the names that `tempfile` makes up
_BY_ONE_PROCESS = portalocker.LOCK_EX | portalocker.LOCK_NB


class WorkingFolder:
    """A folder that no other run touches while this object exists.

    Attributes:
        path: The folder; no other user may read it.
    """

    def __init__(self, path: Path, lock: BufferedRandom) -> None:
        self.path = path
        self._lock = lock

    def clear(self) -> None:
        """Delete the folder with all it holds."""
        _clear(self.path, self._lock)

    def release(self) -> None:
        """Leave the folder as it is, for the search for leftovers."""
        self._lock.close()

    def clear_at_the_end(self) -> None:
        """Delete the folder when this object goes, at the latest when the process ends."""
        weakref.finalize(self, _clear, self.path, self._lock)


def make_working_folder(prefix: str, parent: Path) -> WorkingFolder:
    """Make a folder for what is not finished.

    Args:
        prefix: How its name begins.
        parent: The folder to make it in.

    Raises:
        OSError: It cannot be made.
    """
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):  # a run that clears leftovers was faster
            with ExitStack() as undoing:
                undoing.callback(path.rmdir)
                (path / LOCK).touch()
                undoing.pop_all()
            mine = _take(path)
            if mine is not None:
                return mine


def make_temporary_folder(purpose: str) -> WorkingFolder:
    """Make a folder among the system's temporary ones, after clearing what killed runs left there.

    Args:
        purpose: A word that its name shows.

    Raises:
        OSError: It cannot be made.
    """
    parent = Path(tempfile.gettempdir())
    for leftover in find_leftovers(TEMPORARY, parent):
        leftover.clear()
    return make_working_folder(f"{TEMPORARY}{purpose}-", parent)


@contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Such a folder for a block: cleared behind it."""
    folder = make_temporary_folder(purpose)
    try:
        yield folder.path
    finally:
        folder.clear()


def find_leftovers(prefix: str, parent: Path) -> Iterator[WorkingFolder]:
    """The folders of runs that have ended without clearing them: in use by the caller from now on.

    Those of other users are passed over.
    """
    for path in sorted(parent.glob(f"{prefix}*")):
        if not (_AS_MADE.search(path.name) and _is_ours(path)):
            continue
        with suppress(OSError):
            path.rmdir()  # it was killed before it could lock the folder; others are not empty
        found = _take(path)
        if found is not None:
            yield found


def is_in_use(path: Path) -> bool:
    """Whether a live process works in the folder."""
    found = _take(path)
    if found is None:
        return (path / LOCK).exists()
    found.release()
    return False


def _is_ours(path: Path) -> bool:
    """Whether the folder is one of this kind, and of this user."""
    try:
        is_folder = path.is_dir() and not path.is_symlink()
        return is_folder and (not hasattr(os, "getuid") or path.stat().st_uid == os.getuid())
    except OSError:
        return False


def _take(path: Path) -> WorkingFolder | None:
    """Lock a folder; None if another process has it, or has just cleared it."""
    try:
        lock = (path / LOCK).open("r+b")
    except OSError:
        return None
    try:
        portalocker.lock(lock, _BY_ONE_PROCESS)
    except portalocker.LockException:
        lock.close()
        return None
    if not (path / LOCK).exists():
        lock.close()
        return None
    return WorkingFolder(path, lock)


def _clear(path: Path, lock: BufferedRandom) -> None:
    """Delete a folder; the lock goes last, so that what is left of it can still be cleared."""
    for each in path.glob("*"):
        if each.name == LOCK:
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with suppress(OSError):
                each.unlink()
    lock.close()
    shutil.rmtree(path, ignore_errors=True)
