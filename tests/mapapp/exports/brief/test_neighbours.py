from __future__ import annotations

import pytest

from mapapp.exports.brief.neighbours import mainland, neighbours


def test_countries_with_a_border_come_by_name():
    assert neighbours("HR") == ("BA", "HU", "ME", "RS", "SI")


def test_lands_across_an_ocean_give_a_country_no_neighbours():
    assert "BR" not in neighbours("FR")


def test_an_island_is_compared_with_what_is_nearest():
    assert neighbours("GB") == ("IE", "FR", "BE", "NL")
    assert set(neighbours("FJ")) <= {"VU", "NC", "SB", "NZ", "WS", "TO"}


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("CA", ("US", "GL")),
        ("IE", ("GB", "FR", "BE", "NL")),
        ("NZ", ("NC", "AU", "FJ", "VU")),
    ],
    ids=["none beyond an ocean", "across a channel", "an island far from all takes the nearest"],
)
def test_water_parts_neighbours_only_so_far(code: str, around: tuple[str, ...]):
    assert neighbours(code) == around


def test_what_has_no_outline_has_no_neighbours():
    assert neighbours("EU") == ()


def test_the_mainland_leaves_out_what_is_far_off():
    west, south, _, _ = mainland("FR").bounds
    assert west > -6
    assert south > 41
