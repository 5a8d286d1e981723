"""What a brief calls a record, where it speaks of one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geodata.places import parse_place
from layers.claims import say_speaker
from mapapp.exports.brief.phrases import name_jurisdiction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.collection import Collection
    from layers.words import Words


def record_name(row: Mapping[str, Any], say: Words) -> str:
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


def place_of(row: Mapping[str, Any], say: Words) -> str:
    """The city of a site; without one the region, said to be one; else that none is named."""
    if row["precision"] == "city":
        return str(row["city"])
    if row["precision"] == "region":
        return say.text("{region} (region; no city named)", region=row["region"])
    return say.text("no city named")


def with_names(text: str, say: Words) -> str:
    """A text of the record in which other records stand with their names, not with their ids."""
    pieces, end = [], 0
    for token in _TOKEN.finditer(text):
        key = _find_id(text, token, say.collection) if token.start() >= end else ""
        if key:
            row = _record(say.collection, key)
            pieces += [text[end : token.start()], say.quoted(record_name(row, say))]
            end = token.start() + len(key)
    return "".join([*pieces, text[end:]])


_TOKEN = re.compile(r"(?<![\w-])(?:[\w-]+|[^\w-])")
"""Where an id can begin: a word, with hyphens, or another character that follows on none."""

_LIKE_NO_WORD = re.compile(r"\d|-")
"""What an id must have to be looked for in a text."""


def _find_id(text: str, token: re.Match[str], collection: Collection) -> str:
    """The longest id of a record that begins with a token and ends where a word could."""
    word, start = token[0], token.start()
    for length in _longer_ids(collection).get(word, ()):
        key = text[start : start + length]
        following = text[start + length : start + length + 1]
        if _is_id(collection, key) and not _WORD.match(following):
            return key
    return word if _is_id(collection, word) else ""


_WORD = re.compile(r"[\w-]")


def _is_id(collection: Collection, text: str) -> bool:
    return bool(_LIKE_NO_WORD.search(text)) and any(
        text in collection.tables[layer].index for layer in collection.about.specs
    )


def _record(collection: Collection, key: str) -> dict[str, Any]:
    """The record of an id; of the last layer, if several have it."""
    layers = [layer for layer in collection.about.specs if key in collection.tables[layer].index]
    return dict(collection.tables[layers[-1]].loc[key])


@lru_cache(maxsize=4)
def _longer_ids(collection: Collection) -> Mapping[str, Sequence[int]]:
    """How long the ids are that are more than one token, the longest first, by their first."""
    lengths: dict[str, set[int]] = {}
    for layer in collection.about.specs:
        for key in map(str, collection.tables[layer].index):
            token = _TOKEN.match(key)
            if token and token[0] != key:
                lengths.setdefault(token[0], set()).add(len(key))
    return {token: sorted(found, reverse=True) for token, found in lengths.items()}


def jurisdictions_of(row: Mapping[str, Any], say: Words) -> str:
    """Name the jurisdictions of a record."""
    return say.listed(name_jurisdiction(key, say) for key in row["parties"])


def places_of(row: Mapping[str, Any], say: Words) -> str:
    """Name the places of a record; empty without any."""
    names: Iterable[str] = (parse_place(text).name for text in row["places"])
    return say.listed(names)
