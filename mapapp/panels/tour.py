"""A short tour for the first visit: what one sees, in five lines. No cookie keeps it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.panels.facets import layer_word, term
from mapapp.panels.markup import button, element, text

if TYPE_CHECKING:
    from geodata.collection import Collection


def tour_html(collection: Collection) -> str:
    """Write the tour of a collection."""
    words = collection.about.words()
    stations, agreements = (
        layer_word(collection, layer, "many") for layer in ("stations", "agreements")
    )
    steps = [
        f"A circle is a city with {stations}: the larger, the more.",
        (
            f"Its colours are the {term(collection, 'jurisdiction', 'many')} named. Pale means "
            "that no source seen gives a year."
        ),
        "A hatched country has some whose city is not known. They are counted, not placed.",
        f"Arcs, diamonds and shaded countries are {agreements}.",
        (
            "Choose among the filters: map, figures and list follow, and the address of the page "
            "is a link to what you see."
        ),
        (
            "Press a mark, or a row of the list, for the claim, the answers and the sources. On "
            "the map, arrow keys go from mark to mark and Enter opens."
        ),
        str(words.get("fairness", "")),
    ]
    items = "".join(element("li", text(step)) for step in steps if step)
    heading = element(
        "div",
        element("h2", "What you see", tabindex="-1") + button("Got it", "tour:end", class_="main"),
        class_="bar",
    )
    return element(
        "section",
        heading + element("ol", items),
        class_="panel",
        aria_label="Tour",
        data_opened="",
        data_mark="",
    )
