"""The data that an article carries: every shown record, or groups of them, in columns, deflated.

`static/reading.js` reads it, of groups `static/reading_groups.js`. What the page says of a record,
of a mark or of a country is in it in words; the page masks, groups and adds. What it says of a
record is needed only where a reader opens, seeks or saves it, and is on a line of its own,
which the page reads then.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Any

from geodata.exported import write_list
from geodata.layer_specs import COUNT, TEXTS
from layers.cited_sources import cite_briefly
from layers.claims import is_single
from layers.colouring import colourings
from layers.facets import CHOICES, FACETS
from layers.rows import each_row
from layers.scene import list_colours, list_jurisdictions
from layers.units import NO_ROLE, read_units
from mapapp.exports.article.entries import (
    cited_sources,
    is_listed_whole,
    list_entries,
    reworded_notes,
)
from mapapp.exports.article.packing import pack_table, pack_touches
from mapapp.exports.article.touches import build_touches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from layers.colouring import Colouring
    from layers.selection import Layer, Selected
    from layers.words import Words
    from mapapp.exports.article.rows import PageRows

SAVED = (
    "layer", "id", "country", "country_name", "admin1", "city", "precision", "lon", "lat", "count",
    "title", "kind", "jurisdiction", "jurisdiction_name", "date", "signed", "status", "status_date",
    "status_note", "speaker", "speaker_country", "speaker_country_name", "summary", "note",
    "certainty", "single_source", "source_names", "source_urls", "citation",
)  # fmt: skip
"""The columns of the table that a reader saves. A record of several countries or jurisdictions
lists them in the column that a site has for one."""

_OF_SITES = {"admin1": "region", "city": "city", "precision": "precision"}
_ON_MARK = {"city": "name", "lon": "lon", "lat": "lat"}

LISTED_TEXTS = ("title", "status_note", "summary", "note")
"""Those that are sent only where the page does not list them."""


def build_payload(rows: PageRows, words: Words) -> dict[str, Any]:
    """Write what the rows of a page are chosen, counted and drawn by, as JSON-able data.

    Args:
        rows: Records of a selection, or groups of them.
        words: Of names, labels of values, and dates.
    """
    shown = rows.shown
    sources = {each["id"]: at for at, each in enumerate(cited_sources(shown))}
    codes = sorted({*chain.from_iterable(map(_codes, rows.tables.values()))})
    tables = {layer: _table(rows, layer, sources) for layer in shown.layers}
    touches = build_touches(rows, words)
    if rows.grouping:
        tables = {layer: pack_table(table) for layer, table in tables.items()}
        touches = {**touches, "touches": pack_touches(touches["touches"])}
    return {
        "facets": {facet.word: facet.kind for facet in FACETS},
        "of_sites": [facet.word for facet in CHOICES if facet.counts_sites],
        "tables": tables,
        "sources": None if rows.grouping or is_listed_whole(shown) else _sources(shown, words),
        "jurisdictions": list_jurisdictions(shown.collection, words.language),
        "colourings": [
            {
                "word": each.word,
                "facet": each.facet,
                "categories": list_colours(each),
                "values": [category.values for category in each.categories],
            }
            for each in page_colourings(rows, words.language)
        ],
        "countries": {code: words.country(code) for code in codes},
        "called": _called(shown),
        **touches,
    }


def page_colourings(rows: PageRows, language: str) -> tuple[Colouring, ...]:
    """The ways to colour sites that a page offers."""
    if rows.grouping:
        return rows.grouping.colourings(rows.shown, language)
    return colourings(rows.shown.collection, language)


def build_records(shown: Selected, words: Words) -> dict[Layer, dict[str, Any]]:
    """Write what a page says of each record, as JSON-able data by layer.

    Returns:
        `saved`, the cells of the table that a reader saves; `entries`, those of the list, where it
        has too many for HTML.
    """
    is_listed = is_listed_whole(shown)
    entries = {} if is_listed else list_entries(shown, words)
    return {
        layer: {
            "saved": _saved(shown, layer, words, is_listed=is_listed),
            "entries": entries.get(layer),
        }
        for layer in shown.layers
    }


def _called(shown: Selected) -> dict[str, dict[str, str]]:
    """What a search finds the values of filters by, besides their labels, by filter and value.

    Reports are found by who published them, jurisdictions by their names in their own script.
    """
    editions, jurisdictions = shown.collection.editions, shown.collection.jurisdictions
    return {
        "edition": dict(zip(editions["id"], editions["publisher"], strict=True)),
        "jurisdiction": dict(zip(jurisdictions["id"], jurisdictions["local_name"], strict=True)),
    }


def deflate(*lines: Mapping[str, Any]) -> str:
    """Lines of JSON as text for a page: deflated (zlib, RFC 1950), in base 64."""
    text = "\n".join(
        json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        for line in lines
    )
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _codes(table: pd.DataFrame) -> Iterable[str]:
    yield from (code for codes in table["hosts"] for code in codes)
    yield from filter(None, table["speaker_country"])


def _table(rows: PageRows, layer: Layer, sources: Mapping[str, int]) -> dict[str, Any]:
    """What records are chosen and counted by, row by row.

    `years` are the four of `geodata.dates.YearSpan`, nothing where there is no date; `alike` the
    role of what may be compared between countries (`layers.units.Units.can_rank`); `records` how
    many a group has.
    """
    about = rows.shown.collection.about
    table, units = rows.tables[layer], read_units(about, layer)
    parties = {each: at for at, each in enumerate(rows.shown.collection.jurisdictions["id"])}
    is_site = about.specs[layer].role == "site"
    return {
        "role": about.specs[layer].role,
        "length": len(table),
        **({"records": table["records"].tolist()} if rows.grouping else {"id": list(table["id"])}),
        "years": rows.years(layer),
        "weight": table["weight"].tolist(),
        "countries": [list(dict.fromkeys(codes)) for codes in table["hosts"]],
        "unit": units.of_rows(table),
        "alike": [_alike(units.roles.get(kind, NO_ROLE)) for kind in table["kind"]]
        if {*units.roles.values()} > {NO_ROLE}
        else None,
        "sources": [[sources[each] for each in ids] for ids in table["sources"]],
        "parties": [[parties[each] for each in ids] for ids in table["parties"]],
        "colours": {each.word: rows.categories(layer, each) for each in page_colourings(rows, "en")}
        if is_site
        else {},
        "facets": rows.filters[layer],
    }


def _alike(role: str) -> str:
    return "" if role == NO_ROLE else role


def _saved(shown: Selected, layer: Layer, words: Words, *, is_listed: bool) -> dict[str, list[Any]]:
    """The cells of the table that a reader saves, as those of `export table` (`flat_records`).

    What the page knows besides is not in it: `static/table.js` adds it. A cell is None where the
    mark of a site says the same, or the list.
    """
    table, spec = shown.table(layer), shown.collection.about.specs[layer]
    texts = {*TEXTS} - ({*LISTED_TEXTS} if is_listed else set())
    speakers = table["speaker_country"]
    found = {
        **{name: list(table[name]) for name in SAVED if name in texts and spec.has(name)},
        "country": [write_list(codes) for codes in table["hosts"]],
        "country_name": [write_list([*map(words.country, codes)]) for codes in table["hosts"]],
        "jurisdiction": [write_list(parties) for parties in table["parties"]],
        "jurisdiction_name": [write_list([*map(words.name, each)]) for each in table["parties"]],
        "single_source": [*map(is_single, table["sources"])],
    }
    if spec.has("speaker_country"):
        found["speaker_country_name"] = [words.country(code) if code else "" for code in speakers]
    if spec.has(COUNT):
        found["count"] = table["weight"].tolist()
    if spec.role == "site":
        found |= {name: list(table[meant]) for name, meant in _OF_SITES.items()}
        for name, points in (("lon", table.geometry.x), ("lat", table.geometry.y)):
            found[name] = [None if math.isnan(each) else float(each) for each in points]
        found |= _unless_on_mark(found, shown, layer)
    return found | (_reworded(table, words) if is_listed else {})


def _reworded(table: pd.DataFrame, words: Words) -> dict[str, list[str | None]]:
    """The notes that the list words otherwise than the record; None where it does not."""
    found = reworded_notes([*each_row(table)], words)
    return {
        name: [text if at in found[name] else None for at, text in enumerate(table[name])]
        for name in found
    }


def _unless_on_mark(
    cells: Mapping[str, list[Any]], shown: Selected, layer: Layer
) -> dict[str, list[Any]]:
    places = shown.collection.places.by_key
    marks = [places[towns[0].key] if towns else None for towns in shown.table(layer)["towns"]]
    return {
        name: [
            None if mark and getattr(mark, meant) == cell else cell
            for mark, cell in zip(marks, cells[name], strict=True)
        ]
        for name, meant in _ON_MARK.items()
    }


def _sources(shown: Selected, words: Words) -> dict[str, list[str]]:
    """What a link to each cited source says, and where it leads."""
    cited = [cite_briefly(each, words) for each in cited_sources(shown)]
    return {"text": [each.title for each in cited], "url": [each.url for each in cited]}
