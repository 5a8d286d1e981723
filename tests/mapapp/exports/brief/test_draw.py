from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.drawings import (
    Bar,
    BarChart,
    Interval,
    LegendEntry,
    Locator,
    Mark,
    Part,
    Timeline,
    Town,
)
from mapapp.exports.brief.labelling import Label, place_labels
from mapapp.exports.brief.map_view import View

SVG = "{http://www.w3.org/2000/svg}"


def locator(**changed: Any) -> Locator:
    given: dict[str, Any] = {
        "code": "IT",
        "marks": (),
        "towns": (),
        "names": (("IT", "Italy"), ("FR", "France")),
        "legend_title": "Sites",
        "legend": (),
        "unlocated": 0,
    }
    return Locator(**{**given, **changed})


def timeline(*intervals: Interval | None) -> Timeline:
    return Timeline(intervals, until=2026)


def elements(svg: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{name}"))  # noqa: S314 - we have just written it


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in elements(svg, "text")]


def test_a_place_is_projected_once_however_many_stand_beside_it(monkeypatch: pytest.MonkeyPatch):
    projected = []
    project = View.project
    monkeypatch.setattr(
        View, "project", lambda view, shapes: projected.append(len(shapes)) or project(view, shapes)
    )
    parts = (Part("#aa0000", 1),)
    marks = tuple(Mark(f"Town {n}", 8 + n / 2, 38 + n / 4, parts) for n in range(12))
    draw(locator(marks=marks, towns=(Town("Rome", 12.5, 41.9),)))
    assert projected.count(1) == 1 + len(marks) + 1  # the outline of the country, then the places


def test_a_city_is_marked_once_with_a_slice_for_each_jurisdiction():
    parts = (Part("#aa0000", 2), Part("#00aa00", 1))
    svg = draw(
        locator(marks=(Mark("Rome", 12.5, 41.9, parts), Mark("Milan", 9.2, 45.5, parts[:1])))
    )
    assert svg.count('fill="#aa0000"') == 2
    assert svg.count('fill="#00aa00"') == 1
    assert {"Rome 3", "Milan 2"} <= set(texts(svg))


def test_the_area_of_a_mark_follows_its_count():
    def radius(count: int) -> float:
        svg = draw(locator(marks=(Mark("Rome", 12.5, 41.9, (Part("#aa0000", count),)),)))
        found = re.search(r'<circle cx="[^"]*" cy="[^"]*" r="([^"]*)" fill="#aa0000"', svg)
        assert found
        return float(found.group(1))

    assert radius(4) == pytest.approx(2 * radius(1))


def test_without_sites_nothing_is_marked():
    svg = draw(locator())
    circles = [node for node in elements(svg, "circle") if node.get("fill") != "none"]
    assert not circles


def test_the_legend_says_what_is_not_on_the_map():
    entries = (
        LegendEntry("site", "#aa0000", "Alpha: 2"),
        LegendEntry("unlocated", "#555555", "Not on the map: 1"),
    )
    assert {"Sites", "Alpha: 2", "Not on the map: 1"} <= set(texts(draw(locator(legend=entries))))


@pytest.mark.parametrize("code", ["RU", "FJ", "NZ", "US", "VA", "SG", "KI", "GL", "CL"])
def test_every_shape_and_size_of_country_is_drawn(code: str):
    svg = draw(locator(code=code, names=((code, "Here"),)))
    own = [node.get("d") or "" for node in elements(svg, "path")]
    assert all("nan" not in path and "inf" not in path for path in own)
    assert any(len(path) > 20 for path in own)


def test_what_a_record_says_is_text_in_a_drawing():
    probe = "<script>alert(1)</script>\" & 'x"
    svg = draw(locator(marks=(Mark(probe, 12.5, 41.9, (Part("#aa0000", 1),)),),
                       towns=(Town(probe, 9.2, 45.5),), legend_title=probe))  # fmt: skip
    assert probe in texts(svg)
    assert not elements(svg, "script")


def test_cities_that_fall_upon_one_another_share_a_mark_and_keep_their_names_and_colours():
    """Two towns a few kilometres apart, on the map of a country that fills a continent."""
    svg = draw(
        locator(
            code="CA",
            marks=(
                Mark("Richmond", -123.13, 49.17, (Part("#aa0000", 1),)),
                Mark("Vancouver", -123.12, 49.25, (Part("#00aa00", 1),)),
            ),
        )
    )
    assert "Richmond, Vancouver 2" in texts(svg)
    assert 'fill="#aa0000"' in svg
    assert 'fill="#00aa00"' in svg


@pytest.mark.parametrize("lines", [1, 6, 14])
def test_no_line_of_the_legend_is_cut_off(lines: int):
    entries = tuple(LegendEntry("site", "#aa0000", f"line {each}") for each in range(lines))
    svg = draw(locator(legend=entries))
    height = float(ET.fromstring(svg).get("height") or 0)  # noqa: S314 - we have just written it
    (last,) = [each for each in elements(svg, "text") if each.text == f"line {lines - 1}"]
    assert float(last.get("y") or 0) + 3 < height


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


def test_every_bar_carries_its_number():
    chart = BarChart(
        ("Sites", "Deals"), (Bar("Here", (4, 0), is_subject=True), Bar("There", (1, 12)))
    )
    assert texts(draw(chart))[2:] == ["Here", "4", "0", "There", "1", "12"]


def test_names_lie_beside_marks_and_not_on_one_another():
    labels = [Label("Name", 50 + 10 * step, 50, 4, 8, is_needed=False) for step in range(3)]
    placed = place_labels(labels, 300, 200)
    boxes = [label.box(at) for label, at in placed]
    assert not any(
        one.intersection(other).area
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
    )


def test_a_name_that_is_needed_is_written_even_where_there_is_no_room():
    labels = [Label("Name", 50, 50, 4, 8, is_needed=True) for _ in range(12)]
    assert len(place_labels(labels, 120, 80)) == 12
