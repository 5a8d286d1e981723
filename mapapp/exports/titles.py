"""What a picture or an article is called: by what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.selection import Selected

APART = "; "


def title_of(shown: Selected, language: str) -> str:
    """The title for a selection, in the collection's words.

    It is that of the collection where all layers that the collection shows at first have records.
    Otherwise the headings of the layers that do: a title names nothing that is not there.
    """
    about = shown.collection.about
    words = about.words(language)
    title, named = str(words["title"]), words.get("layers", {})
    layers = [layer for layer in shown.layers if not shown.table(layer).empty]
    first = {*about.shown_layers}
    if not layers or first.issubset(layers):
        return title
    headings = [named.get(layer, {}).get("heading", "") for layer in layers]
    if all(headings):
        return APART.join(headings)
    if first.intersection(layers):
        return title
    return f"{APART.join(named.get(each, {}).get('title', each) for each in layers)} ({title})"
