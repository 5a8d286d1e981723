"""The selection in words: no number claims more than the selection holds."""

from __future__ import annotations

import pytest

from layers.selection import Selection, select
from layers.tally import state_selection
from layers.words import LANGUAGES, Words
from tests.statements import CASES, ROWS


@pytest.fixture
def record(make_collection):
    return make_collection(**ROWS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_selection_is_put_into_words(record, case):
    said = state_selection(select(record, case.selection), Words(record))
    assert said.sentences == case.sentences
    assert said.remarks == case.remarks


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_the_years_stand_beside_the_dated_alone(seeds, language):
    """Most sites that answer a range of years have no date: the sentence must not date them."""
    stations = frozenset({"stations"})
    words = Words(seeds, language)
    said = state_selection(select(seeds, Selection(layer=stations, year=(2016, 2018))), words)
    shown = select(seeds, Selection(layer=stations, year=(2016, 2018)))
    certain, undated = (
        int(shown.of_role("site").loc[shown.of_role("site")["certainty"] == each, "count"].sum())
        for each in ("certain", "undated")
    )
    whole = int(shown.of_role("site")["count"].sum())
    assert certain < whole
    assert f"{certain} " in said.sentences
    assert str(undated) in said.sentences
    assert str(whole) not in said.sentences
