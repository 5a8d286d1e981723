"""What a selection asks for in a few words, and what its files are called."""

from __future__ import annotations

import pytest

from layers.selection import Selection
from layers.words import Words
from mapapp.panels.chosen import file_name, name_selection


def of(**chosen):
    return {word: frozenset(values) for word, values in chosen.items()}


@pytest.mark.parametrize(
    ("selection", "said", "name"),
    [
        (Selection(), "", "stations"),
        (Selection(**of(country=["IT"])), "Italy", "stations-italy"),
        (
            Selection(**of(country=["IT"], jurisdiction=["nantong"]), year=(2016, 2018)),
            "Italy, Nantong, 2016 to 2018",
            "stations-italy-nantong-2016-to-2018",
        ),
        (
            Selection(**of(country=["AT", "CI", "DE", "IT"])),
            "4 host countries",
            "stations-4-host-countries",
        ),
        (Selection(**of(country=["CI"])), "Côte d’Ivoire", "stations-cote-divoire"),
        (Selection(search="../etc"), "“../etc”", "stations-etc"),
        (Selection(undated=False), "what has a year alone", "stations-what-has-a-year-alone"),
    ],
    ids=["nothing", "one", "three filters", "many", "accents", "a path", "a switch"],
)
def test_a_selection_is_named_by_what_is_chosen(seeds, selection, said, name):
    words = Words(seeds)
    assert name_selection(seeds, selection, words) == said
    version = seeds.about.version
    assert file_name(seeds, selection, words, "stations") == f"{name}-{version}"
