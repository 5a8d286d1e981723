"""The one conversion between degrees and metres: no other module changes a coordinate system.

Degrees are WGS 84, (lon, lat). Lengths and areas are taken on a projection or on the ellipsoid,
never in degrees.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Geod, Proj, Transformer
from pyproj.exceptions import CRSError

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

WGS84 = "EPSG:4326"
EQUAL_AREA = "EPSG:6933"  # WGS 84 / NSIDC EASE-Grid 2.0 Global, metres
_ELLIPSOID = Geod(ellps="WGS84")


def to_equal_area(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Project a table of the world so that `area` is in square metres.

    Shapes far from the equator are flattened: compare areas on it, measure no lengths.
    """
    return table.to_crs(EQUAL_AREA)


def to_metric(table: gpd.GeoDataFrame, *, lon: float, lat: float) -> gpd.GeoDataFrame:
    """Project a table onto a plane in metres around a point.

    Distances and directions from the point are true (azimuthal equidistant projection on
    WGS 84); others are fair within some 1,000 km of it.

    Args:
        table: In any coordinate system.
        lon: Of the point, in degrees.
        lat: Of the point, in degrees.
    """
    plane = CRS.from_proj4(f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m")
    return table.to_crs(plane)


def to_lonlat(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Bring a table back to degrees: WGS 84, (lon, lat)."""
    return table.to_crs(WGS84)


def is_known_system(code: int) -> bool:
    """Whether EPSG lists a coordinate system of the plane or of the earth under a code."""
    try:
        system = CRS.from_epsg(code)
    except CRSError:
        return False
    return system.is_projected or system.is_geographic


def system_name(code: int) -> str:
    """What EPSG calls a coordinate system, such as `ETRS89 / UTM zone 32N`."""
    return str(CRS.from_epsg(code).name)


def to_degrees(xy: NDArray[np.float64], code: int) -> NDArray[np.float64]:
    """Turn positions of a coordinate system into degrees.

    Args:
        xy: One row per position: x to the east, y to the north, whatever order the system's own
            definition has.
        code: Of the system, at EPSG.

    Returns:
        One row per position: lon, lat in WGS 84; infinite where the system has no such point.
    """
    lon, lat = _from_system(code).transform(xy[:, 0], xy[:, 1])
    return np.column_stack([lon, lat])


def distance_m(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Measure the shortest way over the ground between two points.

    Args:
        start: (lon, lat) in degrees.
        end: (lon, lat) in degrees.

    Returns:
        Metres along the geodesic of the WGS 84 ellipsoid (Karney 2013, as PROJ has it).
    """
    _, _, metres = _ELLIPSOID.inv(*start, *end)
    return float(metres)


def to_plane(lonlats: NDArray[np.float64], definition: str) -> NDArray[np.float64]:
    """Lay positions on the plane of a map.

    Args:
        lonlats: One row per position: lon, lat in degrees.
        definition: Of the projection, as PROJ writes it: `+proj=aea +lat_1=36 +lat_2=44`. Its
            datum is WGS 84.

    Returns:
        One row per position: x to the east, y to the north, metres; infinite where the
        projection has no point.
    """
    x, y = _plane(definition)(lonlats[:, 0], lonlats[:, 1])
    return np.column_stack([x, y])


def from_plane(points: NDArray[np.float64], definition: str) -> NDArray[np.float64]:
    """Bring points of the plane of a map back to positions: the inverse of `to_plane`."""
    lons, lats = _plane(definition)(points[:, 0], points[:, 1], inverse=True)
    return np.column_stack([lons, lats])


@lru_cache(maxsize=32)
def _plane(definition: str) -> Proj:
    return Proj(f"{definition} +datum=WGS84 +units=m")


@lru_cache(maxsize=32)
def _from_system(code: int) -> Transformer:
    return Transformer.from_crs(CRS.from_epsg(code), CRS.from_user_input(WGS84), always_xy=True)
