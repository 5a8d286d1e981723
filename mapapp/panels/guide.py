"""Beside the map while nothing is opened: the marks and what they mean, and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.panels.legend import legend_html
from mapapp.panels.markup import button, element, text
from mapapp.panels.wording import layer_word, say_number

if TYPE_CHECKING:
    from layers.scene import Scene
    from layers.selection import Selected
    from layers.summary import Summary


def guide_html(shown: Selected, scene: Scene, summary: Summary) -> str:
    """Write what the selection holds in a sentence, and what the marks on the map mean."""
    words = shown.collection.about.words()
    return element(
        "section",
        element("h2", "In this selection", tabindex="-1")
        + element("p", text(_sentence(shown, summary)))
        + element("h3", "How to read the map")
        + legend_html(shown, scene)
        + element("p", text(words.get("precision_rule", "")))
        + element("p", text(words.get("border_policy", "")), class_="muted")
        + element("div", button("Show the tour", "tour:start"), class_="actions"),
        class_="panel",
        aria_label="In this selection",
        data_opened="",
        data_mark="",
    )


def _sentence(shown: Selected, summary: Summary) -> str:
    stations = layer_word(shown.collection, "stations", "one" if summary.stations == 1 else "many")
    in_cities = summary.stations - summary.stations_without_city
    return (
        f"{summary.stations:,} {stations} in "
        f"{say_number(summary.countries, 'country', 'countries')}, {in_cities:,} of them in "
        f"{say_number(summary.cities, 'named city', 'named cities')}."
    )
