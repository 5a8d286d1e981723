"""The records of a selection as plain rows, with what a reader needs to use them elsewhere."""

from __future__ import annotations

import math
import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.distinct import each_once
from geodata.errors import GeodataError
from geodata.exported import (
    CERTAINTY,
    LAT,
    LON,
    PLACE,
    SAID_ONCE,
    SINGLE_SOURCE,
    SOURCE_CITATIONS,
    SOURCE_URLS,
    names_column,
    write_list,
)
from geodata.formulas import safe_text
from geodata.places import MAX_DECIMALS
from layers.claims import is_single
from layers.selection import shown_layers
from layers.words import Words
from mapapp.exports.citations import cite_sources, provenance

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.selection import Layer, Selected

_LINE_END = re.compile(r"\r\n?")
APOSTROPHE_NOTE = (
    "Cells of text that begin with =, +, -, @ or a control character have an apostrophe before "
    "them, so that no spreadsheet takes them for a formula."
)


class TooFinePositionError(GeodataError, ValueError):
    """A position is finer than what its record knows; it must not be exported."""

    def __init__(self, record: str, precision: str) -> None:
        self.record = record
        self.precision = precision
        super().__init__(
            f"The position of {record} is finer than its precision ({precision or 'none'}): "
            "round it in places.csv and export again."
        )


def exported_layers(shown: Selected) -> tuple[Layer, ...]:
    """The layers that a selection asks for, in the usual order, empty ones too."""
    asked = shown_layers(shown.collection, shown.selection)
    return tuple(layer for layer in shown.layers if layer in asked)


def flat_rows(shown: Selected, layer: Layer) -> pd.DataFrame:
    """One row per record, cells of text, numbers and lists (tuples).

    The columns of the table come first, codes followed by names; then `certainty`, for sites `lon`
    and `lat` (degrees, WGS 84, None unless a city is known), the sources spelt out, and how to cite
    the whole, its version and licence.

    Names are those of `layers.words`, and a single source is that of `layers.claims`, as on every
    surface. All else is given as the record has it, for programs, and to be imported again: dates
    in EDTF, statuses and kinds as values, notes with the ids that they mention, and citations as
    `geodata.exported.read_citation` reads them.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    table, collection = shown.table(layer), shown.collection
    words = Words(collection)
    names = {"countries": cache(words.country), "jurisdictions": words.name}
    columns: dict[str, list[Any]] = {}
    for name, column in collection.about.columns(layer).items():
        columns[name] = table[name].tolist()
        if column.references in names:
            spell = partial(_each, name=names[column.references])
            spelling = each_once(table[name], spell).tolist()
            columns[names_column(name, is_list=column.type == "list")] = spelling
    is_site = is_of_sites(collection, layer)
    if is_site:
        columns[PLACE] = table["place"].tolist()
    columns[CERTAINTY] = table["certainty"].tolist()
    if is_site:
        columns[LON], columns[LAT] = _positions(table)
    columns.update(_source_columns(collection, table))
    about = provenance(collection)
    for name in SAID_ONCE:
        columns[name] = [getattr(about, name)] * len(table)
    return pd.DataFrame({name: pd.Series(cells, dtype="object") for name, cells in columns.items()})


def cited_sources(shown: Selected) -> pd.DataFrame:
    """The sources of all records in the layers asked for, in the order of the collection."""
    cited = {
        source
        for layer in exported_layers(shown)
        for ids in shown.table(layer)["sources"]
        for source in ids
    }
    sources = shown.collection.sources
    return sources[sources.index.isin(cited)].reset_index(drop=True)


def as_text_cells(rows: pd.DataFrame) -> pd.DataFrame:
    """The same for a sheet: lists joined, texts made safe; numbers stay numbers.

    Every end of a line is a line feed: Python's writer of CSV does not quote a carriage return,
    which would begin a row of its own, and so could begin a formula.
    """
    written = {}
    for name in rows:
        write = cache(_sheet_cell)  # of each column, for 1 and true are the same to it
        written[name] = pd.Series(list(map(write, rows[name])), dtype="object")
    return pd.DataFrame(written)


def check_precision(record: str, precision: str, *position: float) -> None:
    """Refuse a position that is finer than the precision of its record; only cities have one.

    Raises:
        TooFinePositionError: It is.
    """
    digits = MAX_DECIMALS["city"]
    is_rounded = all(math.isclose(round(each, digits), each, abs_tol=1e-9) for each in position)
    if precision != "city" or not is_rounded:
        raise TooFinePositionError(record, precision)


def is_of_sites(collection: Collection, layer: Layer) -> bool:
    """Whether the records of a layer have a geometry."""
    return collection.about.specs[layer].role == "site"


def _positions(table: pd.DataFrame) -> tuple[list[float | None], list[float | None]]:
    lons: list[float | None] = []
    lats: list[float | None] = []
    columns = (table.index, table["precision"], table.geometry.x, table.geometry.y)
    for record, precision, lon, lat in zip(*columns, strict=True):
        is_located = not math.isnan(lon)
        if is_located:
            check_precision(str(record), precision, lon, lat)
        lons.append(float(lon) if is_located else None)
        lats.append(float(lat) if is_located else None)
    return lons, lats


def _source_columns(collection: Collection, table: pd.DataFrame) -> dict[str, list[Any]]:
    cited = table["sources"].tolist()
    texts = cite_sources(collection, {each for ids in cited for each in ids})
    urls = collection.sources["url"].to_dict()
    return {
        SINGLE_SOURCE: [*map(is_single, cited)],
        SOURCE_CITATIONS: [tuple(texts[each] for each in ids) for ids in cited],
        SOURCE_URLS: [tuple(urls[each] for each in ids) for ids in cited],
    }


def _each(cell: object, name: Any) -> Any:
    if isinstance(cell, tuple):
        return tuple(str(name(each)) for each in cell)
    return str(name(cell)) if cell else ""


def _sheet_cell(cell: object) -> object:
    if isinstance(cell, tuple):
        cell = write_list(cell)
    if not isinstance(cell, str):
        return cell
    return safe_text(_LINE_END.sub("\n", cell) if "\r" in cell else cell)
