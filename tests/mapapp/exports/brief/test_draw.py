from __future__ import annotations

from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from layers.scene_types import DotColour, Jurisdiction, Scene
from layers.style import LIGHT
from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.draw_charts import draw_shares
from mapapp.exports.brief.drawings import (
    Interval,
    Locator,
    Timeline,
)
from mapapp.exports.brief.model import Share

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = ("#aa0000", "#00aa00")
Place = tuple[str, float, float]


def scene_of(
    sites: dict[Place, dict[int, int]] | None = None, towns: tuple[Place, ...] = ()
) -> Scene:
    """Cities with their counts by jurisdiction, all of them dated, and towns of agreements."""
    sites = sites or {}
    jurisdictions = [
        Jurisdiction(id=f"j{at}", name="", colour=colour, colour_dark=colour, unknown=0)
        for at, colour in enumerate(COLOURS)
    ]
    categories = [
        DotColour(id=f"j{at}", name="", colour=colour, colour_dark=colour, hollow=0)
        for at, colour in enumerate(COLOURS)
    ]
    return Scene(
        categories=categories,
        jurisdictions=jurisdictions,
        sites={
            "key": [name for name, _, _ in sites],
            "name": [name for name, _, _ in sites],
            "country": ["IT"] * len(sites),
            "lon": [lon for _, lon, _ in sites],
            "lat": [lat for _, _, lat in sites],
            "count": [sum(parts.values()) for parts in sites.values()],
            "parts": [[*chain.from_iterable(parts.items())] for parts in sites.values()],
            "faded": [0] * len(sites),
            "label": [""] * len(sites),
        },
        areas=[],
        towns={
            "key": [name for name, _, _ in towns],
            "name": [name for name, _, _ in towns],
            "country": ["IT"] * len(towns),
            "lon": [lon for _, lon, _ in towns],
            "lat": [lat for _, _, lat in towns],
            "count": [1] * len(towns),
            "proposed": [0] * len(towns),
            "label": [""] * len(towns),
        },
        arcs=[],
    )  # fmt: skip


def locator(**changed: Any) -> Locator:
    given: dict[str, Any] = {
        "code": "IT",
        "scene": scene_of(),
        "named": ("FR",),
        "language": "en",
    }
    return Locator(**{**given, **changed})


def timeline(*intervals: Interval | None) -> Timeline:
    return Timeline(intervals, until=2026)


def elements(svg: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{name}"))  # noqa: S314 - we have just written it


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in elements(svg, "text")]


def test_a_city_has_a_dot_for_each_site_in_the_colour_of_its_category():
    sites = {("Rome", 12.5, 41.9): {0: 2, 1: 1}, ("Milan", 9.2, 45.5): {0: 2}}
    svg = draw(locator(scene=scene_of(sites)))
    assert svg.count("<use ") + svg.count("<circle ") >= 5
    assert {"Rome", "Milan"} <= set(texts(svg))


def test_without_sites_nothing_is_marked():
    assert not elements(draw(locator()), "circle")


@pytest.mark.parametrize("code", ["RU", "FJ", "NZ", "US", "VA", "SG", "KI", "GL", "CL"])
def test_every_shape_and_size_of_country_is_drawn(code: str):
    svg = draw(locator(code=code, named=()))
    own = [node.get("d") or "" for node in elements(svg, "path")]
    assert all("nan" not in path and "inf" not in path for path in own)
    assert any(len(path) > 20 for path in own)


def test_what_a_record_says_is_text_in_a_drawing():
    probe = "<script>alert(1)</script>\" & 'x"
    scene = scene_of({(probe, 12.5, 41.9): {0: 1}}, ((f"{probe} 2", 9.2, 45.5),))
    svg = draw(locator(scene=scene))
    assert probe in texts(svg)
    assert not elements(svg, "script")


def test_cities_that_fall_upon_one_another_stand_apart_and_keep_their_names():
    """Two towns a few kilometres apart, on the map of a country that fills a continent."""
    sites = {("Richmond", -123.13, 49.17): {0: 1}, ("Vancouver", -123.12, 49.25): {1: 1}}
    svg = draw(locator(code="CA", scene=scene_of(sites)))
    assert {"Richmond", "Vancouver"} <= set(texts(svg))


def test_an_interval_has_its_share_of_the_axis():
    drawn = timeline(Interval("a", 2017, 2018, is_open=False, kind=""), None)
    assert drawn.years == (2017, 2027)
    assert [drawn.share(year) for year in (2017, 2022, 2027)] == [0.0, 0.5, 1.0]


def test_an_open_end_is_an_arrow_and_an_unknown_one_is_dotted():
    closed = draw(timeline(Interval("a", 2016, 2019, is_open=False, kind="ended")))
    goes_on = draw(timeline(Interval("a", 2016, None, is_open=True, kind="active")))
    unknown = draw(timeline(Interval("a", 2016, None, is_open=False, kind="unknown")))
    assert "<path" not in closed
    assert "stroke-dasharray" not in closed
    assert "<path" in goes_on
    assert "stroke-dasharray" in unknown


def test_years_are_drawn_to_scale():
    svg = draw(
        timeline(*(Interval("a", 2016, last, is_open=False, kind="") for last in (2016, 2017)))
    )
    widths = [float(node.get("width") or 0) for node in elements(svg, "rect")]
    assert widths[1] == pytest.approx(2 * widths[0], abs=1.5)


def test_a_timeline_that_ends_long_ago_or_lasts_a_year_is_drawn():
    assert "2026" in draw(timeline(Interval("a", 2026, 2026, is_open=False, kind="")))
    assert draw(timeline(Interval("a", None, 1900, is_open=False, kind="")))


def test_a_long_name_keeps_clear_of_the_years_in_a_wider_typeface():
    name = "Joint patrols as the report of the year before describes them at some length"
    chart = draw(timeline(Interval(name, 2010, 2020, is_open=False, kind="")))
    label = next(each for each in elements(chart, "text") if (each.text or "").startswith("Joint"))
    first = min(float(each.attrib["x"]) for each in elements(chart, "rect"))
    assert float(label.attrib["textLength"]) < first


def test_a_bar_is_divided_as_its_shares_are_and_hollow_ones_are_outlined():
    shares = (
        Share("Closed", "#0b5c8a", "#5bb3e6", is_hollow=False, number=1),
        Share("Nothing found", "#3d4750", "#d5dbe0", is_hollow=True, number=3),
    )
    drawn = draw_shares(shares, LIGHT)
    first, second = elements(drawn, "rect")
    widths = [float(each.get("width") or 0) for each in (first, second)]
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.02)
    assert (first.get("fill"), first.get("stroke")) == ("#0b5c8a", None)
    assert (second.get("fill"), second.get("stroke")) == (LIGHT.surface, "#3d4750")
