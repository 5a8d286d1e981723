"""What a record says in a reader's words, wherever it is told: its name, status, speaker, sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from geodata.excerpts import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from layers.words import Words

    Row: TypeAlias = Mapping[str, Any] | pd.Series[Any]

LONGEST_NAME = 90  # characters


def name_record(row: Row, words: Words) -> str:
    """What a record is called in a list: its title, the start of its summary, or its place."""
    said = row["title"] or row["summary"]
    if said:
        return shorten(said, LONGEST_NAME)
    return words.place(row["host"], row["city"], row["region"])


def say_status(row: Row, words: Words) -> str:
    """The latest status of a record, and as of when, if a source dates it."""
    label, when = words.value(row, "status"), words.date(row["status_date"])
    return words.aside(label, when) if when else label


def say_speaker(row: Row, words: Words, said_for: str = "") -> str:
    """Who speaks in a statement, and for which country, but for one that is said already."""
    speaker = words.value(row, "speaker")
    if row["speaker_country"] in {"", said_for}:
        return speaker
    country = words.country(row["speaker_country"])
    return words.text("{speaker}, {country}", speaker=speaker, country=country)


def say_parties(row: Row, words: Words) -> str:
    """The jurisdictions that a record names."""
    return words.in_line(map(words.name, row["parties"]))


def say_hosts(row: Row, words: Words) -> str:
    """The countries that a record concerns."""
    return words.in_line(map(words.country, row["hosts"]))
