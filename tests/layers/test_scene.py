from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from layers.scene import build_scene, list_jurisdictions
from layers.selection import Selection, select
from layers.style import DARK, GLYPHS, LIGHT, contrast
from tests.record import LAYERS, sites

if TYPE_CHECKING:
    from geodata.collection import Collection

EVERYTHING = Selection(layer=frozenset(LAYERS))


def test_the_scene_of_the_record_is_json_and_always_the_same(seeds: Collection):
    once, again = (json.dumps(build_scene(select(seeds, EVERYTHING))) for _ in range(2))
    assert once == again


def test_every_reported_site_of_the_record_is_a_point_or_counted_in_its_country(seeds: Collection):
    shown = select(seeds, Selection(layer=frozenset({"stations"})))
    scene = build_scene(shown)
    counted = sum(scene["sites"]["count"]) + sum(area["count"] for area in scene["areas"])
    assert counted == shown.of_role("site")["count"].sum() == sites()


def test_columns_have_an_entry_for_each_place(seeds: Collection):
    scene = build_scene(select(seeds, EVERYTHING))
    for table in (scene["sites"], scene["towns"]):
        assert {len(column) for column in table.values()} == {len(table["key"])}


def test_places_are_uniquely_named(seeds: Collection):
    scene = build_scene(select(seeds, EVERYTHING))
    labels = [*scene["sites"]["label"], *scene["towns"]["label"]]
    assert len(set(labels)) == len(labels)


def test_no_label_miscounts_its_noun(seeds: Collection):
    scene = build_scene(select(seeds, EVERYTHING))
    labels = " | ".join(
        [*scene["sites"]["label"], *(each["label"] for each in [*scene["areas"], *scene["arcs"]])]
    )
    assert not re.search(r"\b1 (reported stations|agreements|responses)\b", labels)
    assert not re.search(r"\b([02-9]|\d\d+) (reported station|agreement|response)\b", labels)


def test_a_filter_changes_no_colour_and_no_index(seeds: Collection):
    few = build_scene(select(seeds, Selection(jurisdiction=frozenset({"nantong"}))))
    assert few["jurisdictions"] == build_scene(select(seeds, EVERYTHING))["jurisdictions"]


def test_every_colour_stands_out_by_day_and_by_night(seeds: Collection):
    for each in list_jurisdictions(seeds):
        for colour, theme in ((each["colour"], LIGHT), (each["colour_dark"], DARK)):
            assert min(contrast(colour, theme.land), contrast(colour, theme.sea)) >= 3


def test_exactly_the_unknown_jurisdiction_is_marked_as_such(seeds: Collection):
    assert [each["id"] for each in list_jurisdictions(seeds) if each["unknown"]] == ["unknown"]


def test_roles_are_those_that_have_a_mark(seeds: Collection):
    areas = build_scene(select(seeds, EVERYTHING))["areas"]
    assert {area["role"] for area in areas if area["kind"] == "response"} <= set(GLYPHS)


def test_an_empty_selection_is_an_empty_scene(seeds: Collection):
    scene = build_scene(select(seeds, Selection(country=frozenset({"AQ"}))))
    assert (scene["areas"], scene["arcs"]) == ([], [])
    assert scene["sites"]["key"] == scene["towns"]["key"] == []


@pytest.mark.parametrize(
    ("language", "country", "no_city"),
    [("en", "Italy", "city not known"), ("de", "Italien", "Stadt unbekannt")],
)
def test_labels_speak_the_language_that_is_asked_for(
    make_collection: Any, language: str, country: str, no_city: str
):
    shown = select(make_collection(stations=[{}]), Selection())
    scene = build_scene(shown, language=language)
    [area] = scene["areas"]
    assert area["label"].startswith(f"{country}: ")
    assert area["label"].endswith(no_city)
