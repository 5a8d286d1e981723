"""A cache on disk of the answers of online services, so that no question is asked twice."""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from geodata.errors import UnusableCacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEPT_DAYS = 365
EMPTY_KEPT_DAYS = 30  # a place that was not found may since have been mapped
_LOGGER = logging.getLogger(__name__)
_TABLE = """
    create table if not exists answers (
        service text, query text, country text, day text, answer text,
        primary key (service, query, country)
    )
"""

Answer = list[dict[str, Any]]


class AnswerCache:
    """Answers by service, query and country, with the day on which they were given.

    Args:
        path: The file; by default in the user's folder for caches.
        today: Gives the day; passed in so that a test can let years pass.
    """

    def __init__(self, path: Path | None = None, *, today: Callable[[], date] = date.today) -> None:
        self.path = path or user_cache_path("mapapp") / "geocoding.sqlite"
        self._today = today

    def read(self, service: str, query: str, country: str | None) -> Answer | None:
        """The kept answer; None if there is none or it has grown old."""
        statement = (
            "select day, answer from answers where service = ? and query = ? and country = ?"
        )
        with self._connected() as connection:
            found = connection.execute(statement, (service, query, country or "")).fetchone()
        if found is None:
            return None
        answer: Answer = json.loads(found[1])
        kept = timedelta(days=KEPT_DAYS if answer else EMPTY_KEPT_DAYS)
        return answer if self._today() - date.fromisoformat(found[0]) <= kept else None

    def write(self, service: str, query: str, country: str | None, answer: Answer) -> None:
        """Keep an answer, in the place of an older one."""
        row = (service, query, country or "", self._today().isoformat(), json.dumps(answer))
        with self._connected() as connection:
            connection.execute("insert or replace into answers values (?, ?, ?, ?, ?)", row)
            connection.commit()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """One connection; a file that is not a database is put aside, as it is only a cache."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(self._opened()) as connection:
                yield connection
        except sqlite3.OperationalError as fault:  # locked, or the disk is full
            raise UnusableCacheError(self.path, str(fault)) from fault

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10)
        try:
            connection.execute(_TABLE)
        except sqlite3.OperationalError:
            connection.close()
            raise
        except sqlite3.DatabaseError:
            connection.close()
            aside = self.path.with_suffix(".damaged")
            _LOGGER.warning("%s is damaged and was moved to %s", self.path, aside)
            self.path.replace(aside)
            connection = sqlite3.connect(self.path, timeout=10)
            connection.execute(_TABLE)
        return connection
