from __future__ import annotations

import pytest

from layers.cartography import projection
from layers.cartography.projection import Frame
from mapapp.exports.brief.draw_map import window_on

FRAME = Frame(0, 0, 336, 164)


@pytest.mark.parametrize("code", ["IT", "US", "RU", "FJ", "NZ", "NO", "KI", "SB"])
def test_what_lies_beyond_the_horizon_would_not_be_seen(code: str, monkeypatch: pytest.MonkeyPatch):
    view = window_on(code, FRAME)
    left, top, right, bottom = FRAME.box
    seen = {code for code, shape in view.land() if shape.area > 1}
    monkeypatch.setattr(projection, "FARTHER", 1.6)
    other = Frame(left, top, right, bottom + 0.001)  # the land of a view is kept
    everything = window_on(code, other).land()
    assert {code for code, shape in everything if shape.area > 1} == seen


@pytest.mark.parametrize("code", ["IT", "US", "RU", "FJ", "NZ", "CL", "NO", "ID", "EC"])
def test_nothing_from_the_other_side_of_the_globe_covers_the_sea(code: str):
    view = window_on(code, FRAME)
    land = sum(shape.area for _, shape in view.land())
    assert land < 1.01 * FRAME.width * FRAME.height


@pytest.mark.parametrize(("code", "lon", "lat"), [("IT", 12.5, 41.9), ("FJ", 178.4, -18.1)])
def test_a_capital_lies_within_the_window(code: str, lon: float, lat: float):
    assert FRAME.holds(window_on(code, FRAME).point(lon, lat))
