"""One look, every surface: what the table of looks says is in each drawing, and moves with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from layers import looks
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import LIGHT
from mapapp.exports.article.frame import frame_bounds
from mapapp.exports.article.sketch import draw_sketch
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.draw_map import draw_locator
from mapapp.exports.brief.drawings import Locator
from mapapp.exports.brief.model import Figure
from mapapp.exports.picture.files import draw_picture
from mapapp.exports.picture.options import PictureOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection

PLACES = [
    {"country": "IT", "name": name, "lon": lon, "lat": lat}
    for name, lon, lat in (
        ("Milan", 9.19, 45.46), ("Rome", 12.48, 41.89), ("Bari", 16.87, 41.12),
        ("Turin", 7.68, 45.07), ("Naples", 14.25, 40.85), ("Como", 9.09, 45.81),
    )
]  # fmt: skip
CITY = {"country": "IT", "precision": "city"}
DATED = {**CITY, "established": "2016"}
ASKED = Selection(
    country=frozenset({"IT"}), layer=frozenset({"stations", "agreements"}), year=(2016, 2016)
)
ALPHA, UNKNOWN = "#123456", LIGHT.unknown


@pytest.fixture
def collection(make_collection: Any) -> Collection:
    """A dated city, an undated one, an unknown one, a pie, a town, and a site without a city."""
    made: Collection = make_collection(
        places=PLACES,
        jurisdictions=[
            {"id": "alpha", "colour": ALPHA},
            {"id": "beta", "colour": "#8f27a0"},
            {"id": "unknown", "level": "unknown"},
        ],
        stations=[
            {**DATED, "city": "Rome", "count": "14"},
            {**CITY, "city": "Bari"},
            {**DATED, "city": "Turin", "jurisdiction": "unknown"},
            {**DATED, "city": "Milan", "count": "12"},
            {**DATED, "city": "Milan", "count": "2", "jurisdiction": "beta"},
            {**DATED, "city": "Como", "count": "3"},
            {"country": "IT"},
        ],
        agreements=[{"countries": "IT", "places": "Naples"}],
    )
    return made


def picture(collection: Collection) -> str:
    options = PictureOptions(focus="IT")
    return draw_picture(select(collection, ASKED), options).decode()


def locator(collection: Collection) -> str:
    (drawing,) = (
        block.drawing
        for section in build_brief(collection, ["IT"]).sections
        for block in section.blocks
        if isinstance(block, Figure) and isinstance(block.drawing, Locator)
    )
    return draw_locator(drawing)


def still(collection: Collection) -> str:
    scene = build_scene(select(collection, ASKED))
    return str(draw_sketch(scene, frame_bounds(scene, "IT"), LIGHT).marks)


SURFACES = {"picture": picture, "brief": locator, "article": still}
WHITE_FILL = r'(?=[^>]*(?:fill="#ffffff"|(?<!fill=)class="ring hollow))'
NEVER = {("undated is faded", "brief")}
"""A brief asks for no years."""

LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "undated is faded": (rf'fill="{ALPHA}" fill-opacity="0.38" stroke="{ALPHA}"', {"FADED": 0.5}),
    "unknown is hollow": (
        rf'<circle{WHITE_FILL}[^>]*stroke="{UNKNOWN}" stroke-width="1.[678]',
        {"DOT_RING": 4.0},
    ),
    "a town is a diamond": (
        r'd="M[-\d. ]+l([\d.]+) \1-\1 \1-\1-\1z" fill="#1a1f24"',
        {"TOWN": ((-1.0, -1.0), (1.0, -1.0), (0.0, 1.0))},
    ),
    "a number stands on its mark": (r">14</text>", {"NUMBERED_RADIUS": 40.0}),
    "the colour of a jurisdiction": (rf'fill="{ALPHA}" stroke="#ffffff"', {"DOT_GAP": 3.0}),
    "a pie begins at the top": (
        rf'd="M([-\d.]+) ([-\d.]+)L\1 [-\d.]+A[^"]*Z" fill="{ALPHA}"',
        {"PIE_START": 0.2},
    ),
}


@pytest.mark.parametrize(
    ("look", "name"),
    [(look, name) for look in LOOKS for name in SURFACES if (look, name) not in NEVER],
)
def test_one_look_on_every_surface(
    collection: Collection, look: str, name: str, monkeypatch: pytest.MonkeyPatch
):
    surface, (looked, changed) = SURFACES[name], LOOKS[look]
    before = surface(collection)
    assert re.search(looked, before)
    assert surface(collection) == before
    for row, value in changed.items():
        monkeypatch.setattr(looks, row, value)
    assert surface(collection) != before


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_fading_is_one_switch(
    collection: Collection,
    surface: Callable[[Collection], str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(looks, "FADED", 1)
    assert "fill-opacity" not in surface(collection)


@pytest.mark.parametrize("surface", [picture, locator])
def test_hatching_is_one_switch(
    collection: Collection,
    surface: Callable[[Collection], str],
    monkeypatch: pytest.MonkeyPatch,
):
    opacity = f'opacity="{looks.HATCH_OPACITY}"'
    assert opacity in surface(collection)
    monkeypatch.setattr(looks, "HATCH_STEP", 0)
    assert opacity not in surface(collection)
