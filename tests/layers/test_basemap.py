from __future__ import annotations

import json
from typing import get_args

import folium
import numpy as np
import pytest

from geodata.outlines import Scale, outlines_geojson
from layers.basemap import DIGITS, TILES, TileName, add_tiles, packed_outlines

SCALES: tuple[Scale, ...] = get_args(Scale)


def script_of(map_: folium.Map) -> str:
    root = map_.get_root()
    root.render()
    return root.script.render()


def unpacked_rings(scale: Scale) -> dict[str, set[tuple[tuple[float, float], ...]]]:
    packed = json.loads(packed_outlines(scale))
    return {
        code: {
            tuple(
                map(tuple, (np.array(ring).reshape(-1, 2).cumsum(axis=0) / packed["unit"]).tolist())
            )
            for polygon in polygons
            for ring in polygon
        }
        for code, polygons in packed["shapes"].items()
    }


@pytest.mark.parametrize("scale", SCALES)
def test_the_packed_outlines_unpack_to_the_outlines(scale: Scale):
    unpacked = unpacked_rings(scale)
    for feature in outlines_geojson(scale, DIGITS)["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        written = {
            tuple(map(tuple, ring[:-1]))
            for polygon in ([polygons] if geometry["type"] == "Polygon" else polygons)
            for ring in polygon
            if max(lat for _, lat in polygon[0]) > -60
        }
        assert unpacked.get(feature["id"], set()) == written


@pytest.mark.parametrize("code", ["SG", "MT", "TO", "KI", "HK"])
def test_a_country_that_the_coarse_outlines_lack_has_its_finer_one(code: str):
    assert code not in {each["id"] for each in outlines_geojson("110m", DIGITS)["features"]}
    assert unpacked_rings("110m")[code] == unpacked_rings("50m")[code]


def test_the_far_south_is_left_out():
    rings = [ring for rings in unpacked_rings("110m").values() for ring in rings]
    assert min(lat for ring in rings for _, lat in ring) > -60


@pytest.mark.parametrize(("scale", "most"), [("110m", 100_000), ("50m", 650_000)])
def test_the_outlines_weigh_little(scale: Scale, most: int):
    assert len(packed_outlines(scale)) < most


@pytest.mark.parametrize("name", get_args(TileName))
def test_tiles_carry_their_attribution_and_a_referrer(name: TileName):
    map_ = folium.Map(tiles=None)
    add_tiles(map_, TILES[name])
    script = script_of(map_)
    assert "openstreetmap.org/copyright" in script
    assert '"referrerPolicy": "strict-origin-when-cross-origin"' in script
    assert TILES[name].url.split("/{z}")[0] in script


def test_all_tiles_are_offered_over_https():
    assert set(TILES) == set(get_args(TileName))
    assert all(source.url.startswith("https://") for source in TILES.values())


@pytest.mark.parametrize("scale", SCALES)
def test_the_packed_outlines_bring_what_differs_with_other_borders(scale: Scale):
    packed = json.loads(packed_outlines(scale))
    held, un = packed["shapes"], packed["other"]["un"]
    assert {"UA", "EH"} <= set(un) < set(held)
    assert all(un[code] != held[code] for code in un)
    assert packed["dashed"]
