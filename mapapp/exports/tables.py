"""A selection as a table: CSV, GeoJSON and GeoParquet here, workbooks and GeoPackages next door.

Every writer is a pure function to bytes, and the same record gives the same bytes on any day. CSV
and Parquet hold one layer, the others all that the selection asks for.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.csv_files import write_csv
from geodata.exported import LAT, LAYER, LON, SAID_ONCE
from mapapp.exports.citations import describe_selection, provenance
from mapapp.exports.geopackage import to_gpkg
from mapapp.exports.records import (
    APOSTROPHE_NOTE,
    as_text_cells,
    check_precision,
    exported_layers,
    flat_rows,
    is_of_sites,
)
from mapapp.exports.workbook import to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geodata.layer_tables import Town
    from layers.selection import Layer, Selected

PROVENANCE_KEY = b"provenance"


def to_csv(shown: Selected, layer: Layer) -> bytes:
    """Write a layer as CSV in UTF-8: a row a record, with its sources, version and licence.

    Lists are parted by `; `, or by lines where an entry holds a semicolon. Text that a spreadsheet
    could take for a formula begins with an apostrophe.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    rows = as_text_cells(flat_rows(shown, layer))
    return write_csv(rows.columns, rows.itertuples(index=False, name=None))


def to_geojson(shown: Selected) -> bytes:
    """Write all layers as one GeoJSON FeatureCollection (RFC 7946: lon, lat in WGS 84).

    A site is a point if its city is known. Other records are the points of the towns that they
    name. What has no position has the geometry null. Provenance and sources are foreign members.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    features = [
        _to_json(each) for layer in exported_layers(shown) for each in _features(shown, layer)
    ]
    members = {
        **dict(provenance(shown.collection).as_rows()),
        "selection": describe_selection(shown.selection),
    }
    head = "".join(f"{_to_json(name)}:{_to_json(text)},\n" for name, text in members.items())
    body = ",\n".join(features)
    return f'{{"type":"FeatureCollection",\n{head}"features":[\n{body}\n]}}\n'.encode()


def to_parquet(shown: Selected, layer: Layer) -> bytes:
    """Write a layer as Parquet, sites as GeoParquet; the provenance is in the file's metadata.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    rows = flat_rows(shown, layer)
    for name in (name for name in rows if _is_list(rows[name])):
        rows[name] = pd.Series([list(cell) for cell in rows[name]], dtype="object")
    if is_of_sites(shown.collection, layer):
        table = _geoparquet_table(shown.table(layer), rows)
    else:
        table = pa.Table.from_pandas(rows, preserve_index=False)
    stated = json.dumps(dict(provenance(shown.collection).as_rows()), ensure_ascii=False)
    metadata = {**(table.schema.metadata or {}), PROVENANCE_KEY: stated.encode()}
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), file, compression="zstd")
    return file.getvalue()


WRITERS: Mapping[str, Callable[..., bytes]] = {
    ".csv": to_csv,
    ".geojson": to_geojson,
    ".gpkg": to_gpkg,
    ".parquet": to_parquet,
    ".xlsx": to_xlsx,
}
"""By the ending of the file's name."""

ONE_LAYER = frozenset({".csv", ".parquet"})
"""Formats that hold one layer: their writers take it as the second argument."""


def _geoparquet_table(sites: pd.DataFrame, rows: pd.DataFrame) -> pa.Table:
    table = gpd.GeoDataFrame(rows, geometry=list(sites.geometry), crs="EPSG:4326")
    file = io.BytesIO()
    table.to_parquet(file, index=False)
    return pq.read_table(io.BytesIO(file.getvalue()))


def _features(shown: Selected, layer: Layer) -> Iterator[dict[str, Any]]:
    rows = flat_rows(shown, layer).drop(columns=[*SAID_ONCE])
    towns = shown.table(layer)["towns"]
    for row, named in zip(rows.to_dict("records"), towns, strict=True):
        lon, lat = row.pop(LON, None), row.pop(LAT, None)
        if is_of_sites(shown.collection, layer):
            geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
        else:
            geometry = _towns(row["id"], named)
        properties = {LAYER: layer, **row}
        yield {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}


def _towns(record: str, towns: Iterable[Town]) -> dict[str, Any] | None:
    """The towns that a record names; None if none has a position."""
    positions = [[lon, lat] for _, lon, lat in towns]
    for position in positions:
        check_precision(record, "city", *position)
    return {"type": "MultiPoint", "coordinates": positions} if positions else None


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _is_list(cells: pd.Series[Any]) -> bool:
    return any(isinstance(cell, tuple) for cell in cells)


__all__ = [
    "APOSTROPHE_NOTE",
    "ONE_LAYER",
    "WRITERS",
    "to_csv",
    "to_geojson",
    "to_gpkg",
    "to_parquet",
    "to_xlsx",
]
