"""A layer of a selection as Parquet; sites as GeoParquet."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mapapp.exports.citations import provenance
from mapapp.exports.flat_records import flat_rows, is_of_sites
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from layers.selection import Layer, Selected

PROVENANCE_KEY = b"provenance"


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


def _geoparquet_table(sites: pd.DataFrame, rows: pd.DataFrame) -> pa.Table:
    table = gpd.GeoDataFrame(rows, geometry=list(sites.geometry), crs="EPSG:4326")
    file = io.BytesIO()
    table.to_parquet(file, index=False)
    return pq.read_table(io.BytesIO(file.getvalue()))


def _is_list(cells: pd.Series[Any]) -> bool:
    return any(isinstance(cell, tuple) for cell in cells)


FORMAT = TableFormat(
    "Parquet", "application/vnd.apache.parquet", to_parquet, holds_one_layer=True, is_in_app=False
)
