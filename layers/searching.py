"""Which records hold the words of a search, and which are at the place that it names.

Each word is looked for in all texts of a record, and in what its codes stand for: jurisdictions,
reports, statuses, the sources that it cites, and countries and places by any name.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from geodata.countries import country_name, find_country_code
from geodata.names import fold_name
from geodata.other_names import OtherNames
from geodata.places import parse_place, site_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from geodata.places import PlaceName

Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

_CODED = ("hosts", "parties", "edition", "speaker_country")
"""Meanings of columns whose values stand for rows of other tables."""

_LABELLED = ("status", "kind", "speaker")
"""Meanings of columns whose values have labels."""

SHORTEST_COUNTRY = 4
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
        kept &= _holds(collection, layer, word)
    return kept | _is_called(collection, layer, search) if len(words) > 1 else kept


def is_at_place(collection: Collection, layer: str, search: str) -> Mask:
    """Whether the place or country of each record is what a search names, not just its texts."""
    words = frozenset(fold_name(search).split())
    own = _own_words(collection, layer)
    named = np.fromiter((words <= each for each in own), dtype=bool, count=len(own))
    return (named & bool(words)) | _is_called(collection, layer, search)


def _holds(collection: Collection, layer: str, word: str) -> Mask:
    texts = _texts(collection, layer)
    held: Mask = np.fromiter((word in text for text in texts), dtype=bool, count=len(texts))
    table = collection.tables[layer]
    for name in (*_CODED, *_LABELLED, "sources"):
        hits = {code for code, text in _meanings(collection, layer, name).items() if word in text}
        if hits:
            held |= _has_any(table[name], hits)
    if len(word) >= SHORTEST_COUNTRY or not word.isascii():
        held |= _is_called(collection, layer, word)
    return held


def _is_called(collection: Collection, layer: str, name: str) -> Mask:
    """Whether a record is in the country, or at a place, that bears a name in some language."""
    table = collection.tables[layer]
    called: Mask = np.zeros(len(table), dtype=bool)
    code = find_country_code(name)
    if code:
        called |= _has_any(table["hosts"], {code})
    found = _other_names(collection).find(name)
    if found:
        ids = _place_ids(collection, layer)
        called |= np.fromiter((not found.isdisjoint(own) for own in ids), bool, len(table))
    return called


def _has_any(column: pd.Series[Any], wanted: Iterable[object]) -> Mask:
    """Whether a cell, or an entry of a cell that is a list, is wanted."""
    codes = frozenset(wanted)
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in column)
    return np.fromiter((not codes.isdisjoint(cell) for cell in cells), bool, len(column))


@lru_cache(maxsize=8)
def _texts(collection: Collection, layer: str) -> tuple[str, ...]:
    """What a record says itself, without what its codes stand for."""
    table = collection.tables[layer]
    spec = collection.about.specs[layer]
    coded = {spec.columns.get(name) for name in (*_CODED, *_LABELLED)} | {"sources"}
    own = collection.about.columns(layer).values()
    names = [each.name for each in own if each.name not in coded and each.type != "integer"]
    columns = [_as_text(table[name]) for name in names]
    return tuple(fold_name(" ".join(filter(None, row))) for row in zip(*columns, strict=True))


def _as_text(column: pd.Series[Any]) -> list[str]:
    return [" ".join(cell) if isinstance(cell, tuple) else str(cell) for cell in column]


@lru_cache(maxsize=64)
def _meanings(collection: Collection, layer: str, meaning: str) -> Mapping[str, str]:
    """What the values of a column stand for, folded."""
    used = _entries(collection.tables[layer][meaning])
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


def _entries(column: pd.Series[Any]) -> frozenset[str]:
    """The values of a column, or the entries of its lists."""
    cells = (cell if isinstance(cell, tuple) else (cell,) for cell in column)
    return frozenset(chain.from_iterable(cells)) - {""}


def _joined(table: pd.DataFrame, key: str, *columns: str) -> dict[str, str]:
    rows = table[[key, *columns]].itertuples(index=False, name=None)
    return {row[0]: " ".join(row) for row in rows}


@lru_cache(maxsize=8)
def _other_names(collection: Collection) -> OtherNames:
    return OtherNames(collection.tables["places"]["gazetteer_id"])


@lru_cache(maxsize=8)
def _place_ids(collection: Collection, layer: str) -> tuple[tuple[str, ...], ...]:
    """The gazetteer ids of the places of each record."""
    wanted = _place_names(collection, layer)
    found = ([collection.places.get(name) for name in names] for names in wanted)
    return tuple(tuple(place.gazetteer_id for place in places if place) for places in found)


@lru_cache(maxsize=8)
def _own_words(collection: Collection, layer: str) -> tuple[frozenset[str], ...]:
    """The words in the names of the places and countries of each record."""
    hosts = collection.tables[layer]["hosts"]
    named = zip(hosts, _place_names(collection, layer), strict=True)
    return tuple(
        frozenset(
            word
            for text in (
                *map(country_name, codes),
                *(part for place in places for part in (place.name, place.admin1)),
            )
            for word in fold_name(text).split()
        )
        for codes, places in named
    )


def _place_names(collection: Collection, layer: str) -> list[list[PlaceName]]:
    """The places that each record names."""
    table = collection.tables[layer]
    columns = (table[name] for name in ("host", "region", "city", "places"))
    return [
        [
            *filter(None, [site_place(host, region, city)]),
            *(parse_place(text, host) for text in places),
        ]
        for host, region, city, places in zip(*columns, strict=True)
    ]
