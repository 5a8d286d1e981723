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

import folium
from folium.template import Template

from geodata.outlines import outlines_geojson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.outlines import Scale
    from layers.style import Theme

PANE = "basemap"
PANE_Z_INDEX = 150  # Leaflet has tiles at 200: they cover the outlines once they arrive
SOUTHMOST = -60.0  # degrees; Web Mercator swells what lies beyond to a third of the map
DIGITS: Mapping[Scale, int] = MappingProxyType({"110m": 2, "50m": 2})
BORDER_WEIGHT_PX = 1  # Chromium loses level and upright stretches of thinner lines

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


class Basemap(folium.MacroElement):
    """Land and borders on the sea, as one shape that neither mouse nor keyboard stops at."""

    # Rings come as whole numbers, each corner as its step from the one before: a third of the
    # bytes of GeoJSON. The outer brackets keep the names inside out of the page.
    _template = Template(
        """
        {% macro script(this, kwargs) %}
            (function (map, polygons, unit) {
                map.getContainer().style.backgroundColor = {{ this.sea|tojson }};
                var pane = map.createPane({{ this.pane|tojson }});
                pane.style.zIndex = {{ this.z_index|tojson }};
                pane.style.pointerEvents = "none";
                pane.setAttribute("aria-hidden", "true");
                function unpack(steps) {
                    var corners = [], lon = 0, lat = 0;
                    for (var at = 0; at < steps.length; at += 2) {
                        lon += steps[at];
                        lat += steps[at + 1];
                        corners.push([lat / unit, lon / unit]);
                    }
                    return corners;
                }
                L.polygon(
                    polygons.map(function (rings) { return rings.map(unpack); }),
                    {{ this.options|tojson }}
                ).addTo(map);
            })({{ this._parent.get_name() }}, {{ this.polygons }}, {{ this.unit|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, theme: Theme, scale: Scale = "110m") -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca annotates nothing
        self._name = "Basemap"
        self.sea = theme.sea
        self.pane = PANE
        self.z_index = PANE_Z_INDEX
        self.unit = 10 ** DIGITS[scale]
        self.polygons = packed_outlines(scale)
        self.options = {
            "pane": PANE,
            "interactive": False,
            "color": theme.border,
            "weight": BORDER_WEIGHT_PX,
            "fillColor": theme.land,
            "fillOpacity": 1,
            "fillRule": "nonzero",
            "smoothFactor": 0.5,
        }


def add_basemap(map_: folium.Map, *, theme: Theme, scale: Scale = "110m") -> None:
    """Lay our own outlines under everything else on a map; no network is used.

    Args:
        map_: Made without tiles (`tiles=None`).
        theme: Whose sea, land and borders to take.
        scale: "110m" for the world (70 kB in the page); "50m" for a country (520 kB).
    """
    map_.add_child(Basemap(theme=theme, scale=scale))


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
def packed_outlines(scale: Scale) -> str:
    """Write all land north of 60° S in the short form that `Basemap` unpacks.

    Returns:
        JSON: polygons of rings of whole numbers, lon and lat in turn, in units of
        10^-`DIGITS` degrees. The first corner of a ring is a position, each further one the step
        from the corner before; the last corner, equal to the first, is left out.
    """
    digits = DIGITS[scale]
    features = outlines_geojson(scale, digits)["features"]
    polygons = [
        [_steps(ring, 10**digits) for ring in polygon]
        for feature in features
        for polygon in _polygons(feature["geometry"])
        if max(lat for _, lat in polygon[0]) > SOUTHMOST
    ]
    return json.dumps(polygons, separators=(",", ":"))


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _steps(ring: list[list[float]], unit: int) -> list[int]:
    steps = []
    before = (0, 0)
    for lon, lat in ring[:-1]:
        here = (round(lon * unit), round(lat * unit))
        steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    return steps
