from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import looks
from layers.looks import radius_of


@given(st.integers(1, 10_000))
def test_the_area_of_a_symbol_follows_its_count(count: int):
    assert radius_of(count) >= 5
    assert radius_of(count + 1) >= radius_of(count)
    if radius_of(count) < 28:
        assert radius_of(count) ** 2 == pytest.approx(count * radius_of(1) ** 2)


def test_the_largest_symbol_stays_a_symbol():
    assert radius_of(10**9) == 28
    assert math.isclose(radius_of(1), 5)


@pytest.mark.parametrize("count", [0, -1])
def test_nothing_has_no_size(count: int):
    with pytest.raises(ValueError, match=str(count)):
        radius_of(count)


@pytest.mark.parametrize(("asked", "given_"), [("arc-line", "1.1"), ("proposed-dash", "5 4")])
def test_a_style_sheet_is_filled_from_the_table(asked: str, given_: str):
    assert looks.in_style(f".a{{x:look({asked})}}") == f".a{{x:{given_}}}"


def test_a_script_gets_what_it_reads_and_nothing_else():
    assert looks.for_script("var a = looks.halo, b = looks.town_dash;") == {
        "halo": looks.HALO,
        "town_dash": looks.TOWN_DASH,
    }


@pytest.mark.parametrize(
    "ask", [lambda: looks.for_script("looks.unheard"), lambda: looks.in_style("look(unheard)")]
)
def test_a_look_that_is_not_in_the_table_is_not_made_up(ask):
    with pytest.raises(KeyError):
        ask()
