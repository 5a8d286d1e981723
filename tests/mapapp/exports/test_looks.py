"""One look, every surface: what the table of looks says is in each drawing, and moves with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from layers import looks
from layers.colouring import colouring_of
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import LIGHT
from mapapp.exports.article.frame import frame_bounds
from mapapp.exports.article.sketch import draw_sketch
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.draw_map import draw_locator
from mapapp.exports.brief.drawings import Locator
from mapapp.exports.brief.first_page import colouring_word
from mapapp.exports.brief.model import Figure
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection

PLACES = [
    {"country": country, "name": name, "lon": lon, "lat": lat}
    for country, name, lon, lat in (
        ("IT", "Milan", 9.19, 45.46), ("IT", "Rome", 12.48, 41.89), ("IT", "Bari", 16.87, 41.12),
        ("IT", "Turin", 7.68, 45.07), ("IT", "Naples", 14.25, 40.85), ("IT", "Como", 9.09, 45.81),
        ("AT", "Graz", 15.44, 47.07),
    )
]  # fmt: skip
CITY = {"country": "IT", "precision": "city"}
DATED = {**CITY, "established": "2016"}
ASKED = Selection(
    country=frozenset({"IT"}), layer=frozenset({"stations", "agreements"}), year=(2016, 2016)
)
ALPHA = "#123456"
CLOSED, NOT_FOUND = "closed", "host government found no evidence"


@pytest.fixture
def collection(make_collection: Any) -> Collection:
    """A dated city, an undated one, an unknown one, a pie, a town, and a site without a city.

    What is of Alpha was closed, of the unknown nothing was found: a brief colours by outcome. A
    country without sites has a town, too: a brief draws those of no other.
    """
    made: Collection = make_collection(
        places=PLACES,
        jurisdictions=[
            {"id": "alpha", "colour": ALPHA},
            {"id": "beta", "colour": "#8f27a0"},
            {"id": "unknown", "level": "unknown"},
        ],
        stations=[
            {**DATED, "city": "Rome", "count": "14", "status": CLOSED},
            {**CITY, "city": "Bari", "status": CLOSED},
            {**DATED, "city": "Turin", "jurisdiction": "unknown", "status": NOT_FOUND},
            {**DATED, "city": "Milan", "count": "12", "status": CLOSED},
            {**DATED, "city": "Milan", "count": "2", "jurisdiction": "beta"},
            {**DATED, "city": "Como", "count": "3", "status": CLOSED},
            {"country": "IT"},
        ],
        agreements=[
            {"countries": "IT", "places": "Naples"},
            {"countries": "AT", "places": "Graz"},
        ],
    )
    return made


def picture(collection: Collection, selection: Selection = ASKED) -> str:
    options = PictureOptions(focus="IT")
    return draw_picture(select(collection, selection), options).decode()


def locators(collection: Collection) -> str:
    """The maps of a country with sites, and of one that has agreements alone."""
    italy, austria = (
        block.drawing
        for section in build_brief(collection, ["IT", "AT"]).sections
        for block in section.blocks
        if isinstance(block, Figure) and isinstance(block.drawing, Locator)
    )
    return draw_locator(italy) + draw_locator(austria)


def still(collection: Collection) -> str:
    scene = build_scene(select(collection, ASKED))
    return str(draw_sketch(scene, frame_bounds(scene, "IT"), LIGHT).marks)


SURFACES = {"picture": picture, "brief": locators, "article": still}
WHITE_FILL = r'(?=[^>]*(?:fill="#ffffff"|(?<!fill=)class="ring hollow))'
NEVER = {("undated is faded", "brief")}
"""A brief asks for no years."""

HATCHED = f'stroke-width="{looks.HATCH_LINE}" opacity="{looks.HATCH_OPACITY}"'
FILLED, HOLLOW = "@filled", "@hollow"
"""Stand in a pattern for colours of a surface: each of what is known, and of what is not."""

LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "undated is faded": (
        rf'fill="{FILLED}" fill-opacity="0.38" stroke="{FILLED}"',
        {"FADED": 0.5},
    ),
    "unknown is hollow": (
        rf'<circle{WHITE_FILL}[^>]*stroke="{HOLLOW}" stroke-width="1.[678]',
        {"DOT_RING": 4.0},
    ),
    "a town is a diamond": (
        rf'd="M[-\d. ]+l([\d.]+) \1-\1 \1-\1-\1z" fill="{LIGHT.muted}"',
        {"TOWN": ((-1.0, -1.0), (1.0, -1.0), (0.0, 1.0))},
    ),
    "a number stands on its mark": (r">14</text>", {"NUMBERED_RADIUS": 40.0}),
    "the colour of a category": (rf'fill="{FILLED}" stroke="#ffffff"', {"DOT_GAP": 3.0}),
    "a pie begins at the top": (
        rf'd="M([-\d.]+) ([-\d.]+)L\1 [-\d.]+A[^"]*Z" fill="{FILLED}"',
        {"PIE_START": 0.2},
    ),
}


def colours(collection: Collection, surface: str) -> tuple[str, str]:
    """The colours of what is known and of what is not: of outcomes in a brief, else of parties."""
    word = colouring_word(collection) if surface == "brief" else ""
    of = {
        value: each.colour
        for each in colouring_of(collection, word).categories
        for value in each.values
    }
    return (of[CLOSED], of[NOT_FOUND]) if surface == "brief" else (ALPHA, of["unknown"])


@pytest.mark.parametrize("name", SURFACES)
def test_one_look_on_every_surface(
    collection: Collection, name: str, monkeypatch: pytest.MonkeyPatch
):
    surface = SURFACES[name]
    before = surface(collection)
    assert surface(collection) == before
    filled, hollow = colours(collection, name)
    for look, (looked, changed) in LOOKS.items():
        if (look, name) in NEVER:
            continue
        assert re.search(looked.replace(FILLED, filled).replace(HOLLOW, hollow), before), look
        with monkeypatch.context() as patch:
            for row, value in changed.items():
                patch.setattr(looks, row, value)
            assert surface(collection) != before, look


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_fading_is_one_switch(
    collection: Collection,
    surface: Callable[[Collection], str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(looks, "FADED", 1)
    assert "fill-opacity" not in surface(collection)


def test_hatching_is_one_switch(collection: Collection, monkeypatch: pytest.MonkeyPatch):
    assert HATCHED in picture(collection)
    monkeypatch.setattr(looks, "HATCH_STEP", 0)
    assert HATCHED not in picture(collection)


def test_only_a_country_that_is_chosen_is_hatched(collection: Collection):
    assert HATCHED not in picture(collection, ASKED.without("country"))
    assert HATCHED not in locators(collection)
