"""Below the map, in a line: what is counted and not placed, what has no year, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.hidden import find_hidden
from layers.stores.columns import LOCATED
from layers.words import Words
from mapapp.panels.markup import button, element, fragment
from mapapp.panels.notices import REVEAL, say_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from layers.selection import Selected


def notes_html(shown: Selected) -> Markup:
    """Write what marks stand for that are no dots; empty where there are none."""
    return _line(_marks(shown))


def hidden_html(shown: Selected) -> Markup:
    """Write how much is not shown at first, with a button that shows it; empty for nothing."""
    return _line(_hidden(shown))


def _line(parts: Iterable[str]) -> Markup:
    notes = fragment(element("span", part) for part in parts)
    return element("p", notes, class_="notes") if notes else fragment(())


def _marks(shown: Selected) -> Iterator[str]:
    words, layers = Words(shown.collection), shown.collection.about.of_role("site")
    located = [each for layer in layers for each in shown.grouped(layer, LOCATED)]
    pointless = sum(number for is_located, number in located if not is_located)
    if pointless:
        yield element("strong", "+1") + (
            f" One of {words.role_counted('site', pointless)} without a city, counted for the "
            "country."
        )
    if shown.selection.years:
        faded = sum(map(shown.having("undated").size, layers))
        if faded:
            yield f"Faded: {words.role_counted('site', faded)} without a year."


def _hidden(shown: Selected) -> Iterator[str]:
    hidden = None if shown.is_empty else find_hidden(shown.collection, shown.selection)
    if hidden:
        said = f"Not shown at first: {say_hidden(shown.collection, hidden)}. "
        yield fragment([said, button("Show them", REVEAL, class_="plain")])
