"""Phrases of a brief: records counted by their units, counts behind names, who is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.units import read_units
from layers.words import MAIN_LANGUAGE, language_name
from layers.words.names import is_in_script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from layers.words import Words

TALLIED_AT_MOST = 8


def count_rows(rows: pd.DataFrame, say: Words) -> str:
    """Count records by layer and unit: `1 deal and 6 rounds`.

    Unlike things added up would say nothing. Without units they are one number.
    """
    said = []
    for layer, own in rows.groupby("layer", sort=False):
        units = read_units(say.about, str(layer))
        said += units.tell(units.count(own), say)
    return say.listed(said)


def count_countries(n: int, say: Words) -> str:
    """Write a number with the collection's noun for host countries."""
    return say.text("{n} {countries}", n=say.number(n), countries=say.term("country", n))


def name_jurisdiction(key: str, say: Words, *, with_local_name: bool = False) -> str:
    """Name a jurisdiction, in its own script in a language that is written in it.

    The id that stands for no jurisdiction is said to be not known.
    """
    if key == say.about.unknown_jurisdiction:
        return say.text("not known")
    local = str(say.collection.jurisdictions.loc[key, "local_name"])
    has_both = with_local_name and local and not is_in_script_of(say.language, local)
    return say.aside(say.name(key), local) if has_both else say.name(key)


def language_of_the_record(say: Words) -> str:
    """A sentence on the language of the record, for readers of another one; else empty."""
    spoken = next(iter(say.about.languages), MAIN_LANGUAGE)
    if spoken == say.language:
        return ""
    name = language_name(spoken, say.language)
    return say.text("Texts of the record are in this language: {name}.", name=name)


def said_of_each(texts: Sequence[str], say: Words) -> str:
    """Write what is said of several records: once where it is the same, cut where it is long."""
    if len(set(texts)) == 1:
        return texts[0]
    more = len(texts) - TALLIED_AT_MOST
    shown = list(texts[:TALLIED_AT_MOST]) if more > 1 else list(texts)
    if more > 1:
        shown.append(say.count("{n} more", "{n} more", more))
    return say.text("; ").join(shown)


def tally_in_words(pairs: Iterable[tuple[str, int]], say: Words) -> str:
    """Write counts behind their names, the first ones only where there are very many.

    A name that stands for a single thing, and alone, needs no count.
    """
    listed = list(pairs)
    if len(listed) == 1 and listed[0][1] == 1:
        return listed[0][0]
    texts = [say.aside(name, say.number(n)) for name, n in listed]
    shown = texts[:TALLIED_AT_MOST]
    more = len(texts) - len(shown)
    if more:
        shown.append(say.count("{n} more", "{n} more", more))
    return say.text("; ").join(shown)
