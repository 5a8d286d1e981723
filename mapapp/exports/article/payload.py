"""The data that an article carries: every shown record in columns, deflated.

`static/data.js` reads it. Rows refer to dates, sources and spots by their place in a table of
their own. A spot is what rows name as a place: a city, a region, or a country and no more.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from typing import TYPE_CHECKING, Any

from geodata.countries import country_name
from geodata.dates import year_span
from geodata.layer_specs import COUNT
from geodata.places import parse_place
from geodata.web_addresses import web_address
from layers.facets import CHOICES, FACETS, facet_column, values_in
from layers.marks import arc_ends, label_point
from layers.scene import list_jurisdictions
from layers.words import LANGUAGES
from mapapp.exports.article.entries import (
    cited_sources,
    is_listed_whole,
    source_text,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    import pandas as pd

    from geodata.layer_tables import Town
    from layers.selection import Layer, Selected
    from layers.words import Words

COPIED = ("title", "kind", "speaker", "speaker_country", "count")
"""Meanings of columns that travel as they are, if a layer has them."""

TOLD = ("status_note", "summary", "note")
"""Those that travel only where the page does not tell them in its list."""


class Index:
    """Gives each value its place in the order of first appearance."""

    def __init__(self, values: Iterable[Hashable] = ()) -> None:
        self._places: dict[Hashable, int] = {}
        for value in values:
            self.place(value)

    def place(self, value: Hashable) -> int:
        """The place of a value, a new one if it was not seen."""
        return self._places.setdefault(value, len(self._places))

    @property
    def values(self) -> list[Any]:
        """All values in order."""
        return list(self._places)


def build_payload(shown: Selected, words: Words) -> dict[str, Any]:
    """Write the records of a selection, and what their drawing needs, as JSON-able data.

    Args:
        shown: The selection.
        words: Of names, labels of values, and dates.
    """
    return _PayloadBuilder(shown, words).build()


def deflate(payload: Mapping[str, Any]) -> str:
    """The data as text for a page: JSON, deflated (zlib, RFC 1950), in base 64."""
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


class _PayloadBuilder:
    """Numbers dates, sources and spots while it goes through the tables."""

    def __init__(self, shown: Selected, words: Words) -> None:
        self.shown = shown
        self.about = shown.collection.about
        self.words = words
        self.is_listed = is_listed_whole(shown)
        self.dates = Index([""])
        self.sources = Index()
        self.spots = Index()

    def build(self) -> dict[str, Any]:
        tables = {layer: self.table(layer) for layer in self.shown.layers}
        spots = self.spot_table()
        return {
            "facets": {facet.word: facet.kind for facet in FACETS},
            "of_sites": [facet.word for facet in CHOICES if facet.counts_sites],
            "tables": tables,
            "spots": spots,
            "dates": [self.date_entry(text) for text in self.dates.values],
            "sources": self.source_table(),
            "jurisdictions": list_jurisdictions(self.shown.collection, self.words.language),
            "seats": self.seats(),
            "ends": self.ends(),
            "countries": {code: self.country_entry(code) for code in self.countries()},
            "labels": self.labels(),
            "called": self.called(),
            "roles": {layer: self.about.specs[layer].role for layer in tables},
            "kinds": {
                term.value: term.role
                for layer in self.about.of_role("statement")
                for term in self.about.layer_terms(layer, "kind")
            },
        }

    # --- rows ---

    def table(self, layer: Layer) -> dict[str, Any]:
        rows = self.shown.table(layer)
        columns = {
            "id": list(rows["id"]),
            "date": [self.dates.place(text) for text in rows["date"]],
            "sources": [[self.sources.place(each) for each in ids] for ids in rows["sources"]],
            **{
                name: rows["weight" if name == COUNT else name].tolist()
                for name in self.copied(layer)
            },
            **self.own_columns(layer, rows),
        }
        return {"length": len(rows), **columns, "facets": self.facets(layer, rows)}

    def facets(self, layer: Layer, rows: pd.DataFrame) -> dict[str, Any]:
        """What readers choose by: for each filter that the layer has, a list of values a row."""
        found = {}
        for facet in CHOICES:
            column = facet_column(self.shown.collection, layer, facet.word)
            if column is not None:
                found[facet.word] = [values_in(cell) for cell in column[rows.index]]
        return found

    def copied(self, layer: Layer) -> tuple[str, ...]:
        columns = self.about.specs[layer].columns
        return tuple(
            name for name in (*COPIED, *(() if self.is_listed else TOLD)) if name in columns
        )

    def own_columns(self, layer: Layer, rows: pd.DataFrame) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        spec = self.about.specs[layer]
        for name in ("status_date", "signed"):
            if spec.has(name):
                columns[name] = [self.dates.place(text) for text in rows[name]]
        if spec.facts and not self.is_listed:
            columns["told"] = [
                [f"{title}: {text}" for title, text in self.words.facts(row)]
                for _, row in rows.iterrows()
            ]
        if spec.role == "site":
            columns["precision"] = list(rows["precision"])
            columns["spot"] = self.site_spots(rows)
        if spec.role == "agreement":
            columns["towns"] = [self.towns(towns) for towns in rows["towns"]]
        return columns

    def site_spots(self, rows: pd.DataFrame) -> list[int]:
        points = rows.geometry
        columns = (rows["host"], rows["region"], rows["city"], rows["place"], points.x, points.y)
        places = []
        for country, admin1, city, key, lon, lat in zip(*columns, strict=True):
            own_key = "" if math.isnan(lon) else key
            places.append(self.spots.place((country, admin1, city, own_key, *_point(lon, lat))))
        return places

    def towns(self, towns: Iterable[Town]) -> list[int]:
        names = self.shown.collection.places.by_key
        return [
            self.spots.place((names[key].country, "", names[key].name, key, *_point(lon, lat)))
            for key, lon, lat in sorted(set(towns))
        ]

    # --- what rows refer to ---

    def spot_table(self) -> dict[str, Any]:
        spots: list[tuple[str, str, str, str, float | None, float | None]] = self.spots.values
        country, admin1, city, key, lon, lat = (
            [list(column) for column in zip(*spots, strict=True)]
            if spots
            else [[] for _ in "123456"]
        )
        return {
            "country": country,
            "admin1": admin1,
            "city": city,
            "located": [each is not None for each in lon],
            "key": key,
            "lon": lon,
            "lat": lat,
        }

    def date_entry(self, text: str) -> list[Any]:
        """[as written, in words, and the four years of `geodata.dates.YearSpan`]."""
        span = year_span(text)
        if span is None:
            return [text, ""]
        years = [span.first_from, span.first_to, span.last_from, span.last_to]
        return [text, self.words.date(text), *years]

    def source_table(self) -> dict[str, Any]:
        """The place of each source in the page's own list of sources.

        `text` and `url` travel only where the page does not list its records as HTML.
        """
        listed = {row["id"]: at for at, row in enumerate(cited_sources(self.shown))}
        places = {"place": [listed[each] for each in self.sources.values]}
        if self.is_listed:
            return places
        cited = self.shown.collection.sources.loc[self.sources.values]
        return {
            **places,
            "text": [
                source_text(*pair, self.words)
                for pair in zip(cited["publisher"], cited["published"], strict=True)
            ],
            "url": [web_address(url) for url in cited["url"]],
        }

    def seats(self) -> list[Any]:
        """[country, lon, lat] of the seat of each jurisdiction; null where it has none."""
        collection = self.shown.collection
        found = [
            collection.places.get(parse_place(text)) if text else None
            for text in collection.jurisdictions["seat"]
        ]
        return [
            [place.country, place.lon, place.lat] if place and place.is_located else None
            for place in found
        ]

    def ends(self) -> dict[str, tuple[float, float]]:
        """Where arcs end that lead to a town: by the place of the jurisdiction and the country."""
        ids = list(self.shown.collection.jurisdictions["id"])
        return {
            f"{ids.index(party)} {country}": end
            for (party, country), end in arc_ends(self.shown.collection).items()
        }

    def countries(self) -> list[str]:
        """Every country that a shown record names, ordered by code."""
        codes: set[str] = set()
        for table in self.shown.tables.values():
            codes.update(*table["hosts"], filter(None, table["speaker_country"]))
        codes.update(spot[0] for spot in self.spots.values)
        return sorted(codes)

    def country_entry(self, code: str) -> list[Any]:
        """[name] or [name, lon, lat] with the label point."""
        return [self.words.country(code), *(label_point(code) or ())]

    def called(self) -> dict[str, dict[str, str]]:
        """What a search finds the values of filters by, besides their labels, by filter and value.

        Countries are found by their names in every language, reports by who published them,
        jurisdictions by their names in their own script.
        """
        collection = self.shown.collection
        editions, jurisdictions = collection.editions, collection.jurisdictions
        return {
            "country": {
                code: " ".join(dict.fromkeys(country_name(code, each) for each in LANGUAGES))
                for code in self.countries()
            },
            "edition": dict(zip(editions["id"], editions["publisher"], strict=True)),
            "jurisdiction": dict(
                zip(jurisdictions["id"], jurisdictions["local_name"], strict=True)
            ),
        }

    def labels(self) -> dict[str, dict[str, dict[str, str]]]:
        """What a reader sees for the values of columns, by layer and column."""
        return {
            layer: {
                name: {term.value: term.label_in(self.words.language) for term in terms}
                for name in ("status", *COPIED)
                if (terms := self.about.layer_terms(layer, name))
            }
            for layer in self.shown.layers
        }


def _point(lon: float, lat: float) -> tuple[float | None, float | None]:
    """None for NaN, so that two rows without a point name the same spot."""
    return (None, None) if math.isnan(lon) else (float(lon), float(lat))
