"""Records that a text mentions by their ids, which a reader is shown by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from layers.stored import read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodata.collection import Collection
    from layers.rows import Row

MAX_ID_LENGTH = 100  # characters of an id that is looked for in a text

_START = re.compile(r"(?<![\w-])\w")
_ENDS = re.compile(r"(?<=\S)(?![\w-])")
_LIKE_AN_ID = re.compile(r"(?=.*[\d-])(?=.*[^\W\d_])")
"""A word alone, a year or a date is not one, even if a record has it for its id."""


def name_mentions(text: str, collection: Collection, name: Callable[[Row], str]) -> str:
    """A text in which the ids of records are replaced by what their records are called.

    Where several ids begin at the same character the longest is meant, of those that end where a
    word could.
    """
    pieces, end = [], 0
    for start in _START.finditer(text):
        if start.start() < end:
            continue
        for key in _candidates(text, start.start()):
            found = read_record(collection, key)
            if found:
                pieces += [text[end : start.start()], name(found[1])]
                end = start.start() + len(key)
                break
    return "".join([*pieces, text[end:]])


def _candidates(text: str, start: int) -> Iterator[str]:
    """What could be an id from a position on, the longest first."""
    run = text[start : start + MAX_ID_LENGTH + 1].split(maxsplit=1)[0]
    for end in reversed([match.start() for match in _ENDS.finditer(run)]):
        if end <= MAX_ID_LENGTH and _LIKE_AN_ID.match(run, 0, end):
            yield run[:end]
