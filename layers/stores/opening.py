"""Whether a collection is kept in memory or asked by an engine: chosen by its size, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.apart import Allowed, TooCostlyError, run_apart
from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from layers.stored import StoredCollection, StoredTables
from layers.stores.sizes import EXTRA, is_installed, is_large

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.collection import Collection


PREPARING = Allowed(seconds=3_600, memory=8 * 1024**3)
"""In a process of its own, whose memory is free again when the first page is drawn."""


class Opened(NamedTuple):
    """A collection, and what its user is told of how it is read; often nothing."""

    collection: Collection
    remark: str


def open_collection(folder: Path) -> Opened:
    """Open a collection: in memory if it is small, else by DuckDB where that is installed.

    The files of a large collection are made first unless they are fresh, which takes a minute or
    two for a million records.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
    """
    if not is_large(folder):
        return Opened(read_collection(folder), "")
    if not is_installed():
        remark = f"This collection is large: install {EXTRA} to show it in less time and memory."
        return Opened(read_collection(folder), remark)
    from layers.stores.building import are_fresh  # noqa: PLC0415 - slow, for large ones alone

    try:
        if not are_fresh(folder):
            run_apart(prepare, folder, allowed=PREPARING)
        return Opened(open_stored(folder), "This collection is large: DuckDB answers for it.")
    except (OSError, TooCostlyError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remark = f"This collection is large, and its files for DuckDB cannot be made ({reason})."
        return Opened(read_collection(folder), remark)


def prepare(folder: Path) -> None:
    """Check a collection, and make its files for DuckDB.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
        OSError: The files cannot be written.
    """
    from layers.stores.building import build_files  # noqa: PLC0415 - slow, as above

    faults = find_faults(folder)
    if faults:
        raise BadCollectionError(folder, faults)
    build_files(folder)


def open_stored(folder: Path) -> StoredCollection:
    """Open a collection by its files for DuckDB, which must be fresh (`building.are_fresh`).

    Raises:
        OSError: The files cannot be read.
    """
    from layers.stores.building import read_skeleton  # noqa: PLC0415 - slow, as above
    from layers.stores.duckdb_store import DuckDbStore  # noqa: PLC0415 - only where it is asked for

    skeleton = read_skeleton(folder)
    store = DuckDbStore(skeleton)
    tables = StoredTables(skeleton.tables, store, skeleton.about.layers)
    return StoredCollection(skeleton.folder, skeleton.about, tables, store)
