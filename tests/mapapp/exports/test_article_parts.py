"""The editor's choices, the picture, the policy, and the minified scripts and styles."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rcssmin import cssmin

from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import LIGHT
from mapapp.exports.article.document import article_html
from mapapp.exports.article.frame import WORLD_BOUNDS, frame_bounds, height_to_width
from mapapp.exports.article.land import draw_land
from mapapp.exports.article.options import ArticleOptions, BadOptionError
from mapapp.exports.article.policy import UnsafeAssetError, content_security_policy
from mapapp.exports.article.programs import STATIC, without_rules
from mapapp.exports.article.sketch import MAX_MARKS, draw_sketch
from mapapp.exports.focus import BadFocusError


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"theme": "pink"}, "'pink' is not a valid theme.*auto or light or dark"),
        ({"filters": ("colour",)}, "'colour' is not a valid filter.*jurisdiction, country"),
        ({"url": "news.example"}, "'news.example' is not a valid address.*https://"),
    ],
)
def test_a_choice_that_an_article_has_not_is_refused_with_those_it_has(
    choice: dict[str, Any], said: str
):
    with pytest.raises(BadOptionError, match=said):
        ArticleOptions(**choice)


@pytest.mark.parametrize(
    "focus", ["Atlantis", "1,2,3", "10,50,20,40", "-200,0,10,10", "EU", "IT,Atlantis"]
)
def test_a_focus_that_is_not_part_of_the_world_is_refused(focus: str):
    with pytest.raises(BadFocusError, match="is not a focus of a map: write fit, world"):
        ArticleOptions(focus=focus)


@pytest.mark.parametrize(
    ("focus", "bounds"),
    [
        ("world", WORLD_BOUNDS),
        ("-10,35,30.5,60", (-10, 35, 30.5, 60)),
        ("it,FR", (-5, 37, 18.5, 51)),
        ("Italie", (6.6, 36.6, 18.5, 47.1)),
        ("Europe", (-12, 34.5, 36, 66)),
        ("Asien", (36, -11, 148, 56)),
        ("170,-20,-165,0", (-180, -20, -165, 0)),
        ("160,-20,-170,0", (160, -20, 180, 0)),
    ],
)
def test_a_focus_is_a_word_a_region_countries_or_a_box(
    make_collection: Any, focus: str, bounds: tuple[float, ...]
):
    found = frame_bounds(_scene(make_collection, [(9, 45)]), focus)
    assert found == pytest.approx(bounds, abs=1.6)


def _scene(make_collection: Any, cities: list[tuple[float, float]]) -> Any:
    collection = make_collection(
        stations=[
            {"country": "IT", "city": f"City {at}", "precision": "city"}
            for at in range(len(cities))
        ],
        places=[
            {"country": "IT", "name": f"City {at}", "lon": f"{lon:.2f}", "lat": f"{lat:.2f}"}
            for at, (lon, lat) in enumerate(cities)
        ],
    )
    return build_scene(select(collection, Selection()))


def test_the_view_fits_the_countries_of_what_is_drawn(make_collection: Any):
    bounds = frame_bounds(_scene(make_collection, [(9, 45)]), "fit")
    assert bounds == pytest.approx((6, 36, 19, 47.7), abs=0.5)


def test_a_town_of_another_country_that_an_agreement_names_does_not_widen_the_view(
    make_collection: Any,
):
    collection = make_collection(
        agreements=[{"countries": "IT", "places": "Rome, IT; Far, CN"}],
        places=[
            {"country": "IT", "name": "Rome", "lon": "12.48", "lat": "41.89"},
            {"country": "CN", "name": "Far", "lon": "120", "lat": "30"},
        ],
    )
    scene = build_scene(select(collection, Selection(layer=frozenset({"agreements"}))))
    assert len(scene["towns"]["key"]) == 2
    assert frame_bounds(scene, "fit")[2] < 20


def test_what_spans_more_than_half_the_world_is_shown_on_all_of_it(make_collection: Any):
    assert frame_bounds(_scene(make_collection, [(-120, 45), (130, 45)]), "fit") == WORLD_BOUNDS


def test_the_shape_of_a_box_is_that_of_mercators_map():
    assert height_to_width((0, -1, 2, 1)) == pytest.approx(1, abs=0.001)
    assert height_to_width((0, 59, 2, 61)) == pytest.approx(2, abs=0.01)
    assert height_to_width(WORLD_BOUNDS) == pytest.approx(0.54, abs=0.01)


def test_each_city_is_a_mark_until_they_are_too_many_for_a_picture(make_collection: Any):
    few = draw_sketch(_scene(make_collection, [(9, 45), (12, 42)]), WORLD_BOUNDS, LIGHT, set())
    assert (few.marks.count("<use "), few.cell) == (2, 0)
    cities = [(at % 60, at // 60) for at in range(MAX_MARKS + 100)]
    many = draw_sketch(_scene(make_collection, cities), WORLD_BOUNDS, LIGHT, set())
    assert many.cell == 2
    assert 0 < many.marks.count("<circle") == many.marks.count("gathered") <= MAX_MARKS


def test_a_page_carries_no_comment_of_its_scripts_and_styles(make_collection: Any):
    texts = [each.read_text(encoding="utf-8") for each in STATIC.iterdir()]
    comments = re.findall(r"^ *(// .+|/\*[^*]+\*/)", "\n".join(texts), re.MULTILINE)
    page = article_html(select(make_collection(stations=[{}]), Selection()), ArticleOptions())
    assert len(comments) > 50
    assert not [comment for comment in comments if comment in page.decode()]


def test_rules_for_absent_parts_go_unless_they_dress_others_too():
    style = cssmin("a { x: 1; }\n.gone .b { x: 2; }\n.gone, .kept { x: 3; }\n.kept { x: 4; }")
    assert without_rules(style, [".gone"]) == "a{x:1}.gone,.kept{x:3}.kept{x:4}"


@pytest.mark.parametrize("text", ["a</script>", "b</STYLE>", "<!--", "a\r\n"])
def test_a_script_that_would_end_its_element_is_refused(text: str):
    with pytest.raises(UnsafeAssetError):
        content_security_policy([text], [])


def test_a_view_of_a_country_has_finer_outlines_of_what_is_in_it(make_collection: Any):
    scene = _scene(make_collection, [(9, 45)])
    world, italy = draw_land(scene, WORLD_BOUNDS), draw_land(scene, (6.6, 36.6, 18.5, 47.1))
    steps = {
        land.unit: {outline.code: outline.path.count(" ") for outline in land.outlines}
        for land in (world, italy)
    }
    assert steps[100]["IT"] > 3 * steps[12]["IT"]
    assert steps[100]["AU"] == pytest.approx(steps[12]["AU"], rel=0.1)
    assert "SM" in steps[100].keys() - steps[12].keys()
    assert steps[12].keys() <= steps[100].keys()


@pytest.mark.parametrize("borders", ["de-facto", "un"])
def test_the_land_follows_the_borders_that_are_asked_for(seeds, borders):
    shown = select(seeds, Selection())
    land = draw_land(build_scene(shown), WORLD_BOUNDS, borders)
    usual = draw_land(build_scene(shown), WORLD_BOUNDS)
    changed = {
        one.code for one, other in zip(land.outlines, usual.outlines, strict=True) if one != other
    }
    assert ({"UA", "EH"} <= changed) == (borders == "un")
    assert land.dashed == usual.dashed != ""
    page = article_html(shown, ArticleOptions(borders=borders)).decode()
    assert ("adapted by Visionscarto" in page) == (borders == "un")
