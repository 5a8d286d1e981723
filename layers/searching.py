"""Which records hold the words of a search, and which are at the place that it names.

Each word is looked for in all texts of a record, and in what its codes stand for: jurisdictions,
reports, statuses, the sources that it cites, and countries and places by any name.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.countries import country_name, find_country_code
from geodata.distinct import find_distinct
from geodata.folding import fold_each
from geodata.names import fold_name
from geodata.other_names import OtherNames
from geodata.places import parse_place, site_place
from layers.facets import values_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from geodata.collection import Collection
    from geodata.distinct import Distinct
    from geodata.places import PlaceName, Places

Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

CODED = ("hosts", "parties", "edition", "speaker_country")
"""Meanings of columns whose values stand for rows of other tables."""

LABELLED = ("status", "kind", "speaker")
"""Meanings of columns whose values have labels."""

ROWS_AT_ONCE = 5_000
"""Records whose texts are folded together."""

MIN_COUNTRY_LENGTH = 4
"""Letters of the shortest word that is tried as a country among others: `it` is mostly no code."""


@lru_cache(maxsize=16)
def matches(collection: Collection, layer: str, search: str) -> Mask:
    """Whether each record of a layer holds every word of a search, whatever its case and accents.

    A record at a place or in a country of the name that the whole search is counts as well. The
    last masks are kept, since a page asks for several selections with one search.
    """
    size = len(collection.tables[layer])
    kept = np.ones(size, dtype=bool)
    words = fold_name(search).split()
    for word in words:
        kept = kept & _holds(collection, layer, word)
    return kept | _is_called(collection, layer, search) if len(words) > 1 else kept


def is_at_place(collection: Collection, layer: str, search: str) -> Mask:
    """Whether the place or country of each record is what a search names, not just its texts."""
    words = frozenset(fold_name(search).split())
    places = _places(collection, layer)
    named = places.named.mask(words <= own for own in places.words)
    return (named & bool(words)) | _is_called(collection, layer, search)


def _holds(collection: Collection, layer: str, word: str) -> Mask:
    held: Mask = pc.match_substring(_texts(collection, layer), word).to_numpy()
    for name in (*CODED, *LABELLED, "sources"):
        hits = {code for code, text in _meanings(collection, layer, name).items() if word in text}
        if hits:
            held = held | _has_any(collection, layer, name, hits)
    if may_be_a_name(word):
        held = held | _is_called(collection, layer, word)
    return held


def may_be_a_name(word: str) -> bool:
    """Whether a word among others is tried as the name of a country or a place."""
    return len(word) >= MIN_COUNTRY_LENGTH or not word.isascii()


def _is_called(collection: Collection, layer: str, name: str) -> Mask:
    """Whether a record is in the country, or at a place, that has a name in some language."""
    called: Mask = np.zeros(len(collection.tables[layer]), dtype=bool)
    code = find_country_code(name)
    if code:
        called |= _has_any(collection, layer, "hosts", {code})
    found = other_names(collection).find(name)
    if found:
        places = _places(collection, layer)
        called |= places.named.mask(not found.isdisjoint(own) for own in places.ids)
    return called


def _has_any(collection: Collection, layer: str, meaning: str, wanted: Iterable[object]) -> Mask:
    """Whether a cell, or an entry of a cell that is a list, is wanted."""
    codes = frozenset(wanted)
    found = _values(collection, layer, meaning)
    return found.mask(not codes.isdisjoint(values_in(cell)) for cell in found.values)


@lru_cache(maxsize=64)
def _values(collection: Collection, layer: str, meaning: str) -> Distinct:
    return find_distinct(collection.tables[layer][meaning])


def fold_texts(collection: Collection, layer: str) -> pa.ChunkedArray:
    """What each record says itself, folded, without what its codes stand for."""
    table = collection.tables[layer]
    names = text_columns(collection, layer)
    folded = [_folded(table[names].iloc[at : at + ROWS_AT_ONCE])
              for at in range(0, len(table), ROWS_AT_ONCE)]  # fmt: skip
    return pa.chunked_array(folded, pa.large_string())


def text_columns(collection: Collection, layer: str) -> list[str]:
    """The columns that say something themselves: those of codes and labels do not."""
    spec = collection.about.specs[layer]
    coded = {spec.columns.get(name) for name in (*CODED, *LABELLED)} | {"sources"}
    own = collection.about.columns(layer).values()
    return [each.name for each in own if each.name not in coded and each.type != "integer"]


_texts = lru_cache(maxsize=8)(fold_texts)


def _folded(rows: pd.DataFrame) -> pa.Array:
    columns = [_as_text(rows[name]) for name in rows]
    texts = [" ".join(filter(None, row)) for row in zip(*columns, strict=True)]
    return fold_each(pa.array(texts or [""] * len(rows), pa.large_string()))


def _as_text(column: pd.Series[Any]) -> list[str]:
    return [" ".join(cell) if isinstance(cell, tuple) else str(cell) for cell in column]


@lru_cache(maxsize=64)
def _meanings(collection: Collection, layer: str, meaning: str) -> Mapping[str, str]:
    """What the values of a column stand for, folded."""
    cells = map(values_in, _values(collection, layer, meaning).values)
    used = frozenset(chain.from_iterable(cells)) - {""}
    return spell_codes(collection, layer, meaning, used)


def spell_codes(
    collection: Collection, layer: str, meaning: str, used: Iterable[str]
) -> Mapping[str, str]:
    """What the values of a column stand for, folded.

    Args:
        collection: With the tables of jurisdictions, reports and sources.
        layer: The layer that has the column.
        meaning: Of the column: one of `CODED` or `LABELLED`, or `sources`.
        used: The values that records have.
    """
    if meaning in {"hosts", "speaker_country"}:
        meant = {code: f"{code} {country_name(code)}" for code in used}
    elif meaning == "parties":
        meant = _joined(collection.jurisdictions, "id", "name", "local_name")
    elif meaning == "edition":
        meant = _joined(collection.editions, "id", "title", "publisher")
    elif meaning == "sources":
        meant = _joined(collection.sources, "id", "title", "publisher")
    else:
        label = collection.about.layer_label
        meant = {value: f"{value} {label(layer, meaning, value)}" for value in used}
    return {code: fold_name(text) for code, text in meant.items()}


def _joined(table: pd.DataFrame, key: str, *columns: str) -> dict[str, str]:
    rows = table[[key, *columns]].itertuples(index=False, name=None)
    return {row[0]: " ".join(row) for row in rows}


@lru_cache(maxsize=8)
def other_names(collection: Collection) -> OtherNames:
    """The names of the places of a collection in other languages and spellings."""
    return OtherNames(collection.tables["places"]["gazetteer_id"])


class NamedPlaces(NamedTuple):
    """The countries and places of the records of a layer, as they name them, each once.

    `ids` are the gazetteer ids of each, and `words` those in its names and those of its countries.
    """

    named: Distinct
    ids: Sequence[tuple[str, ...]]
    words: Sequence[frozenset[str]]


def find_places(collection: Collection, layer: str) -> NamedPlaces:
    """The countries and places that the records of a layer name."""
    named = find_named(collection.tables[layer])
    return NamedPlaces(named, *describe_named(collection.places, named.values))


def find_named(table: pd.DataFrame) -> Distinct:
    """The countries and places that records name, as they name them, each once."""
    return find_distinct(*(table[name] for name in ("hosts", "host", "region", "city", "places")))


def describe_named(
    places: Places, named: Iterable[Sequence[Any]]
) -> tuple[Sequence[tuple[str, ...]], Sequence[frozenset[str]]]:
    """The gazetteer ids of what records name, and the words, as `NamedPlaces` has them.

    Args:
        places: Those of the collection.
        named: What `find_named` finds, in the same order.
    """
    folded = lru_cache(maxsize=None)(lambda name: frozenset(fold_name(name).split()))
    ids, words = [], []
    for hosts, *parts in named:
        wanted = _place_names(*parts)
        found = map(places.get, wanted)
        ids.append(tuple(place.gazetteer_id for place in found if place))
        names = (name for place in wanted for name in (place.name, place.admin1))
        words.append(frozenset[str]().union(*map(folded, (*map(country_name, hosts), *names))))
    return ids, words


_places = lru_cache(maxsize=8)(find_places)


def _place_names(host: str, region: str, city: str, places: Iterable[str]) -> list[PlaceName]:
    """The places that a record names."""
    site = site_place(host, region, city)
    return [*([site] if site else []), *(parse_place(text, host) for text in places)]
