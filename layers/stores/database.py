"""Connections to a PostgreSQL database, and what is said when it does not answer.

psycopg comes with the extra `postgis`. Readers share a few connections, which may not write. One
that is lost, in the middle of a query or before, is replaced and the query asked again.
"""

from __future__ import annotations

import atexit
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolTimeout

from layers.stores.database_errors import (
    DatabaseRefusedError,
    DatabaseUnavailableError,
    NothingPushedError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.stores.sources import DatabaseAddress

CONNECTIONS = 8
"""That readers of one process share."""

CONNECT_S = 10
WAIT_S = 10.0
"""How long a reader waits for a connection: a server that restarts is back by then."""

CLOSE_S = 0.5
ANSWER_S = 120
"""How long a query may take."""

TIMES_ASKED = 3
APPLICATION = "mapapp"

_LOST = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow)

READER_REMEDY = (
    "let an administrator make the user a member of the role mapapp_reader (GRANT mapapp_reader TO "
    "the user)"
)
NOT_HERE = (
    "collection, or not this version of it any more",
    "push one with `mapapp push`, or try again",
)
WRITER_REMEDY = (
    "let an administrator look at what the role mapapp_editor may do in this database, and whether "
    "the user is a member of it"
)


@contextmanager
def connect(address: DatabaseAddress) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect to a database for a block, to read and write.

    Raises:
        DatabaseUnavailableError: It does not answer, or the connection is lost.
        DatabaseRefusedError: The user may not do something.
    """
    try:
        with psycopg.connect(
            address.url, autocommit=True, connect_timeout=CONNECT_S, application_name=APPLICATION
        ) as connection:
            yield connection
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise _unavailable(address, error) from None
    except errors.InsufficientPrivilege as error:
        raise refusal(address, error, WRITER_REMEDY) from None
    except psycopg.ProgrammingError as error:
        if error.sqlstate is None:  # of libpq, which cannot read the address
            raise _unavailable(address, error) from None
        raise


class Answer(NamedTuple):
    """What a query gives: its columns with the numbers of their types, and its rows."""

    columns: Mapping[str, int]
    rows: Sequence[tuple[Any, ...]]


class Readers:
    """The connections that readers of a database share."""

    def __init__(self, address: DatabaseAddress) -> None:
        """Make none yet."""
        self.address = address
        self._pool = ConnectionPool(
            address.url,
            min_size=0,
            max_size=CONNECTIONS,
            timeout=WAIT_S,
            reconnect_timeout=WAIT_S,
            open=False,
            kwargs={
                "autocommit": True,
                "application_name": APPLICATION,
                "connect_timeout": CONNECT_S,
                "cursor_factory": psycopg.RawCursor,
                "options": f"-c default_transaction_read_only=on -c statement_timeout={ANSWER_S}s",
                "prepare_threshold": None,
            },
        )
        self._pool.open()

    def close(self) -> None:
        """Close all."""
        self._pool.close(timeout=CLOSE_S)

    def ask(self, query: str, values: Sequence[Any] = ()) -> Answer:
        """Ask, with `$1` and so on in the query for its values.

        Raises:
            DatabaseUnavailableError: The database does not answer, not even when asked again.
            DatabaseRefusedError: It does not let the user read.
            NothingPushedError: What is asked for is not there.
        """
        turns_left = TIMES_ASKED
        while True:
            turns_left -= 1
            try:
                return self._ask_once(query, values)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                if not (turns_left and _is_lost(error)):
                    raise _unavailable(self.address, error) from None
                self._pool.check()  # others may be lost with it

    def _ask_once(self, query: str, values: Sequence[Any]) -> Answer:
        try:
            with self._pool.connection() as connection:
                cursor = connection.execute(query, values, binary=True)
                columns = cursor.description or []
                return Answer({each.name: each.type_code for each in columns}, cursor.fetchall())
        except PoolTimeout:
            with connect(self.address):  # raises the reason
                raise
        except errors.InsufficientPrivilege as error:
            raise refusal(self.address, error, READER_REMEDY) from None
        except (errors.UndefinedTable, errors.InvalidSchemaName):
            raise NothingPushedError(self.address, *NOT_HERE) from None


@cache
def readers_of(address: DatabaseAddress) -> Readers:
    """The connections that readers of a database share in this process."""
    readers = Readers(address)
    atexit.register(readers.close)
    return readers


def refusal(address: DatabaseAddress, error: psycopg.Error, remedy: str) -> DatabaseRefusedError:
    """What is said when a database does not let its user do something."""
    return DatabaseRefusedError(address, _without_password(address, _reason(error)), remedy)


def _is_lost(error: psycopg.Error) -> bool:
    """Whether an error says that the connection is gone, and not that a query takes too long."""
    return error.sqlstate is None or isinstance(error, _LOST)


def _unavailable(address: DatabaseAddress, error: psycopg.Error) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(address, _without_password(address, _reason(error)))


def _reason(error: psycopg.Error) -> str:
    """The first line of what the server or the library says."""
    text = error.diag.message_primary or str(error)
    return text.strip().splitlines()[0].removesuffix(".") if text.strip() else type(error).__name__


def _without_password(address: DatabaseAddress, text: str) -> str:
    """A text of the library, should it repeat the password."""
    try:
        password = conninfo_to_dict(address.url).get("password")
    except psycopg.ProgrammingError:
        return "its address cannot be read"
    return text.replace(str(password), "…") if password else text
