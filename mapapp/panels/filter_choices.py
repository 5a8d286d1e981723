"""What a reader can choose from, and how much each choice would show.

The number beside a choice counts what would be in the selection if nothing else of its kind were
chosen, in the unit that its group names.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from layers.colouring import colouring_of, colourings
from layers.facets import CHOICES, first_choice, used_values
from layers.selection import Selection, select, shown_layers
from layers.words import SEVERAL, Words, capital
from layers.words.spelled_dates import spell_date
from mapapp.panels.markup import light_dark

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from geodata.collection import Collection
    from layers.facets import Facet, Layer, Shape
    from layers.selection import Selected

SHOW = "layer"
"""The filter that is in the row as a switch between the layers that are shown at first."""

SHORT = {"country": "Country"}
"""What is understood in a word whatever the collection calls it."""

DATED = {
    "site": "the year in which {sites} opened",
    "agreement": "the period of {sites}",
    "statement": "the day of {sites}",
    "event": "the date of {sites}",
}
"""What the filter of years looks at, by the role of a layer."""


class Option(TypedDict):
    """One choice. `on` says whether a reader has chosen it."""

    value: str
    label: str
    detail: str
    colour: str
    hollow: bool
    count: int
    on: bool


class Group(TypedDict):
    """Choices that are counted in one unit, under a heading where the filter has several."""

    title: str
    unit: str
    options: list[Option]


class Choice(TypedDict):
    """A filter with its choices; `word` is its name in an address.

    `chosen` is what a reader has chosen, in words; `hidden` says what is not shown at first.
    """

    word: str
    title: str
    shape: Shape
    minor: bool
    groups: list[Group]
    chosen: list[str]
    hidden: str
    every: list[str]


class Years(TypedDict):
    """The years that can be chosen, those that are, and what they are the years of.

    `undated` counts what has none: sites, or records where no sites are shown.
    """

    first: int
    last: int
    chosen: tuple[int, int] | None
    says: str
    undated: str
    count: int


class Switch(TypedDict):
    """One way to show the map."""

    value: str
    label: str
    on: bool


class Facets(TypedDict):
    """All that the filters show."""

    choices: list[Choice]
    years: Years
    undated: bool
    search: str
    is_first: bool
    show: list[Switch]
    colours: list[Switch]
    result: str


def build_facets(collection: Collection, selection: Selection, colour: str = "") -> Facets:
    """Gather the choices of a collection, with what a selection leaves of each."""
    return Facets(
        choices=[_choice(collection, selection, facet) for facet in CHOICES],
        years=_years(collection, selection),
        undated="undated" not in selection,
        search=selection.search,
        is_first=not selection,
        show=_show(collection, selection),
        colours=_colours(collection, colour),
        result=say_result(select(collection, selection)),
    )


def say_result(shown: Selected) -> str:
    """How much a selection shows, in sites or, where it has none, in records."""
    words = Words(shown.collection)
    if _has_sites(shown):
        sites = shown.collection.about.of_role("site")
        return words.role_counted("site", sum(map(shown.size, sites)))
    layers = [layer for layer in shown.layers if shown.number(layer)]
    counts = [words.counted(layer, shown.size(layer)) for layer in layers]
    return words.in_line(counts) or words.text("nothing")


def title_of(collection: Collection, facet: Facet) -> str:
    """The heading of a filter: that of the colouring which shows the same, or its own."""
    if facet.word in SHORT:
        return SHORT[facet.word]
    for colouring in colourings(collection):
        if colouring.facet == facet.word:
            return colouring.title
    return capital(facet.name(Words(collection)))


def jurisdiction_colours(collection: Collection) -> dict[str, tuple[str, bool]]:
    """The colour of each jurisdiction as CSS that follows day and night, and if it is hollow."""
    colouring = colouring_of(collection, "jurisdiction")
    if colouring.facet != "jurisdiction":
        return {}
    return {
        value: (light_dark(each.colour, each.colour_dark), each.is_hollow)
        for each in colouring.categories
        for value in each.values
    }


def _show(collection: Collection, selection: Selection) -> list[Switch]:
    """All layers that are shown at first, or one of them; nothing where there is only one."""
    words, shown = Words(collection), first_choice(collection, SHOW)
    first = [layer for layer in collection.about.layers if layer in shown]
    if len(first) < SEVERAL:
        return []
    asked = selection.chosen(SHOW)
    alone = [
        Switch(value=layer, label=words.short_title(layer), on=asked == frozenset({layer}))
        for layer in first
    ]
    both = Switch(value="", label="Both" if len(first) == SEVERAL else "All", on=asked is None)
    return [*alone, both]


def _colours(collection: Collection, colour: str) -> list[Switch]:
    choices, chosen = colourings(collection), colouring_of(collection, colour)
    if len(choices) < SEVERAL:
        return []
    return [
        Switch(value=each.word if at else "", label=each.title, on=each.word == chosen.word)
        for at, each in enumerate(choices)
    ]


def _choice(collection: Collection, selection: Selection, facet: Facet) -> Choice:
    every = facet.every(collection) if facet.first else None
    shown = select(collection, selection.asking(**{facet.word: every}))
    groups = [each for each in _groups(shown, selection, facet) if each["options"]]
    asked = selection.chosen(facet.word)
    labels = facet.labels(collection, "en", None)
    return Choice(
        word=facet.word,
        title=title_of(collection, facet),
        shape=facet.shape,
        minor=facet.is_minor,
        groups=groups,
        chosen=sorted(labels.get(value, value) for value in asked or ()),
        hidden=_hidden(collection, selection, facet),
        every=sorted(every or ()),
    )


def _hidden(collection: Collection, selection: Selection, facet: Facet) -> str:
    """How much this filter keeps out of sight while nothing is chosen in it."""
    if facet.word in selection or not facet.first or facet.word == SHOW:
        return ""
    shown = select(collection, selection)
    wide = select(collection, selection.asking(**{facet.word: facet.every(collection)}))
    words = Words(collection)
    more = [
        words.counted(layer, number)
        for layer in shown.layers
        if (number := wide.size(layer) - shown.size(layer))
    ]
    return words.listed(more)


def _groups(shown: Selected, selection: Selection, facet: Facet) -> list[Group]:
    """The choices: by layer, or those that sites have apart from those that only others have."""
    collection, words = shown.collection, Words(shown.collection)
    if facet.by_layer:
        return [
            Group(
                title=words.title(layer),
                unit=words.noun(layer, SEVERAL),
                options=_options(shown, selection, facet, (layer,), labels),
            )
            for layer in shown.layers
            if (labels := facet.labels(collection, "en", layer))
        ]
    labels = facet.labels(collection, "en", None)
    if facet.word == SHOW or not facet.counts_sites or not _has_sites(shown):
        options = _options(shown, selection, facet, shown.layers, labels)
        return [Group(title="", unit="records", options=_in_order(collection, facet, options))]
    sites = collection.about.of_role("site")
    of_sites = {
        each: label for each, label in labels.items() if each in _used_by_sites(collection, facet)
    }
    rest = {each: label for each, label in labels.items() if each not in of_sites}
    options = _options(shown, selection, facet, sites, of_sites)
    asked = shown_layers(collection, selection)
    in_sight = [layer for layer in shown.layers if layer in asked]
    others = _options(shown, selection, facet, in_sight, rest)
    return [
        Group(
            title="",
            unit=words.role_noun("site", SEVERAL),
            options=_in_order(collection, facet, options),
        ),
        Group(
            title=f"No {words.role_noun('site', SEVERAL)}",
            unit="other records",
            options=others,
        ),
    ]


def _in_order(collection: Collection, facet: Facet, options: list[Option]) -> list[Option]:
    """A long list by size, in an order that no choice changes; any other as it is."""
    if facet.shape != "long":
        return options
    most = _at_first(collection, facet)
    return sorted(options, key=lambda option: (-most[option["value"]], option["label"]))


def _options(
    shown: Selected,
    selection: Selection,
    facet: Facet,
    layers: Iterable[Layer],
    labels: Mapping[str, str],
) -> list[Option]:
    """The choices that records have, or that are asked for, in the order of their labels."""
    collection, asked = shown.collection, selection.chosen(facet.word) or frozenset()
    listed = tuple(layers)
    used = frozenset[str]().union(*(used_values(collection, each, facet.word) for each in listed))
    offered = (used - facet.not_offered) | asked
    counts = shown.tally(facet.word, listed)
    details = _details(collection, facet)
    colours = jurisdiction_colours(collection) if facet.shape == "open" else {}
    return [
        Option(
            value=value,
            label=label,
            detail=details.get(value, ""),
            colour=colours.get(value, ("", False))[0],
            hollow=colours.get(value, ("", False))[1],
            count=counts[value],
            on=value in asked,
        )
        for value, label in labels.items()
        if value in offered
    ]


def _details(collection: Collection, facet: Facet) -> Mapping[str, str]:
    """The small print beside each choice."""
    if not facet.details:
        return {}
    table, column = facet.details
    rows = collection.tables[table]
    texts = rows[column]
    if collection.about.columns(table)[column].is_edtf:
        texts = texts.map(spell_date)
    return dict(zip(rows["id"], texts, strict=True))


def _has_sites(shown: Selected) -> bool:
    sites = shown.collection.about.of_role("site")
    return not shown_layers(shown.collection, shown.selection).isdisjoint(sites)


def _used_by_sites(collection: Collection, facet: Facet) -> frozenset[str]:
    """The values that sites have."""
    layers = collection.about.of_role("site")
    return frozenset[str]().union(*(used_values(collection, each, facet.word) for each in layers))


@lru_cache(maxsize=8)
def _at_first(collection: Collection, facet: Facet) -> Counter[str]:
    """Sites by choice before anything is chosen: an order that no choice changes."""
    return select(collection, Selection()).tally(facet.word, collection.about.of_role("site"))


def _years(collection: Collection, selection: Selection) -> Years:
    first, last = collection.years
    shown = select(collection, selection.without("year", "undated"))
    words = Words(collection)
    asked = shown_layers(collection, selection)
    layers = [layer for layer in collection.about.layers if layer in asked]
    says = [
        DATED[collection.about.specs[layer].role].format(sites=words.noun(layer, SEVERAL))
        for layer in layers
    ]
    counted = collection.about.of_role("site") if _has_sites(shown) else shown.layers
    number = sum(map(shown.having("undated").size, counted))
    nouns = [words.noun(layer, number) for layer in counted if layer in asked]
    return Years(
        first=first,
        last=last,
        chosen=selection.years,
        says=f"Looks at {words.listed(says)}.",
        undated=f"Keep {words.number(number)} {words.listed(nouns)} without a year",
        count=number,
    )
