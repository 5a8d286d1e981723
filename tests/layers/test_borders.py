from __future__ import annotations

import pytest
import shapely

from geodata.outlines import country_outline, differing_lines, read_outlines
from layers.borders import read_borders, say_borders
from layers.facets import UnknownChoiceError
from layers.words import LANGUAGES, Words

SIMFEROPOL, LAAYOUNE, KYIV = (34.1, 44.95), (-13.0, 27.0), (30.5, 50.45)


@pytest.mark.parametrize("scale", ["110m", "50m"])
@pytest.mark.parametrize(
    ("place", "held", "un"),
    [(SIMFEROPOL, "RU", "UA"), (LAAYOUNE, "MA", "EH"), (KYIV, "UA", "UA")],
    ids=["Crimea", "Western Sahara", "where both agree"],
)
def test_an_area_is_drawn_with_whom_the_borders_say(scale, place, held, un):
    point = shapely.Point(place)
    assert country_outline(held, scale).contains(point)
    assert country_outline(un, scale, "un").contains(point)
    assert (held == un) == country_outline(held, scale, "un").contains(point)


@pytest.mark.parametrize("scale", ["110m", "50m"])
def test_all_but_a_few_outlines_are_the_same(scale):
    held, un = read_outlines(scale), read_outlines(scale, "un")
    assert list(held["iso2"]) == list(un["iso2"])
    changed = held["iso2"][~held.geometry.geom_equals(un.geometry)]
    assert {"EH", "MA", "RU", "UA"} <= set(changed) <= {"EH", "IL", "MA", "PS", "RU", "UA"}
    assert un.geometry.is_valid.all()


@pytest.mark.parametrize("scale", ["110m", "50m"])
def test_lines_that_differ_lie_on_a_border_of_one_of_the_two(scale):
    edges = [
        shapely.union_all(shapely.boundary(read_outlines(scale, borders).geometry))
        for borders in ("de-facto", "un")
    ]
    for line in differing_lines(scale):
        middle = line.interpolate(0.5, normalized=True)
        assert (edges[0].distance(middle) < 0.01) != (edges[1].distance(middle) < 0.01)


def test_borders_are_those_that_are_asked_for_or_those_that_the_collection_names(make_collection):
    assert read_borders(make_collection()) == "de-facto"
    assert read_borders(make_collection(), "un") == "un"
    with pytest.raises(UnknownChoiceError, match="de-facto, un"):
        read_borders(make_collection(), "mine")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_whose_borders_they_are(seeds, language):
    words = Words(seeds, language)
    assert say_borders(words, "de-facto", has_dashes=False) == words.own("border_policy")
    assert "Visionscarto" in say_borders(words, "un")
    assert say_borders(words, "un") != say_borders(words, "un", has_dashes=False)
