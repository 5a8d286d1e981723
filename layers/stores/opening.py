"""Opening a collection, wherever it is, by the engine that answers for it.

One in a folder is kept in memory or, by its size, answered for by DuckDB, which is said; one in a
database by the database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.apart import Allowed, TooCostlyError, run_apart
from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from geodata.freshness import read_state
from layers.stored import StoredCollection, StoredTables
from layers.stores.large_collections import EXTRA, check_database_extra, is_installed, is_large
from layers.stores.sources import DatabaseAddress

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from geodata.collection import Collection
    from layers.stores.sources import Source


PREPARING = Allowed(seconds=3_600, memory=8 * 1024**3)
"""In a process of its own, whose memory is free again when the first page is drawn."""


class OpenedCollection(NamedTuple):
    """A collection, and what its user should know of how it is read; often nothing."""

    collection: Collection
    remark: str


def open_source(source: Source) -> OpenedCollection:
    """Open a collection to be looked at.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
        DatabaseError: The database does not answer, or holds no collection.
    """
    return _open(source, open_collection)


def read_source_state(source: Source) -> Hashable:
    """What distinguishes one state of a collection from another.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: That does not describe tables as it should.
        DatabaseError: The database does not answer, or holds no collection.
    """
    if not isinstance(source, DatabaseAddress):
        return read_state(source)
    check_database_extra()
    from layers.stores.postgis_store import read_version  # noqa: PLC0415 - of an extra

    return read_version(source)


def read_for_documents(source: Source) -> Collection:
    """Read a collection of which documents are made.

    A folder is read into memory, whatever its size, unless it is large and has fresh files by which
    DuckDB answers.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
        DatabaseError: The database does not answer, or holds no collection.
    """
    return _open(source, _open_for_documents).collection


def open_collection(folder: Path) -> OpenedCollection:
    """Open a collection: in memory if it is small, else by DuckDB where that is installed.

    The files of a large collection are made first unless they are fresh, which takes a minute or
    two for a million records.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
    """
    if not is_large(folder):
        return OpenedCollection(read_collection(folder), "")
    if not is_installed():
        remark = f"This collection is large: install {EXTRA} to show it in less time and memory."
        return OpenedCollection(read_collection(folder), remark)
    from layers.stores.store_files import are_fresh  # noqa: PLC0415 - slow, for large ones alone

    try:
        if not are_fresh(folder):
            run_apart(prepare, folder, allowed=PREPARING)
        return OpenedCollection(
            open_stored(folder), "This collection is large: DuckDB answers for it."
        )
    except (OSError, TooCostlyError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remark = f"This collection is large, and its files for DuckDB cannot be made ({reason})."
        return OpenedCollection(read_collection(folder), remark)


def prepare(folder: Path) -> None:
    """Check a collection, and make its files for DuckDB.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
        OSError: The files cannot be written.
    """
    from layers.stores.store_files import build_files  # noqa: PLC0415 - slow, as above

    faults = find_faults(folder)
    if faults:
        raise BadCollectionError(folder, faults)
    build_files(folder)


def open_stored(folder: Path) -> StoredCollection:
    """Open a collection by its files for DuckDB, which must be fresh (`building.are_fresh`).

    Raises:
        OSError: The files cannot be read.
    """
    from layers.stores.duckdb_store import DuckDbStore  # noqa: PLC0415 - only where it is asked for
    from layers.stores.store_files import read_skeleton  # noqa: PLC0415 - slow, as above

    skeleton = read_skeleton(folder)
    store = DuckDbStore(skeleton)
    tables = StoredTables(skeleton.tables, store, skeleton.about.layers)
    return StoredCollection(skeleton.folder, skeleton.about, tables, store)


def _open_for_documents(folder: Path) -> OpenedCollection:
    if is_large(folder) and is_installed():
        from layers.stores.store_files import are_fresh  # noqa: PLC0415 - slow, as above

        if are_fresh(folder):
            return OpenedCollection(open_stored(folder), "")
    return OpenedCollection(read_collection(folder), "")


def _open(source: Source, open_folder: Callable[[Path], OpenedCollection]) -> OpenedCollection:
    """Open a collection in a database, or in a folder in one of two ways."""
    if not isinstance(source, DatabaseAddress):
        return open_folder(source)
    check_database_extra()
    from layers.stores.postgis_store import open_pushed  # noqa: PLC0415 - of an extra

    return OpenedCollection(open_pushed(source), "")
