"""What a picture or an article is called: by what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.facets import first_choice
from layers.words import Words

if TYPE_CHECKING:
    from layers.selection import Selected

APART = "; "


def title_of(shown: Selected, language: str) -> str:
    """The title for a selection, in the collection's words.

    It is that of the collection where all layers that are shown at first have records.
    Otherwise the headings of the layers that do: a title names nothing that is not there.
    """
    words = Words(shown.collection, language)
    title = words.own("title")
    layers = [layer for layer in shown.layers if shown.number(layer)]
    first = first_choice(shown.collection, "layer")
    if not layers or first.issubset(layers):
        return title
    headings = [words.heading(layer) for layer in layers]
    if all(headings):
        return APART.join(headings)
    if first.intersection(layers):
        return title
    return words.aside(APART.join(map(words.title, layers)), title)
