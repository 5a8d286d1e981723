"""What the jurisdictions of a collection are called in a language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.words.catalogue import MAIN_LANGUAGE, read_catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection

_SCRIPTS: Mapping[str, re.Pattern[str]] = {"zh": re.compile("[\u3400-\u9fff]")}
"""Of the languages that are written in a script of their own."""


@lru_cache(maxsize=16)
def jurisdiction_names(collection: Collection, language: str) -> Mapping[str, str]:
    """The name of each jurisdiction by id, in the order of their table.

    A name is the local one where the language is written in its script. Of the one that stands
    for no jurisdiction, the language says that it is unknown.
    """
    table = collection.jurisdictions
    columns = (table["id"], table["name"], table["local_name"])
    names = {
        row_id: local if is_in_script_of(language, local) else name
        for row_id, name, local in zip(*columns, strict=True)
    }
    unknown = collection.about.unknown_jurisdiction
    if unknown in names and language != MAIN_LANGUAGE:
        names[unknown] = read_catalogue(language).template("Unknown")
    return names


def is_in_script_of(language: str, name: str) -> bool:
    """Whether a name is written in the script that a language has for its own."""
    script = _SCRIPTS.get(language)
    return bool(script and script.search(name))
