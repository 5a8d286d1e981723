"""A country beside those around it and beside the world, in counts of the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from geodata.regions import union_members
from layers.selection import select
from layers.units import read_units
from mapapp.exports.brief.drawings import Bar, BarChart
from mapapp.exports.brief.facts import countries_of_record, drawn_layers, tally
from mapapp.exports.brief.model import RECORD, Figure, Paragraph, Section, Sentence
from mapapp.exports.brief.neighbours import neighbours
from mapapp.exports.brief.phrases import count_countries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geodata.collection import Collection
    from layers.units import Units
    from layers.words import Words
    from mapapp.exports.brief.facts import CountryFacts

AROUND_AT_MOST = 8


@dataclass(frozen=True)
class World:
    """Sites and agreements by host country, as the collection counts them at first.

    `units` are the agreements by layer and unit, in the order in which they are told, then by host
    country; an agreement of several hosts is counted at each.
    """

    counted_as: Mapping[str, Units]
    sites: Mapping[str, int]
    agreed: Mapping[str, int]
    units: Mapping[tuple[str, str], Mapping[str, int]]

    @property
    def comparable(self) -> tuple[tuple[str, str], Mapping[str, int]] | None:
        """The unit of agreements by which countries are compared: the first that is told.

        Rounds and single events are as many as somebody wrote down, so they are not ranked. None
        if the collection has no agreements.
        """
        return next(iter(self.units.items()), None)

    def term(self, layer: str, unit: str) -> str:
        """The term by which the collection calls records of a unit."""
        beside = [each for name, each in self.units if name == layer]
        return self.counted_as[layer].term(unit, beside)


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


def compared(facts: CountryFacts, say: Words) -> Section:
    """A chart of the country and those around it, and its rank in the world.

    A union of states is counted at its members, so there is nothing to compare. Countries of origin
    host nothing, so they are no measure for others. A country of which no site and no agreement
    counts, but a response or a proposal is on record, has bars: it is not one with none on record.
    """
    if union_members(facts.code):
        return Section("", ())
    world = count_world(facts.collection)
    around = tuple(code for code in neighbours(facts.code) if code not in facts.origins)
    recorded = frozenset(countries_of_record(facts.collection))
    named = _most_concerned(filter(recorded.__contains__, around), world)
    charted = tuple(named or around[:AROUND_AT_MOST])
    without = [code for code in around if code not in recorded.union(charted)]
    sentences = [*_ranks(facts.code, world, say), *_nothing_nearby(without, say)]
    heading = say.text("Compared with neighbours and the world")
    paragraph = Paragraph(tuple(sentences))
    if not around:
        return Section(heading, (paragraph,))
    return Section(heading, (paragraph, _chart((facts.code, *charted), world, say)))


def _ranks(code: str, world: World, say: Words) -> Iterator[Sentence]:
    """Where the country stands among the hosts of sites, and of agreements that compare."""
    if world.sites:
        sites = say.role_counted("site", sum(world.sites.values()))
        whole = say.text(
            "{counted} in {countries}",
            counted=sites,
            countries=count_countries(len(world.sites), say),
        )
        yield _rank(code, world.sites, whole, say)
    (layer, unit), agreements = world.comparable or (("", ""), {})
    if agreements:  # one agreement can have several hosts, so only the hosts can be counted
        whole = say.text(
            "{countries} with {nouns}",
            countries=count_countries(len(agreements), say),
            nouns=say.noun(layer, sum(agreements.values()), world.term(layer, unit)),
            title=say.title(layer, world.term(layer, unit)),
        )
        yield _rank(code, agreements, whole, say)


def _nothing_nearby(codes: list[str], say: Words) -> Iterator[Sentence]:
    """Name the countries around that no record names as host, but those whose bars say so."""
    if codes:
        text = say.text("Nearby, with none on record: {countries}.", countries=say.countries(codes))
        yield Sentence(text, (RECORD,))


def _chart(codes: tuple[str, ...], world: World, say: Words) -> Figure:
    """A row of bars for each country; the first one is that which the brief is about."""
    panels: list[tuple[str, Callable[[int], str], Mapping[str, int]]] = []
    if say.about.of_role("site"):
        count_sites = partial(say.role_counted, "site")
        panels.append((say.role_title("site"), count_sites, world.sites))
    if world.comparable:
        (layer, unit), agreements = world.comparable
        term = world.term(layer, unit)
        counted = partial(say.counted, layer, term=term)
        panels.append((say.title(layer, term), counted, agreements))
    bars = tuple(
        Bar(
            say.country(code),
            tuple(counts.get(code, 0) for _, _, counts in panels),
            is_subject=code == codes[0],
        )
        for code in codes
    )
    alt = say.text("; ").join(
        say.text(
            "{country}: {counts}",
            country=bar.label,
            counts=say.text(", ").join(
                count(value) for (_, count, _), value in zip(panels, bar.values, strict=True)
            ),
        )
        for bar in bars
    )
    caption = say.text("Counts of this record for the country and those nearest to it")
    titles = tuple(title for title, _, _ in panels)
    return Figure(caption, say.text("{text}.", text=alt), BarChart(titles, bars), (RECORD,))


def _most_concerned(codes: Iterable[str], world: World) -> list[str]:
    """Of many neighbours keep those with most records, in that order."""
    ranked = sorted(codes, key=lambda code: (-world.sites.get(code, 0), -world.agreed.get(code, 0)))
    return ranked[:AROUND_AT_MOST]


def _rank(code: str, counts: Mapping[str, int], whole: str, say: Words) -> Sentence:
    """Say what the world holds, and where this country stands in it."""
    own = counts.get(code, 0)
    if not own:
        return Sentence(say.text("World: {whole}; none here.", whole=whole), (RECORD,))
    text = say.text(
        "World: {whole}; here {own}; {position}.",
        whole=whole,
        own=say.number(own),
        position=_position(own, counts, say),
    )
    return Sentence(text, (RECORD,))


def _position(own: int, counts: Mapping[str, int], say: Words) -> str:
    more = sum(count > own for count in counts.values())
    alike = sum(count == own for count in counts.values()) - 1
    if more:
        return say.count("{n} country has more", "{n} countries have more", more)
    if alike:
        return say.count("{n} other has as many", "{n} others have as many", alike)
    return say.text("no other has as many")
