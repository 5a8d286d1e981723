"""Extents, projections and the way from degrees to the page."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.outlines import country_outline
from layers.arcs import arc
from layers.cartography.ground import arc_on
from layers.cartography.projection import Frame, choose_projection, fit_view, which_are_held
from layers.scene import build_scene
from layers.selection import Selection, select
from mapapp.exports.focus import (
    WORLD_EXTENT,
    BadFocusError,
    find_extent,
    fit_extent,
    spans,
)

FRAME = Frame(0, 90, 1200, 560)


@pytest.mark.parametrize("name", ["Europe", "europe", "Europa", "欧洲"])
def test_a_region_is_known_by_its_name_in_every_language(name):
    assert find_extent(name) == (-12, 34.5, 36, 66)


@pytest.mark.parametrize(
    "focus", ["Atlantis", "", "IT,Atlantis", "10,20,30", "10,60,20,50", "10,0,10,5", "0,0,400,5"]
)
def test_what_is_not_part_of_the_world_is_refused_with_what_to_write(focus):
    with pytest.raises(BadFocusError, match="write fit, world"):
        find_extent(focus)


def test_a_country_far_from_the_others_crosses_the_antimeridian():
    west, _, east, _ = find_extent("FJ")
    assert west > east
    assert spans((west, -20, east, -16))[0] < 10


def test_overseas_parts_do_not_widen_the_view_of_a_country():
    west, south, _, north = find_extent("FR")
    assert west > -10
    assert 40 < south < north < 52


@pytest.mark.parametrize(
    ("focus", "kind"),
    [("world", "eqearth"), ("IT", "aea"), ("Europe", "aea"), ("SG", "laea"), ("Africa", "laea"),
     ("FJ", "aea"), ("CA,US", "aea"), ("100,-40,-70,60", "eqearth")],
)  # fmt: skip
def test_the_projection_suits_the_extent(focus, kind):
    assert f"+proj={kind}" in choose_projection(find_extent(focus)).definition


def test_the_world_turns_about_the_pacific_if_that_is_what_is_shown():
    assert choose_projection((100, -40, -70, 60)).lon == pytest.approx(-165)
    assert choose_projection(WORLD_EXTENT).lon == 11


@given(
    west=st.floats(-180, 180),
    across=st.floats(3, 135),
    south=st.floats(-60, 60),
    up=st.floats(2, 20),
    share=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_every_position_of_an_extent_is_in_the_frame(west, across, south, up, share):
    east = (west + across + 180) % 360 - 180
    extent = (west, south, east, south + up)
    if west == east:
        return
    view = fit_view(extent, FRAME)
    assert FRAME.holds(view.point(west + share[0] * across, south + share[1] * up), -1)


@pytest.mark.parametrize("focus", ["world", "Europe", "FJ"])
def test_positions_laid_on_the_page_together_lie_where_each_lies_by_itself(focus):
    view = fit_view(find_extent(focus) or WORLD_EXTENT, FRAME)
    lonlats = [(lon / 7, lat / 3) for lon in range(-1260, 1261, 97) for lat in range(-240, 241, 41)]

    points = [view.point(*lonlat) for lonlat in lonlats]

    assert view.points(lonlats) == points
    assert which_are_held([view], lonlats) == [view.frame.holds(point) for point in points]
    assert view.points([]) == which_are_held([view], []) == []


def test_a_country_cut_at_the_antimeridian_is_one_on_a_map_turned_elsewhere():
    view = fit_view(find_extent("RU"), Frame(0, 0, 4000, 3000))
    seam = shapely.Point(view.point(180, 67))
    assert view.outline(country_outline("RU")).contains(seam.buffer(4))


def test_a_line_across_the_seam_of_the_map_does_not_cross_the_page():
    view = fit_view(WORLD_EXTENT, FRAME)
    line = view.line([(160, 10), (175, 12), (-175, 13), (-165, 14), (-150, 15)])
    assert all(part.length < 200 for part in line.geoms)


def test_the_fit_holds_every_site_and_leaves_out_the_far_end_of_arcs(make_collection):
    collection = make_collection(
        stations=[{"country": "NZ", "city": "Auckland", "precision": "city"}],
        places=[{"country": "NZ", "name": "Auckland", "lon": "174.76", "lat": "-36.85"}],
    )
    scene = build_scene(select(collection, Selection()))
    west, south, east, north = fit_extent(scene)
    assert west < 174.76 < (east if east > 0 else east + 360)
    assert south < -36.85 < north < 0


def test_an_empty_scene_shows_the_world(make_collection):
    assert fit_extent(build_scene(select(make_collection(), Selection()))) == WORLD_EXTENT


@pytest.mark.parametrize(
    ("extent", "seat", "host", "goes_on"),
    [
        ((6.6, 35.5, 18.5, 47.1), (116.4, 39.9), (12.5, 41.9), True),
        ((-180.0, -55.0, 180.0, 76.0), (116.4, 39.9), (12.5, 41.9), False),
        ((-180.0, -55.0, 180.0, 76.0), (116.4, 39.9), (-99.1, 19.4), True),
        ((6.6, 35.5, 18.5, 47.1), (116.4, 39.9), (2.3, 48.9), None),
    ],
    ids=["beyond the frame", "wholly in it", "round the far side of the world", "not from here"],
)
def test_an_arc_ends_at_the_frame_or_before_the_far_side_of_the_world(extent, seat, host, goes_on):
    view = fit_view(extent, Frame(0, 0, 1000, 600))
    points, is_cut = arc_on(view, arc(seat, host))
    if goes_on is None:
        assert points == []
        return
    assert points[0] == view.point(*host)
    assert is_cut == goes_on
    assert all(view.frame.holds(point, -0.1) for point in points)
    assert max(math.dist(*pair) for pair in pairwise(points)) < 250
