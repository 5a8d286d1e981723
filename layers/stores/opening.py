"""Which engine answers for a collection: chosen by its size, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.collection import read_collection
from layers.stores.building import are_fresh
from layers.stores.memory import MemoryStore
from layers.stores.sizes import EXTRA, is_installed, is_large

if TYPE_CHECKING:
    from pathlib import Path

    from layers.stores.questions import Store


class Opened(NamedTuple):
    """An engine, and what its user is told of it; often nothing."""

    store: Store
    remark: str


def open_store(folder: Path) -> Opened:
    """Open the engine that fits a collection.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
    """
    if not is_large(folder):
        return Opened(MemoryStore(read_collection(folder)), "")
    if not is_installed():
        remark = f"This collection is large: with the extra {EXTRA} it needs less time and memory."
        return Opened(MemoryStore(read_collection(folder)), remark)
    if not are_fresh(folder):
        remark = "This collection is large: run `python -m mapapp check` on it to prepare it."
        return Opened(MemoryStore(read_collection(folder)), remark)
    from layers.stores.columnar import ColumnarStore  # noqa: PLC0415 - only where it is asked for

    return Opened(ColumnarStore(folder), "This collection is large: DuckDB answers for it.")
