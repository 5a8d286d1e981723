"""A short tour for the first visit: what one sees, in five lines. No cookie keeps it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.words import SEVERAL, Words
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from markupsafe import Markup

    from geodata.collection import Collection


def tour_html(collection: Collection, *, is_own: bool = False) -> Markup:
    """Write the tour of a collection; the address of the reader's own is no link for others."""
    items = fragment(element("li", step) for step in _steps(collection, is_own) if step)
    heading = element("h2", "What you see", tabindex="-1")
    bar = element("div", heading + button("Got it", "tour:end", class_="main"), class_="bar")
    return element(
        "section",
        bar + element("ol", items),
        class_="panel",
        aria_label="Tour",
        data_opened="",
        data_mark="",
    )


def _steps(collection: Collection, is_own: bool) -> list[str]:  # noqa: FBT001 - private
    linked = "" if is_own else ", and the address of the page is a link to what you see"
    words = Words(collection)
    sites, agreements = (
        words.role_noun(role, SEVERAL) if collection.about.of_role(role) else ""
        for role in ("site", "agreement")
    )
    return [
        f"A circle is a city with {sites}: the larger, the more." if sites else "",
        (
            f"Its colours are the {words.term('jurisdiction', SEVERAL)} named. Pale means "
            "that no source seen gives a year."
        ),
        "A hatched country has some whose city is not known. They are counted, not placed.",
        f"Arcs, diamonds and shaded countries are {agreements}." if agreements else "",
        f"Choose among the filters: map, figures and list follow{linked}.",
        (
            "Press a mark, or a row of the list, for the claim, the answers and the sources. On "
            "the map, arrow keys go from mark to mark and Enter opens."
        ),
        " ".join(filter(None, map(collection.about.words().get, ("fairness", "denials")))),
    ]
