from __future__ import annotations

import dataclasses
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.style import (
    DARK,
    GLYPHS,
    LIGHT,
    THEMES,
    BadColourError,
    Role,
    Theme,
    ThemeName,
    assign_colours,
    contrast,
    legible,
)

BOTH = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15(6), 2009: the matrices of severity 1.0, for linear RGB.
SIGHT = {
    "trichromacy": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
# Ottosson, "A perceptual color space for image processing", 2020: linear RGB to Oklab.
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def seen(colour: str, sight: str):
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return TO_OKLAB @ np.cbrt(TO_CONES @ np.clip(SIGHT[sight] @ linear, 0, 1))


def least_difference(colours: tuple[str, ...], sight: str) -> float:
    return min(
        float(np.linalg.norm(seen(one, sight) - seen(other, sight)))
        for one, other in combinations(colours, 2)
    )


@BOTH
def test_every_mark_stands_out_from_land_and_sea(theme: Theme):
    marks = [*theme.categories, *theme.roles.values(), theme.unknown, theme.other, theme.hatch]
    for colour in [*marks, theme.focus]:
        for ground in theme.grounds:
            assert contrast(colour, ground) >= 3, colour


@BOTH
def test_lettering_can_be_read_wherever_it_stands(theme: Theme):
    for ground in (*theme.grounds, theme.surface, theme.shade):
        assert contrast(theme.text, ground) >= 4.5
    for ground in (theme.land, theme.sea, theme.surface):
        assert contrast(theme.muted, ground) >= 4.5


@BOTH
def test_marks_stand_out_from_a_shaded_country(theme: Theme):
    assert contrast(theme.hatch, theme.shade) >= 3
    assert contrast(theme.unknown, theme.shade) >= 2.5


@BOTH
@pytest.mark.parametrize("sight", SIGHT)
def test_categories_differ_for_every_kind_of_sight(theme: Theme, sight: str):
    just_noticeable = 0.02  # in Oklab; the palette keeps four times as far apart
    assert least_difference(theme.categories, sight) > 4 * just_noticeable


@BOTH
def test_every_colour_is_written_alike(theme: Theme):
    values = dataclasses.asdict(dataclasses.replace(theme, roles={}))
    colours = [value for key, value in values.items() if key not in {"name", "categories", "roles"}]
    for colour in [*colours, *theme.categories, *theme.roles.values()]:
        assert contrast(colour, colour) == 1


def test_roles_differ_without_their_colour():
    assert set(GLYPHS) == set(LIGHT.roles) == set(DARK.roles) == set(get_args(Role))
    assert len(set(GLYPHS.values())) == len(GLYPHS)


def test_both_themes_are_there():
    assert set(THEMES) == set(get_args(ThemeName))
    assert len(LIGHT.categories) == len(DARK.categories)


@BOTH
@given(COLOURS)
def test_any_colour_of_a_collection_becomes_legible(theme: Theme, colour: str):
    made = legible(colour, theme)
    assert min(contrast(made, ground) for ground in theme.grounds) >= 3
    assert legible(made, theme) == made


def test_a_legible_colour_is_left_alone():
    assert legible("#0a7a5c", LIGHT) == "#0a7a5c"


@pytest.mark.parametrize("bad", ["", "red", "#fff", "#12345g", "#123456;x:url(y)", "#123456\n"])
def test_what_is_not_a_plain_colour_is_refused(bad: str):
    with pytest.raises(BadColourError, match="six hexadecimal digits"):
        legible(bad, LIGHT)


def test_categories_take_their_own_colour_or_the_next_of_the_palette():
    colours = assign_colours(["a", "b", "c", "a"], LIGHT, {"b": "#0a7a5c"})
    assert colours == {"a": LIGHT.categories[0], "b": "#0a7a5c", "c": LIGHT.categories[1]}


def test_a_colour_of_the_palette_that_is_taken_is_not_given_twice():
    colours = assign_colours(["a", "b"], LIGHT, {"b": LIGHT.categories[0]})
    assert len(set(colours.values())) == 2


def test_categories_beyond_the_palette_share_one_colour():
    names = [str(number) for number in range(12)]
    colours = assign_colours(names, DARK)
    assert len({colours[name] for name in names[:8]}) == 8
    assert {colours[name] for name in names[8:]} == {DARK.other}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ABCDEF", "#abcdef", 1)],
)
def test_contrast_is_counted_as_the_standard_counts_it(one: str, other: str, expected: float):
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)
