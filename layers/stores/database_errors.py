"""What goes wrong with a database, in a sentence. None of them repeats a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.extras import MissingExtraError

if TYPE_CHECKING:
    from layers.stores.sources import DatabaseAddress


class DatabaseError(GeodataError):
    """A database cannot be read or written as things are."""


class DatabaseUnavailableError(DatabaseError, ConnectionError):
    """A database does not answer now, or not to this user."""

    def __init__(self, address: DatabaseAddress, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(
            f"{address} does not answer ({reason}): check that the server runs, its address, the "
            "user and the password, and try again."
        )


class DatabaseRefusedError(DatabaseError, PermissionError):
    """A database does not let the user do what is asked."""

    def __init__(self, address: DatabaseAddress, reason: str, remedy: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(f"{address} refuses ({reason}): {remedy}.")


class NothingPushedError(DatabaseError, LookupError):
    """A database holds no collection, or not this version of it any more."""

    def __init__(self, address: DatabaseAddress, what: str, remedy: str) -> None:
        self.address = address
        super().__init__(f"{address} holds no {what}: {remedy}.")


class ExtraMissingError(DatabaseError, MissingExtraError):
    """The packages are not installed with which databases are asked."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra, "A collection in a database")
