"""Beside the map while nothing is opened: the marks and what they mean, and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.counts import count_of
from layers.tally import state_selection
from layers.words import Words
from mapapp.panels.legend import legend_html
from mapapp.panels.markup import button, element

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.scene import Scene
    from layers.selection import Selected
    from layers.summary import Summary


def guide_html(shown: Selected, scene: Scene, summary: Summary) -> Markup:
    """Write what the selection holds in a sentence, and what the marks on the map mean."""
    words = shown.collection.about.words()
    return element(
        "section",
        element("h2", "In this selection", tabindex="-1")
        + element("p", _sentences(shown, summary))
        + element("h3", "How to read the map")
        + legend_html(shown, scene)
        + element("p", words.get("precision_rule", ""))
        + element("p", words.get("border_policy", ""), class_="muted")
        + element("div", button("Show the tour", "tour:start"), class_="actions"),
        class_="panel",
        aria_label="In this selection",
        data_opened="",
        data_mark="",
    )


def _sentences(shown: Selected, summary: Summary) -> str:
    """The selection in words, as exports state it, and how much of it is known to a city."""
    words = Words(shown.collection)
    said = state_selection(shown, words).sentences
    if not summary.sites:
        return said
    sites = words.role_counted("site", summary.sites)
    in_cities = summary.sites - summary.sites_without_city
    cities = count_of(summary.cities, "named city", "named cities")
    return f"{said} Of {sites} shown, {in_cities:,} in {cities}."
