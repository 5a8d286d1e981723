"""The ground that records are drawn on: our own outlines, and tiles for those who ask.

The outlines travel inside the page, so the map paints without a network. They belong to the map
and not to a group of features: changing a filter does not send them again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import urlsplit

import folium
import shapely

from geodata.border_views import BORDERS, DE_FACTO
from geodata.countries import country_name
from geodata.outlines import FINEST, differing_lines, outlines_geojson, read_outlines
from layers import looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geodata.border_views import Borders
    from geodata.outlines import Scale

DIGITS = 2  # behind the point: about 1 km

WORLD_BOUNDS = (-169.0, -56.0, 180.0, 76.0)
"""(west, south, east, north) in degrees, WGS 84: where people live, without the polar seas."""

TileName: TypeAlias = Literal["osm", "carto-light", "carto-dark"]


@dataclass(frozen=True, slots=True)
class TileSource:
    """An online service of map tiles, its terms kept: attribution shown, Referer sent."""

    title: str
    url: str
    attribution: str  # HTML, ours
    max_zoom: int
    subdomains: str = "abc"


_OSM = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'
_CARTO = f'{_OSM} &copy; <a href="https://carto.com/attributions">CARTO</a>'
_CARTO_URL = "https://{s}.basemaps.cartocdn.com/%s/{z}/{x}/{y}{r}.png"

TILES: Mapping[TileName, TileSource] = MappingProxyType(
    {
        "osm": TileSource(
            "OpenStreetMap", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", _OSM, 19
        ),
        "carto-light": TileSource("Carto, light", _CARTO_URL % "light_all", _CARTO, 20, "abcd"),
        "carto-dark": TileSource("Carto, dark", _CARTO_URL % "dark_all", _CARTO, 20, "abcd"),
    }
)


def tile_origins() -> tuple[str, ...]:
    """The origins that the tiles are fetched from, as a policy names them."""
    addresses = (
        source.url.replace("{s}", subdomain)
        for source in TILES.values()
        for subdomain in source.subdomains
    )
    parts = (urlsplit(address) for address in addresses)
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts}))


def add_tiles(map_: folium.Map, source: TileSource) -> None:
    """Lay online tiles over our outlines. Only ever on the reader's wish: they need the network.

    Tile services refuse pages that send no Referer, as pages opened from disk do: there our own
    outlines stay in view.

    Args:
        map_: Any map.
        source: One of `TILES`.
    """
    folium.TileLayer(
        tiles=source.url,
        attr=source.attribution,
        name=source.title,
        max_zoom=source.max_zoom,
        subdomains=source.subdomains,
        control=False,
        referrer_policy="strict-origin-when-cross-origin",
    ).add_to(map_)


@lru_cache(maxsize=2)
def packed_outlines(scale: Scale = "110m") -> str:
    """Write all land north of 60° S, country by country, in the short form that ground.js unpacks.

    Rings come as whole numbers, each corner as its step from the one before: a third of the bytes
    of GeoJSON. Countries that 1:110m leaves out are there at 1:50m, so that each can be painted.

    Args:
        scale: "110m" for the world (90 kB); "50m" for a country (540 kB).

    Returns:
        JSON: `unit`, the whole numbers in a degree, and `shapes`: by code, or by name where there
        is none, polygons of rings; lon and lat in turn. The first corner of a ring is a position,
        each further one a step; the last corner, equal to the first, is left out. `other` has by
        the name of other borders the shapes that differ with them, and `dashed` the lines at which
        they do.
    """
    unit = 10**DIGITS
    shapes = dict(_packed_shapes(_features(scale), unit))
    other = {}
    for borders in BORDERS:
        if borders != DE_FACTO:
            drawn = _packed_shapes(_features(scale, borders), unit)
            other[borders] = {code: each for code, each in drawn if each != shapes.get(code)}
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(differing_lines(scale))))
    dashed = [_steps(shapely.get_coordinates(line).tolist(), unit) for line in lines]
    packed = {"unit": unit, "shapes": shapes, "other": other, "dashed": dashed}
    return json.dumps(packed, separators=(",", ":"), sort_keys=True)


def _packed_shapes(features: Iterable[dict[str, Any]], unit: int) -> Iterator[tuple[str, Any]]:
    for feature in features:
        polygons = [
            [_steps(ring[:-1], unit) for ring in polygon] for polygon in northern_polygons(feature)
        ]
        if polygons:
            yield feature["id"], polygons


@lru_cache(maxsize=8)
def country_labels(language: str) -> dict[str, list[Any]]:
    """What countries are called on a map: name, lon, lat of the label, and degrees that fit it.

    Args:
        language: Of the names.
    """
    table = read_outlines(FINEST).dropna(subset="iso2")
    rows = zip(table["iso2"], table["label_lon"], table["label_lat"], table.geometry, strict=True)
    return {
        code: [
            *(country_name(code, language), round(lon, DIGITS), round(lat, DIGITS)),
            round(_room_in(outline), 1),
        ]
        for code, lon, lat, outline in rows
    }


def _room_in(outline: BaseGeometry) -> float:
    """How wide the largest landmass of a country is, in degrees."""
    largest = max(shapely.get_parts(outline), key=shapely.area)
    west, _, east, _ = largest.bounds
    return float(east - west)


def _features(scale: Scale, borders: Borders = DE_FACTO) -> list[dict[str, Any]]:
    """The outlines at a scale, with the countries that it lacks at the finest."""
    features: list[dict[str, Any]] = outlines_geojson(scale, DIGITS, borders=borders)["features"]
    codes = {feature["properties"]["iso2"] for feature in features}
    if scale == FINEST:
        return features
    finer = outlines_geojson(FINEST, DIGITS, drop=codes, borders=borders)["features"]
    return features + [feature for feature in finer if feature["properties"]["iso2"]]


def northern_polygons(feature: dict[str, Any]) -> list[Any]:
    """The polygons of a feature of GeoJSON that reach north of 60° S, each as its rings."""
    geometry = feature["geometry"]
    coordinates: list[Any] = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [rings for rings in polygons if max(lat for _, lat in rings[0]) > looks.SOUTHMOST]


def _steps(corners: list[list[float]], unit: int) -> list[int]:
    steps = []
    before = (0, 0)
    for lon, lat in corners:
        here = (round(lon * unit), round(lat * unit))
        steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    return steps
