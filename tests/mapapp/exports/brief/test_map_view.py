from __future__ import annotations

import numpy as np
import pytest

from mapapp.exports.brief.map_view import MAP_WIDTH, View


@pytest.mark.parametrize("code", ["IT", "US", "RU", "FJ", "NZ", "CL", "NO", "AQ", "KI", "SB"])
def test_what_is_not_projected_would_not_be_seen(code: str, monkeypatch: pytest.MonkeyPatch):
    seen = View(code, 164.0).shapes
    monkeypatch.setattr(View, "_lie_around", lambda _, parts: np.ones(len(parts), dtype=bool))
    assert View(code, 164.0).shapes == seen


@pytest.mark.parametrize(("code", "lon", "lat"), [("IT", 12.5, 41.9), ("FJ", 178.4, -18.1)])
def test_a_capital_lies_within_the_window(code: str, lon: float, lat: float):
    x, y = View(code, 164.0).place(lon, lat)
    assert 0 < x < MAP_WIDTH
    assert 0 < y < 164
