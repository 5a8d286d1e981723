"""Agreements: the host country shaded, its patrol towns marked, and an arc from the seat.

What was only proposed is kept apart in each of the three, so that it is drawn as such.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from geodata.places import parse_place
from layers.arcs import arc
from layers.areas import label_point, make_area

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodata.collection import Collection
    from layers.arcs import LonLat
    from layers.areas import Area, AreaKind
    from layers.selection import Selected
    from layers.words import Words

PROPOSED = "proposed"


class Towns(TypedDict):
    """Towns that agreements name, in columns, ordered by key; `lon` and `lat` in degrees, WGS 84.

    `proposed` is 1 where every agreement that names the town was only proposed.
    """

    key: list[str]
    name: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]
    count: list[int]
    proposed: list[int]
    label: list[str]


class Arc(TypedDict):
    """A line from the seat of a jurisdiction to a host country, cut at the antimeridian.

    `lines` holds parts of (lon, lat) in degrees; `jurisdiction` is an index; `count` the number
    of agreements it stands for.
    """

    lines: list[list[LonLat]]
    jurisdiction: int
    country: str
    count: int
    proposed: int
    label: str


@dataclass
class _Bundle:
    """The agreements between one jurisdiction and one country."""

    count: int = 0
    are_proposed: bool = True
    towns: set[LonLat] = field(default_factory=set)

    def add(self, *, is_proposed: bool, towns: set[LonLat]) -> None:
        self.count += 1
        self.are_proposed &= is_proposed
        self.towns |= towns


def build_agreement_areas(shown: Selected, wording: Words) -> list[Area]:
    """Count the agreements of each host country, and apart from them those only proposed."""
    counts: Counter[tuple[str, AreaKind]] = Counter()
    for countries, status in zip(
        shown.agreements["countries"], shown.agreements["status"], strict=True
    ):
        kind: AreaKind = "proposed" if status == PROPOSED else "agreement"
        counts.update((country, kind) for country in countries)
    return [
        make_area(country, kind, count, _area_label(wording, country, kind, count))
        for (country, kind), count in sorted(counts.items())
    ]


def build_towns(shown: Selected, wording: Words) -> Towns:
    """Gather the towns that agreements name; regions have no point and are left to the lists."""
    found: dict[tuple[str, float, float], list[bool]] = {}
    for record, status in zip(shown.agreements["id"], shown.agreements["status"], strict=True):
        for town in set(shown.collection.positions("agreements", record)):
            found.setdefault(town, []).append(status == PROPOSED)
    towns = Towns(key=[], name=[], country=[], lon=[], lat=[], count=[], proposed=[], label=[])
    for (key, lon, lat), proposed in sorted(found.items()):
        country, name = key.split("/")[0], key.split("/")[-1]
        towns["key"].append(key)
        towns["name"].append(name)
        towns["country"].append(country)
        towns["lon"].append(lon)
        towns["lat"].append(lat)
        towns["count"].append(len(proposed))
        towns["proposed"].append(int(all(proposed)))
        towns["label"].append(
            wording.mark(
                wording.place(country, name),
                _counted(wording, len(proposed), are_proposed=all(proposed)),
            )
        )
    return towns


def build_arcs(shown: Selected, jurisdictions: Mapping[str, int], wording: Words) -> list[Arc]:
    """Draw one arc per jurisdiction and host country, however many agreements they have.

    It ends in the host's one town if their agreements name exactly one, else at its label point.
    A jurisdiction without a resolved seat has no arc; nor is there one within a country.

    Args:
        shown: The selection; jurisdictions that it does not ask for have no arcs.
        jurisdictions: The index of each jurisdiction's id.
        wording: For the labels.
    """
    seats = _seats(shown.collection)
    names = list(wording.names.values())
    arcs = []
    for (jurisdiction, country), bundle in _bundles(shown).items():
        seat, end = seats.get(jurisdiction), _end(country, bundle)
        if seat is None or end is None or seat[0] == country:
            continue
        index = jurisdictions[jurisdiction]
        head = f"{names[index]} – {wording.country(country)}"
        said = _counted(wording, bundle.count, are_proposed=bundle.are_proposed)
        arcs.append(
            Arc(
                lines=arc(seat[1], end),
                jurisdiction=index,
                country=country,
                count=bundle.count,
                proposed=int(bundle.are_proposed),
                label=wording.mark(head, said),
            )
        )
    return sorted(arcs, key=lambda each: (each["jurisdiction"], each["country"]))


def _bundles(shown: Selected) -> dict[tuple[str, str], _Bundle]:
    bundles: dict[tuple[str, str], _Bundle] = {}
    for jurisdiction, country, record, status in _links(shown):
        towns = {
            (lon, lat)
            for key, lon, lat in shown.collection.positions("agreements", record)
            if key.split("/")[0] == country
        }
        bundle = bundles.setdefault((jurisdiction, country), _Bundle())
        bundle.add(is_proposed=status == PROPOSED, towns=towns)
    return bundles


def _links(shown: Selected) -> Iterator[tuple[str, str, str, str]]:
    """Each jurisdiction and country that an agreement joins: who, where, record, status."""
    asked = shown.selection.chosen("jurisdiction")
    table = shown.agreements
    for record, status, behind, hosts in zip(
        table["id"], table["status"], table["jurisdictions"], table["countries"], strict=True
    ):
        for jurisdiction in behind:
            if asked is None or jurisdiction in asked:
                yield from ((jurisdiction, host, record, status) for host in hosts)


def _seats(collection: Collection) -> dict[str, tuple[str, LonLat]]:
    """Country and position of the seat of each jurisdiction that has one."""
    table = collection.jurisdictions
    found = {}
    for jurisdiction, text in zip(table["id"], table["seat"], strict=True):
        place = collection.places.get(parse_place(text)) if text else None
        if place and place.lon is not None and place.lat is not None:
            found[str(jurisdiction)] = (place.country, (place.lon, place.lat))
    return found


def _end(country: str, bundle: _Bundle) -> LonLat | None:
    if len(bundle.towns) == 1:
        return next(iter(bundle.towns))
    return label_point(country)


def _area_label(wording: Words, country: str, kind: AreaKind, count: int) -> str:
    said = _counted(wording, count, are_proposed=kind == "proposed")
    return wording.mark(wording.country(country), said)


def _counted(wording: Words, count: int, *, are_proposed: bool) -> str:
    said = wording.counted("agreements", count)
    return f"{said} ({wording.text('proposed only')})" if are_proposed else said
