"""Phrases of a brief: records counted by their units, counts behind names, who is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.claims import has_statuses
from layers.units import read_units
from layers.words import capital, language_name
from layers.words.jurisdictions import is_in_script_of
from mapapp.exports.brief.country_facts import tally, year_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from layers.words import Words

MAX_TALLIED = 8


def count_rows(rows: pd.DataFrame, say: Words) -> str:
    """Count records by layer and unit: `1 deal and 6 rounds`.

    Unlike things added up would say nothing. Without units they are one number.
    """
    counted = []
    for layer, own in rows.groupby("layer", sort=False):
        units = read_units(say.about, str(layer))
        counted += units.list_counts(units.count(own), say)
    return say.listed(counted)


def say_years(table: pd.DataFrame, say: Words) -> str:
    """The years that dated rows cover, and how many are not dated."""
    years = year_range(table)
    if years is None:
        return say.text("not dated") if len(table) == 1 else say.text("none of them dated")
    first, last = years
    covered = (
        say.text("covering {year}", year=first)
        if first == last
        else say.text("covering {first} to {last}", first=first, last=last)
    )
    undated = int(table["first_from"].isna().sum())
    if not undated:
        return covered
    return say.text(", ").join((covered, say.text("{n} undated", n=say.number(undated))))


def say_statuses(sites: pd.DataFrame, say: Words) -> str:
    """The statuses of some sites, most frequent first; their numbers unless there is only one.

    Empty where their layers know one status alone.
    """
    if not any(has_statuses(layer, say) for layer in set(map(str, sites["layer"]))):
        return ""
    counts = tally(sites["status"], sites["weight"])
    is_alone = len(counts) == 1
    statuses = (
        _status(sites[sites["status"] == key], n, say, is_alone=is_alone) for key, n in counts
    )
    return say.text("; ").join(statuses)


def _status(rows: pd.DataFrame, n: int, say: Words, *, is_alone: bool) -> str:
    """A status with its number and as of when: `Closed: 3 (October 2022 to June 2023)`."""
    text = say.value(dict(rows.iloc[0]), "status")
    if not is_alone:
        text = say.text("{name}: {text}", name=text, text=say.number(n))
    when = _as_of(rows["status_date"], say)
    return say.aside(text, when) if when else text


def _as_of(dates: Iterable[str], say: Words) -> str:
    """The dates of some statuses: the only one, or the first and the last; empty without any."""
    known = sorted(set(filter(None, dates)))
    if not known:
        return ""
    first, last = say.date(known[0]), say.date(known[-1])
    return first if first == last else say.text("{first} to {last}", first=first, last=last)


def say_remarks(remarks: Iterable[str], say: Words) -> str:
    """What a reader must know of a record, in a sentence; empty where there is nothing."""
    said = say.text("; ").join(filter(None, remarks))
    return say.text("{text}.", text=capital(said)) if said else ""


def count_countries(n: int, say: Words) -> str:
    """Write a number with the collection's noun for host countries."""
    return say.text("{n} {countries}", n=say.number(n), countries=say.term("country", n))


def name_jurisdiction(key: str, say: Words, *, with_local_name: bool = False) -> str:
    """Name a jurisdiction, in its own script in a language that is written in it.

    What stands for no jurisdiction is called as everywhere else.
    """
    local = str(say.collection.jurisdictions.loc[key, "local_name"])
    has_both = with_local_name and local and not is_in_script_of(say.language, local)
    return say.aside(say.name(key), local) if has_both else say.name(key)


def language_of_the_record(say: Words) -> str:
    """A sentence on the language of the record, for readers of another one; else empty."""
    if say.record_language == say.language:
        return ""
    name = language_name(say.record_language, say.language)
    return say.text("Texts of the record are in this language: {name}.", name=name)


def said_of_each(texts: Sequence[str], say: Words) -> str:
    """Write what is said of several records: once where it is the same, cut where it is long."""
    if len(set(texts)) == 1:
        return texts[0]
    more = len(texts) - MAX_TALLIED
    shown = list(texts[:MAX_TALLIED]) if more > 1 else list(texts)
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
    shown = texts[:MAX_TALLIED]
    more = len(texts) - len(shown)
    if more:
        shown.append(say.count("{n} more", "{n} more", more))
    return say.text("; ").join(shown)
