"""The numbers of a selection: what it holds, and what it cannot show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.stores.columns import LOCATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodata.layer_specs import Role
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
    about = shown.collection.about
    of_sites = [shown.grouped(layer, "precision", LOCATED) for layer in about.of_role("site")]
    precisions = [
        (precision == "city", is_located, records, weight)
        for counts in of_sites
        for (precision, is_located), records, weight in zip(
            counts.values, counts.records.tolist(), counts.weights.tolist(), strict=True
        )
    ]
    parties: Counter[str] = Counter()
    for party, number in _each(shown, "site", "party"):
        parties[party] += number
    unknown = about.unknown_jurisdiction
    return Summary(
        sites=sum(map(shown.size, about.of_role("site"))),
        records={layer: shown.number(layer) for layer in shown.layers},
        countries=len({host for host, _ in _each(shown, "site", "host")}),
        cities=len({
            place for place, precision, _ in _each(shown, "site", "place", "precision")
            if precision == "city"
        }),
        jurisdictions=len({*parties} - {unknown}),
        unknown_jurisdiction=parties[unknown],
        agreement_countries=len({
            code for codes, _ in _each(shown, "agreement", "hosts") for code in codes
        }),
        without_city=sum(records for is_city, _, records, _ in precisions if not is_city),
        sites_without_city=sum(weight for is_city, *_, weight in precisions if not is_city),
        unresolved=sum(
            records for is_city, is_located, records, _ in precisions if is_city and not is_located
        ),
    )  # fmt: skip


def _each(shown: Selected, role: Role, *columns: str) -> Iterator[Any]:
    """The records of all layers of a role, counted by some columns."""
    for layer in shown.collection.about.of_role(role):
        yield from shown.grouped(layer, *columns)
