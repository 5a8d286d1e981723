"""What went wrong, in a sentence, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.facets import FACETS
from layers.words import Words
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.hidden import Hidden

EMPTY = "Nothing in the record answers this selection."


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


def hidden_sentence(collection: Collection, hidden: Hidden, *, is_empty: bool) -> str:
    """Say how much matches and is not shown, and which defaults keep it out of sight."""
    reasons = "; ".join(f"{word}: {title}" for word, title in reasons_of(collection, hidden))
    found = "Nothing that is shown by default matches. " if is_empty else ""
    return f"{found}Hidden by default: {say_hidden(collection, hidden)} ({reasons})."


def say_hidden(collection: Collection, hidden: Hidden) -> str:
    """How much is hidden, such as `2 sites, 1 response`."""
    words = Words(collection)
    return words.in_line(words.counted(layer, number) for layer, number in hidden.counts.items())


def reasons_of(collection: Collection, hidden: Hidden) -> list[tuple[str, str]]:
    """What must be chosen to see what is hidden: the kind of filter, and the choice in words."""
    return [
        (Words(collection).term(facet.word), labels[value])
        for facet in FACETS
        for labels in [facet.labels(collection, "en", None)]
        for value in sorted(hidden.values.get(facet.word, ()))
    ]
