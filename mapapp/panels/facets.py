"""What a reader can choose from, and how much each choice would show.

The number beside a choice counts sites (or records, where no sites are shown) that would be in the
selection if nothing else of its kind were chosen.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from geodata.countries import UNIONS, country_name
from layers.scene import list_jurisdictions
from layers.selection import LAYERS, Selection, select, shown_editions, shown_layers, shown_statuses
from layers.units import size
from mapapp.panels.wording import capital, layer_word, say_date, term

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.collection import Collection
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
    """Choices of one kind under a heading; `param` is their word in an address."""

    param: str
    title: str
    options: list[Option]


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

    jurisdictions: Group
    others: Group
    countries: Group
    layers: Group
    statuses: list[Group]
    editions: Group
    years: Years
    undated: bool
    search: str
    is_first: bool


def build_facets(collection: Collection, selection: Selection) -> Facets:
    """Gather the choices of a collection, with what a selection leaves of each."""
    jurisdictions, others = _jurisdictions(collection, selection)
    return Facets(
        jurisdictions=jurisdictions,
        others=others,
        countries=_countries(collection, selection),
        layers=_layers(collection, selection),
        statuses=_statuses(collection, selection),
        editions=_editions(collection, selection),
        years=_years(collection, selection),
        undated=selection.undated,
        search=selection.search,
        is_first=selection == type(selection)(),
    )


def jurisdiction_colours(collection: Collection) -> dict[str, str]:
    """The colour of each jurisdiction by id, as CSS that follows the page from day to night."""
    return {
        each["id"]: f"light-dark({each['colour']}, {each['colour_dark']})"
        for each in list_jurisdictions(collection)
    }


def _jurisdictions(collection: Collection, selection: Selection) -> tuple[Group, Group]:
    """Those that sites have, and those that other records alone have."""
    shown = select(collection, replace(selection, jurisdictions=None))
    sites, records = _tally(shown.stations, "jurisdiction"), _records(shown, "jurisdiction")
    colours = jurisdiction_colours(collection)
    chosen = selection.jurisdictions or frozenset()
    with_sites = frozenset(collection.stations["jurisdiction"])
    counted = with_sites if _has_sites(shown) else frozenset()
    used = with_sites | _used(collection, "jurisdictions") | chosen
    table = collection.jurisdictions
    options = [
        Option(
            value=each,
            label=name,
            detail=local_name,
            colour=colours[each],
            count=sites.get(each, 0) if each in counted else None,
            records=records[each],
            on=each in chosen,
            first=False,
        )
        for each, name, local_name in zip(
            table.index, table["name"], table["local_name"], strict=True
        )
        if each in used
    ]
    title = capital(term(collection, "jurisdiction", "many"))
    others = f"Only in {layer_word(collection, 'agreements', 'many')}"
    return (
        _group("jurisdiction", title, [each for each in options if each["value"] in with_sites]),
        _group(
            "jurisdiction", others, [each for each in options if each["value"] not in with_sites]
        ),
    )


def _countries(collection: Collection, selection: Selection) -> Group:
    shown = select(collection, replace(selection, countries=None))
    sites, records = _tally(shown.stations, "country"), _records(shown, "country")
    chosen = selection.countries or frozenset()
    with_sites = frozenset(collection.stations["country"])
    counted = with_sites if _has_sites(shown) else frozenset()
    codes = (with_sites | _used(collection, "countries")) - UNIONS | chosen
    options = [
        Option(
            value=code,
            label=country_name(code),
            detail="",
            colour="",
            count=sites.get(code, 0) if code in counted else None,
            records=records[code],
            on=code in chosen,
            first=False,
        )
        for code in codes
    ]
    most = _at_first(collection)
    options.sort(key=lambda option: (-most.get(option["value"], 0), option["label"]))
    return _group("country", capital(term(collection, "country", "many")), options)


def _has_sites(shown: Selected) -> bool:
    return "stations" in shown_layers(shown.collection, shown.selection)


@lru_cache(maxsize=8)
def _at_first(collection: Collection) -> Mapping[str, int]:
    """Sites by country before anything is chosen: an order that no choice changes."""
    return _tally(select(collection, Selection()).stations, "country")


def _layers(collection: Collection, selection: Selection) -> Group:
    everything = select(collection, replace(selection, layers=frozenset(LAYERS)))
    counts: dict[str, int] = {layer: size(everything.table(layer)) for layer in LAYERS}
    chosen, first = shown_layers(collection, selection), frozenset(collection.about.shown_layers)
    options = [
        _option(
            layer, layer_word(collection, layer, "title"), counts, (layer in chosen, layer in first)
        )
        for layer in LAYERS
        if len(collection.tables[layer])
    ]
    return _group("layer", "Layers", options)


def _statuses(collection: Collection, selection: Selection) -> list[Group]:
    every = frozenset(
        each.value for layer in LAYERS for each in collection.about.terms(layer, "status")
    )
    everything = select(collection, replace(selection, statuses=every))
    groups = []
    for layer in LAYERS:
        terms = collection.about.terms(layer, "status")
        if not terms:
            continue
        counts = _tally(everything.table(layer), "status")
        first = shown_statuses(collection, layer)
        chosen = first if selection.statuses is None else selection.statuses
        options = [
            _option(each.value, each.label, counts, (each.value in chosen, each.value in first))
            for each in terms
        ]
        title = layer_word(collection, layer, "title")
        groups.append(_group("status", title, options))
    return groups


def _editions(collection: Collection, selection: Selection) -> Group:
    table = collection.editions
    every = frozenset(table["id"])
    counts = _tally(select(collection, replace(selection, editions=every)).stations, "edition")
    first = shown_editions(collection)
    chosen = first if selection.editions is None else selection.editions
    options = [
        _option(each, title, counts, (each in chosen, each in first), say_date(published))
        for each, title, published in zip(
            table["id"], table["title"], table["published"], strict=True
        )
    ]
    title = capital(term(collection, "edition", "many"))
    return _group("edition", title, options)


def _years(collection: Collection, selection: Selection) -> Years:
    first, last = collection.years
    shown = select(collection, replace(selection, years=None, undated=True))
    stations = shown.stations
    sums = stations.groupby(["first_from", "jurisdiction"])["count"].sum()
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
            for layer in (("stations",) if _has_sites(shown) else LAYERS)
        ),
    )


def _group(param: str, title: str, options: list[Option]) -> Group:
    return Group(param=param, title=title, options=options)


def _option(
    value: str, label: str, counts: Mapping[str, int], on_first: tuple[bool, bool], detail: str = ""
) -> Option:
    """A choice that the collection itself may make at first."""
    count = int(counts.get(value, 0))
    is_on, is_first = on_first
    return Option(
        value=value,
        label=label,
        detail=detail,
        colour="",
        count=count,
        records=count,
        on=is_on,
        first=is_first,
    )


def _records(shown: Selected, name: str) -> Counter[str]:
    """Records of all layers of a selection by their `jurisdiction` or `country`."""
    many = {"jurisdiction": "jurisdictions", "country": "countries"}[name]
    counts: Counter[str] = Counter(shown.stations[name])
    for layer in LAYERS[1:]:
        table = shown.table(layer)
        if many in table:
            counts.update(value for values in table[many] for value in values)
    return counts


def _tally(table: pd.DataFrame, column: str) -> dict[str, int]:
    if column not in table:
        return {}
    if "count" not in table:
        return dict(Counter(table[column]))
    sums = table.groupby(column)["count"].sum()
    return {str(value): int(number) for value, number in sums.items()}


def _used(collection: Collection, many: str) -> frozenset[str]:
    """The values that records of layers without sites have in a list."""
    tables = [collection.tables[layer] for layer in LAYERS[1:]]
    return frozenset(
        value for table in tables if many in table for values in table[many] for value in values
    )
