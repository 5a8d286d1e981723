"""What the head of every surface says of a selection: a sentence, who says so, a key, a ranking.

    overview = build_overview(select(collection, Selection()), Words(collection, "en"))
    overview.headline   # 3 stations are reported in 2 countries; an outcome is reported for 1.

Where years are asked for, all numbers are of what certainly lies in them; the headline names what
is undated apart. A collection says in `sentences` how its records are spoken of, by the name of the
layer and by the word of the colouring that says what followed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import by_name
from geodata.names import fold_name
from layers.asked_filters import narrowing_filters
from layers.colouring import colouring_of, colourings, count_categories
from layers.selection import select, shown_layers
from layers.tally import (
    count_by_country,
    count_things,
    in_countries,
    only_country,
    state_apart,
)
from layers.totals import find_claimed
from layers.units import BY, REST, read_units
from layers.words import SEVERAL, capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.layer_specs import Role
    from layers.colouring import Category, Colouring
    from layers.selection import Layer, Selected
    from layers.words import Words

MAX_NAMED_COUNTRIES = 3
MAX_NAMED_REPORTS = 3
NAMED = frozenset({"country"})
STATED = NAMED | {"layer", "year", "undated"}
"""The filters that a headline states in its own words: of places only where they are named."""

ROLES: tuple[Role, ...] = ("site", "agreement", "statement", "event")
"""What the headline is about: the first of these roles that has records."""


@dataclass(frozen=True)
class Share:
    """A category of the colouring, its place in the key, and how many sites it has."""

    category: Category
    at: int
    number: int


@dataclass(frozen=True)
class RankedCountry:
    """A host country in the ranking.

    `counted` is its number with the noun of what is ranked, such as `1 reported station`. `parts`
    are (place of a category in the key, number), in the order of the key; empty where what is
    ranked has no colour.
    """

    country: str
    name: str
    number: int
    counted: str
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Overview:
    """What a selection holds, as its head says it.

    Attributes:
        headline: A sentence.
        deck: Who reports it, and what a mark is.
        colouring: By what sites are coloured.
        shares: The categories that have sites; their sum is the number of the headline.
        ranking: Host countries, most first.
        ranked: What the ranking counts.
    """

    headline: str
    deck: str
    colouring: Colouring
    shares: tuple[Share, ...]
    ranking: tuple[RankedCountry, ...]
    ranked: str


def build_overview(
    shown: Selected, words: Words, *, colour_by: str = "", order: Sequence[str] = ()
) -> Overview:
    """Say what a selection holds.

    Args:
        shown: The selection.
        words: Of the language.
        colour_by: The word of a colouring; the first one if left out.
        order: The countries that are asked for, as they are to be named; by name if left out.
    """
    colouring = colouring_of(shown.collection, colour_by, words.language)
    counts = count_categories(shown.stated, colour_by)
    shares = (Share(colouring.categories[at], at, number) for at, number in counts.items())
    layers = _main_layers(shown)
    ranked = _ranked_unit(shown, layers[0])
    return Overview(
        headline=_headline(shown, layers, words, order),
        deck=_deck(shown, words),
        colouring=colouring,
        shares=tuple(shares),
        ranking=_rank(shown, layers, ranked, words, colouring),
        ranked=words.noun(layers[0], SEVERAL, ranked),
    )


def _main_layers(shown: Selected) -> Sequence[Layer]:
    """The layers that the headline is about."""
    about = shown.collection.about
    for role in ROLES:
        layers = [layer for layer in about.of_role(role) if shown.number(layer)]
        if layers:
            return layers
    asked = shown_layers(shown.collection, shown.selection)
    return [layer for layer in about.layers if layer in asked] or [about.layers[0]]


# --- headline ---


def _headline(shown: Selected, layers: Sequence[Layer], words: Words, order: Sequence[str]) -> str:
    stated, years = shown.stated, shown.selection.years
    if shown.is_empty:
        return words.text("No records match.")
    said = _said(shown, layers, words)
    named = _named_countries(shown, layers, words, order)
    countries = len(count_by_country(stated.grouped(layers[0], "hosts")))
    if not named and countries:
        said = in_countries(said, countries, words)
    filters = [*narrowing_filters(shown, layers, words, but=STATED if named else STATED - NAMED)]
    if filters:
        said = words.aside(said, words.text("; ").join(filters))
    if years:
        said = words.text("{what}, dated {years}", what=said, years=words.years(*years))
    if len(named) == 1 and _is_first_of_all(shown, layers[0], named[0]):
        said = words.text("{what}, more than in any other country", what=said)
    more = [*(state_apart(shown, layers, words) if years else ()), *_outcomes(shown, words)]
    for each in more:
        said = words.text("{what}; {more}", what=said, more=each)
    if named:
        said = words.text("{country}: {things}", country=words.countries(named), things=said)
    return words.text("{sentence}.", sentence=capital(said))


def _said(shown: Selected, layers: Sequence[Layer], words: Words) -> str:
    """How many there are, in the collection's own sentence where it has one for each layer."""
    sentences = [words.sentence(layer, shown.stated.size(layer)) for layer in layers]
    if all(sentences):
        return words.text("; ").join(sentences)
    things = count_things(shown, layers, words, part=shown.stated)
    number = sum(map(shown.stated.size, layers))
    things = things or [words.counted(layer, 0) for layer in layers]
    return words.count(
        "{things} is on record", "{things} are on record", number, things=words.listed(things)
    )


def _named_countries(
    shown: Selected, layers: Sequence[Layer], words: Words, order: Sequence[str]
) -> Sequence[str]:
    """The countries that are before the sentence: those asked for, or the only one there is."""
    asked = order or by_name(shown.selection.chosen("country") or (), words.language)
    if asked and len(asked) <= MAX_NAMED_COUNTRIES:
        return asked
    country = only_country(shown, layers)
    return [country] if country else []


def _is_first_of_all(shown: Selected, layer: Layer, country: str) -> bool:
    """Whether a country has more than any other in the same selection of all countries."""
    if read_units(shown.collection.about, layer).named or shown.selection.years:
        return False
    everywhere = select(shown.collection, shown.selection.without("country"))
    counts = count_by_country(everywhere.grouped(layer, "hosts"))
    (first, most), *rest = counts.most_common(2)
    return first == country and bool(rest) and rest[0][1] < most


def _outcomes(shown: Selected, words: Words) -> Sequence[str]:
    """Of how many sites it is known what followed, where the collection has a sentence for it."""
    for colouring in colourings(shown.collection, words.language):
        counts = count_categories(shown.stated, colouring.word)
        reached = sum(
            number for at, number in counts.items() if colouring.categories[at].is_outcome
        )
        said = words.sentence(colouring.word, reached) if reached else ""
        if said:
            return [said]
    return []


# --- deck ---


def _deck(shown: Selected, words: Words) -> str:
    if not any(map(shown.stated.number, shown.collection.about.of_role("site"))):
        return words.own("caveat")
    sentences = [_listed_by(shown, words), _claimed(shown, words)]
    sentences.append(words.text("Each dot is a claim with its sources, not our finding."))
    return words.in_turn(filter(None, sentences))


def _listed_by(shown: Selected, words: Words) -> str:
    """Who lists the sites, where that is a few reports with a publisher."""
    editions = shown.collection.editions.set_index("id")
    sites = shown.collection.about.of_role("site")
    listed = {edition for layer in sites for edition, _ in shown.grouped(layer, "edition")}
    found = editions[editions.index.isin(listed)]
    publishers = set(found["publisher"])
    if not len(found) or "" in publishers:
        return ""
    if len(found) > MAX_NAMED_REPORTS or len(publishers) > 1:
        return words.text("Listed by {publishers}.", publishers=words.listed(sorted(publishers)))
    return words.text(
        "Listed by {publisher} in {reports}.",
        publisher=publishers.pop(),
        reports=words.listed(map(words.quoted, found["title"])),
    )


def _claimed(shown: Selected, words: Words) -> str:
    """The published total of what is shown, where there is one."""
    for layer in shown.collection.about.of_role("site"):
        claimed = find_claimed(shown, layer)
        if claimed and not claimed.titles:
            number = words.number(claimed.number)
            if claimed.bound == "at_least":
                return words.text("Total claimed: at least {n}.", n=number)
            return words.text("Total claimed: {n}.", n=number)
    return ""


# --- ranking ---


def _ranked_unit(shown: Selected, layer: Layer) -> str:
    """The unit by which countries are compared: unlike things are never added up."""
    units = read_units(shown.collection.about, layer)
    counts = units.count_groups(shown.stated.grouped(layer, *BY))
    return next(iter(counts), REST)


def _rank(
    shown: Selected, layers: Sequence[Layer], unit: str, words: Words, colouring: Colouring
) -> tuple[RankedCountry, ...]:
    numbers: Counter[str] = Counter()
    parts: dict[str, Counter[int]] = {}
    for layer in layers:
        units = read_units(shown.collection.about, layer)
        hosts = [
            (codes, number)
            for *by, codes, number in shown.stated.grouped(layer, *BY, "hosts")
            if units.of(*by) == unit
        ]
        numbers.update(count_by_country(hosts))
        if layer in shown.collection.about.of_role("site"):
            coloured = shown.stated.grouped(layer, *BY, "host", colouring.column)
            for *by, host, value, number in coloured:
                if units.of(*by) == unit:
                    parts.setdefault(host, Counter())[colouring.place_of(value)] += number
    rows = (
        RankedCountry(
            code,
            words.country(code),
            number,
            words.counted(layers[0], number, unit),
            tuple(sorted(parts.get(code, {}).items())),
        )
        for code, number in numbers.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.number, fold_name(row.name))))
