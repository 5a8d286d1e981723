"""The selection in words: what is shown, in how many countries, in which years, and where most.

Where years are asked for, a sentence counts what certainly lies in them; what only may, and what
has no date, is counted separately. `article/static/words.js` says the same in the browser; a test
holds the two together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.stores.columns import LOCATED
from layers.units import BY, read_units
from layers.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.selection import Layer, Selected
    from layers.words import Words


@dataclass(frozen=True)
class Statement:
    """What a selection holds, and what of it the map cannot show as a point or a year."""

    sentences: str
    remarks: str


def state_selection(shown: Selected, words: Words) -> Statement:
    """Put a selection into words.

    Args:
        shown: The selection.
        words: Of the language.
    """
    layers = [layer for layer in shown.layers if shown.number(layer)]
    parts = [layers] if only_country(shown, layers) else [[layer] for layer in layers]
    sentences = [_sentence(shown, each, words) for each in parts]
    return Statement(
        sentences=words.in_turn(sentences) or words.text("No records match."),
        remarks=words.in_turn(_remarks(shown, words)),
    )


def count_things(
    shown: Selected, layers: Iterable[Layer], words: Words, *, part: Selected | None = None
) -> list[str]:
    """Numbers of what a selection holds, each with its unit, as `2 sites` and `1 deal`.

    Args:
        shown: The selection.
        layers: Those to count.
        words: Of the language.
        part: Count only these records of it; what they are called depends on the whole, so that
            the parts of one sentence speak alike.
    """
    counted = []
    for layer in layers:
        units = read_units(shown.collection.about, layer)
        beside = units.count_groups(shown.grouped(layer, *BY))
        counts = units.count_groups(part.grouped(layer, *BY)) if part else beside
        counted += units.list_counts(counts, words, beside)
    return counted


def state_things(shown: Selected, words: Words) -> str:
    """What a selection holds, as an item of a list: numbers with their units, dated ones first."""
    layers = [layer for layer in shown.layers if shown.number(layer)]
    said = _stated_things(shown, layers, words)
    return _with_apart(said, shown, layers, words)


def _stated_things(shown: Selected, layers: Sequence[Layer], words: Words) -> str:
    things = count_things(shown, layers, words, part=shown.stated)
    if not things and shown.selection.years:
        return words.text("no certain date in {years}", years=words.years(*shown.selection.years))
    return words.in_line(things)


def _with_apart(said: str, shown: Selected, layers: Sequence[Layer], words: Words) -> str:
    for more in state_apart(shown, layers, words) if shown.selection.years else ():
        said = words.text("{what}; {more}", what=said, more=more)
    return said


def _sentence(shown: Selected, layers: Sequence[Layer], words: Words) -> str:
    """One layer in a sentence; all layers in one where all of their records are of one country."""
    years, stated = shown.selection.years, shown.stated
    country = only_country(shown, layers)
    is_stated = any(map(stated.number, layers))
    said = _stated_things(shown, layers, words)
    if country:
        name = words.country(country)
        said = words.text("{country}: {things}", country=name, things=said)
    elif is_stated:
        said = in_countries(said, len(count_by_country(stated.grouped(layers[0], "hosts"))), words)
    if years and is_stated:
        said = words.text("{what}, {years}", what=said, years=words.years(*years))
    leader = None if country else _leader(stated, layers[0])
    if leader:
        name = words.country(leader)
        said = words.text("{what}; most in {country}", what=said, country=name)
    said = _with_apart(said, shown, layers, words)
    return words.text("{sentence}.", sentence=capital(said))


def in_countries(things: str, number: int, words: Words) -> str:
    """Such as `2 sites in 2 countries`; the things alone where no country has any."""
    if not number:
        return things
    return words.count(
        "{things} in {n} country", "{things} in {n} countries", number, things=things
    )


def state_apart(shown: Selected, layers: Sequence[Layer], words: Words) -> Iterator[str]:
    """What may lie outside the years, and what has no date.

    A number is enough where the sentence has named its unit, and there is no other.
    """
    possible, undated = shown.having("possible"), shown.having("undated")
    is_of_one_unit = len(count_things(shown, layers, words)) == 1
    if is_of_one_unit and shown.stated.number(layers[0]):
        perhaps, without = (part.size(layers[0]) for part in (possible, undated))
        if perhaps:
            yield words.count(
                "{n} more may lie outside these years",
                "{n} more may lie outside these years",
                perhaps,
            )
        if without:
            yield words.count("{n} more is undated", "{n} more are undated", without)
        return
    things = count_things(shown, layers, words, part=possible)
    if things:
        yield words.text("perhaps outside these years: {things}", things=words.in_line(things))
    things = count_things(shown, layers, words, part=undated)
    if things:
        yield words.text("undated: {things}", things=words.in_line(things))


def only_country(shown: Selected, layers: Sequence[Layer]) -> str | None:
    """The one country that every record names, and no other; None if there is no such country."""
    named = {frozenset(codes) for layer in layers for codes, _ in shown.grouped(layer, "hosts")}
    (countries,) = named if len(named) == 1 else (frozenset[str](),)
    return next(iter(countries)) if len(countries) == 1 else None


def count_by_country(hosts: Iterable[tuple[Iterable[str], int]]) -> Counter[str]:
    """How many of some records each country hosts; one of several countries counts in each.

    Args:
        hosts: The records, counted by their host countries.
    """
    counts: Counter[str] = Counter()
    for countries, number in hosts:
        for country in set(countries):
            counts[country] += number
    return counts


def _leader(stated: Selected, layer: Layer) -> str | None:
    """The country with more than any other; None for only one, a tie, or unlike things."""
    kinds = {kind for kind, _ in stated.grouped(layer, "kind")}
    if not read_units(stated.collection.about, layer).can_rank(kinds):
        return None
    counts = count_by_country(stated.grouped(layer, "hosts"))
    (leader, most), *rest = counts.most_common(2) or [("", 0)]
    return leader if rest and rest[0][1] < most else None


def _remarks(shown: Selected, words: Words) -> Iterator[str]:
    pointless = [
        words.counted(layer, number)
        for layer in shown.collection.about.of_role("site")
        if (number := sum(n for is_there, n in shown.grouped(layer, LOCATED) if not is_there))
    ]
    if pointless:
        yield words.text(
            "City not known or not located, so counted for the country: {things}.",
            things=words.in_line(pointless),
        )
    things = _count_of_all(shown, words)
    if things:
        yield words.text("No single country: {things}.", things=words.in_line(things))
    things = count_things(shown, shown.layers, words, part=shown.having("undated"))
    if things and not shown.selection.years:
        yield words.text("No date: {things}.", things=words.in_line(things))


def _count_of_all(shown: Selected, words: Words) -> list[str]:
    """Numbers of the records that name no country, as `count_things` says them."""
    counted = []
    for layer in shown.layers:
        units = read_units(shown.collection.about, layer)
        groups = list(shown.grouped(layer, *BY, "hosts"))
        beside = units.count_groups((*key, number) for *key, _, number in groups)
        counts = units.count_groups((*key, number) for *key, hosts, number in groups if not hosts)
        counted += units.list_counts(counts, words, beside)
    return counted
