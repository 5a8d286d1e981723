"""Build the packaged country outlines from the npm package `world-atlas` (development only).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m geodata.data.build_outlines package

`world-atlas` redistributes Natural Earth 4.1.0 (public domain) as TopoJSON, without the seams
that Natural Earth draws along the 180th meridian and around the South Pole. A flat map needs them
back, so rings that cross the meridian are cut there, and the ring around the pole is closed along
it. All other coordinates are kept as they come: neighbours go on sharing the same border.
"""

from __future__ import annotations

import argparse
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pycountry
import pyogrio
import shapely

from geodata.crs import WGS84, to_equal_area, to_lonlat, to_metric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

SCALES = ("110m", "50m")
HERE = Path(__file__).parent
HALF_TURN = 180  # degrees
WORLD = shapely.box(-180, -90, 180, 90)

# Outlines to which world-atlas gives no ISO number. XK and XKX are codes that ISO 3166-1 leaves to
# its users; the European Union and Unicode CLDR use them for Kosovo. The others have no code.
CODES_BY_NAME: dict[str, tuple[str, str] | None] = {
    "Kosovo": ("XK", "XKX"),
    "N. Cyprus": None,
    "Somaliland": None,
    "Siachen Glacier": None,
    "Indian Ocean Ter.": None,
}


def build_outlines(topojson: Path) -> gpd.GeoDataFrame:
    """Read a world-atlas file into the table that is packaged.

    Args:
        topojson: `countries-110m.json` or `countries-50m.json`.

    Returns:
        Columns iso2, iso3, name, label_lon, label_lat, geometry (EPSG:4326, lon and lat in
        degrees), one row for each country, ordered by code and then by name.
        Shells run counter-clockwise and holes clockwise, as RFC 7946 asks of GeoJSON.
    """
    read = pyogrio.read_dataframe(topojson, layer="countries")
    codes = [_codes(number, name) for number, name in zip(read["id"], read["name"], strict=True)]
    outlines = gpd.GeoDataFrame(
        {
            "iso2": [iso2 for iso2, _ in codes],
            "iso3": [iso3 for _, iso3 in codes],
            "name": read["name"],
        },
        geometry=[unfold(geometry) for geometry in read.geometry],
        crs=WGS84,
    )
    outlines = _one_row_each(outlines)
    outlines.geometry = outlines.geometry.orient_polygons()
    lons, lats = zip(*labels(outlines), strict=True)
    outlines.insert(3, "label_lon", np.round(lons, 3))
    outlines.insert(4, "label_lat", np.round(lats, 3))
    return outlines


def labels(outlines: gpd.GeoDataFrame) -> list[tuple[float, float]]:
    """Find, for each row, the point of its largest polygon that lies farthest from the border.

    The largest polygon by area on the ellipsoid, the point on a projection centred on it, to a
    hundredth of the polygon's width.

    Returns:
        (lon, lat) in degrees, in the order of the rows.
    """
    parts = outlines.geometry.explode()
    areas = to_equal_area(gpd.GeoDataFrame(geometry=parts)).area.to_numpy()
    largest = (
        gpd.GeoDataFrame({"row": parts.index, "area": areas}, geometry=parts.array, crs=WGS84)
        .sort_values("area", kind="stable")
        .drop_duplicates("row", keep="last")
        .sort_values("row")
    )
    return [_innermost(polygon) for polygon in largest.geometry]


def unfold(geometry: BaseGeometry) -> BaseGeometry:
    """Cut a geometry at the 180th meridian and make it valid, without its collapsed rings."""
    polygons = [
        _flat_polygon(polygon)
        if _crosses(polygon.exterior)
        else shapely.make_valid(polygon, method="structure", keep_collapsed=False)
        for polygon in shapely.get_parts(geometry)
    ]
    parts = shapely.get_parts(shapely.get_parts(polygons))
    return _polygonal([part for part in parts if part.geom_type == "Polygon"])


def _codes(number: str | None, name: str) -> tuple[str | None, str | None]:
    if not isinstance(number, str):
        return CODES_BY_NAME[name] or (None, None)
    country = pycountry.countries.get(numeric=number)
    if country is None:
        raise ValueError(f"{name!r} has the number {number}, which ISO 3166-1 does not know.")
    return country.alpha_2, country.alpha_3


def _one_row_each(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join what carries the same code under the name of the largest; what has none stays apart."""
    areas = to_equal_area(outlines).area
    largest_first = outlines.loc[areas.sort_values(ascending=False).index]
    coded = largest_first.dropna(subset="iso2").dissolve("iso2", aggfunc="first", as_index=False)
    uncoded = largest_first[largest_first["iso2"].isna()]
    together = pd.concat([coded[outlines.columns], uncoded]).sort_values(
        ["iso2", "name"], na_position="last", ignore_index=True
    )
    return gpd.GeoDataFrame(together, geometry="geometry", crs=WGS84)


def _crosses(ring: shapely.LinearRing) -> bool:
    return bool((np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])) > HALF_TURN).any())


def _flat_polygon(polygon: shapely.Polygon) -> BaseGeometry:
    """Flatten ring by ring; what an odd number of rings surrounds is land.

    That holds for lakes, and for a continent drawn as the ring between its coast and the pole.
    """
    rings = [_flat_ring(ring) for ring in (polygon.exterior, *polygon.interiors)]
    return reduce(shapely.symmetric_difference, rings)


def _flat_ring(ring: shapely.LinearRing) -> BaseGeometry:
    """Unroll a ring past the meridian, then fold what lies beyond back into the world."""
    coordinates = shapely.get_coordinates(ring)
    coordinates[:, 0] = np.unwrap(coordinates[:, 0], period=360)
    turned = coordinates[-1, 0] - coordinates[0, 0]
    if abs(turned) > HALF_TURN:
        pole = -90.0 if coordinates[:, 1].mean() < 0 else 90.0
        ends = [(coordinates[-1, 0], pole), (coordinates[0, 0], pole)]
        coordinates = np.vstack([coordinates, ends])
    flat = shapely.make_valid(
        shapely.Polygon(coordinates), method="structure", keep_collapsed=False
    )
    west, _, east, _ = flat.bounds
    turns = range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360)))
    return shapely.union_all([_shifted(flat, -360 * turn).intersection(WORLD) for turn in turns])


def _shifted(geometry: BaseGeometry, degrees: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda coordinates: coordinates + np.array([degrees, 0]))


def _polygonal(polygons: Sequence[shapely.Polygon]) -> BaseGeometry:
    if len(polygons) == 1:
        return polygons[0]
    together = shapely.MultiPolygon(polygons)
    return together if together.is_valid else shapely.union_all(polygons)


def _innermost(polygon: BaseGeometry) -> tuple[float, float]:
    centre = polygon.centroid
    flat = to_metric(gpd.GeoDataFrame(geometry=[polygon], crs=WGS84), lon=centre.x, lat=centre.y)
    shapes = shapely.make_valid(flat.geometry.to_numpy(), method="structure", keep_collapsed=False)
    west, south, east, north = shapely.total_bounds(shapes)
    radii = shapely.maximum_inscribed_circle(shapes, max(east - west, north - south) / 100)
    centres = gpd.GeoDataFrame(geometry=shapely.get_point(radii, 0), crs=flat.crs)
    lon, lat = shapely.get_coordinates(to_lonlat(centres).geometry.to_numpy())[0]
    return float(lon), float(lat)


def main() -> None:
    """Write `outlines_110m.parquet` and `outlines_50m.parquet` beside this script."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("package", type=Path, help="the unpacked npm package world-atlas")
    package = parser.parse_args().package
    for scale in SCALES:
        target = HERE / f"outlines_{scale}.parquet"
        unfinished = target.with_suffix(".parquet.tmp")
        build_outlines(package / f"countries-{scale}.json").to_parquet(
            unfinished, compression="zstd", index=False
        )
        unfinished.replace(target)


if __name__ == "__main__":
    main()
