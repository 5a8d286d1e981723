"""Which collections are large, and whether what answers for them, or databases, is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.description import read_description
from geodata.extras import are_installed
from layers.stores.database_errors import ExtraMissingError

if TYPE_CHECKING:
    from pathlib import Path

LARGE_BYTES = 30_000_000
"""Of the tables with records, about 100,000 records: up to this size memory is quicker."""

EXTRA = "mapapp[columnar]"
PACKAGES = ("duckdb", "sqlglot")
"""What the extra brings."""

DATABASE_EXTRA = "mapapp[postgis]"
DATABASE_PACKAGES = ("psycopg", "psycopg_pool", "sqlglot")
"""The same for a collection in a database."""


def is_large(folder: Path) -> bool:
    """Whether the tables with records are too large to be kept in memory with ease."""
    about = read_description(folder)
    files = (folder / about.file_name(layer) for layer in about.layers)
    return sum(file.stat().st_size for file in files if file.exists()) > LARGE_BYTES


def is_installed() -> bool:
    """Whether the packages of the extra are there; none of them is loaded."""
    return are_installed(PACKAGES)


def check_database_extra() -> None:
    """See that the packages are there with which databases are asked; none of them is loaded.

    Raises:
        ExtraMissingError: They are not.
    """
    if not are_installed(DATABASE_PACKAGES):
        raise ExtraMissingError(DATABASE_EXTRA)
