"""Shapefiles in a zip, GeoPackages and GPX, read by GDAL from memory; nothing is written to a disk.

Which reader opens a file depends on its first bytes, never left to GDAL, which knows readers that
open other files or addresses.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pyogrio
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FieldError, GeometryError

from geodata.importing.choosing import read_chosen
from geodata.importing.delimited import find_encoding
from geodata.importing.features import build_from_features
from geodata.importing.file_errors import (
    BrokenFileError,
    NoRowsError,
    NotATableError,
    TooManyRowsError,
)
from geodata.importing.packed import read_part, with_ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geodata.importing.grid import Limits, RawTable

GEOPACKAGE, SHAPEFILE, TRACKS = "a GeoPackage", "a shapefile", "GPX"
_DRIVERS = {GEOPACKAGE: "GPKG", SHAPEFILE: "ESRI Shapefile", TRACKS: "GPX"}
_FAULTS = (
    CRSError, DataLayerError, DataSourceError, FieldError, GeometryError, IndexError, ValueError,
)  # fmt: skip
"""What pyogrio raises on files that are not whole."""

_PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_LAYERS_OF_TRACKS = ("waypoints", "routes", "tracks")
MAX_LAYERS = 500


def read_geopackage(data: bytes, name: str, limits: Limits, layer: str = "") -> RawTable:
    """Read one layer of a GeoPackage: the one that is named, or whose columns say most.

    Raises:
        BrokenFileError: It is damaged.
        UnknownSheetError: It has no such layer.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    return _read_layers(data, name, GEOPACKAGE, limits, layer, _layers(data, name, GEOPACKAGE))


def read_tracks(data: bytes, name: str, limits: Limits, layer: str = "") -> RawTable:
    """Read the waypoints of a GPX file, or its routes or tracks; as `read_geopackage`."""
    found = _layers(data, name, TRACKS)
    return _read_layers(
        data, name, TRACKS, limits, layer, [each for each in _LAYERS_OF_TRACKS if each in found]
    )


def read_shapefiles(  # noqa: PLR0913, PLR0917 - a file, and what a person says of it
    data: bytes,
    paths: tuple[str, ...],
    name: str,
    limits: Limits,
    layer: str = "",
    encoding: str = "",
) -> RawTable:
    """Read one shapefile of a zip that was looked at.

    Args:
        data: The zip.
        paths: Its parts.
        name: Of the file, for messages.
        limits: The most that is taken.
        layer: Which shapefile, if there are several; empty takes the one whose columns say most.
        encoding: Of its texts; empty takes what the file says, or finds it out.

    Raises:
        BrokenFileError: It is damaged, or lacks its table.
        UnknownSheetError: It has no such shapefile.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    stems = {PurePosixPath(path).stem: path[:-4] for path in with_ending(paths, ".shp")}
    by_name = {path.lower(): path for path in paths}

    def read(title: str) -> RawTable:
        parts = {
            ending: read_part(data, by_name[stem + ending])
            for stem in (stems[title].lower(),)
            for ending in _PARTS
            if stem + ending in by_name
        }
        if ".dbf" not in parts:
            raise BrokenFileError(name, SHAPEFILE, f"{title}.dbf is not in the archive")
        used, remarks = _encoding_of(parts, encoding, name)
        return _read(_repacked(parts), name, SHAPEFILE, limits, encoding=used, remarks=remarks)

    return read_chosen(name, tuple(stems), read, chosen=layer, what="Layer")


def _repacked(parts: dict[str, bytes]) -> bytes:
    """A zip with one shapefile at its top, which GDAL reads wherever it was before."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for ending, part in parts.items():
            archive.writestr(f"layer{ending}", part)
    return file.getvalue()


def _encoding_of(parts: dict[str, bytes], said: str, name: str) -> tuple[str, list[str]]:
    """The encoding of the texts of a shapefile, and what to say of it."""
    if said:
        return said, []
    body = _texts_of(parts[".dbf"])
    if ".cpg" in parts or body.isascii():
        return "", []
    used = find_encoding(body, name)
    remark = f"Read in the encoding {used.replace('_', '-')}, which the file does not state: if letters look wrong, name the right one."  # noqa: E501 - a sentence
    return used, [] if used.startswith("utf") else [remark]


def _texts_of(table: bytes) -> bytes:
    """The records of a dBASE table, without its header, whose length is in bytes 8 and 9."""
    return table[int.from_bytes(table[8:10], "little") :].rstrip(b"\x1a")


def _layers(data: bytes, name: str, kind: str) -> list[str]:
    try:
        with warnings.catch_warnings(action="ignore"):
            found = [str(layer) for layer, _ in pyogrio.list_layers(data)]
    except _FAULTS as error:
        raise BrokenFileError(name, kind, "it is not whole") from error
    if len(found) > MAX_LAYERS:
        raise TooManyRowsError(name, MAX_LAYERS, "layers")
    return found


def _read_layers(  # noqa: PLR0913, PLR0917 - a file, and what a person says of it
    data: bytes, name: str, kind: str, limits: Limits, layer: str, layers: Sequence[str]
) -> RawTable:
    filled = [each for each in layers if _count(data, each, name, kind, limits)]
    if not filled:
        raise NoRowsError(name, " in any layer")

    def read(title: str) -> RawTable:
        return _read(data, name, kind, limits, layer=title)

    return read_chosen(name, filled, read, chosen=layer, what="Layer")


def _read(  # noqa: PLR0913 - a file, and what is known of it
    data: bytes,
    name: str,
    kind: str,
    limits: Limits,
    *,
    layer: str | None = None,
    encoding: str = "",
    remarks: Sequence[str] = (),
) -> RawTable:
    if not _count(data, layer, name, kind, limits):
        raise NoRowsError(name, f" in the layer {layer!r}" if layer else "")
    table = _read_table(data, layer, encoding, name, kind)
    if kind == TRACKS:  # it has a column for whatever a mark may say
        table = table.dropna(axis="columns", how="all")
    return build_from_features(name, table, limits=limits, remarks=remarks)


def _read_table(
    data: bytes, layer: str | None, encoding: str, name: str, kind: str
) -> pd.DataFrame:
    try:
        with warnings.catch_warnings(action="ignore"):
            table: pd.DataFrame = pyogrio.read_dataframe(
                data, layer=layer, encoding=encoding or None, datetime_as_string=True
            )
    except _FAULTS as error:
        raise BrokenFileError(name, kind, "it is not whole") from error
    return table


def _count(data: bytes, layer: str | None, name: str, kind: str, limits: Limits) -> int:
    """How many features a layer has, after a look at whether they are too many."""
    try:
        with warnings.catch_warnings(action="ignore"):
            found: dict[str, Any] = pyogrio.read_info(data, layer=layer, force_feature_count=True)
    except _FAULTS as error:
        raise BrokenFileError(name, kind, "it is not whole") from error
    if found["driver"] != _DRIVERS[kind]:
        raise NotATableError(name, "a database")
    count, columns = int(found["features"]), len(found["fields"])
    for many, most, unit in (
        (count, limits.rows, "rows"),
        (columns, limits.columns, "columns"),
        (count * columns, limits.cells, "cells"),
    ):
        if many > most:
            raise TooManyRowsError(name, most, unit)
    return count
