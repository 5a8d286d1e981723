"""What a person calls a record or a source, beside its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from geodata.excerpts import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from layers.selection import Selected

_LONGEST = 90


def name_records(shown: Selected) -> Mapping[str, str]:
    """Where a site is, what another record tells, who published a source and what: by id."""
    names: dict[str, str] = {}
    for layer in shown.layers:
        table = shown.table(layer)
        names.update(zip(table["id"], _said(table), strict=True))
    sources = shown.collection.sources
    columns = (sources["id"], sources["publisher"], sources["title"])
    for row_id, publisher, title in zip(*columns, strict=True):
        names[row_id] = shorten(f"{publisher}: {title}", _LONGEST)
    return names


def _said(table: pd.DataFrame) -> Iterator[str]:
    columns = (table[name] for name in ("title", "summary", "city", "region", "host"))
    for title, summary, city, region, host in zip(*columns, strict=True):
        place = ", ".join(filter(None, (city or region, country_name(host) if host else "")))
        yield shorten(title or summary, _LONGEST) or place
