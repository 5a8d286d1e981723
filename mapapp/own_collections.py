"""Collections that readers bring: each lasts as long as a session of the app that shows it.

The address of a page names its collection (`?collection=mine-…`), so that a reload or a second tab
shows the same one, and never another in its place. The name cannot be guessed.
"""

from __future__ import annotations

import secrets
import weakref

from geodata.working_folders import make_temporary_folder

MAX_ZIP_MB = 100
"""The largest zip of a collection that is taken."""


class OwnCollection:
    """A collection in a folder of its own, which is removed once no session holds this object.

    Attributes:
        name: What an address calls it.
        room: The folder that is removed.
        folder: Where the collection lies: `room`, or a folder in it.
    """

    def __init__(self) -> None:
        self.name = f"mine-{secrets.token_hex(8)}"
        self._working = make_temporary_folder("import")
        self._working.clear_at_the_end()
        self.room = self._working.path
        self.folder = self.room
        _OPEN[self.name] = self


_OPEN: weakref.WeakValueDictionary[str, OwnCollection] = weakref.WeakValueDictionary()


def find_own(name: str) -> OwnCollection | None:
    """The collection of that name, if a session of this process still holds it."""
    return _OPEN.get(name)
