"""A country beside those around it and beside the world, in counts of the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.countries import by_name
from geodata.regions import union_members
from layers.selection import select
from layers.units import read_units
from mapapp.exports.brief.country_facts import countries_of_record, drawn_layers, tally
from mapapp.exports.brief.model import RECORD, Paragraph, Section, Sentence
from mapapp.exports.brief.neighbours import neighbours
from mapapp.exports.brief.phrases import count_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodata.collection import Collection
    from layers.units import Units
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts


@dataclass(frozen=True)
class World:
    """Sites and agreements by host country, as the collection counts them at first.

    `units` are the agreements by layer and unit, in display order, then by host
    country; an agreement of several hosts is counted at each.
    """

    counted_as: Mapping[str, Units]
    sites: Mapping[str, int]
    agreed: Mapping[str, int]
    units: Mapping[tuple[str, str], Mapping[str, int]]

    def term(self, layer: str, unit: str) -> str:
        """The term by which the collection calls records of a unit."""
        beside = [each for name, each in self.units if name == layer]
        return self.counted_as[layer].term(unit, beside)

    def has(self, code: str) -> bool:
        """Whether any record counts for a country."""
        return code in self.sites or code in self.agreed


@lru_cache(maxsize=4)
def count_world(collection: Collection) -> World:
    """Count the records of every host country."""
    shown = select(collection, drawn_layers(collection))
    agreements = collection.about.of_role("agreement")
    counted_as = {layer: read_units(collection.about, layer) for layer in agreements}
    by_unit: dict[tuple[str, str], list[str]] = {}
    for layer, units in counted_as.items():
        table = shown.table(layer)
        by_unit |= {(layer, unit): [] for unit in units.in_order}
        for unit, codes in zip(units.of_rows(table), table["hosts"], strict=True):
            by_unit[layer, unit].extend(codes)
    return World(
        counted_as=counted_as,
        sites=dict(tally(shown.sites["host"], shown.sites["weight"])),
        agreed=dict(tally(code for codes in by_unit.values() for code in codes)),
        units={unit: dict(tally(codes)) for unit, codes in by_unit.items()},
    )


def write_comparison(facts: CountryFacts, say: Words) -> Section:
    """The rank of a country in the world, and all countries around it.

    A union of states is counted at its members, so there is nothing to compare. Countries of origin
    host nothing, so they are not a measure for others. A country of which no site and no agreement
    counts, but a response or a proposal is on record, is not one with none on record.
    """
    if union_members(facts.code):
        return Section("", ())
    world = count_world(facts.collection)
    around = tuple(code for code in neighbours(facts.code) if code not in facts.origins)
    recorded = frozenset(countries_of_record(facts.collection))
    nearby = _around(around, world, recorded, say)
    said = say.in_turn((*_rank(facts.code, world, say), *nearby))
    heading = say.text("Compared with neighbours and the world")
    return Section(heading, (Paragraph((Sentence(said, (RECORD,)),)),) if said else ())


def leads_the_world(collection: Collection, code: str) -> bool:
    """Whether no other country has as many sites."""
    sites = count_world(collection).sites
    others = [count for each, count in sites.items() if each != code]
    return bool(others) and sites.get(code, 0) > max(others)


def _rank(code: str, world: World, say: Words) -> Iterator[str]:
    """Where the country is among the hosts of sites.

    Agreements are not ranked: an entry is a deal, a round or an event, as it was recorded.
    """
    own = world.sites.get(code, 0)
    if not world.sites:
        return
    whole = say.text(
        "{counted} in {countries}",
        counted=say.role_counted("site", sum(world.sites.values())),
        countries=count_countries(len(world.sites), say),
    )
    if not own:
        yield say.text("World: {whole}; none here.", whole=whole)
        return
    position = _position(own, world.sites, say)
    yield say.text(
        "World: {whole}; here {own}; {position}.",
        whole=whole, own=say.number(own), position=position,
    )  # fmt: skip


def _around(
    around: Iterable[str], world: World, recorded: frozenset[str], say: Words
) -> Iterator[str]:
    """All countries around: those with most first, then those with neither, or nothing at all."""
    counted = sorted(
        by_name(filter(world.has, around), say.language),
        key=lambda code: (-world.sites.get(code, 0), -world.agreed.get(code, 0)),
    )
    if counted:
        tally = say.text("; ").join(
            say.aside(say.country(code), say.text(", ").join(_counts(code, world, say)))
            for code in counted
        )
        yield say.text("Nearby: {tally}.", tally=tally)
    otherwise = [code for code in around if code in recorded and not world.has(code)]
    if otherwise:
        yield say.text(
            "Nearby, on record in other ways: {countries}.",
            countries=say.countries(by_name(otherwise, say.language)),
        )
    others = [code for code in around if code not in recorded]
    if others:
        yield say.text(
            "Nearby, with none on record: {countries}.",
            countries=say.countries(by_name(others, say.language)),
        )


def _counts(code: str, world: World, say: Words) -> Iterator[str]:
    """What a country has, each with its noun."""
    if code in world.sites:
        yield say.role_counted("site", world.sites[code])
    for (layer, unit), counts in world.units.items():
        if code in counts:
            yield say.counted(layer, counts[code], world.term(layer, unit))


def _position(own: int, counts: Mapping[str, int], say: Words) -> str:
    more = sum(count > own for count in counts.values())
    alike = sum(count == own for count in counts.values()) - 1
    if more:
        return say.count("{n} country has more", "{n} countries have more", more)
    if alike:
        return say.count("{n} other has as many", "{n} others have as many", alike)
    return say.text("no other has as many")
