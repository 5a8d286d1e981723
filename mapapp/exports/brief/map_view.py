"""The window of a locator map: a plane around a country, and what of the world it shows."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geodata.crs import WGS84, to_metric
from geodata.outlines import bounds_of, read_outlines
from mapapp.exports.brief.neighbours import MAINLAND_KM, mainland

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.outlines import Scale

MAP_WIDTH = 336.0
SMALLEST_VIEW_M = 120_000.0
FINE_BELOW_M = 3_500_000.0
FAR_M = 14_000_000.0
METRES_PER_DEGREE = 111_000.0
FARTHER = 1.2  # a margin, for a plane is not quite true to lengths
NEAR_A_POLE = 85.0  # degrees of latitude


class View:
    """A plane around the middle of a country, and the window of it that the map shows."""

    def __init__(self, code: str, height_pt: float) -> None:
        """Lay the window around a country, so that all of its mainland is seen.

        Args:
            code: ISO 3166-1 alpha-2.
            height_pt: Of the window, in points; its width is always the same.
        """
        self.height_pt = height_pt
        self._places: dict[tuple[float, float], tuple[float, float]] = {}
        west, south, east, north = bounds_of([code], scale="50m", near_km=MAINLAND_KM)
        span = east - west if east >= west else east - west + 360
        self._lon = math.remainder(west + span / 2, 360)
        self._lat = (south + north) / 2
        own = self.project(gpd.GeoSeries([mainland(code)], crs=WGS84))
        left, bottom, right, top = own.total_bounds
        width = max(right - left, SMALLEST_VIEW_M) * 1.16
        height = max(top - bottom, SMALLEST_VIEW_M) * 1.16
        width = max(width, height * MAP_WIDTH / height_pt)
        self.metres_per_point = width / MAP_WIDTH
        self._left = (left + right - width) / 2
        self._top = (bottom + top + width * height_pt / MAP_WIDTH) / 2
        self.scale: Scale = "50m" if width < FINE_BELOW_M else "110m"

    def project(self, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
        """From degrees to metres on the plane."""
        table = gpd.GeoDataFrame(geometry=shapes)
        return to_metric(table, lon=self._lon, lat=self._lat).geometry

    def to_points(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """From metres on the plane to points on the page."""
        x = (metres[:, 0] - self._left) / self.metres_per_point
        y = (self._top - metres[:, 1]) / self.metres_per_point
        return np.column_stack([x, y])

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position lies on the page; each is projected once, whoever asks for it."""
        if (lon, lat) not in self._places:
            point = self.project(gpd.GeoSeries([shapely.Point(lon, lat)], crs=WGS84))
            ((x, y),) = self.to_points(shapely.get_coordinates(point.to_numpy()))
            self._places[lon, lat] = float(x), float(y)
        return self._places[lon, lat]

    @cached_property
    def shapes(self) -> list[tuple[str, BaseGeometry]]:
        """What lies in the window, in points, by code; far sides of the globe are left out."""
        every_code, every_part = _exploded(self.scale)
        is_around = self._lie_around(every_part)
        codes, parts = every_code[is_around], gpd.GeoSeries(every_part[is_around])
        plane = self.project(parts).to_numpy()
        reach = shapely.bounds(plane)
        near = np.isfinite(reach).all(axis=1) & (np.abs(reach).max(axis=1) < FAR_M)
        moved = shapely.transform(plane[near], self.to_points)
        window = shapely.clip_by_rect(shapely.make_valid(moved), 0, 0, MAP_WIDTH, self.height_pt)
        return [
            (code, shapely.simplify(shape, 0.25))
            for code, shape in zip(codes[near], window, strict=True)
            if not shape.is_empty
        ]

    def _lie_around(self, parts: gpd.GeoSeries) -> NDArray[np.bool_]:
        """Which parts have bounds near the window: to project the others would be in vain.

        A circle of a radius r around a latitude reaches asin(sin r / cos latitude) in longitude.
        """
        x = max(-self._left, self._left + MAP_WIDTH * self.metres_per_point)
        y = max(self._top, self.height_pt * self.metres_per_point - self._top)
        radius = math.hypot(x, y) / METRES_PER_DEGREE * FARTHER
        west, south, east, north = parts.bounds.to_numpy().T
        is_around: NDArray[np.bool_] = (south < self._lat + radius) & (north > self._lat - radius)
        if abs(self._lat) + radius < NEAR_A_POLE:
            sine = math.sin(math.radians(radius)) / math.cos(math.radians(self._lat))
            turned = np.abs(((west + east) / 2 - self._lon + 180) % 360 - 180)
            is_around &= turned < math.degrees(math.asin(sine)) + (east - west) / 2
        return is_around


@lru_cache(maxsize=2)
def _exploded(scale: Scale) -> tuple[NDArray[np.object_], gpd.GeoSeries]:
    table = read_outlines(scale).explode(ignore_index=True)
    return table["iso2"].fillna("").to_numpy(dtype="object"), table.geometry
