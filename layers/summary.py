"""The numbers of a selection: what it holds, and what it cannot show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.selection import Selected


@dataclass(frozen=True)
class Summary:
    """Counts of what is in a selection.

    `stations` adds up the column `count`; all else counts records. `without_city` are records of
    sites known only to a region or country, `unresolved` those whose city has no position yet:
    neither is a point on the map.
    """

    stations: int
    station_records: int
    countries: int
    cities: int
    jurisdictions: int
    unknown_jurisdiction: int
    agreements: int
    agreement_countries: int
    responses: int
    operations: int
    without_city: int
    stations_without_city: int
    unresolved: int


def summarise(shown: Selected) -> Summary:
    """Count a selection. Sites whose jurisdiction is unknown do not count as a jurisdiction."""
    stations, agreements = shown.stations, shown.agreements
    unknown = shown.collection.about.unknown_jurisdiction
    is_city = stations["precision"] == "city"
    is_unknown = stations["jurisdiction"] == unknown
    return Summary(
        stations=int(stations["count"].sum()),
        station_records=len(stations),
        countries=stations["country"].nunique(),
        cities=stations.loc[is_city, "place"].nunique(),
        jurisdictions=stations.loc[~is_unknown, "jurisdiction"].nunique(),
        unknown_jurisdiction=int(stations.loc[is_unknown, "count"].sum()),
        agreements=len(agreements),
        agreement_countries=len({code for codes in agreements["countries"] for code in codes}),
        responses=len(shown.responses),
        operations=len(shown.operations),
        without_city=int((~is_city).sum()),
        stations_without_city=int(stations.loc[~is_city, "count"].sum()),
        unresolved=int((is_city & stations.geometry.isna()).sum()),
    )
