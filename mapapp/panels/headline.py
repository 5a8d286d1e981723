"""The head of the page: what the collection is, what is selected, and what was claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.selection import LAYERS, shown_layers
from mapapp.panels.claimed import find_claimed
from mapapp.panels.markup import definitions, element, text
from mapapp.panels.wording import capital, layer_word, term

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.selection import Selected
    from layers.summary import Summary
    from mapapp.panels.claimed import Claimed


def headline_html(shown: Selected, summary: Summary) -> str:
    """Write title, caveat and the figures of a selection beside those that were claimed."""
    words = shown.collection.about.words()
    title = element("h1", text(words["title"]))
    caveat = element("p", text(words.get("caveat", "")), class_="caveat muted")
    figures = element("div", definitions(_figures(shown, summary)), class_="figures", role="status")
    return title + element("div", figures + caveat, class_="head")


def _figures(shown: Selected, summary: Summary) -> list[tuple[str, str]]:
    """What is counted, and its number; only layers that are asked for are counted."""
    collection, selection = shown.collection, shown.selection
    layers = shown_layers(collection, selection)
    figures = []
    if "stations" in layers:
        figures += [
            _counted(collection, name, number, find_claimed(collection, selection, measure))
            for name, number, measure in (
                ("stations", summary.stations, "stations"),
                ("country", summary.countries, "countries"),
                ("jurisdiction", summary.jurisdictions, "jurisdictions"),
            )
        ]
    counts = {
        "agreements": summary.agreements,
        "responses": summary.responses,
        "operations": summary.operations,
    }
    return figures + [
        _counted(collection, layer, number, None)
        for layer, number in counts.items()
        if layer in layers
    ]


def _counted(
    collection: Collection, name: str, number: int, claimed: Claimed | None
) -> tuple[str, str]:
    form = "one" if number == 1 else "many"
    word = layer_word if name in LAYERS else term
    return capital(word(collection, name, form)), _figure(number, claimed)


def _figure(number: int, claimed: Claimed | None) -> str:
    beside = f" {element('small', text(claimed.words))}" if claimed else ""
    return f"{number:,}{beside}"
