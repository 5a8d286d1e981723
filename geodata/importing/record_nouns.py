"""What a record of a sheet is, such as a mine: by the header of its names, or the sheet's own name.

The user may say otherwise; a sheet that says nothing has sites.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geodata.importing.header_words import is_perhaps_originator, kind, read_header, usual_words
from geodata.names import fold_name
from geodata.packaged import packaged_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MIN_PART_LENGTH = 4
"""Letters of a noun that is looked for within longer words, as in `Kraftwerksname`."""

MAX_WORDS = 2
"""Words of a noun that no table has, in a header such as `Oil depot name`."""

OTHER_FIELDS = ("place", "country", "region", "address", "originator", "source", "status")


@dataclass(frozen=True)
class Noun:
    """What a record is called, one and several, and what shows it."""

    one: str
    many: str
    reason: str = ""


def find_noun(headers: Mapping[str, str], sheet: str, file: str) -> Noun | None:
    """What a record is, by the first of these that says it; None if none does.

    An event goes before what it concerns: in a list of attacks, titles may be of hospitals.

    Args:
        headers: Header by field.
        sheet: The name of the sheet; empty if the file has none.
        file: The name of the file, without its ending.
    """
    title, number = headers.get("title", ""), headers.get("id", "")
    said = [
        (_in_header(title) or _in_english(title), f"as the column “{title}” says"),
        (_in_header(number), f"as the column “{number}” says"),
        (_in_name(sheet), "as the name of the sheet says"),
        (_in_name(file), "as the name of the file says"),
    ]
    found = [Noun(*names, reason) for names, reason in said if names]
    events = [each for each in found if each.one in _events()]
    return next(iter(events or found), None)


def plural(one: str) -> str:
    """The plural of an English noun, by the table or else by the usual rules."""
    if known := _nouns().get(fold_name(one)):
        return known[1]
    if re.search(r"[^aeiou]y$", one):
        return f"{one[:-1]}ies"
    return f"{one}es" if re.search(r"(?:s|x|z|ch|sh)$", one) else f"{one}s"


def _in_header(header: str) -> tuple[str, str] | None:
    """The noun that a header holds: the longest, and of several the one that names the record."""
    words = read_header(header).words
    return _longest(words) or _within(words, header)


def _longest(words: Sequence[str]) -> tuple[str, str] | None:
    """The longest noun among words that follow each other."""
    nouns = _nouns()
    for length in range(min(_most_words(), len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if found := nouns.get(" ".join(words[start : start + length])):
                return found
    return None


def _within(words: Sequence[str], header: str) -> tuple[str, str] | None:
    """A noun at the start of a compound, or in a script without spaces."""
    joined = "".join(read_header(header).whole.split())
    found = [
        (len(noun), names)
        for noun, names in _nouns().items()
        if (any(map(_is_han, noun)) and noun in joined)
        or (
            len(noun) >= MIN_PART_LENGTH
            and any(word.startswith(noun) and word.endswith(tuple(kind("name"))) for word in words)
        )
    ]
    return max(found)[1] if found else None


def _in_english(header: str) -> tuple[str, str] | None:
    """A noun that the table lacks, where an English header says whose names it holds."""
    words = read_header(header).words
    if len(words) > 1 and words[-1] == "name":
        named = words[:-1]
    elif words[:2] == ("name", "of"):
        named = words[2:]
    else:
        return None
    known = {word for field in OTHER_FIELDS for word in usual_words(field)}
    known |= kind("link") | kind("site") | kind("measure") | kind("adjective") | kind("person")
    if not 0 < len(named) <= MAX_WORDS or known & {*named} or is_perhaps_originator(named[-1]):
        return None
    if not all(word.isascii() and word.isalpha() for word in named):
        return None
    one = " ".join(named)
    return one, plural(one)


def _in_name(name: str) -> tuple[str, str] | None:
    """The noun in the name of a file or sheet, if there is one alone, or one of an event."""
    words = fold_name(re.sub(r"[_\d-]+", " ", name)).split()
    han = {names for noun, names in _nouns().items() if any(map(_is_han, noun)) and noun in name}
    found = {*_each(words), *han}
    events = {names for names in found if names[0] in _events()}
    alone = events or found
    return next(iter(alone)) if len(alone) == 1 else None


def _each(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The nouns among words, from left to right; of those that begin alike, the longest."""
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(_most_words(), 0, -1) if " ".join(words[at : at + n]) in _nouns()), 0
        )
        noun = " ".join(words[at : at + length])
        if length and noun not in kind("table"):
            yield _nouns()[noun]
        at += max(length, 1)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    """One and several by each word for it, folded."""
    rows: Iterable[dict[str, str]] = csv.DictReader(packaged_text("record_nouns.csv").splitlines())
    return {
        fold_name(word): (row["one"], row["many"])
        for row in rows
        for word in row["words"].split(";")
    }


@cache
def _events() -> frozenset[str]:
    rows = csv.DictReader(packaged_text("record_nouns.csv").splitlines())
    return frozenset(row["one"] for row in rows if row["is_event"] == "true")


@cache
def _most_words() -> int:
    return max(len(noun.split()) for noun in _nouns())
