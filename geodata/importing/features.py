"""Features with attributes and a shape, as geographic formats hold them, to a table of texts.

A shape that is not a point is replaced by a point on it. Positions of a known coordinate system
become degrees; those of an unknown one stay as they are, for a person to say.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.crs import to_lonlat
from geodata.exported import write_list
from geodata.importing.geojson_files import LAT, LON
from geodata.importing.grid import Limits, RawTable, build_table
from geodata.importing.spreadsheets import cell_text
from geodata.plurals import count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

X, Y = "x", "y"
"""Columns of positions whose coordinate system is not stated."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?")
_DAY = len("2015-06-02")
MAX_LONGITUDE, MAX_LATITUDE = 180.0, 90.0


def build_from_features(
    name: str, table: pd.DataFrame, *, limits: Limits, remarks: Sequence[str] = ()
) -> RawTable:
    """Make a table of texts, with the positions as two columns after the attributes.

    Args:
        name: Of the file, for messages.
        table: With a geometry, or without.
        limits: The most that is taken.
        remarks: What is known already.

    Raises:
        NoRowsError, TooManyRowsError: As in `grid`.
    """
    if isinstance(table, gpd.GeoDataFrame):
        attributes = pd.DataFrame(table.drop(columns=table.geometry.name))
        headers, positions, remarks_on_shapes = _positions(table.geometry)
    else:
        attributes, headers, positions, remarks_on_shapes = table, [], [], []
    columns = [list(map(_text, attributes.iloc[:, at])) for at in range(attributes.shape[1])]
    names = [*map(str, attributes.columns), *headers]
    return build_table(
        name,
        _lines(names, [*columns, *positions]),
        limits=limits,
        remarks=[*remarks, *remarks_on_shapes],
        has_header=True,
    )


def _lines(
    names: Sequence[str], columns: Sequence[Sequence[str]]
) -> Iterator[tuple[int, list[str]]]:
    yield 1, list(names)
    for number, row in enumerate(zip(*columns, strict=True), start=2):
        yield number, list(row)


def _positions(shapes: gpd.GeoSeries) -> tuple[list[str], list[list[str]], list[str]]:
    """Headers, columns and remarks of the positions of shapes."""
    geometries = shapes.to_numpy()
    is_point = shapely.get_type_id(geometries) == shapely.GeometryType.POINT
    is_other = ~is_point & ~shapely.is_missing(geometries) & ~shapely.is_empty(geometries)
    points = np.where(is_other, _points_on(geometries, is_other), geometries)
    remarks = []
    if count := int(is_other.sum()):
        remarks.append(f"{count:,} shapes that are not points were each read as a point on them.")
    series = gpd.GeoSeries(points, crs=shapes.crs)
    if shapes.crs is not None:
        series = to_lonlat(gpd.GeoDataFrame(geometry=series)).geometry
    xy = np.column_stack([shapely.get_x(series.to_numpy()), shapely.get_y(series.to_numpy())])
    xy[~np.isfinite(xy).all(axis=1)] = np.nan
    if np.isnan(xy).all():
        return [], [], remarks
    if shapes.crs is None and not _are_degrees(xy):
        remarks.append(
            "The coordinate system of the positions is not stated: they are kept as x and y until "
            "you name it, such as --crs EPSG:25832."
        )
        return [X, Y], [_numbers(xy[:, 0], 3), _numbers(xy[:, 1], 3)], remarks
    if shapes.crs is None:
        remarks.append(
            "The coordinate system is not stated: positions were read as degrees (WGS 84)."
        )
    elif lost := int((np.isnan(xy).any(axis=1) & (is_point | is_other)).sum()):
        remarks.append(
            f"{count_of(lost, 'position', 'positions')} could not be turned into degrees."
        )
    return [LON, LAT], [_numbers(xy[:, 0], 6), _numbers(xy[:, 1], 6)], remarks


def _points_on(geometries: NDArray[Any], is_other: NDArray[np.bool_]) -> NDArray[Any]:
    """A point on each shape that is not a point; a shape that crosses itself is repaired first."""
    found = np.full(len(geometries), None, dtype=object)
    found[is_other] = shapely.point_on_surface(shapely.make_valid(geometries[is_other]))
    return found


def _are_degrees(xy: NDArray[np.float64]) -> bool:
    return bool((np.nanmax(np.abs(xy), axis=0) <= (MAX_LONGITUDE, MAX_LATITUDE)).all())


def _numbers(values: NDArray[np.float64], digits: int) -> list[str]:
    return ["" if np.isnan(value) else f"{value:.{digits}f}" for value in values]


def _text(value: object) -> str:
    """A value of an attribute as a person would write it; bytes say nothing."""
    if isinstance(value, str):
        return value[:_DAY] if _MOMENT.fullmatch(value) else value
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        texts = [_text(each) for each in value if each is not None]
        return write_list(texts)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if value is None or isinstance(value, bytes) or pd.isna(value):  # type: ignore[call-overload]
        return ""
    return cell_text(value.item() if isinstance(value, np.generic) else value)
