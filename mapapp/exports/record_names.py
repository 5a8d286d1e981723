"""What a person calls a record or a source, beside its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.excerpts import shorten
from layers.cited_sources import cite
from layers.claims import LONGEST_NAME, Claim
from layers.rows import each_row
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected


def name_records(shown: Selected) -> Mapping[str, str]:
    """Where a site is, what another record tells, who published a source and what: by id."""
    names: dict[str, str] = {}
    words = Words(shown.collection)
    for table in shown.tables.values():
        names.update({row["id"]: Claim(row, words).name for row in each_row(table)})
    for row in each_row(shown.collection.sources):
        cited = cite(row, words)
        names[cited.id] = shorten(f"{cited.before}{cited.name}", LONGEST_NAME)
    return names
