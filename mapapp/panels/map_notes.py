"""Below the map, in a line: its key besides the dots, what has no year, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.cartography.swatches import swatch_svg
from layers.hidden import find_hidden
from layers.legend import build_legend
from layers.stores.columns import LOCATED
from layers.style import LIGHT
from layers.words import Words
from mapapp.panels.markup import button, element, fragment, light_dark
from mapapp.panels.notices import REVEAL, say_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from layers.legend import Entry
    from layers.scene_types import Scene
    from layers.selection import Selected

_EXPLAINED = frozenset({"circle", "ring", "faded", "hatch"})
"""Swatches of what the head or a sentence explains."""


def notes_html(shown: Selected, scene: Scene) -> Markup:
    """Write what marks other than dots stand for; empty where there are none."""
    return _line((*_together(scene), *_marks(shown), *_key(shown, scene)))


def hidden_html(shown: Selected) -> Markup:
    """Write how much is not shown at first, with a button that shows it; empty for nothing."""
    return _line(_hidden(shown))


def _line(parts: Iterable[str]) -> Markup:
    notes = fragment(element("span", part) for part in parts)
    return element("p", notes, class_="notes") if notes else fragment(())


def _together(scene: Scene) -> Iterator[str]:
    if any("places" in table for table in (scene["sites"], scene["towns"])):
        yield (
            "Places near each other are drawn as one mark with their sum: "
            "zoom in or choose a country to see them apart."
        )


def _marks(shown: Selected) -> Iterator[str]:
    words, layers = Words(shown.collection), shown.collection.about.of_role("site")
    located = [each for layer in layers for each in shown.grouped(layer, LOCATED)]
    pointless = sum(number for is_located, number in located if not is_located)
    if pointless:
        counted = words.role_counted("site", pointless)
        said = f"of {counted}" if pointless > 1 else words.role_noun("site", 1)
        yield element("strong", "+1") + f" One {said} without a city, counted for the country."
    if shown.selection.years:
        faded = sum(map(shown.having("undated").size, layers))
        if faded:
            yield f"Faded: {words.role_counted('site', faded)} without a year."


def _key(shown: Selected, scene: Scene) -> Iterator[str]:
    words = Words(shown.collection)
    for entry in build_legend(shown, scene):
        if entry["swatch"] in _EXPLAINED:
            continue
        said = entry["label"]
        if entry["unit"] == "country":
            said += f": {entry['count']:,} {words.term('country', entry['count'])}"
        yield _swatch(entry) + " " + said


def _swatch(entry: Entry) -> Markup:
    """What an entry explains, in its colour by day and by night."""
    colour = f"color: {light_dark(entry['colour'], entry['colour_dark'])}"
    return element("span", swatch_svg(entry, LIGHT), class_="mark", style=colour)


def _hidden(shown: Selected) -> Iterator[str]:
    hidden = None if shown.is_empty else find_hidden(shown.collection, shown.selection)
    if hidden:
        said = f"Not shown at first: {say_hidden(shown.collection, hidden)}. "
        yield fragment([said, button("Show them", REVEAL, class_="plain")])
