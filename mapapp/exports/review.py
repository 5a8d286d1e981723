"""The legal desk: what an editor has to know, and tick, before a selection is published.

What breaks an editorial rule refuses the export. The rest is a list of points, each with the
records it concerns. Which standings are weak, which statuses leave a record open, and which words
accuse, the collection says: `role` in its terms, and `review` in its settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.errors import GeodataError
from geodata.excerpts import shorten
from geodata.places import MAX_DECIMALS
from layers.cited_sources import cite
from layers.claims import MAX_NAME_LENGTH, Claim
from layers.rows import each_row
from layers.selection import Selection, StoredSelected, select, whole
from layers.stores.columns import LOCATED
from layers.weighing import WEAK
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from geodata.description import Description
    from layers.selection import Layer, Selected

OPEN = "open"
"""The role of a status that says of no outcome."""

_TEXTS = ["id", "title", "summary", "status_note", "note", "as_reported"]
_MAX_NAMED = 8
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:[\w'.-]+\s+){0,3}(?:street|st\.|road|rd\.|avenue|ave\.|lane|square)\b"
    r"|\b(?:rue|via|viale|piazza|calle|avenida|rua|stra(?:ß|ss)e)\s+[\w'. -]{2,40}\s\d{1,5}\b"
    r"|\w+stra(?:ß|ss)e\s+\d{1,5}\b|路\d+号|街\d+号",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to tick: what it is, what to do, and which records it concerns."""

    rule: str
    text: str
    remedy: str
    records: tuple[str, ...]

    def __str__(self) -> str:
        """One line, with the first records named."""
        named = ", ".join(self.records[:_MAX_NAMED])
        more = len(self.records) - _MAX_NAMED
        rest = f" and {more} more" if more > 0 else ""
        where = f" ({named}{rest})" if named else ""
        return f"{self.text}{where}. {self.advice}"

    @property
    def advice(self) -> str:
        """The remedy as a sentence."""
        return f"{self.remedy[0].upper()}{self.remedy[1:]}."


@dataclass(frozen=True)
class Review:
    """What was found. With `refusals` nothing may be published; `points` are for a person."""

    refusals: tuple[Finding, ...]
    points: tuple[Finding, ...]


class RefusedExportError(GeodataError, ValueError):
    """A selection breaks an editorial rule."""

    def __init__(self, refusals: Iterable[Finding]) -> None:
        self.refusals = tuple(refusals)
        said = " ".join(map(str, self.refusals))
        super().__init__(f"This may not be published. {said}")


def review(shown: Selected, texts: Iterable[str] = ()) -> Review:
    """Look through a selection as an editor and a lawyer would.

    Args:
        shown: What is to be published.
        texts: The editor's own, such as title and introduction.
    """
    return Review(
        refusals=find_refusals(shown),
        points=(*_found(shown, POINTS), *_accusing_texts(shown.collection.about, texts)),
    )


def find_refusals(shown: Selected) -> tuple[Finding, ...]:
    """What breaks an editorial rule: of the records alone, without what a person has to judge."""
    if not isinstance(shown, StoredSelected) and _is_publishable_whole(shown.collection):
        return ()
    return tuple(_found(shown, REFUSALS))


@lru_cache(maxsize=8)
def _is_publishable_whole(collection: Collection) -> bool:
    """Whether no record breaks a rule, so that none of any selection does."""
    return not any(_found(whole(collection), REFUSALS))


def refuse_unpublishable(shown: Selected) -> None:
    """Stop an export that breaks an editorial rule.

    Raises:
        RefusedExportError: With everything that has to be mended.
    """
    refusals = find_refusals(shown)
    if refusals:
        raise RefusedExportError(refusals)


@dataclass(frozen=True)
class _Rule:
    name: str
    text: str
    remedy: str
    find: Callable[[Selected], Iterable[str]]


def _found(shown: Selected, rules: Iterable[_Rule]) -> Iterator[Finding]:
    for rule in rules:
        records = tuple(dict.fromkeys(rule.find(shown)))
        if records:
            yield Finding(rule.name, rule.text.format(n=len(records)), rule.remedy, records)


# --- what refuses an export -----------------------------------------------------------------------


def _finer_positions(shown: Selected) -> Iterator[str]:
    """Places given more closely than their precision; a position is a city's at most."""
    places = shown.collection.tables["places"]
    digits = places["precision"].map(lambda precision: MAX_DECIMALS.get(precision, 0))
    positions = places[["lon", "lat"]]
    is_finer = np.zeros(len(places), bool)
    for number in digits.unique():
        is_finer |= (digits == number) & (positions.round(number) != positions).any(axis=1)
    sites = shown.collection.about.of_role("site")
    used = {place for layer in sites for place, _ in shown.grouped(layer, "place")}
    named = places.loc[is_finer & places["lon"].notna(), ["country", "admin1", "name"]]
    for parts in named.itertuples(index=False, name=None):
        key = "/".join(filter(None, parts))
        if key in used:
            yield key


def _pointed_without_city(shown: Selected) -> Iterator[str]:
    sites = shown.collection.about.of_role("site")
    counts = [shown.grouped(layer, LOCATED, "precision") for layer in sites]
    if all(precision == "city" for each in counts for is_there, precision, _ in each if is_there):
        return
    stations = shown.sites
    yield from stations.loc[stations.geometry.notna() & (stations["precision"] != "city"), "id"]


def _unsourced(shown: Selected) -> Iterator[str]:
    for layer in shown.layers:
        if all(cited for cited, _ in shown.grouped(layer, "sources")):
            continue
        table = shown.table(layer)
        yield from (row_id for row_id, cited in _cited(table) if not cited)


REFUSALS = (
    _Rule(
        "finer-than-city",
        "Places given more closely than a city can be known: {n}",
        "round their positions in places.csv",
        _finer_positions,
    ),
    _Rule(
        "point-without-city",
        "Records that would be points although no city is stated: {n}",
        "take the position out, or state the city and its source",
        _pointed_without_city,
    ),
    _Rule(
        "no-source", "Records that cite no source: {n}", "cite one, or leave them out", _unsourced
    ),
)


# --- what a person has to judge -------------------------------------------------------------------


def _single_source(shown: Selected) -> Iterator[str]:
    for table in _tables(shown):
        yield from (row_id for row_id, cited in _cited(table) if len(cited) == 1)


def _weakly_sourced(shown: Selected) -> Iterator[str]:
    terms = shown.collection.about.terms("sources", "standing")
    weak = {term.value for term in terms if term.role == WEAK}
    standing: Mapping[str, str] = dict(shown.collection.sources["standing"])
    for table in _tables(shown):
        for row_id, cited in _cited(table):
            if cited and all(standing.get(each) in weak for each in cited):
                yield row_id


def _without_outcome(shown: Selected) -> Iterator[str]:
    for layer in shown.layers:
        table = shown.table(layer)
        terms = shown.collection.about.layer_terms(layer, "status")
        left_open = {term.value for term in terms if term.role == OPEN}
        yield from table.loc[table["status"].isin(left_open), "id"]


def _accusing(shown: Selected) -> Iterator[str]:
    accuses = _accuser(shown.collection.about)
    for row_id, text in _texts(shown):
        if accuses(text):
            yield row_id


def _address_like(shown: Selected) -> Iterator[str]:
    for row_id, text in _texts(shown):
        if _STREET.search(text):
            yield row_id


def _unarchived(shown: Selected) -> Iterator[str]:
    cited = {each for table in _tables(shown) for _, ids in _cited(table) for each in ids}
    sources = shown.collection.sources
    yield from sources.loc[sources["id"].isin(cited) & (sources["archived_url"] == ""), "id"]


def _kept_apart(shown: Selected) -> Iterator[str]:
    """Records that are not shown unless a reader asks for more than their layer."""
    at_first = select(shown.collection, Selection(layer=frozenset(shown.layers)))
    for layer in shown.layers:
        table = shown.table(layer)
        yield from table.loc[~table.index.isin(at_first.table(layer).index), "id"]


POINTS = (
    _Rule(
        "single-source",
        "Records that rest on one source: {n}",
        "say so wherever one of them is named, or find a second",
        _single_source,
    ),
    _Rule(
        "weak-sources",
        "Records that rest on weak sources alone (partisan, copies, or drawn from others): {n}",
        "find the original, or say whose claim it is",
        _weakly_sourced,
    ),
    _Rule(
        "accusing-words",
        "Records with words that accuse and none that attribute: {n}",
        "say who alleges it",
        _accusing,
    ),
    _Rule(
        "no-outcome",
        "Records that name no outcome: {n}",
        "ask what became of it, and ask those concerned for comment",
        _without_outcome,
    ),
    _Rule(
        "address-like",
        "Records with what looks like a street address: {n}",
        "take it out: nothing finer than the city is published",
        _address_like,
    ),
    _Rule(
        "kept-apart",
        "Records shown that the collection keeps apart: {n}",
        "say in the text why they are there",
        _kept_apart,
    ),
    _Rule(
        "not-archived",
        "Sources without an archived copy: {n}",
        "archive their pages before they change",
        _unarchived,
    ),
)


def _accusing_texts(about: Description, texts: Iterable[str]) -> Iterator[Finding]:
    accuses = _accuser(about)
    found = tuple(text for text in texts if accuses(text))
    if found:
        yield Finding(
            "accusing-title",
            "The title or introduction holds words that accuse, and none that attribute",
            "say who alleges it",
            found,
        )


def _accuser(about: Description) -> Callable[[str], bool]:
    """Whether a text accuses without attributing, by the words that the collection lists."""
    settings = about.descriptor.get("collection", {}).get("review", {})
    accusing, attributing = (
        _any_word(settings.get(name, ())) for name in ("accusing_words", "attributing_words")
    )
    return lambda text: bool(accusing.search(text)) and not attributing.search(text)


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    """Finds a word of a list, or one that begins like it; nothing if the list is empty."""
    listed = "|".join(re.escape(str(word)) for word in words)
    return re.compile(rf"\b(?:{listed})\w*" if listed else r"(?!)", re.IGNORECASE)


def _tables(shown: Selected) -> Iterator[pd.DataFrame]:
    return (shown.table(layer) for layer in shown.layers)


def _cited(table: pd.DataFrame) -> Iterator[tuple[str, tuple[str, ...]]]:
    return zip(table["id"], table["sources"], strict=True)


def _texts(shown: Selected) -> Iterator[tuple[str, str]]:
    """The prose of each record, all in one."""
    for layer in shown.layers:
        yield from _prose(shown, layer)


def _prose(shown: Selected, layer: Layer) -> Iterator[tuple[str, str]]:
    for row in shown.table(layer)[_TEXTS].itertuples(index=False, name=None):
        yield row[0], " ".join(filter(None, row[1:]))


def name_records(shown: Selected) -> Mapping[str, str]:
    """Where a site is, what another record says, who published a source and what: by id."""
    names: dict[str, str] = {}
    words = Words(shown.collection)
    for table in shown.tables.values():
        names.update({row["id"]: Claim(row, words).name for row in each_row(table)})
    for row in each_row(shown.collection.sources):
        cited = cite(row, words)
        names[cited.id] = shorten(f"{cited.before}{cited.name}", MAX_NAME_LENGTH)
    return names
