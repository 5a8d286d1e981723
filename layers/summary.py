"""The numbers of a selection: what it holds, and what it cannot show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.units import size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected


@dataclass(frozen=True)
class Summary:
    """Counts of what is in a selection.

    `sites` adds up what the rows of sites stand for; `records` counts the rows of each layer.
    `without_city` are records of sites known only to a region or country, `unresolved` those whose
    city has no position yet: neither is a point on the map.
    """

    sites: int
    records: Mapping[str, int]
    countries: int
    cities: int
    jurisdictions: int
    unknown_jurisdiction: int
    agreement_countries: int
    without_city: int
    sites_without_city: int
    unresolved: int


def summarise(shown: Selected) -> Summary:
    """Count a selection. Sites whose jurisdiction is unknown do not count as a jurisdiction."""
    sites, agreements = shown.sites, shown.of_role("agreement")
    unknown = shown.collection.about.unknown_jurisdiction
    is_city = sites["precision"] == "city"
    is_unknown = sites["party"] == unknown
    return Summary(
        sites=size(sites),
        records={layer: len(table) for layer, table in shown.tables.items()},
        countries=sites["host"].nunique(),
        cities=sites.loc[is_city, "place"].nunique(),
        jurisdictions=sites.loc[~is_unknown, "party"].nunique(),
        unknown_jurisdiction=size(sites[is_unknown]),
        agreement_countries=len({code for codes in agreements["hosts"] for code in codes}),
        without_city=int((~is_city).sum()),
        sites_without_city=size(sites[~is_city]),
        unresolved=int((is_city & sites.geometry.isna()).sum()),
    )
