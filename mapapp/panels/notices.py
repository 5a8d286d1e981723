"""What went wrong, in a sentence, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.facets import FACETS
from layers.hidden import find_hidden
from layers.selection import select, shown_layers
from layers.words import Words
from mapapp.panels.chosen import name_asked
from mapapp.panels.filter_choices import say_result, title_of
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.hidden import Hidden
    from layers.selection import Selected

REVEAL = "reveal"
"""The action of a button that shows what matches and is hidden by default."""


def notice_html(
    sentences: Iterable[str],
    *,
    way_back: tuple[str, str] | None = None,
    ways_on: Iterable[tuple[str, str]] = (),
) -> Markup:
    """Write sentences as a notice.

    Args:
        sentences: Escaped here.
        way_back: The label and the action of a button that leads out of it.
        ways_on: The same of buttons that come before it.
    """
    paragraphs = fragment(element("p", each) for each in sentences)
    ways = [*ways_on, *([way_back] if way_back else [])]
    said = element("div", paragraphs)
    buttons = fragment(button(*way) for way in ways)
    return element("div", said + buttons, class_="notice", role="alert")


def problem_html(shown: Selected, problems: Iterable[str]) -> Markup:
    """Say what could not be read of an address, or why nothing is shown; often empty."""
    sentences = [*problems]
    if shown.is_empty:
        said, way = _way_out(shown)
        return notice_html([*sentences, said], way_back=way)
    if sentences:
        return notice_html(sentences, way_back=("Show everything", "reset"))
    return fragment(())


def _way_out(shown: Selected) -> tuple[str, tuple[str, str]]:
    """For an empty selection: a sentence, and the button that shows the most for one change."""
    collection, selection = shown.collection, shown.selection
    words = Words(collection)
    hidden = find_hidden(collection, selection)
    asked_layers = shown_layers(collection, selection)
    if hidden and (len(selection) == 1 or not asked_layers.isdisjoint(hidden.counts)):
        return hidden_sentence(collection, hidden), ("Show them", REVEAL)
    wider = {
        facet: select(collection, selection.without(facet.word))
        for facet in FACETS
        if facet.word in selection
    }
    best = max(wider, key=lambda facet: _amount(wider[facet]), default=None)
    if best is None or wider[best].is_empty:
        return "Nothing in the record matches these filters.", ("Clear all", "reset")
    asked = name_asked(collection, best, selection, words)
    return (
        f"Nothing matches these filters. Without {asked}: {say_result(wider[best])}.",
        (f"Remove {asked}", f"drop:{best.word}"),
    )


def _amount(shown: Selected) -> int:
    return sum(map(shown.size, shown.layers))


def hidden_sentence(collection: Collection, hidden: Hidden) -> str:
    """Say how much matches and is not shown, and which defaults keep it out of sight."""
    reasons = "; ".join(f"{word}: {title}" for word, title in reasons_of(collection, hidden))
    said = say_hidden(collection, hidden)
    return f"What matches is not shown at first: {said} ({reasons})."


def say_hidden(collection: Collection, hidden: Hidden) -> str:
    """How much is hidden, such as `2 sites, 1 response`."""
    words = Words(collection)
    return words.in_line(words.counted(layer, number) for layer, number in hidden.counts.items())


def reasons_of(collection: Collection, hidden: Hidden) -> list[tuple[str, str]]:
    """What must be chosen to see what is hidden: the kind of filter, and the choice in words."""
    return [
        (title_of(collection, facet), labels[value])
        for facet in FACETS
        for labels in [facet.labels(collection, "en", None)]
        for value in sorted(hidden.values.get(facet.word, ()))
    ]
