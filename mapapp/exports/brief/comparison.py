"""A country beside those around it and beside the world, in counts of the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.selection import Selection, select
from mapapp.exports.brief.drawings import Bar, BarChart
from mapapp.exports.brief.facts import tally
from mapapp.exports.brief.model import RECORD, Figure, Paragraph, Section, Sentence
from mapapp.exports.brief.neighbours import neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection
    from mapapp.exports.brief.facts import CountryFacts
    from mapapp.exports.brief.wording import Wording

AROUND_AT_MOST = 8


@dataclass(frozen=True)
class World:
    """Sites and agreements by host country, as the collection counts them at first."""

    stations: Mapping[str, int]
    agreements: Mapping[str, int]


@lru_cache(maxsize=4)
def count_world(collection: Collection) -> World:
    """Count the records of every host country."""
    shown = select(collection, Selection(layers=frozenset({"stations", "agreements"})))
    hosts = [code for codes in shown.agreements["countries"] for code in codes]
    return World(
        dict(tally(shown.stations["country"], shown.stations["count"])), dict(tally(hosts))
    )


def compared(facts: CountryFacts, say: Wording) -> Section:
    """A chart of the country and those around it, and its rank in the world."""
    world = count_world(facts.collection)
    around = _most_concerned(neighbours(facts.code), world)
    named = [code for code in around if code in world.stations or code in world.agreements]
    charted = named or around
    ranks = [
        _rank(facts.code, counts, layer, say)
        for layer, counts in (("stations", world.stations), ("agreements", world.agreements))
        if counts
    ]
    if len(charted) < len(around):
        others = say.countries([code for code in around if code not in charted])
        text = say.text("Nearby, with none on record: {countries}.", countries=others)
        ranks.append(Sentence(text, (RECORD,)))
    heading = say.text("Compared with neighbours and the world")
    paragraph = Paragraph(tuple(ranks))
    if not around:
        return Section(heading, (paragraph,))
    return Section(heading, (paragraph, _chart((facts.code, *charted), world, say)))


def _chart(codes: tuple[str, ...], world: World, say: Wording) -> Figure:
    """A row of bars for each country; the first one is that which the brief is about."""
    bars = tuple(
        Bar(
            say.country(code),
            (world.stations.get(code, 0), world.agreements.get(code, 0)),
            is_subject=code == codes[0],
        )
        for code in codes
    )
    alt = "; ".join(
        say.text(
            "{country}: {stations}, {agreements}",
            country=bar.label,
            stations=say.counted("stations", bar.values[0]),
            agreements=say.counted("agreements", bar.values[1]),
        )
        for bar in bars
    )
    caption = say.text("Counts of this record for the country and those nearest to it")
    titles = (say.layer_title("stations"), say.layer_title("agreements"))
    return Figure(caption, f"{alt}.", BarChart(titles, bars), (RECORD,))


def _most_concerned(codes: tuple[str, ...], world: World) -> list[str]:
    """Of many neighbours keep those with most records, in that order."""
    ranked = sorted(
        codes, key=lambda code: (-world.stations.get(code, 0), -world.agreements.get(code, 0))
    )
    return ranked[:AROUND_AT_MOST]


def _rank(code: str, counts: Mapping[str, int], layer: str, say: Wording) -> Sentence:
    """Say how many there are in how many countries, and where this one stands among them."""
    own = counts.get(code, 0)
    hosts = len(counts)
    countries = say.counted_countries(hosts)
    if layer == "stations":
        counted = say.counted(layer, sum(counts.values()))
        whole = say.text("{counted} in {countries}", counted=counted, countries=countries)
    else:  # one agreement can have several hosts, so only the hosts can be counted
        nouns = say.noun(layer, sum(counts.values()))
        whole = say.text(
            "{countries} with {nouns}",
            countries=countries,
            nouns=nouns,
            title=say.layer_title(layer),
        )
    if not own:
        return Sentence(say.text("World: {whole}; none here.", whole=whole), (RECORD,))
    text = say.text(
        "World: {whole}; here {own}; {position}.",
        whole=whole,
        own=say.number(own),
        position=_position(own, counts, say),
    )
    return Sentence(text, (RECORD,))


def _position(own: int, counts: Mapping[str, int], say: Wording) -> str:
    more = sum(count > own for count in counts.values())
    alike = sum(count == own for count in counts.values()) - 1
    if more:
        return say.count("{n} country has more", "{n} countries have more", more)
    if alike:
        return say.count("{n} other has as many", "{n} others have as many", alike)
    return say.text("no other has as many")
