"""What a brief calls a record, where it speaks of one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.places import parse_place
from layers.claims import say_speaker
from mapapp.exports.brief.phrases import name_jurisdiction

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geodata.collection import Collection
    from layers.words import Words


def record_name(row: dict[str, Any], say: Words) -> str:
    """What a reader recognises a record by."""
    about = say.about
    if about.specs[row["layer"]].role == "site":
        is_known = row["party"] != about.unknown_jurisdiction
        origin = name_jurisdiction(row["party"], say) if is_known else ""
        return say.text(", ").join(filter(None, (row["title"], place_of(row, say), origin)))
    if row["title"]:
        return str(row["title"])
    if row["speaker"]:
        return say.text(", ").join((say_speaker(row, say), say.date(row["date"])))
    return say.text(", ").join(filter(None, (say.title(row["layer"]), places_of(row, say))))


def place_of(row: dict[str, Any], say: Words) -> str:
    """The city of a site; without one the region, said to be one; else that none is named."""
    if row["precision"] == "city":
        return str(row["city"])
    if row["precision"] == "region":
        return say.text("{region} (region; no city named)", region=row["region"])
    return say.text("no city named")


def with_names(text: str, say: Words) -> str:
    """A text of the record in which other records stand with their names, not with their ids."""
    layers = _layers_of_ids(say.collection)

    def name(found: re.Match[str]) -> str:
        key = found.group(0)
        row = say.collection.tables[layers[key]].loc[key]
        return say.quoted(record_name(dict(row), say))

    pattern = _any_id(say.collection)
    return pattern.sub(name, text) if pattern else text


@lru_cache(maxsize=4)
def _layers_of_ids(collection: Collection) -> dict[str, str]:
    return {
        str(key): layer
        for layer in collection.about.specs
        for key in collection.tables[layer].index
    }


@lru_cache(maxsize=4)
def _any_id(collection: Collection) -> re.Pattern[str] | None:
    """What finds the ids of records in a text: those with a digit or hyphen, so unlike a word."""
    keys = [key for key in _layers_of_ids(collection) if re.search(r"\d|-", key)]
    longest_first = sorted(keys, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if keys else None


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, with their columns by name."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def jurisdictions_of(row: dict[str, Any], say: Words) -> str:
    """Name the jurisdictions of a record."""
    return say.listed(name_jurisdiction(key, say) for key in row["parties"])


def places_of(row: dict[str, Any], say: Words) -> str:
    """Name the places of a record; empty without any."""
    names: Iterable[str] = (parse_place(text).name for text in row["places"])
    return say.listed(names)
