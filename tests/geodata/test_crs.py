from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.crs import WGS84, distance_m, to_equal_area, to_lonlat, to_metric, to_plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def make_table(*geometries: BaseGeometry):
    return gpd.GeoDataFrame(geometry=list(geometries), crs=WGS84)


def test_cells_between_the_same_parallels_have_areas_as_on_the_globe():
    equator, north = to_equal_area(
        make_table(shapely.box(0, 0, 1, 1), shapely.box(0, 60, 1, 61))
    ).area
    assert equator == pytest.approx(12_308.8e6, rel=0.001)
    assert north == pytest.approx(6_111e6, rel=0.005)


@pytest.mark.parametrize(("lon", "lat"), [(10, 45), (179.9, -17), (-75, 84)])
def test_distances_from_the_centre_are_true_on_the_metric_plane(lon: float, lat: float):
    plane = to_metric(make_table(shapely.Point(lon, lat + 5)), lon=lon, lat=lat)
    on_plane = plane.geometry.iloc[0].distance(shapely.Point(0, 0))
    assert on_plane == pytest.approx(distance_m((lon, lat), (lon, lat + 5)), rel=1e-6)


def test_the_way_to_the_plane_and_back_loses_nothing():
    there = to_metric(make_table(shapely.Point(120.5, 31.9)), lon=100, lat=20)
    back = to_lonlat(there).geometry.iloc[0]
    assert (back.x, back.y) == pytest.approx((120.5, 31.9), abs=1e-9)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (1, 0), 111_319.491),
        ((179.5, 0), (-179.5, 0), 111_319.491),
        ((0, -90), (0, 90), 20_003_931.459),
    ],
    ids=["nowhere", "a degree of the equator", "across the antimeridian", "pole to pole"],
)
def test_distances_follow_the_ellipsoid(
    start: tuple[float, float], end: tuple[float, float], expected: float
):
    assert distance_m(start, end) == pytest.approx(expected, abs=0.01)


def test_a_table_is_not_changed_by_projecting_it():
    table = make_table(shapely.Point(1, 2))
    to_equal_area(table)
    assert table.crs == WGS84


def test_positions_are_laid_on_the_plane_of_a_map():
    corners = np.array([[10.0, 0.0], [11.0, 0.0], [10.0, 1.0]])
    plane = to_plane(corners, "+proj=eqearth +lon_0=10")
    assert plane[0] == pytest.approx([0, 0])
    assert plane[1][0] > 90_000
    assert plane[2][1] > 110_000
