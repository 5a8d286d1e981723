"""By what dots are coloured: declared by the collection, or what its tables offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geodata.description import Description
from layers.colouring import (
    category_of,
    colouring_of,
    colourings,
    count_categories,
)
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.style import DARK, LIGHT, MARK_CONTRAST, contrast
from layers.words import LANGUAGES


def declaring(collection: Any, colour_by: list[dict[str, Any]]) -> Any:
    """The collection with another declaration of its colours."""
    descriptor = dict(collection.about.descriptor)
    descriptor["collection"] = {**descriptor["collection"], "colour_by": colour_by}
    return replace(collection, about=Description(descriptor))


def test_the_record_is_coloured_by_jurisdiction_first_and_by_outcome_second(seeds):
    first, second = colourings(seeds)
    assert (first.word, first.facet) == ("jurisdiction", "jurisdiction")
    assert (second.word, second.facet) == ("outcome", "status")
    assert [each.id for each in first.categories if each.is_hollow] == ["unknown"]
    assert [each.id for each in second.categories if each.is_hollow] == ["no-evidence"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["jurisdiction", "outcome"])
def test_every_site_has_a_category_and_every_category_stands_out(seeds, word, language):
    shown = select(seeds, Selection())
    categories = colouring_of(seeds, word, language).categories
    assert sum(count_categories(shown, word).values()) == shown.sites["weight"].sum()
    for each in categories:
        assert each.name
        for colour, theme in ((each.colour, LIGHT), (each.colour_dark, DARK)):
            assert contrast(colour, theme.land) >= MARK_CONTRAST


def test_a_word_that_no_colouring_has_is_the_first_one(seeds):
    assert colouring_of(seeds, "nothing") == colourings(seeds)[0]


@pytest.mark.parametrize(
    ("parties", "word"),
    [(["alpha", "beta"], "jurisdiction"), (["alpha", "alpha"], "jurisdiction")],
    ids=["several", "one used of several known"],
)
def test_without_a_declaration_sites_are_coloured_by_jurisdiction(make_collection, parties, word):
    collection = make_collection(stations=[{"jurisdiction": each} for each in parties])
    assert colouring_of(declaring(collection, [])).word == word


def test_values_that_no_category_names_come_last_and_hollow(make_collection):
    collection = declaring(
        make_collection(stations=[{"status": "reported"}, {"status": "closed"}]),
        [
            {"word": "end", "by": "status",
             "categories": [{"id": "closed", "label": "Closed", "values": ["closed"]}]},
        ],
    )  # fmt: skip
    closed, rest = colouring_of(collection).categories
    assert (closed.name, rest.name, rest.is_hollow) == ("Closed", "Not stated", True)
    assert [*category_of(collection, "stations")] == [1, 0]


def test_the_scene_counts_the_dots_of_each_city_by_the_chosen_colouring(seeds):
    shown = select(seeds, Selection(country=frozenset({"IT"})))
    for word in ("jurisdiction", "outcome"):
        scene = build_scene(shown, colour_by=word)
        assert [each["id"] for each in scene["categories"]] == [
            each.id for each in colouring_of(seeds, word).categories
        ]
        for count, parts in zip(scene["sites"]["count"], scene["sites"]["parts"], strict=True):
            assert sum(parts[1::2]) == count
