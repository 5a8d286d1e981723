"""What a selection asks for, in a few words: the title of a window, the name of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.names import fold_name
from layers.asked_filters import labels_asked
from layers.facets import FACETS

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Selection
    from layers.words import Words

MAX_NAMED = 3
"""Values of one filter that are named; of more, how many there are."""


def name_selection(collection: Collection, selection: Selection, words: Words) -> str:
    """What is chosen, such as `Italy, Nantong, 2016 to 2018`; empty for the first selection."""
    return ", ".join(_parts(collection, selection, words))


def file_name(collection: Collection, selection: Selection, words: Words, what: str = "") -> str:
    """The name of a file of a selection without its ending, as `stations-italy-2026.12.1`."""
    parts = _parts(collection, selection, words)
    named = [re.sub(r"[^a-z0-9]+", "-", fold_name(each)).strip("-") for each in parts]
    return "-".join(filter(None, [what or collection.about.name, *named, collection.about.version]))


def name_asked(collection: Collection, facet: Facet, selection: Selection, words: Words) -> str:
    """What is asked of one filter, in words."""
    asked = selection.get(facet.word)
    match facet.kind:
        case "choice":
            named = labels_asked(collection, facet, selection, words)
            many = f"{len(named)} {facet.name(words, len(named)).lower()}"
            return words.in_line(named) if 0 < len(named) <= MAX_NAMED else many
        case "years":
            return words.years(*selection.years) if selection.years else ""
        case "switch":
            return "what has a year alone"
        case _:
            return words.quoted(str(asked))


def _parts(collection: Collection, selection: Selection, words: Words) -> list[str]:
    asked = [facet for facet in FACETS if facet.word in selection]
    asked.sort(key=lambda facet: facet.shape != "long")
    return [name_asked(collection, facet, selection, words) for facet in asked]
