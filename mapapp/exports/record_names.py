"""What a person calls a record or a source, beside its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from geodata.excerpts import shorten
from layers.selection import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from layers.selection import Selected

_LONGEST = 90
_TITLES = ("title", "summary")


def name_records(shown: Selected) -> Mapping[str, str]:
    """Where a site is, what another record tells, who published a source and what: by id."""
    names: dict[str, str] = {}
    for layer in LAYERS:
        table = shown.table(layer)
        said = _sites(table) if layer == "stations" else _titles(table)
        names.update(zip(table["id"], said, strict=True))
    sources = shown.collection.sources
    columns = (sources["id"], sources["publisher"], sources["title"])
    for row_id, publisher, title in zip(*columns, strict=True):
        names[row_id] = shorten(f"{publisher}: {title}", _LONGEST)
    return names


def _sites(table: pd.DataFrame) -> Iterator[str]:
    columns = (table["city"], table["admin1"], table["country"])
    for city, admin1, country in zip(*columns, strict=True):
        yield ", ".join(filter(None, (city or admin1, country_name(country))))


def _titles(table: pd.DataFrame) -> Iterable[str]:
    name = next(name for name in _TITLES if name in table)
    return (shorten(text, _LONGEST) for text in table[name])
