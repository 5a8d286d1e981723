"""Places to choose from, as a scene that the drawing code knows."""

from __future__ import annotations

from geodata.geocoding import resolve
from layers.candidates import build_candidates, describe
from layers.compose import scene_group
from layers.scene_types import Scene


def test_each_candidate_is_a_mark_under_its_id_with_its_name_and_country():
    candidates = resolve("Springfield", "US").candidates
    scene = build_candidates([*candidates, candidates[0]])
    assert sorted({each.gazetteer_id for each in candidates}) == scene["sites"]["key"]
    assert set(scene) == set(Scene.__annotations__)
    assert all("United States" in label for label in scene["sites"]["label"])
    assert {len(column) for column in scene["sites"].values()} == {len(candidates)}


def test_a_candidate_is_distinguished_from_its_namesakes_in_the_language_of_the_reader():
    (prato,) = resolve("Prato", "IT").candidates[:1]
    assert describe(prato, language="fr").startswith("Prato, Tuscany, Italie (")


def test_no_candidates_draw_nothing():
    assert build_candidates([])["sites"]["key"] == []
    assert scene_group(build_candidates([])) is not None
