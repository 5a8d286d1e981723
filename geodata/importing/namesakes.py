"""Places of one name in one country, told apart by their regions so that each has its own row.

Where a name belongs to one place only, the region is left out: records that state it and records
that do not are at the same place.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.coordinates import nearest_town

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.importing.records import PlacedName


def tell_apart(placed: Sequence[PlacedName | None]) -> list[PlacedName | None]:
    """Keep the region of a town only where the collection has a namesake of it.

    A town without a position that could be any of its namesakes in the collection is known only
    to its country, until a person says which it is.
    """
    bearers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for place in placed:
        if place and place.precision == "city":
            bearers[place.country, place.city].add(_identity(place))
    regions = _own_regions(placed, bearers)
    told: list[PlacedName | None] = []
    for place in placed:
        if place is None or place.precision != "city":
            told.append(place)
        elif len(bearers[place.country, place.city]) == 1:
            told.append(replace(place, admin1=""))
        elif admin1 := regions[place.country, place.city, _identity(place)]:
            told.append(replace(place, admin1=admin1))
        else:
            told.append(_without_city(place))
    return told


def _identity(place: PlacedName) -> str:
    """What makes a town itself: its entry in the gazetteer, else its region."""
    return place.gazetteer_id or f"region:{place.admin1}"


def _own_regions(
    placed: Sequence[PlacedName | None], bearers: dict[tuple[str, str], set[str]]
) -> dict[tuple[str, str, str], str]:
    """The region of each namesake; two in one region are told apart by their entries."""
    regions: dict[tuple[str, str, str], str] = {}
    taken: set[tuple[str, str, str]] = set()
    for place in placed:
        if place is None or len(bearers.get((place.country, place.city), ())) < 2:  # noqa: PLR2004 - namesakes
            continue
        key = place.country, place.city, _identity(place)
        if key in regions:
            continue
        region = place.admin1 or _region_at(place)
        if region and (place.country, place.city, region) in taken:
            region = f"{region} ({place.gazetteer_id or place.method})"
        taken.add((place.country, place.city, region))
        regions[key] = region
    return regions


def _region_at(place: PlacedName) -> str:
    town = nearest_town(place.position, place.country) if place.position else None
    return (town.admin1 or "") if town else ""


def _without_city(place: PlacedName) -> PlacedName:
    return replace(
        place, admin1="", city="", as_reported=place.as_reported or place.city,
        precision="country", position=None, gazetteer_id="", method="none",
    )  # fmt: skip
