"""What a brief calls a record, where it speaks of one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from layers.claims import Claim
from layers.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.collection import Collection
    from layers.rows import Row
    from layers.words import Words


def record_name(row: Row, say: Words) -> str:
    """What a reader recognises a record by, where a text speaks of it."""
    told = Claim(row, say)
    if told.role == "site":
        is_known = row["party"] != say.about.unknown_jurisdiction
        origin = told.parties if is_known else ""
        return say.in_line(filter(None, (row["title"], told.place, origin)))
    if row["title"]:
        return str(row["title"])
    if row["speaker"]:
        return say.in_line((told.speaker, told.date))
    return say.in_line(filter(None, (say.title(row["layer"]), told.places)))


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


def _record(collection: Collection, key: str) -> Row:
    """The record of an id; of the last layer, if several have it."""
    layers = [layer for layer in collection.about.specs if key in collection.tables[layer].index]
    return row_of(collection.tables[layers[-1]], key)


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
