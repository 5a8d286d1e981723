"""GeoJSON: the properties of each feature as a row, its point as two columns.

Positions are (lon, lat) in WGS 84, as RFC 7946 has it; any other system is refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from geodata.exported import SAID_ONCE, write_list
from geodata.importing.file_errors import BrokenFileError, NotATableError, TooLargeError
from geodata.importing.grid import Limits, RawTable, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LON, LAT = "longitude", "latitude"
SIZE_SHARE = 2
"""Read as objects, JSON takes several times the memory of a sheet: half the size is allowed."""

_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326", "OGC:CRS84")


def read_geojson(data: bytes, name: str, limits: Limits) -> RawTable:
    """Read a FeatureCollection.

    A geometry that is not a point is replaced by a point on it, and that is reported.

    Raises:
        BrokenFileError: It is not JSON, or a geometry is invalid.
        NotATableError: It is JSON of another kind, or in another coordinate system.
        TooLargeError: It is larger than half of what a sheet may be.
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    if len(data) > limits.size // SIZE_SHARE:
        raise TooLargeError(name, len(data), limits.size // SIZE_SHARE)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BrokenFileError(name, "GeoJSON", "it is not whole") from error
    features = _features(document, name)
    try:
        rows = [_row(feature) for feature in features]
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BrokenFileError(name, "GeoJSON", "a geometry is not one") from error
    stated = _stated_once(document)
    rows = [({**row, **stated}, is_other) for row, is_other in rows]
    headers = list(dict.fromkeys(key for row, _ in rows for key in row))
    others = sum(is_other for _, is_other in rows)
    remarks = [f"{others} shapes that are not points were each read as a point on them."] * (
        others > 0
    )
    return build_table(name, _lines(headers, rows), limits=limits, remarks=remarks, has_header=True)


def _features(document: Any, name: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise NotATableError(name, "JSON, but no GeoJSON collection of features")
    system = json.dumps(document.get("crs")) if document.get("crs") else ""
    if system and not any(known in system for known in _WGS84):
        raise NotATableError(name, "GeoJSON in another coordinate system than WGS 84")
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise NotATableError(name, "JSON, but no GeoJSON collection of features")
    return features


def _stated_once(document: Mapping[str, Any]) -> dict[str, str]:
    """What an export of ours states of all its rows, outside of them; of other files, nothing."""
    stated = {name: str(document[name]) for name in SAID_ONCE if name in document}
    return stated if len(stated) == len(SAID_ONCE) else {}


def _row(feature: Mapping[str, Any]) -> tuple[dict[str, str], bool]:
    """The cells of a feature by column, and whether its shape is not a point."""
    properties = feature.get("properties") or {}
    cells = {str(key): _text(value) for key, value in dict(properties).items()}
    if "id" in feature and "id" not in cells:
        cells["id"] = _text(feature["id"])
    if not feature.get("geometry"):
        return cells, False
    geometry = shape(feature["geometry"])
    if geometry.is_empty:
        return cells, False
    point = geometry.representative_point()
    position = {LON: f"{point.x:.6f}", LAT: f"{point.y:.6f}"}
    return {**cells, **position}, geometry.geom_type != "Point"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return write_list(value)
    return json.dumps(value, ensure_ascii=False)


def _lines(
    headers: Sequence[str], rows: Sequence[tuple[Mapping[str, str], bool]]
) -> Iterator[tuple[int, list[str]]]:
    yield 1, list(headers)
    for number, (row, _) in enumerate(rows, start=2):
        yield number, [row.get(header, "") for header in headers]
