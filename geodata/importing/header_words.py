"""What a header says: its head, what that is said of, and what is in brackets.

A usual name counts only as the head of the header: `location accuracy` is an accuracy, `year of
data` is not a year of the site, `Source Count` is not a source. Words of measure speak against
all that is not a measure.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geodata.importing.column_names import is_usual_name, usual_names
from geodata.importing.column_scores import (
    ALIKE_FROM,
    ANY_DATE,
    AT_END,
    AT_START,
    EXACT,
    LATER,
    OF_ITS_KIND,
    OF_SOMETHING,
    OF_THE_SITE,
    ONE_OF_TWO,
    PER_PLACE,
    RESEMBLING,
    SENDER,
    STRANGE_WORDS,
    WITH_ASIDE,
)
from geodata.importing.coordinate_systems import without_system
from geodata.names import fold_name
from geodata.packaged import packaged_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

DATA = "data"
IDENTIFYING = frozenset({"id", "identifier", "uid", "guid", "uuid"})
"""Words that say an identifier whatever is before them."""

MAX_STEM_LENGTH = 5
MIN_WORD_LENGTH = 3
MIN_ALIKE_LENGTH = 5
DATES = frozenset({"opened", "closed", "date"})
_WHERE = frozenset({"country", "region", "place"})
NAMED = ("country", "region", "place", "originator", "status")
"""Fields of which `… name` says the same: `City name` is the city."""

_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r" \(\d+\)$")
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Likeness:
    """How well a header names a field, and by what."""

    field: str
    score: float
    reason: str


@dataclass(frozen=True)
class HeaderWords:
    """The parts of a header, folded.

    Attributes:
        whole: All of it.
        words: Those outside of brackets.
        aside: Those in brackets.
        choices: What strokes part, such as `country` and `area`.
        first: The words before the first word that links, such as `of`; all if there is none.
    """

    whole: str
    words: tuple[str, ...]
    aside: tuple[str, ...]
    choices: tuple[str, ...]
    first: tuple[str, ...]


@lru_cache(maxsize=4096)
def read_header(column: str) -> HeaderWords:
    """Take a header apart, also where it is written in one word: `hostCountry`."""
    spaced = _CAMEL.sub(" ", without_system(_NUMBERED.sub("", column)))
    outside = _ASIDE.sub(" ", spaced)
    aside = fold_name(" ".join(part for found in _ASIDE.findall(spaced) for part in found))
    words = tuple(fold_name(re.sub(r"['’]", " ", outside)).split())
    linked = next((at for at, word in enumerate(words) if at and word in kind("link")), None)
    return HeaderWords(
        whole=fold_name(spaced),
        words=words,
        aside=tuple(aside.split()),
        choices=tuple(filter(None, map(fold_name, outside.split("/")))),
        first=words[:linked],
    )


def likenesses(column: str) -> list[Likeness]:
    """What a header may name, each field once, none of them weighed against the cells yet."""
    header = read_header(column)
    found = [_likeness(header, field, known) for field, known in usual_names().items()]
    return [each for each in found if each.score > 0]


def says_measure(column: str) -> bool:
    """Whether a header names an amount, a unit, or a quality of something."""
    header = read_header(column)
    return bool({*header.words, *header.aside} & (kind("measure") | kind("unit")))


def says_sender(column: str) -> bool:
    """Whether a header says that something comes from there: `Flag State`."""
    return bool(said_of(read_header(column), "sender"))


def says_host(column: str) -> bool:
    """Whether a header says that something is received or located there: `Host economy`."""
    return bool(said_of(read_header(column), "host"))


def says_name(column: str) -> bool:
    """Whether a header says that it holds names of something: `Nombre del yacimiento`."""
    header = read_header(column)
    ends = tuple(word for word in kind("name") if len(word) >= MIN_WORD_LENGTH or _is_han(word))
    return bool(said_of(header, "name")) or header.whole.endswith(ends)


def is_record_noun(column: str) -> bool:
    """Whether a header only says what a record is: `Event`, `Plant`."""
    return read_header(column).whole in kind("record")


def is_perhaps_originator(column: str) -> bool:
    """Whether a header names a body of some kind, which may or may not be behind a record."""
    return bool(kind("perhaps") & {read_header(column).whole, *read_header(column).words[-1:]})


def is_plain_originator(column: str) -> bool:
    """Whether a header says who is behind something and nothing else: `Current operator`."""
    return _is_plain(column, "originator", kind("present") | kind("site"))


def is_plain_source(column: str) -> bool:
    """Whether a header says sources and nothing else: `Main source 2`."""
    return _is_plain(column, "source", kind("part") | kind("site") | kind("name"))


def _is_plain(column: str, field: str, others: frozenset[str]) -> bool:
    words = {word for word in read_header(column).words if not word.isdigit()}
    return words <= others | kind("link") | usual_words(field)


def _likeness(header: HeaderWords, field: str, known: Sequence[str]) -> Likeness:
    if header.whole in known:
        score = EXACT - PER_PLACE * known.index(header.whole)
        return Likeness(field, score, "by its header")
    if field in {"month", "day"}:
        return Likeness(field, *_as_part_of_date(header, field))
    if field == "count":
        return Likeness(field, *_as_count(header, known))
    if field == "id" and (score := _as_id(header)):
        return Likeness(field, score, "as its header says a number of the record")
    if said_of(header, "measure") & _against(field) or said_of(header, "unit"):
        return Likeness(field, 0.0, "")
    return Likeness(field, *_in_part(header, field, known))


def _in_part(header: HeaderWords, field: str, known: Sequence[str]) -> tuple[float, str]:
    """What a header is worth that holds more than a usual name."""
    if field in _WHERE and said_of(header, "sender"):
        is_country = field == "country" and _as_head(header, field, known)[0]
        return (SENDER if is_country else 0.0), "as its header says"
    if field == "title" and _is_of_another(header):
        return 0.0, ""
    if " ".join(header.words) in known:
        return WITH_ASIDE, "by its header"
    if len(header.choices) > 1 and any(choice in known for choice in header.choices):
        return ONE_OF_TWO, "by its header"
    return _as_date(header, field) if field in DATES else _as_head(header, field, known)


def names_another(column: str) -> bool:
    """Whether a header says that it holds names of something else than the record."""
    return _is_of_another(read_header(column))


def _is_of_another(header: HeaderWords) -> bool:
    """Whether a header says whose names it holds, and that is not a record: `Actor name`."""
    others = kind("perhaps") | kind("no title") | usual_words("originator")
    return not others.isdisjoint(_what_is_named(header).split())


def _against(field: str) -> frozenset[str]:
    """Words of measure that say that a header does not name the field."""
    if field in {"note", "status", "latitude", "longitude"}:
        return kind("measure") - usual_words(field)
    return kind("measure")


def _as_count(header: HeaderWords, known: Sequence[str]) -> tuple[float, str]:
    """A number of things that may be sites, such as `Total terminal count`."""
    words = {*header.words, *header.aside} - kind("link")
    is_one = len(words) > 1 and words <= kind("site") | kind("total") | {*known}
    return (AT_END, "as its header says a number of sites") if is_one else (0.0, "")


def _as_id(header: HeaderWords) -> float:
    """What a header is worth that numbers what a record is, such as `Attack number`.

    `Number of attacks` counts them.
    """
    words = {*header.words, *header.aside} - kind("link")
    numbers = said_of(header, "number of record")
    if header.first != header.words and not words <= kind("record") | numbers:
        return 0.0
    if not numbers:
        ends = tuple(word for word in kind("number of record") if len(word) > MIN_ALIKE_LENGTH)
        return AT_END if len(header.words) == 1 and header.whole.endswith(ends) else 0.0
    things = words & (kind("record") | kind("site"))
    if things and words <= numbers | things:
        return AT_END + OF_THE_SITE
    return AT_END if things and numbers & usual_words("id") and "id" in numbers else 0.0


def _as_date(header: HeaderWords, field: str) -> tuple[float, str]:
    """Begin, end or another date, by the words beside the word for a date."""
    if said_of(header, "about") or said_of(header, "plan"):
        return 0.0, ""
    words = {*header.words, *header.aside} - kind("link")
    said = {name: said_of(header, name) for name in ("end", "begin", "date")}
    known = kind("end") | kind("begin") | kind("completion") | kind("date") | kind("site")
    strange = words - known
    score = OF_ITS_KIND - STRANGE_WORDS * len(strange) / max(len(words), 1)
    if field == "closed" and said["end"] and said["begin"] <= kind("running"):
        return score, f"as its header says “{min(said['end'])}”"
    completion = said_of(header, "completion")
    begin = said["begin"] | completion
    if field == "opened" and begin and not said["end"]:
        return score - (LATER if completion else 0.0), f"as its header says “{min(begin)}”"
    if field == "date" and said["date"] and not (begin or said["end"]):
        return ANY_DATE, f"as its header says “{min(said['date'])}”"
    return 0.0, ""


def _as_part_of_date(header: HeaderWords, field: str) -> tuple[float, str]:
    """The month or the day of what a record is, or of its begin: `Event month`."""
    words = {*header.words, *header.aside} - kind("link")
    of_it = kind("record") | kind("site") | kind("begin") | kind("date")
    is_part = bool(words & kind(field)) and words <= kind(field) | of_it
    return (AT_END, "by its header") if is_part else (0.0, "")


def said_of(header: HeaderWords, name: str) -> frozenset[str]:
    """The words of a kind that a header holds; those in Han are in it without spaces."""
    words = {*header.words, *header.aside}
    joined = header.whole.replace(" ", "")
    stems = frozenset(map(_stem, words))
    said = frozenset(
        word
        for word in kind(name)
        if word in words or _stem(word) in stems or (_is_han(word) and word in joined)
    )
    return said - {DATA} if name == "about" and _means_date(header) else said


def _means_date(header: HeaderWords) -> bool:
    """Whether `data` is the Italian and Portuguese date, as in `Data apertura`."""
    return header.words[:1] == (DATA,) and kind("date").isdisjoint(header.words[1:])


def _stem(word: str) -> str:
    """The part of a word that its endings leave alone, in languages that have many of them."""
    if "\u0400" <= word[:1] <= "\u04ff":
        return word[:MAX_STEM_LENGTH]
    return word.removeprefix("ال") if "\u0600" <= word[:1] <= "\u06ff" else word


def says_other_date(column: str) -> bool:
    """Whether a header says that its dates are of the data, planned, or an end."""
    header = read_header(column)
    return any(said_of(header, name) for name in ("about", "plan", "end"))


def _as_head(header: HeaderWords, field: str, known: Sequence[str]) -> tuple[float, str]:
    if field == "title" and _what_is_named(header) in kind("record") | kind("site"):
        return ONE_OF_TWO, "by its header"
    if field in NAMED and (named := _what_is_named(header)) and named in known:
        return ONE_OF_TWO, "by its header"
    heads = [(each, at) for each in known if (at := _place_as_head(header, field, each))]
    if heads:
        each, at = max(heads, key=lambda head: len(head[0]))
        share = 0.2 * len(each) / max(len(header.whole), 1)
        of_site = OF_THE_SITE if _is_of_site(header, each) else 0.0
        return at + share + of_site, f"as its header holds “{each}”"
    if len(header.whole) >= MIN_ALIKE_LENGTH and not is_usual_name(header.whole):
        best = max(known, key=lambda each: fuzz.ratio(header.whole, each))
        if fuzz.ratio(header.whole, best) >= ALIKE_FROM:
            return RESEMBLING, f"as its header is like “{best}”"
    return 0.0, ""


def _place_as_head(header: HeaderWords, field: str, name: str) -> float:
    """What a usual name is worth as the head of a header: at its end, or at its start."""
    if _is_han(name):
        return AT_END if header.whole.replace(" ", "").endswith(name) else 0.0
    if len(name) < MIN_WORD_LENGTH and field != "id":
        return 0.0
    text = " ".join(header.first)
    if field == "id" and header.first != header.words:  # `No. of units` is a number
        return 0.0
    if f" {text}".endswith(f" {name}"):
        others = {*text.removesuffix(name).split()}
        return _as_number(others, AT_END) if field == "id" and name not in IDENTIFYING else AT_END
    if not text.startswith(f"{name} ") or (len(name) < MIN_WORD_LENGTH and field != "id"):
        return 0.0
    rest = {*text.removeprefix(f"{name} ").split()}
    return _as_number(rest, AT_START) if field == "id" else AT_START


def _as_number(others: Collection[str], score: float) -> float:
    """What a number is worth, by the words beside it.

    `Report key` may number the records; `Code postal` and `IMO no.` number something else.
    """
    if not kind("other number").isdisjoint(others):
        return 0.0
    is_plain = {*others} <= kind("number of record") | kind("record") | kind("site")
    return score if is_plain else OF_SOMETHING


def _what_is_named(header: HeaderWords) -> str:
    """What `… name` or `name of …` names; empty if the header is no such."""
    words = [word for word in header.words if word not in kind("link")]
    if len(words) > 1 and words[-1] in kind("name"):
        return " ".join(words[:-1])
    if len(words) > 1 and words[0] in kind("name"):
        return " ".join(words[1:])
    return ""


def _is_of_site(header: HeaderWords, each: str) -> bool:
    others = {*header.words} - {*each.split()} - kind("link")
    return bool(others) and others <= kind("site")


def _is_han(text: str) -> bool:
    return all("\u3400" <= letter <= "\u9fff" for letter in text)


def usual_words(field: str) -> frozenset[str]:
    """The words that usual names of a field are made of."""
    return frozenset(word for name in usual_names()[field] for word in name.split())


@cache
def kind(name: str) -> frozenset[str]:
    """The words of a kind, folded."""
    rows: Iterable[dict[str, str]] = csv.DictReader(packaged_text("header_words.csv").splitlines())
    return frozenset(
        fold_name(word) for row in rows if row["kind"] == name for word in row["words"].split(";")
    )
