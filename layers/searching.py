"""Which records hold the words of a search, and which are at the place that it names.

Each word is looked for in all texts of a record, and in what its codes stand for: jurisdictions,
reports, statuses, the sources that it cites, and countries and places by any name.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.countries import country_name, find_country_code
from geodata.distinct import find_distinct
from geodata.names import fold_name, fold_names
from geodata.other_names import OtherNames
from geodata.places import parse_place, site_place
from layers.facets import values_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from geodata.distinct import Distinct
    from geodata.places import PlaceName

Mask: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"

_CODED = ("hosts", "parties", "edition", "speaker_country")
"""Meanings of columns whose values stand for rows of other tables."""

_LABELLED = ("status", "kind", "speaker")
"""Meanings of columns whose values have labels."""

ROWS_AT_ONCE = 5_000
"""Records whose texts are folded together."""

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
        kept = kept & _holds(collection, layer, word)
    return kept | _is_called(collection, layer, search) if len(words) > 1 else kept


def is_at_place(collection: Collection, layer: str, search: str) -> Mask:
    """Whether the place or country of each record is what a search names, not just its texts."""
    words = frozenset(fold_name(search).split())
    named = _places(collection, layer).mask(words <= own for own in _own_words(collection, layer))
    return (named & bool(words)) | _is_called(collection, layer, search)


def _holds(collection: Collection, layer: str, word: str) -> Mask:
    held: Mask = pc.match_substring(_texts(collection, layer), word).to_numpy()
    for name in (*_CODED, *_LABELLED, "sources"):
        hits = {code for code, text in _meanings(collection, layer, name).items() if word in text}
        if hits:
            held = held | _has_any(collection, layer, name, hits)
    if len(word) >= SHORTEST_COUNTRY or not word.isascii():
        held = held | _is_called(collection, layer, word)
    return held


def _is_called(collection: Collection, layer: str, name: str) -> Mask:
    """Whether a record is in the country, or at a place, that bears a name in some language."""
    called: Mask = np.zeros(len(collection.tables[layer]), dtype=bool)
    code = find_country_code(name)
    if code:
        called |= _has_any(collection, layer, "hosts", {code})
    found = _other_names(collection).find(name)
    if found:
        ids = _place_ids(collection, layer)
        called |= _places(collection, layer).mask(not found.isdisjoint(own) for own in ids)
    return called


def _has_any(collection: Collection, layer: str, meaning: str, wanted: Iterable[object]) -> Mask:
    """Whether a cell, or an entry of a cell that is a list, is wanted."""
    codes = frozenset(wanted)
    found = _values(collection, layer, meaning)
    return found.mask(not codes.isdisjoint(values_in(cell)) for cell in found.values)


@lru_cache(maxsize=64)
def _values(collection: Collection, layer: str, meaning: str) -> Distinct:
    return find_distinct(collection.tables[layer][meaning])


@lru_cache(maxsize=8)
def _texts(collection: Collection, layer: str) -> pa.ChunkedArray:
    """What a record says itself, folded, without what its codes stand for."""
    table = collection.tables[layer]
    spec = collection.about.specs[layer]
    coded = {spec.columns.get(name) for name in (*_CODED, *_LABELLED)} | {"sources"}
    own = collection.about.columns(layer).values()
    names = [each.name for each in own if each.name not in coded and each.type != "integer"]
    folded = [_folded(table[names].iloc[at : at + ROWS_AT_ONCE])
              for at in range(0, len(table), ROWS_AT_ONCE)]  # fmt: skip
    return pa.chunked_array(folded, pa.large_string())


def _folded(rows: pd.DataFrame) -> pa.Array:
    columns = [_as_text(rows[name]) for name in rows]
    texts = [" ".join(filter(None, row)) for row in zip(*columns, strict=True)]
    return pa.array(fold_names(texts) or [""] * len(rows), pa.large_string())


def _as_text(column: pd.Series[Any]) -> list[str]:
    return [" ".join(cell) if isinstance(cell, tuple) else str(cell) for cell in column]


@lru_cache(maxsize=64)
def _meanings(collection: Collection, layer: str, meaning: str) -> Mapping[str, str]:
    """What the values of a column stand for, folded."""
    cells = map(values_in, _values(collection, layer, meaning).values)
    used = frozenset(chain.from_iterable(cells)) - {""}
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
def _other_names(collection: Collection) -> OtherNames:
    return OtherNames(collection.tables["places"]["gazetteer_id"])


@lru_cache(maxsize=8)
def _places(collection: Collection, layer: str) -> Distinct:
    """The countries and the places of records as they name them, each once."""
    table = collection.tables[layer]
    return find_distinct(*(table[name] for name in ("hosts", "host", "region", "city", "places")))


@lru_cache(maxsize=8)
def _place_ids(collection: Collection, layer: str) -> tuple[tuple[str, ...], ...]:
    """The gazetteer ids of each of `_places`."""
    wanted = (_place_names(*named) for _, *named in _places(collection, layer).values)
    found = ([collection.places.get(name) for name in names] for names in wanted)
    return tuple(tuple(place.gazetteer_id for place in places if place) for places in found)


@lru_cache(maxsize=8)
def _own_words(collection: Collection, layer: str) -> tuple[frozenset[str], ...]:
    """The words in the names of the places and countries of each of `_places`."""
    return tuple(
        frozenset(
            word
            for text in (
                *map(country_name, hosts),
                *(part for place in _place_names(*named) for part in (place.name, place.admin1)),
            )
            for word in fold_name(text).split()
        )
        for hosts, *named in _places(collection, layer).values
    )


def _place_names(host: str, region: str, city: str, places: Iterable[str]) -> list[PlaceName]:
    """The places that a record names."""
    site = site_place(host, region, city)
    return [*([site] if site else []), *(parse_place(text, host) for text in places)]
