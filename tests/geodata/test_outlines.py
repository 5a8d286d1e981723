from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest
import shapely

from geodata.crs import WGS84
from geodata.data.build_outlines import unfold
from geodata.outlines import (
    OutlineNotFoundError,
    Scale,
    bounds_of,
    country_label_point,
    country_outline,
    outlines_geojson,
    read_outlines,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SCALES: tuple[Scale, ...] = get_args(Scale)


def rings_of(feature: dict[str, Any]) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"]
    return [
        ring
        for polygon in ([polygons] if geometry["type"] == "Polygon" else polygons)
        for ring in polygon
    ]


def segments_of(feature: dict[str, Any]):
    return {
        frozenset((tuple(start), tuple(end)))
        for ring in rings_of(feature)
        for start, end in pairwise(ring)
    }


@pytest.mark.parametrize("scale", SCALES)
def test_every_outline_is_valid_and_in_degrees(scale: Scale):
    outlines = read_outlines(scale)
    assert outlines.crs == WGS84
    assert outlines.is_valid.all()
    assert not outlines.is_empty.any()
    assert set(outlines.geom_type) <= {"Polygon", "MultiPolygon"}
    west, south, east, north = outlines.total_bounds
    assert (west, east) == (-180, 180)
    assert -90 <= south < north <= 90


@pytest.mark.parametrize("scale", SCALES)
def test_only_the_continent_around_the_pole_reaches_around_the_world(scale: Scale):
    parts = read_outlines(scale).explode()
    bounds = parts.geometry.bounds
    assert set(parts.loc[bounds["maxx"] - bounds["minx"] > 180, "iso2"]) == {"AQ"}


@pytest.mark.parametrize("scale", SCALES)
def test_the_pole_lies_on_land(scale: Scale):
    assert country_outline("AQ", scale).covers(shapely.Point(30, -89.9))


@pytest.mark.parametrize(
    ("iso2", "lon", "lat"),
    [("RU", -175, 66.5), ("RU", 179.5, 68), ("FJ", 179.3, -16.6), ("FJ", -179.9, -16.6)],
)
def test_land_is_kept_on_both_sides_of_the_antimeridian(iso2: str, lon: float, lat: float):
    assert country_outline(iso2, "110m").distance(shapely.Point(lon, lat)) < 0.5


@pytest.mark.parametrize("scale", SCALES)
def test_codes_are_unique_and_complete_but_for_places_without_a_code(scale: Scale):
    outlines = read_outlines(scale)
    coded = outlines.dropna(subset="iso2")
    assert coded["iso2"].is_unique
    assert coded["iso2"].str.fullmatch("[A-Z]{2}").all()
    assert coded["iso3"].str.fullmatch("[A-Z]{3}").all()
    expected = {
        "110m": {"N. Cyprus", "Somaliland"},
        "50m": {"N. Cyprus", "Somaliland", "Siachen Glacier", "Indian Ocean Ter."},
    }
    assert set(outlines.loc[outlines["iso2"].isna(), "name"]) == expected[scale]


@pytest.mark.parametrize(
    ("iso2", "iso3", "name"),
    [("XK", "XKX", "Kosovo"), ("NA", "NAM", "Namibia"), ("ES", "ESP", "Spain")],
    ids=["user-assigned code", "code that reads as missing", "plain"],
)
def test_codes_stand_with_their_names(iso2: str, iso3: str, name: str):
    row = read_outlines("110m").set_index("iso2").loc[iso2]
    assert (row["iso3"], row["name"]) == (iso3, name)


def test_what_has_no_code_is_drawn_apart_from_its_neighbour():
    outlines = read_outlines("110m").set_index("name")
    for apart, neighbour in [("Somaliland", "Somalia"), ("N. Cyprus", "Cyprus")]:
        shared = outlines.geometry[apart].intersection(outlines.geometry[neighbour])
        assert shared.area == pytest.approx(0, abs=1e-9)


def test_the_table_is_the_callers_own():
    read_outlines()["name"] = "changed"
    assert "changed" not in set(read_outlines()["name"])


@pytest.mark.parametrize("iso2", ["SG", "MT", "BH", "HK", "KI", "WS"])
def test_a_country_too_small_for_the_world_map_is_taken_from_the_finer_scale(iso2: str):
    assert iso2 not in set(read_outlines("110m")["iso2"])
    assert country_outline(iso2, "110m").equals(country_outline(iso2, "50m"))


@pytest.mark.parametrize("find", [country_outline, country_label_point, lambda c: bounds_of([c])])
def test_a_country_in_neither_scale_is_named(find: Callable[[str], object]):
    with pytest.raises(OutlineNotFoundError, match="'GI'") as caught:
        find("GI")
    assert caught.value.codes == ("GI",)


@pytest.mark.parametrize("scale", SCALES)
def test_each_label_point_lies_inside_its_outline(scale: Scale):
    outlines = read_outlines(scale)
    points = shapely.points(outlines["label_lon"], outlines["label_lat"])
    assert shapely.contains(outlines.geometry.to_numpy(), points).all()


@pytest.mark.parametrize(
    ("iso2", "box"),
    [
        ("FR", shapely.box(-5, 42, 9, 52)),
        ("US", shapely.box(-125, 24, -66, 50)),
        ("MY", shapely.box(109, 0, 120, 8)),
    ],
    ids=["not overseas", "not in the far north", "on the larger island"],
)
def test_the_label_point_is_on_the_largest_part(iso2: str, box: shapely.Polygon):
    assert box.contains(shapely.Point(country_label_point(iso2)))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["IT"], (6.7, 36.6, 18.5, 47.1)),
        (["RU"], (19.7, 41.2, -169.9, 81.3)),
        (["FJ"], (177.3, -18.3, -179.8, -16.0)),
        (["NZ", "FJ"], (166.5, -46.6, -179.8, -16.0)),
        (["US", "PT"], (-171.8, 18.9, -6.4, 71.4)),
        (["AQ"], (-180, -90, 180, -63.3)),
        (["GI", "IT"], (6.7, 36.6, 18.5, 47.1)),
    ],
    ids=["plain", "crossing", "islands", "two", "ocean between", "whole world", "one unknown"],
)
def test_bounds_are_the_narrowest_box(codes: list[str], expected: tuple[float, ...]):
    assert bounds_of(codes) == pytest.approx(expected, abs=0.1)


def test_bounds_do_not_depend_on_the_order_of_countries():
    assert bounds_of(["FJ", "RU", "US"]) == bounds_of(["US", "FJ", "RU", "FJ"])


def test_far_parts_of_a_country_can_be_left_out_of_its_bounds():
    assert bounds_of(["FR"])[0] < -50
    assert bounds_of(["FR"], near_km=1_000) == pytest.approx((-4.6, 41.4, 9.6, 51.1), abs=0.1)


def test_no_countries_have_no_bounds():
    with pytest.raises(OutlineNotFoundError, match="empty list"):
        bounds_of([])


@pytest.mark.parametrize("digits", [0, 1, 2, 3])
def test_written_corners_lie_on_the_grid(digits: int):
    features = outlines_geojson(digits=digits)["features"]
    corners = np.array([corner for each in features for ring in rings_of(each) for corner in ring])
    assert np.array_equal(corners, corners.round(digits))


@pytest.mark.parametrize("digits", [0, 1, 2])
def test_written_rings_are_closed_and_never_collapsed(digits: int):
    for feature in outlines_geojson(digits=digits)["features"]:
        for ring in rings_of(feature):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(start != end for start, end in pairwise(ring))


def test_written_shells_run_counter_clockwise_and_holes_clockwise():
    for feature in outlines_geojson()["features"]:
        polygons = shapely.get_parts(shapely.from_geojson(json.dumps(feature["geometry"])))
        assert shapely.is_ccw(shapely.get_exterior_ring(polygons)).all()
        holes = [hole for polygon in polygons for hole in polygon.interiors]
        assert not shapely.is_ccw(holes).any()


@pytest.mark.parametrize("digits", [1, 2])
@pytest.mark.parametrize("pair", [("IT", "FR"), ("DE", "PL"), ("CN", "MN"), ("RU", "KZ")])
def test_neighbours_share_the_border_corner_by_corner(pair: tuple[str, str], digits: int):
    exact, rounded = (
        {each["id"]: segments_of(each) for each in outlines_geojson(digits=grid)["features"]}
        for grid in (9, digits)
    )
    one, other = pair
    shared_before = len(exact[one] & exact[other])
    shared_after = len(rounded[one] & rounded[other])
    assert shared_before > 3
    assert shared_after > 0.6 * shared_before


def test_what_is_written_is_chosen_by_code():
    assert [each["id"] for each in outlines_geojson(keep={"PT", "ES"})["features"]] == ["ES", "PT"]
    every = {each["id"] for each in outlines_geojson()["features"]}
    assert {"AQ", "Somaliland"} <= every
    assert every - {each["id"] for each in outlines_geojson(drop={"AQ"})["features"]} == {"AQ"}


def test_what_is_written_is_the_same_each_time():
    assert json.dumps(outlines_geojson("50m", 1)) == json.dumps(outlines_geojson("50m", 1))


def test_no_written_corner_is_a_negative_zero():
    assert "-0.0]" not in json.dumps(outlines_geojson(digits=1)).replace("-0.0,", "-0.0]")


@pytest.mark.parametrize(
    ("ring", "area", "bounds"),
    [
        ([(170, 0), (-170, 0), (-170, 10), (170, 10)], 200, (-180, 0, 180, 10)),
        ([(10, 0), (20, 0), (20, 10), (10, 10)], 100, (10, 0, 20, 10)),
        ([(lon, -80) for lon in range(-180, 180, 10)], 3_600, (-180, -90, 180, -80)),
        ([(lon, 70) for lon in range(-180, 180, 10)], 7_200, (-180, 70, 180, 90)),
    ],
    ids=["across the meridian", "away from it", "around the South Pole", "around the North Pole"],
)
def test_rings_are_flattened_without_a_smear_around_the_world(
    ring: list[tuple[float, float]], area: float, bounds: tuple[float, ...]
):
    flat = unfold(shapely.Polygon(ring))
    assert flat.is_valid
    assert flat.area == pytest.approx(area)
    assert flat.bounds == bounds


def test_a_lake_across_the_meridian_stays_water():
    lake = [(178, 2), (-178, 2), (-178, 4), (178, 4)]
    island = shapely.Polygon([(170, 0), (-170, 0), (-170, 10), (170, 10)], [lake])
    assert unfold(island).area == pytest.approx(192)
