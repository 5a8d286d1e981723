"""The names of jurisdictions in the language of an export."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mapapp.language import MAIN_LANGUAGE, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.selection import Selected

_SCRIPTS: Mapping[str, re.Pattern[str]] = {"zh": re.compile("[\u3400-\u9fff]")}
"""Of the languages that are written in a script of their own."""


def is_in_script_of(language: str, name: str) -> bool:
    """Whether a name is written in the script that a language has for its own."""
    script = _SCRIPTS.get(language)
    return bool(script and script.search(name))


def in_language(shown: Selected, language: str) -> Selected:
    """Name the jurisdictions of a selection as its readers do.

    A name is the local one where the language is written in its script. Of the one that stands
    for no jurisdiction, the language says that it is unknown.
    """
    if language == MAIN_LANGUAGE:
        return shown
    collection = shown.collection
    table = collection.jurisdictions.copy()
    is_local = table["local_name"].map(partial(is_in_script_of, language)).astype(bool)
    table["name"] = table["name"].mask(is_local, table["local_name"])
    unknown = collection.about.unknown_jurisdiction
    if unknown in table.index:
        table.loc[unknown, "name"] = Language(language, "article").text("Unknown")
    tables = {**collection.tables, "jurisdictions": table}
    return replace(shown, collection=replace(collection, tables=tables))
