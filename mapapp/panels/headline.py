"""The head of the page: what the collection is, what is selected, and what was claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.selection import shown_layers
from layers.summary import summarise
from layers.totals import find_claimed
from layers.units import REST, read_units
from layers.words import Words, capital
from mapapp.panels.markup import definitions, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from layers.selection import Layer, Selected
    from layers.summary import Summary


def headline_html(shown: Selected, summary: Summary) -> Markup:
    """Write title, caveat and the figures of a selection beside those that were claimed."""
    words = shown.collection.about.words()
    title = element("h1", words["title"])
    caveat = element("p", words.get("caveat", ""), class_="caveat muted")
    written = [(name, _figure(number, beside)) for name, number, beside in _figures(shown, summary)]
    figures = element("div", definitions(written), class_="figures", role="status")
    return title + element("div", figures + caveat, class_="head")


def _figures(shown: Selected, summary: Summary) -> Iterator[tuple[str, int, str]]:
    """What is counted, its number, and what a reader must know beside it.

    Only layers that are asked for are counted; where years are asked for, what certainly lies in
    them, and the rest is named beside it.
    """
    collection = shown.collection
    layers = shown_layers(collection, shown.selection)
    for layer in shown.layers:
        if layer in layers:
            yield from _things(shown, layer)
        if layer in layers and _is_first_of_sites(shown, layer):
            stated = summarise(shown.stated)
            pairs = (
                ("country", stated.countries, summary.countries),
                ("jurisdiction", stated.jurisdictions, summary.jurisdictions),
            )
            for name, number, whole in pairs:
                claimed = find_claimed(shown, "countries") if name == "country" else None
                beside = f"of {whole:,} shown" if number != whole else ""
                word = capital(Words(collection).term(name, number))
                yield word, number, claimed.words if claimed else beside


def _is_first_of_sites(shown: Selected, layer: Layer) -> bool:
    """Whether the figures of all sites stand after this layer."""
    return layer == next(iter(shown.collection.about.of_role("site")), None)


def _things(shown: Selected, layer: Layer) -> Iterator[tuple[str, int, str]]:
    """The records of a layer, a figure for each unit."""
    about = shown.collection.about
    units = read_units(about, layer)
    counts = units.count(shown.table(layer))
    stated, possible, undated = (
        units.count(part.table(layer))
        for part in (shown.stated, shown.having("possible"), shown.having("undated"))
    )
    claimed = find_claimed(shown, layer) if layer in about.of_role("site") else None
    for unit in counts or [REST]:
        number = stated.get(unit, 0)
        word = Words(shown.collection).noun(layer, number, units.term(unit, counts))
        beside = claimed.words if claimed else ""
        if shown.selection.years:
            beside = _in_years(shown.selection.years, possible.get(unit, 0), undated.get(unit, 0))
        yield capital(word), number, beside


def _in_years(years: tuple[int, int], possible: int, undated: int) -> str:
    first, last = years
    parts = [
        str(first) if first == last else f"{first}–{last}",
        f"{possible:,} more possible" if possible else "",
        f"{undated:,} more undated" if undated else "",
    ]
    return "; ".join(filter(None, parts))


def _figure(number: int, beside: str) -> Markup:
    return fragment([f"{number:,}", *([" ", element("small", beside)] if beside else [])])
