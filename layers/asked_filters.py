"""The filters of a selection in words: which values are asked for, and what they leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.facets import FACETS, first_choice
from layers.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Layer, Selected, Selection
    from layers.words import Words

MAX_NAMED = 6
"""Values of one filter that a sentence names; of more, how many there are."""


def labels_asked(
    collection: Collection, facet: Facet, selection: Selection, words: Words
) -> list[str]:
    """The labels of the values that are asked for, in alphabetical order."""
    labels = facet.labels(collection, words.language, None)
    return sorted(labels.get(value, value) for value in selection.chosen(facet.word) or ())


def narrowing_filters(
    shown: Selected, layers: Sequence[Layer], words: Words, *, but: frozenset[str]
) -> Iterator[str]:
    """Each filter that leaves out what would be shown otherwise, as `Status: Reported closed`.

    Args:
        shown: The selection.
        layers: Of which layers something is said.
        words: Of the language.
        but: The words of filters that are left to others.
    """
    collection, selection = shown.collection, shown.selection
    for facet in FACETS:
        if facet.word in but or not _leaves_out(collection, facet, selection, layers):
            continue
        if facet.kind == "text":
            named, number = words.quoted(str(selection[facet.word])), 1
        else:
            labels = labels_asked(collection, facet, selection, words)
            number = len(labels)
            named = words.in_line(labels) if number <= MAX_NAMED else words.number(number)
        yield words.text("{name}: {text}", name=capital(facet.name(words, number)), text=named)


def _leaves_out(
    collection: Collection, facet: Facet, selection: Selection, layers: Sequence[Layer]
) -> bool:
    """Whether a filter asks for less than is shown without it."""
    if facet.word not in selection:
        return False
    if facet.kind != "choice":
        return facet.kind == "text"
    chosen = selection.chosen(facet.word) or frozenset()
    return any(not first_choice(collection, facet.word, layer) <= chosen for layer in layers)
