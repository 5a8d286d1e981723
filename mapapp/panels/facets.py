"""What a reader can choose from, and how much each choice would show.

The number beside a choice counts sites (or records, where no sites are shown) that would be in the
selection if nothing else of its kind were chosen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from layers.facets import CHOICES, used_values
from layers.scene import list_jurisdictions
from layers.selection import Selection, select, shown_layers
from layers.units import size
from layers.words import SEVERAL, Words, capital
from layers.words.dates import spell_date

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from geodata.collection import Collection
    from layers.facets import Facet, Layer, Shape
    from layers.selection import Selected


class Option(TypedDict):
    """One choice. `first` says whether it is chosen unless a reader asks otherwise.

    `count` is None where no site can have it, or none is asked for; then `records` tells how much
    it would show.
    """

    value: str
    label: str
    detail: str
    colour: str
    count: int | None
    records: int
    on: bool
    first: bool


class Group(TypedDict):
    """Choices under a heading of their own; empty where the filter's is all there is."""

    title: str
    options: list[Option]


class Choice(TypedDict):
    """A filter with its choices; `word` is its name in an address."""

    word: str
    title: str
    shape: Shape
    groups: list[Group]


class Years(TypedDict):
    """The years that can be chosen, those that are, and what lies in each, by jurisdiction.

    `undated` counts as the choices do: sites, or records where no sites are shown.
    """

    first: int
    last: int
    chosen: tuple[int, int]
    bars: list[list[tuple[str, int]]]
    undated: int


class Facets(TypedDict):
    """All that the filters show."""

    choices: list[Choice]
    years: Years
    undated: bool
    search: str
    is_first: bool


def build_facets(collection: Collection, selection: Selection) -> Facets:
    """Gather the choices of a collection, with what a selection leaves of each."""
    return Facets(
        choices=[_choice(collection, selection, facet) for facet in CHOICES],
        years=_years(collection, selection),
        undated="undated" not in selection,
        search=selection.search,
        is_first=not selection,
    )


def jurisdiction_colours(collection: Collection) -> dict[str, str]:
    """The colour of each jurisdiction by id, as CSS that follows the page from day to night."""
    return {
        each["id"]: f"light-dark({each['colour']}, {each['colour_dark']})"
        for each in list_jurisdictions(collection)
    }


def _choice(collection: Collection, selection: Selection, facet: Facet) -> Choice:
    every = facet.every(collection) if facet.first else None
    shown = select(collection, selection.asking(**{facet.word: every}))
    title = facet.name(Words(collection), SEVERAL)
    gather = _by_layer if facet.by_layer else _alone
    groups = gather(shown, selection, facet)
    return Choice(word=facet.word, title=capital(title), shape=facet.shape, groups=groups)


def _by_layer(shown: Selected, selection: Selection, facet: Facet) -> list[Group]:
    """The choices of each layer that has some."""
    groups = []
    for layer in shown.layers:
        labels = facet.labels(shown.collection, "en", layer)
        if labels:
            title = Words(shown.collection).title(layer)
            options = _options(shown, selection, facet, (layer,), labels)
            groups.append(Group(title=title, options=options))
    return groups


def _alone(shown: Selected, selection: Selection, facet: Facet) -> list[Group]:
    """The choices of all layers; where they are in sight, apart those that no site can have."""
    collection = shown.collection
    labels = facet.labels(collection, "en", None)
    options = _options(shown, selection, facet, shown.layers, labels)
    if facet.shape == "long":
        most = _at_first(collection, facet)
        options.sort(key=lambda option: (-most[option["value"]], option["label"]))
    if facet.shape != "open":
        return [Group(title="", options=options)]
    of_sites = _used_by_sites(collection, facet)
    others = [option for option in options if option["value"] not in of_sites]
    return [
        Group(title="", options=[option for option in options if option["value"] in of_sites]),
        Group(title=f"Only in {Words(collection).role_noun('agreement', SEVERAL)}", options=others),
    ]


def _options(
    shown: Selected,
    selection: Selection,
    facet: Facet,
    layers: Iterable[Layer],
    labels: Mapping[str, str],
) -> list[Option]:
    """The choices that records have, or that are asked for, in the order of their labels."""
    collection, asked = shown.collection, selection.chosen(facet.word)
    first = frozenset[str]().union(
        *(facet.first(collection, layer) for layer in layers if facet.first)
    )
    chosen = first if asked is None else asked
    used = frozenset[str]().union(*(used_values(collection, each, facet.word) for each in layers))
    offered = (used - facet.not_offered) | (asked or frozenset())
    records = shown.tally(facet.word, layers)
    counts, counted = records, used
    if facet.counts_sites:
        counts = shown.tally(facet.word, collection.about.of_role("site"))
        counted = _used_by_sites(collection, facet) if _has_sites(shown) else frozenset()
    details, colours = _details(collection, facet), _colours(collection, facet)
    return [
        Option(
            value=value,
            label=label,
            detail=details.get(value, ""),
            colour=colours.get(value, ""),
            count=counts[value] if value in counted else None,
            records=records[value],
            on=value in chosen,
            first=value in first,
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


def _colours(collection: Collection, facet: Facet) -> Mapping[str, str]:
    return jurisdiction_colours(collection) if facet.shape == "open" else {}


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
    sums = shown.sites.groupby(["first_from", "party"])["weight"].sum()
    bars: list[list[tuple[str, int]]] = [[] for _ in range(first, last + 1)]
    for year, jurisdiction, number in sums.reset_index().itertuples(index=False, name=None):
        if first <= year <= last:
            bars[int(year) - first].append((str(jurisdiction), int(number)))
    return Years(
        first=first,
        last=last,
        chosen=selection.years or (first, last),
        bars=bars,
        undated=sum(
            size(shown.having("undated").table(layer))
            for layer in (collection.about.of_role("site") if _has_sites(shown) else shown.layers)
        ),
    )
