"""The head of the page: what the collection is, what is selected, and what was claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.selection import shown_layers
from mapapp.panels.claimed import find_claimed
from mapapp.panels.components import draw_markup
from mapapp.panels.facets import capital, layer_word, term
from mapapp.panels.markup import definitions, element, text

if TYPE_CHECKING:
    from layers.selection import Selected
    from layers.summary import Summary
    from mapapp.panels.claimed import Claimed


def show_headline(shown: Selected, summary: Summary) -> None:
    """Draw title, caveat and the figures of a selection beside those that were claimed."""
    draw_markup("headline", headline_html(shown, summary))


def headline_html(shown: Selected, summary: Summary) -> str:
    """Write the head of the page."""
    words = shown.collection.about.words()
    title = element("h1", text(words["title"]))
    caveat = element("p", text(words.get("caveat", "")), class_="muted")
    figures = element("div", definitions(_figures(shown, summary)), class_="figures", role="status")
    return element("div", element("div", title + caveat, class_="words") + figures, class_="head")


def _figures(shown: Selected, summary: Summary) -> list[tuple[str, str]]:
    collection, selection = shown.collection, shown.selection
    layers = shown_layers(collection, selection)
    figures = []
    if "stations" in layers:
        figures += [
            (
                capital(layer_word(collection, "stations", "many")),
                _figure(summary.stations, find_claimed(collection, selection, "stations")),
            ),
            (
                capital(term(collection, "country", "many")),
                _figure(summary.countries, find_claimed(collection, selection, "countries")),
            ),
            (
                capital(term(collection, "jurisdiction", "many")),
                _figure(summary.jurisdictions, None),
            ),
        ]
    counts = {
        "agreements": summary.agreements,
        "responses": summary.responses,
        "operations": summary.operations,
    }
    figures += [
        (capital(layer_word(collection, layer, "many")), _figure(count, None))
        for layer, count in counts.items()
        if layer in layers
    ]
    return figures


def _figure(number: int, claimed: Claimed | None) -> str:
    beside = f" {element('small', text(claimed.words))}" if claimed else ""
    return f"{number:,}{beside}"
