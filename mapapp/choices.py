"""What a reader may write for a choice of a collection: its id, or what a page shows for it.

The address of a page and the options of a command take the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from layers.selection import LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection

    Labels = Mapping[str, Mapping[str, str]]


def choice_labels(collection: Collection) -> Labels:
    """What a page shows for each id, by field of `Selection`; countries are told by name."""
    about = collection.about
    titles = about.words().get("layers", {})
    return {
        "layers": {name: titles.get(name, {}).get("title", name) for name in LAYERS},
        "jurisdictions": _named(collection, "jurisdictions", "name"),
        "statuses": {
            term.value: term.label for name in about.tables for term in about.terms(name, "status")
        },
        "editions": _named(collection, "editions", "title"),
    }


def find_choice(labels: Labels, field: str, text: str) -> str | None:
    """The id that a text means, whatever its case; None if it means none."""
    if field == "countries":
        return find_country_code(text)
    wanted = text.strip().casefold()
    by_word = {
        word.casefold(): value for value, label in labels[field].items() for word in (label, value)
    }
    return by_word.get(wanted)


def _named(collection: Collection, table: str, column: str) -> dict[str, str]:
    rows = collection.tables[table]
    return dict(zip(rows["id"], rows[column], strict=True))
