"""Outlines of countries: Natural Earth at 1:110m and 1:50m, packaged, read on first use.

Borders are drawn as held de facto, which is Natural Earth's policy, or nearer to the views of the
United Nations (`Borders`): an outline takes no position on a claim. What holds its own ground but
has no ISO code is drawn apart, under its name alone. `geodata/data/README.md` says where the data
come from.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.border_views import DE_FACTO
from geodata.crs import WGS84, to_equal_area, to_metric
from geodata.errors import GeodataError
from geodata.packaged import packaged_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.border_views import Borders

Scale: TypeAlias = Literal["110m", "50m"]
BBox: TypeAlias = tuple[float, float, float, float]
"""(west, south, east, north) in degrees; west > east crosses the antimeridian."""

FINEST: Scale = "50m"
_MIN_CORNERS = 4  # of a closed ring, first and last the same


class OutlineNotFoundError(GeodataError, LookupError):
    """No packaged outline carries the country's code: count its records, do not draw them."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        named = ", ".join(repr(code) for code in self.codes) or "an empty list of countries"
        super().__init__(
            f"Neither the 1:110m nor the 1:50m outlines have {named}: "
            "use a two-letter ISO 3166-1 code, or show the country in lists alone."
        )


def read_outlines(scale: Scale = "110m", borders: Borders = DE_FACTO) -> gpd.GeoDataFrame:
    """Read the outlines of all countries.

    Args:
        scale: "110m" for a map of the world; "50m" has the small countries and finer coasts.
        borders: Which of them are drawn.

    Returns:
        A table of the caller's own, ordered by code: iso2 and iso3 (ISO 3166-1, missing where
        there is none; Kosovo has XK and XKX), name (as Natural Earth writes it, often
        shortened), label_lon and label_lat (degrees), geometry (EPSG:4326, valid, cut at the
        antimeridian).
    """
    return _outlines(scale, borders).copy()


@lru_cache(maxsize=2)
def differing_lines(scale: Scale = "110m") -> tuple[BaseGeometry, ...]:
    """The borders that only one of the two ways to draw them has, in degrees."""
    return tuple(_packaged(f"differing_lines_{scale}").geometry)


def country_outline(iso2: str, scale: Scale = "110m", borders: Borders = DE_FACTO) -> BaseGeometry:
    """Look up the outline of a country, at 1:50m where 1:110m leaves it out.

    Returns:
        A polygon or multipolygon in degrees (lon, lat), cut at the antimeridian.

    Raises:
        OutlineNotFoundError: Neither scale has the code.
    """
    outline = _shapes(scale, borders).get(iso2)
    if outline is None:
        outline = _shapes(FINEST, borders).get(iso2)
    if outline is None:
        raise OutlineNotFoundError([iso2])
    return outline


def country_label_point(iso2: str) -> tuple[float, float]:
    """Give the point of a country's largest polygon that lies farthest from its border.

    It anchors the ends of arcs, labels, counts and the zoom. It is not where anything happened:
    never draw a record there.

    Returns:
        (lon, lat) in degrees.

    Raises:
        OutlineNotFoundError: No outline has the code.
    """
    point = _label_points().get(iso2)
    if point is None:
        raise OutlineNotFoundError([iso2])
    return point


def bounds_of(iso2s: Iterable[str], *, scale: Scale = "110m", near_km: float | None = None) -> BBox:
    """Find the narrowest box around some countries, across the antimeridian if that is narrower.

    Args:
        iso2s: Country codes; those without an outline are left out.
        scale: As for `country_outline`.
        near_km: Leave out the parts of a country that lie farther than this from its largest
            one (overseas territories would widen the view to an ocean). None keeps all.

    Returns:
        (west, south, east, north) in degrees; west > east crosses the antimeridian.

    Raises:
        OutlineNotFoundError: None of the countries has an outline.
    """
    codes = sorted(set(iso2s))
    known = [code for code in codes if code in _shapes(scale) or code in _shapes(FINEST)]
    if not known:
        raise OutlineNotFoundError(codes)
    boxes = np.vstack([_part_boxes(code, scale, near_km) for code in known])
    west, east = _narrowest_span(boxes[:, [0, 2]])
    return west, float(boxes[:, 1].min()), east, float(boxes[:, 3].max())


def outlines_geojson(
    scale: Scale = "110m",
    digits: int = 2,
    keep: Collection[str] | None = None,
    *,
    drop: Collection[str] = (),
    borders: Borders = DE_FACTO,
) -> dict[str, Any]:
    """Write outlines as compact GeoJSON, for pages and exports.

    Corners are rounded to a grid, so neighbours go on sharing their border. Rings that collapse
    on the grid are dropped, and with them the countries that have no ring left.

    Args:
        scale: "110m" or "50m".
        digits: Behind the point, in degrees: 2 is about 1 km, 1 about 11 km.
        keep: Codes of the countries to write; None writes all, those without a code included.
        drop: Codes to leave out all the same.
        borders: Which of them are drawn.

    Returns:
        A FeatureCollection (RFC 7946), always in the same order. A feature's `id` is the
        country's code, or its name where it has none; `properties` holds `iso2` and `name`.
    """
    table = _outlines(scale, borders)
    features = [
        _feature(None if pd.isna(iso2) else iso2, name, rings)
        for iso2, name, geometry in zip(table["iso2"], table["name"], table.geometry, strict=True)
        if (keep is None or iso2 in keep)
        and iso2 not in drop
        and (rings := _rounded_polygons(geometry, digits))
    ]
    return {"type": "FeatureCollection", "features": features}


@lru_cache(maxsize=4)
def _outlines(scale: Scale, borders: Borders = DE_FACTO) -> gpd.GeoDataFrame:
    table = _packaged(f"outlines_{scale}")
    if borders == DE_FACTO:
        return table
    other = _packaged(f"outlines_{borders}_{scale}")
    changed = dict(zip(other["iso2"], other.geometry, strict=True))
    drawn = [
        changed.get(code, shape) for code, shape in zip(table["iso2"], table.geometry, strict=True)
    ]
    return table.set_geometry(gpd.GeoSeries(drawn, index=table.index, crs=WGS84))


def _packaged(name: str) -> gpd.GeoDataFrame:
    data: Any = io.BytesIO(packaged_bytes(f"{name}.parquet"))  # no path, say the stubs
    return gpd.read_parquet(data)


@lru_cache(maxsize=4)
def _shapes(scale: Scale, borders: Borders = DE_FACTO) -> dict[str, BaseGeometry]:
    coded = _outlines(scale, borders).dropna(subset="iso2")
    return dict(zip(coded["iso2"], coded.geometry, strict=True))


@lru_cache(maxsize=1)
def _label_points() -> dict[str, tuple[float, float]]:
    data = io.BytesIO(packaged_bytes(f"outlines_{FINEST}.parquet"))
    table = pd.read_parquet(data, columns=["iso2", "label_lon", "label_lat"])
    coded = table.dropna(subset="iso2")
    points = zip(coded["label_lon"].tolist(), coded["label_lat"].tolist(), strict=True)
    return dict(zip(coded["iso2"], points, strict=True))


def _part_boxes(iso2: str, scale: Scale, near_km: float | None) -> NDArray[np.float64]:
    """Box in the polygons of a country, one row each: west, south, east, north."""
    parts = shapely.get_parts(country_outline(iso2, scale))
    if near_km is not None and len(parts) > 1:
        parts = parts[_distances_km(parts, country_label_point(iso2)) <= near_km]
    return np.asarray(shapely.bounds(parts), dtype=np.float64)


def _distances_km(parts: NDArray[np.object_], centre: tuple[float, float]) -> NDArray[np.float64]:
    """Measure how far each polygon lies from the largest, on a plane around the centre."""
    table = gpd.GeoDataFrame(geometry=parts, crs=WGS84)
    largest = int(to_equal_area(table).area.to_numpy().argmax())
    plane = to_metric(table, lon=centre[0], lat=centre[1]).geometry
    return np.asarray(plane.distance(plane.iloc[largest]) / 1000, dtype=np.float64)


def _narrowest_span(spans: NDArray[np.float64]) -> tuple[float, float]:
    """Leave out the widest stretch of meridians on which nothing lies."""
    ordered = spans[np.argsort(spans[:, 0], kind="stable")]
    wests, reached = ordered[:, 0], np.maximum.accumulate(ordered[:, 1])
    gaps = np.append(wests[1:], wests[0] + 360) - reached
    widest = len(gaps) - 1 - int(gaps[::-1].argmax())
    return float(np.roll(wests, -1)[widest]), float(reached[widest])


def _feature(iso2: str | None, name: str, polygons: list[Any]) -> dict[str, Any]:
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    return {
        "type": "Feature",
        "id": iso2 or name,
        "properties": {"iso2": iso2, "name": name},
        "geometry": geometry,
    }


def _rounded_polygons(geometry: BaseGeometry, digits: int) -> list[Any]:
    """Round the corners of each polygon; polygons and holes that collapse are left out."""
    polygons = []
    for polygon in shapely.get_parts(geometry):
        shell, *holes = [_rounded_ring(ring, digits) for ring in shapely.get_rings(polygon)]
        if _encloses(shell):
            kept = [shell, *(hole for hole in holes if _encloses(hole))]
            polygons.append([ring.tolist() for ring in kept])
    return polygons


def _rounded_ring(ring: shapely.LinearRing, digits: int) -> NDArray[np.float64]:
    corners = shapely.get_coordinates(ring).round(digits) + 0.0  # no negative zeros
    moved = np.diff(corners, axis=0).any(axis=1)
    return np.asarray(corners[np.append(True, moved)], dtype=np.float64)


def _encloses(ring: NDArray[np.float64]) -> bool:
    return len(ring) >= _MIN_CORNERS and bool(shapely.Polygon(ring).area > 0)
