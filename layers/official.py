"""When an authority of each country last spoke."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from layers.answers import denying_kinds
from layers.marks import moment
from layers.selection import whole
from layers.weighing import is_official

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection

_SPOKEN = ("speaker_country", "kind", "speaker", "date")


@lru_cache(maxsize=8)
def official_dates(collection: Collection) -> Mapping[str, str]:
    """When an authority of each country last spoke of the claims about it, by the country's code.

    See `layers.weighing.latest_official`; a country of which none did is left out.
    """
    denying, found = denying_kinds(collection), dict[str, str]()
    for layer in collection.about.of_role("statement"):
        counts = whole(collection).grouped(layer, "hosts", *_SPOKEN)
        for hosts, *said in counts.values:
            row = {"layer": layer, **dict(zip(_SPOKEN, said, strict=True))}
            country = row["speaker_country"]
            concerns = country in hosts or (not hosts and row["kind"] in denying)
            is_later = moment(row["date"]) > moment(found.get(country, ""))
            if concerns and is_later and is_official(row, collection):
                found[country] = row["date"]
    return found
