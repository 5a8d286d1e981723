"""Drawings as SVG: nothing in a text is markup, and the same shapes are the same text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
import shapely
from fontTools.ttLib import TTFont

from layers.cartography import svg
from layers.cartography.canvas import Canvas, ShapeStyle, TextStyle
from layers.cartography.paths import arc_of, path_of, polygon_of, slice_of, spokes_of
from layers.cartography.text_metrics import text_width, wrap_text
from layers.cartography.typefaces import LATIN, SERIF

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("words", ['"><script>', "a & b", "</text><g>", "' onload='x", "警 & <b>"])
def test_words_are_words_in_texts_and_in_attributes(words):
    page = svg.document(10, 10, svg.text(1.0, 2.0, words, class_=words))
    (text,) = ET.fromstring(page)  # noqa: S314 - our own
    assert "".join(text.itertext()) == words
    assert text.get("class") == words


@pytest.mark.parametrize(
    ("value", "written"), [(3.0, "3"), (3.14, "3.1"), (-0.04, "0"), (-2.5, "-2.5"), (1e3, "1000")]
)
def test_a_length_has_one_digit_behind_the_point_or_none(value, written):
    assert svg.number(value) == written


@pytest.mark.parametrize(
    ("shape", "path"),
    [
        (shapely.box(0, 0, 2, 1), "M2 0L2 1L0 1L0 0Z"),
        (shapely.LineString([(0, 0), (0.01, 0.02), (1, 1.26)]), "M0 0L1 1.3"),
        (shapely.MultiLineString([[(0, 0), (1, 0)], [(2, 0), (3, 0)]]), "M0 0L1 0M2 0L3 0"),
        (shapely.box(0, 0, 0.01, 0.01), ""),
        (shapely.Point(1, 1), ""),
        (shapely.Polygon(), ""),
    ],
    ids=["area", "corners that fall together", "lines", "smaller than a tenth", "point", "empty"],
)
def test_a_shape_is_a_path(shape, path):
    assert path_of(shape) == path


def test_a_ring_within_an_area_is_left_open():
    ring = shapely.Point(5, 5).buffer(4).difference(shapely.Point(5, 5).buffer(2))
    assert path_of(ring).count("Z") == 2


def test_slices_begin_at_the_top_and_go_round_with_the_clock():
    assert slice_of((0, 0), 10, 0, 0.25) == "M0 0L0 -10A10 10 0 0 1 10 0Z"
    assert slice_of((0, 0), 10, 0.25, 1) == "M0 0L10 0A10 10 0 1 1 0 -10Z"
    assert arc_of((0, 0), 10, 0, 0.25) == "M0 -10A10 10 0 0 1 10 0"
    assert spokes_of((0, 0), 10, (0, 0.5)) == "M0 0L0 -10M0 0L0 10"


def test_a_polygon_is_drawn_around_its_middle():
    assert polygon_of((1, 1), 2, ((0, -1), (1, 0), (0, 1))) == "M1-1l2 2-2 2z"


def test_an_opacity_and_a_width_keep_their_digits():
    canvas = Canvas(10, 10)
    canvas.discs([((5, 5), 2)], ShapeStyle("dot", "#111111", "#222222", 1.25, fill_opacity=0.35))
    assert canvas.parts == [
        (
            '<circle cx="5" cy="5" r="2" fill="#111111" fill-opacity="0.35" stroke="#222222" '
            'stroke-width="1.25"/>'
        )
    ]


@pytest.mark.parametrize("bold", [False, True])
def test_a_text_is_as_wide_as_its_letters_in_the_typeface(bold):
    with TTFont(LATIN.path(bold=bold)) as font:
        names, widths = font.getBestCmap(), font["hmtx"].metrics
        expected = sum(widths[names[ord(letter)]][0] for letter in "Dobroești 3") / 1000
    assert text_width("Dobroești 3", 12, bold=bold) == pytest.approx(12 * expected)


def test_a_text_with_a_foreign_letter_has_room_in_that_letters_typeface():
    assert text_width("Milan 警", 10) > text_width("Milan ", 10) + text_width("警", 10)


def test_letters_keep_their_width_in_another_typeface_unless_they_join():
    canvas = Canvas(100, 100)
    canvas.texts(
        [(each, 0, 10) for each in ("Rome", "罗马 3", "روما")], TextStyle("ink", 10, "#000000")
    )
    widths = ["textLength" in part for part in canvas.parts]
    assert widths == [True, True, False]


def test_a_halo_lies_behind_all_the_letters_set_with_it():
    canvas = Canvas(100, 100)
    canvas.texts([("a", 0, 10), ("b", 0, 12)], TextStyle("ink", 10, "#000000", halo="#ffffff"))
    assert ["stroke=" in part for part in canvas.parts] == [True, True, False, False]


def test_a_word_wider_than_a_line_is_broken():
    assert "".join(wrap_text("W" * 30, 10, 40)) == "W" * 30


@pytest.mark.parametrize(
    ("text", "families"),
    [("88 stations", set()), ("88 个站点", {"Kurinto Sans SC"}), ("Σέρρες", set())],
    ids=["its own letters", "letters that it lacks", "Greek"],
)
def test_a_headline_is_set_in_serifs_as_wide_as_it_is_measured(text, families):
    canvas = Canvas(400, 40)
    canvas.texts([(text, 0, 20)], TextStyle("ink", 20, "#000000", bold=True, face=SERIF))
    (drawn,) = ET.fromstring(f"<svg>{''.join(canvas.parts)}</svg>")  # noqa: S314 - our own
    assert drawn.get("font-family").startswith("'Source Serif Pro'")
    assert drawn.get("font-weight") == "600"
    assert drawn.get("textLength") == svg.number(text_width(text, 20, bold=True, face=SERIF))
    assert {run.get("font-family").strip("'") for run in drawn} == families
