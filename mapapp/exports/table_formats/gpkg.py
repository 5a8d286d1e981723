"""A selection as a GeoPackage, for QGIS and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely import Point

from geodata.exported import LAT, LON, write_list
from geodata.working_folders import temporary_folder
from mapapp.exports.citations import describe_selection, provenance
from mapapp.exports.flat_records import (
    check_precision,
    cited_sources,
    exported_layers,
    flat_rows,
    is_of_sites,
)
from mapapp.exports.table_formats import TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from layers.selection import Layer, Selected

CLOCK = "OGR_CURRENT_DATE"


def to_gpkg(shown: Selected) -> bytes:
    """Write all layers as a GeoPackage (lon, lat; WGS 84).

    Sites with a city are a layer, the others the table `…_without_city`. Other layers are tables,
    with the towns that their records name as points in `…_places`. `sources` and `about` hold what
    is cited and the provenance.

    Raises:
        TooFinePositionError: A position is finer than its record's precision.
    """
    about = provenance(shown.collection)
    with temporary_folder("table") as folder:
        path = folder / "selection.gpkg"
        before = pyogrio.get_gdal_config_option(CLOCK)
        pyogrio.set_gdal_config_options({CLOCK: f"{about.data_date or '1980-01-01'}T00:00:00.000Z"})
        try:
            for name, table in _tables(shown):
                _write_table(path, name, table)
        finally:
            pyogrio.set_gdal_config_options({CLOCK: before})
        return path.read_bytes()


def _tables(shown: Selected) -> Iterator[tuple[str, pd.DataFrame]]:
    for layer in exported_layers(shown):
        rows = _plain(flat_rows(shown, layer))
        if is_of_sites(shown.collection, layer):
            geometry = shown.table(layer).geometry
            is_located = geometry.notna().to_numpy()
            points = list(geometry[is_located])
            yield layer, gpd.GeoDataFrame(rows[is_located], geometry=points, crs="EPSG:4326")
            yield f"{layer}_without_city", rows[~is_located].drop(columns=[LON, LAT])
        else:
            yield layer, rows
            yield f"{layer}_places", _places(shown, layer)
    yield "sources", _plain(cited_sources(shown))
    stated = [
        *provenance(shown.collection).as_rows(),
        ("selection", describe_selection(shown.selection) or "as shown at first"),
    ]
    yield "about", pd.DataFrame(stated, columns=["name", "text"])


def _places(shown: Selected, layer: Layer) -> gpd.GeoDataFrame:
    """The towns that the records of a layer name: a point for each record and town."""
    found = [
        (str(record), *town)
        for record, towns in shown.table(layer)["towns"].items()
        for town in towns
    ]
    for record, _, lon, lat in found:
        check_precision(record, "city", lon, lat)
    return gpd.GeoDataFrame(
        {"record": [each[0] for each in found], "place": [each[1] for each in found]},
        geometry=[Point(lon, lat) for _, _, lon, lat in found],
        crs="EPSG:4326",
    )


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells that a GeoPackage can hold: lists become text."""
    return pd.DataFrame(
        {
            name: pd.Series(
                [write_list(cell) if isinstance(cell, tuple) else cell for cell in rows[name]],
                dtype="object",
            ).infer_objects()
            for name in rows
        }
    )


def _write_table(path: Path, name: str, table: pd.DataFrame) -> None:
    kind = {"geometry_type": "Point"} if isinstance(table, gpd.GeoDataFrame) else {}
    pyogrio.write_dataframe(table, path, layer=name, driver="GPKG", append=False, **kind)


FORMAT = TableFormat("GeoPackage", "application/geopackage+sqlite3", to_gpkg)
