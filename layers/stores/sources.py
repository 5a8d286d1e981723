"""Where a collection is: in a folder, or in a database, whose address may hold a password.

read_source("postgresql://anna:secret@maps.example.org/record")
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from geodata.errors import GeodataError

SCHEME = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)

_HOST = r"(?:\[[0-9a-fA-F:.]+\]|[\w.%-]*)(?::\d*)?"
_ADDRESS = re.compile(
    rf"{SCHEME.pattern}(?:(?P<user>[^:/?#@]*)(?P<password>:[^:/?#@]*)?@)?"
    rf"(?P<place>{_HOST}(?:,{_HOST})*(?:/[^/?#@]*)?)(?:\?[^?#@]*)?",
    re.IGNORECASE,
)


class BadAddressError(GeodataError, ValueError):
    """The address of a database is not written as it should be. It is not repeated."""

    def __init__(self) -> None:
        super().__init__(
            "The address of the database is not written as it should be: write "
            "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, and in a name or password %40 for @, "
            "%3A for :, %2F for /, %3F for ? and %23 for #."
        )


@dataclass(frozen=True)
class DatabaseAddress:
    """The address of a database; as text it is without its password and its options."""

    url: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what could be read in two ways, so that no part of a password is taken for a host.

        Raises:
            BadAddressError: It is such a text.
        """
        if not _ADDRESS.fullmatch(self.url):
            raise BadAddressError

    def __str__(self) -> str:
        found = _ADDRESS.fullmatch(self.url)
        user, place = found.group("user", "place") if found else ("", "")
        return f"postgresql://{user}@{place}" if user else f"postgresql://{place}"


Source: TypeAlias = Path | DatabaseAddress


def read_source(text: str) -> Source:
    """Read where a collection is.

    Raises:
        BadAddressError: It is an address that is not written as it should be.
    """
    return DatabaseAddress(text) if SCHEME.match(text) else Path(text)
