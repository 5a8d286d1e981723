"""Places of one name in one country, told apart so that each has its own row.

A town is distinguished from its namesakes by its region; two in one region by their positions.
Where a name belongs to one place only, the region is left out: records that state it and records
that do not are at the same place.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.importing.coordinates import Position, apart_km, nearest_town
from geodata.importing.place_scores import ONE_TOWN_KM, RIVAL_SHARE, WELL_KNOWN
from geodata.names import fold_name
from geodata.places import MAX_DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.sheet_records import PlacedName
    from geodata.matches import Match


_OTHER_LETTERS = frozenset("äöüåøæœß")

Named = tuple[str, str]
"""A country and the name of a town in it."""


def tell_apart(placed: Sequence[PlacedName | None]) -> list[PlacedName | None]:
    """Give each town of a name its own region, so that no record is drawn at another's position.

    A town without a position that could be any of its namesakes in the collection is known only
    to its country, until a person says which it is.
    """
    bearers: defaultdict[Named, dict[str, PlacedName]] = defaultdict(dict)
    for place in placed:
        if place and place.precision == "city":
            bearers[place.country, place.city].setdefault(_identity(place), place)
    regions = {named: _own_regions(each) for named, each in bearers.items() if len(each) > 1}
    return [place and _with_own_region(place, regions) for place in placed]


def is_doubtful(written: str, match: Match) -> bool:
    """Whether a small town may well be another: a namesake near it, or one of like letters.

    The gazetteer counts namesakes within 60 km as one, and reads `ä` as `a`.
    """
    found = next((c for c in match.candidates if c.gazetteer_id == match.gazetteer_id), None)
    if found is None or found.precision != "city" or found.population >= WELL_KNOWN:
        return False
    name = fold_name(found.name)
    rivals = [
        each
        for each in match.candidates
        if each.precision == "city"
        and each.admin1 == found.admin1
        and fold_name(each.name) == name
        and (each.population == 0 or each.population > RIVAL_SHARE * found.population)
        and apart_km(Position(each.lon, each.lat), Position(found.lon, found.lat)) > ONE_TOWN_KM
    ]
    return bool(rivals) or (fold_name(written) == name and _has_other_letters(written, found.name))


def _has_other_letters(written: str, name: str) -> bool:
    """Whether a text has a letter of its own, such as ä, that the name lacks."""
    letters = set(unicodedata.normalize("NFC", written).casefold())
    return bool((letters - set(unicodedata.normalize("NFC", name).casefold())) & _OTHER_LETTERS)


def _with_own_region(place: PlacedName, regions: Mapping[Named, Mapping[str, str]]) -> PlacedName:
    if place.precision != "city":
        return place
    own = regions.get((place.country, place.city))
    if own is None:
        return replace(place, admin1="")
    admin1 = own[_identity(place)]
    return replace(place, admin1=admin1) if admin1 else _without_city(place)


def _identity(place: PlacedName) -> str:
    """What makes a town itself: where it is drawn, else its region."""
    return _point(place) or f"region:{place.admin1}"


def _point(place: PlacedName) -> str:
    """The position as it is kept; empty if there is none."""
    digits = MAX_DECIMALS["city"]
    if place.position is None:
        return ""
    return f"{place.position.lat:.{digits}f}, {place.position.lon:.{digits}f}"


def _own_regions(bearers: Mapping[str, PlacedName]) -> dict[str, str]:
    """The region of each namesake; those in one region have their positions beside it."""
    regions = {identity: place.admin1 or _region_at(place) for identity, place in bearers.items()}
    shared = Counter(regions.values())
    return {
        identity: region
        if shared[region] == 1 and region
        else _marked(region, _point(bearers[identity]))
        for identity, region in regions.items()
    }


def _marked(region: str, point: str) -> str:
    return f"{region} ({point})" if region and point else region or point


def _region_at(place: PlacedName) -> str:
    town = nearest_town(place.position, place.country) if place.position else None
    return (town.admin1 or "") if town else ""


def _without_city(place: PlacedName) -> PlacedName:
    return replace(
        place, admin1="", city="", as_reported=place.as_reported or place.city,
        precision="country", position=None, gazetteer_id="", method="none",
    )  # fmt: skip
