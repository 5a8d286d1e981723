from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from layers.compose import Camera, base_map, compose, drawn_group
from layers.frames import home_frame
from layers.script_json import script_json
from layers.selection import Selection, select
from tests.record import LAYERS

if TYPE_CHECKING:
    from geodata.collection import Collection

PROBES = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "${alert(1)}",
    "`${alert(1)}`",
    "{{ 7*7 }}",
    "{% if 1 %}gone{% endif %}",
    "{# gone #}",
    "a\u2028alert(1)",
    "'\"><svg onload=alert(1)>",
]


def page_of(collection: Collection, **options: Any) -> str:
    shown = select(collection, Selection(layer=frozenset(LAYERS)))
    return str(compose(shown, **options).get_root().render())


def test_the_same_record_gives_the_same_bytes(seeds: Collection):
    assert page_of(seeds) == page_of(seeds)


def test_the_page_loads_nothing(seeds: Collection):
    page = page_of(seeds)
    assert not re.search(r"<(link|iframe|img)|<script[^>]+src|@import", page)
    assert not re.search("cdn|jquery|bootstrap", page, re.IGNORECASE)


def test_the_page_has_a_language_and_a_title(seeds: Collection):
    page = page_of(seeds, language="fr")
    assert '<html lang="fr">' in page
    assert f"<title>{seeds.about.words('fr')['title']}</title>" in page
    assert "user-scalable=no" not in page


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_reader_has_the_theme_that_was_chosen(seeds: Collection, theme: Any):
    assert f'{{"theme":"{theme}",' in page_of(seeds, theme=theme)


@pytest.mark.parametrize("probe", PROBES)
def test_text_of_a_record_stays_text(make_collection: Any, probe: str):
    collection = make_collection(
        jurisdictions=[{"id": "alpha", "name": probe, "seat": f"{probe}, CN"}],
        stations=[{"city": probe, "precision": "city", "as_reported": probe, "note": probe}],
        agreements=[{"places": probe.replace(";", ""), "title": probe, "summary": probe}],
        places=[
            {"country": country, "name": probe, "lon": 9, "lat": 45} for country in ("IT", "CN")
        ],
    )
    page = page_of(collection)
    assert probe not in page
    assert page.count("<script>") == page.count("</script>") == 4
    assert "49" not in page.rpartition("mapapp.draw(")[2]


def test_the_title_of_a_collection_stays_text(make_collection: Any, monkeypatch: Any):
    collection = make_collection()
    monkeypatch.setitem(
        collection.about.descriptor["collection"]["languages"]["en"], "title", "<b>"
    )
    assert "<title>&lt;b&gt;</title>" in page_of(collection)


def test_without_a_camera_the_map_shows_what_is_chosen_or_all_there_is(seeds: Collection):
    assert f'{{"fit":true,"home":{script_json(home_frame(seeds))}}}' in page_of(seeds)
    page = page_of(seeds, camera=Camera(lon=12, lat=42, zoom=5))
    assert '"center":[42,12],"zoom":5' in page
    assert '{"fit":false,' in page


def test_the_ground_can_be_served_in_files():
    ground = base_map(assets_url="/app/static")
    page = ground.get_root().render()
    assert ground.default_js[0] == ("leaflet.js", "/app/static/leaflet.js")
    assert '"finer":"/app/static/outlines-finer.js"' in page
    assert len(page) < 20_000


def test_a_page_that_holds_its_files_asks_for_no_finer_outlines(seeds: Collection):
    assert '"finer":null' in page_of(seeds)


def test_the_ground_does_not_change_with_what_is_drawn(seeds: Collection):
    pages = []
    for asked in (Selection(), Selection(country=frozenset({"IT"}))):
        ground = base_map()
        drawn_group(select(seeds, asked)).add_to(ground)
        pages.append(ground.get_root().render().partition("mapapp.draw(")[0])
    assert pages[0] == pages[1]


def test_tiles_come_only_if_they_are_asked_for(seeds: Collection):
    assert "tile.openstreetmap.org" not in page_of(seeds)
    page = page_of(seeds, tiles="osm")
    assert "tile.openstreetmap.org" in page
    assert "openstreetmap.org/copyright" in page
