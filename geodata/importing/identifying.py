"""Ids of records that stay the same in every version of a sheet.

They come from the sheet's own column of ids, if it has one; else from what the row says of where,
what and who it is. Rows that say the same are numbered in their order.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from geodata.importing.slugs import FreeNames, slug
from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.importing.records import Record, WrittenRow

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
IDENTITY = ("country", "region", "place", "title", "originator")


def make_ids(records: Sequence[Record], taken: Iterable[str] = ()) -> list[str]:
    """An id for each record, none twice and none that is taken."""
    free = FreeNames(taken)
    return [free.take(_own_id(each.row) or _id_of_content(each.row)) for each in records]


def _own_id(row: WrittenRow) -> str:
    written = row.get("id")
    return written if _SAFE.fullmatch(written) else slug(written, longest=64)


def _id_of_content(row: WrittenRow) -> str:
    """Words to recognise it by, and a digest of what it is."""
    identity = "\n".join(fold_name(row.get(field)) for field in IDENTITY)
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    words = slug(row.get("place") or row.get("region") or row.get("country"), longest=24)
    return f"{words or 'row'}-{digest}"
