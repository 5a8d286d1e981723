from __future__ import annotations

import json
import re
from typing import get_args

import folium
import numpy as np
import pytest

from geodata.outlines import Scale, outlines_geojson
from layers.basemap import DIGITS, TILES, TileName, add_basemap, add_tiles, packed_outlines
from layers.style import DARK, LIGHT, Theme

SCALES: tuple[Scale, ...] = get_args(Scale)


def make_map() -> folium.Map:
    return folium.Map(tiles=None)


def script_of(map_: folium.Map) -> str:
    root = map_.get_root()
    root.render()
    return root.script.render()


def unpacked_rings(scale: Scale) -> set[tuple[tuple[float, float], ...]]:
    unit = 10 ** DIGITS[scale]
    rings = [ring for polygon in json.loads(packed_outlines(scale)) for ring in polygon]
    corners = [np.cumsum(np.array(ring).reshape(-1, 2), axis=0) / unit for ring in rings]
    return {tuple(map(tuple, ring.tolist())) for ring in corners}


@pytest.mark.parametrize("scale", SCALES)
def test_the_packed_outlines_unpack_to_the_outlines(scale: Scale):
    written = {
        tuple(map(tuple, ring[:-1]))
        for feature in outlines_geojson(scale, DIGITS[scale])["features"]
        for polygon in (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Polygon"
            else feature["geometry"]["coordinates"]
        )
        for ring in polygon
        if max(lat for _, lat in polygon[0]) > -60
    }
    assert unpacked_rings(scale) == written


def test_the_far_south_is_left_out():
    assert min(lat for ring in unpacked_rings("110m") for _, lat in ring) > -60


@pytest.mark.parametrize(("scale", "most"), [("110m", 75_000), ("50m", 650_000)])
def test_the_outlines_weigh_little(scale: Scale, most: int):
    assert len(packed_outlines(scale)) < most


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_basemap_wears_the_theme(theme: Theme):
    map_ = make_map()
    add_basemap(map_, theme=theme)
    script = script_of(map_)
    assert f'backgroundColor = "{theme.sea}"' in script
    assert f'"fillColor": "{theme.land}"' in script
    assert f'"color": "{theme.border}"' in script


def test_the_basemap_is_no_stop_for_mouse_keyboard_or_screen_reader():
    map_ = make_map()
    add_basemap(map_, theme=LIGHT)
    script = script_of(map_)
    assert '"interactive": false' in script
    assert 'pointerEvents = "none"' in script
    assert '"aria-hidden", "true"' in script


def test_the_basemap_names_no_address():
    map_ = make_map()
    add_basemap(map_, theme=LIGHT)
    assert "http" not in script_of(map_)


def test_the_basemap_belongs_to_the_map_and_not_to_a_group():
    map_ = make_map()
    group = folium.FeatureGroup().add_to(map_)
    add_basemap(map_, theme=LIGHT)
    assert [child for child in map_._children if child.startswith("basemap")]
    assert not group._children


def test_the_same_theme_gives_the_same_script():
    def script() -> str:
        map_ = make_map()
        add_basemap(map_, theme=LIGHT)
        return re.sub(r"_[0-9a-f]{32}", "", script_of(map_))

    assert script() == script()


@pytest.mark.parametrize("name", get_args(TileName))
def test_tiles_carry_their_attribution_and_a_referrer(name: TileName):
    map_ = make_map()
    add_tiles(map_, TILES[name])
    script = script_of(map_)
    assert "openstreetmap.org/copyright" in script
    assert '"referrerPolicy": "strict-origin-when-cross-origin"' in script
    assert TILES[name].url.split("/{z}")[0] in script


def test_all_tiles_are_offered_over_https():
    assert set(TILES) == set(get_args(TileName))
    assert all(source.url.startswith("https://") for source in TILES.values())
