"""The editor's choices, the picture, the policy, and the squeezing of scripts and styles."""

from __future__ import annotations

from typing import Any

import pytest

from layers.scene import build_scene
from layers.selection import Selection, select
from mapapp.exports.article.frame import frame_bounds
from mapapp.exports.article.options import (
    WORLD_BOUNDS,
    ArticleOptions,
    BadOptionError,
    focus_bounds,
)
from mapapp.exports.article.policy import UnsafeAssetError, content_security_policy
from mapapp.exports.article.sketch import MARKS_AT_MOST, draw_sketch
from mapapp.exports.article.squeezing import squeeze_script, squeeze_style, without_rules


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"theme": "pink"}, "'pink' is no theme.*auto or light or dark"),
        ({"filters": ("colour",)}, "'colour' is no filter.*jurisdiction, year"),
        ({"url": "news.example"}, "'news.example' is no address.*https://"),
        ({"focus": "Atlantis"}, "'Atlantis' is no focus.*codes of countries"),
        ({"focus": "1,2,3"}, "is no focus"),
        ({"focus": "10,50,20,40"}, "is no focus"),
        ({"focus": "-200,0,10,10"}, "is no focus"),
        ({"focus": "EU"}, "choose countries that have an outline"),
    ],
)
def test_a_choice_that_an_article_has_not_is_refused_with_those_it_has(
    choice: dict[str, Any], said: str
):
    with pytest.raises(BadOptionError, match=said):
        ArticleOptions(**choice)


def test_a_focus_is_a_word_countries_or_a_box():
    assert focus_bounds("fit") is None
    assert focus_bounds("world") == WORLD_BOUNDS
    assert focus_bounds("-10,35,30.5,60") == (-10, 35, 30.5, 60)
    west, south, east, north = focus_bounds("it,FR") or (0, 0, 0, 0)
    assert (west, south, east, north) == pytest.approx((-5, 37, 18.5, 51), abs=1.5)


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


def test_the_view_fits_what_is_drawn_and_comes_no_closer_than_a_small_country(
    make_collection: Any,
):
    west, south, east, north = frame_bounds(_scene(make_collection, [(9, 45)]), "fit")
    assert (west + east) / 2 == pytest.approx(9)
    assert east - west == pytest.approx(6)
    assert north - south == pytest.approx(6)


def test_what_spans_more_than_half_the_world_is_shown_on_all_of_it(make_collection: Any):
    assert frame_bounds(_scene(make_collection, [(-120, 45), (130, 45)]), "fit") == WORLD_BOUNDS


def test_a_focus_across_the_antimeridian_is_shown_on_the_world(make_collection: Any):
    scene = _scene(make_collection, [(9, 45)])
    assert frame_bounds(scene, "170,-20,-170,0") == WORLD_BOUNDS


def test_each_city_is_a_dot_until_they_are_too_many_for_a_picture(make_collection: Any):
    few = draw_sketch(_scene(make_collection, [(9, 45), (12, 42)]), WORLD_BOUNDS)
    assert (len(few.dots), few.cell) == (2, 0)
    cities = [(at % 60, at // 60) for at in range(MARKS_AT_MOST + 100)]
    many = draw_sketch(_scene(make_collection, cities), WORLD_BOUNDS)
    assert many.cell == 2
    assert len(many.dots) <= MARKS_AT_MOST
    assert not any(dot.slices or dot.number for dot in many.dots)


def test_the_slices_of_a_dot_go_once_around_it(make_collection: Any):
    collection = make_collection(
        stations=[
            {"country": "IT", "city": "Milan", "precision": "city", "count": "3"},
            {"country": "IT", "city": "Milan", "precision": "city", "jurisdiction": "beta"},
        ],
        places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
    )
    sketch = draw_sketch(build_scene(select(collection, Selection())), WORLD_BOUNDS)
    first, second = sketch.dots[0].slices
    lengths = [float(each.dash.split()[0]) for each in (first, second)]
    assert lengths[0] == pytest.approx(3 * lengths[1], rel=0.01)
    assert second.offset == pytest.approx(-lengths[0], abs=0.01)


def test_comments_and_indentation_go_and_what_is_quoted_stays():
    script = '/* Why. */\nfunction f (a, b) {\n  // how\n  return a === b ? "a  b // c" : 1;\n}\n'
    assert squeeze_script(script) == 'function f(a,b){\nreturn a === b ? "a  b // c" : 1;\n}\n'


def test_a_style_keeps_its_selectors_and_values():
    style = (
        "/* x */\n.a :hover,\n.b { margin: 0 calc(1px + 2px); }\n"
        "@media (min-width: 60rem) { .c { top: 0; } }"
    )
    squeezed = squeeze_style(style)
    assert ".a :hover," in squeezed
    assert "margin:0 calc(1px + 2px);" in squeezed
    assert "{.c{top:0;}}" in squeezed


def test_rules_for_absent_parts_go_unless_they_dress_others_too():
    style = "a{x:1;}.gone .b{x:2;}.gone,.kept{x:3;}.kept{x:4;}"
    assert without_rules(style, [".gone"]) == "a{x:1;}.gone,.kept{x:3;}.kept{x:4;}"


@pytest.mark.parametrize("text", ["a</script>", "b</STYLE>", "<!--", "a\r\n"])
def test_a_script_that_would_end_its_element_is_refused(text: str):
    with pytest.raises(UnsafeAssetError):
        content_security_policy([text], [])
