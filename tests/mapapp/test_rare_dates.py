"""Seasons, quarters, decades and dates between two others, as readers of a language have them."""

from __future__ import annotations

import pytest

from mapapp.dates import spell_date
from mapapp.language import LANGUAGES
from mapapp.panels.wording import say_date

SPELT = {
    "2016-21": "spring 2016",
    "2016-24": "winter 2016",
    "2016-34": "quarter 2 of 2016",
    "201X": "the 2010s",
    "[2014..2016]": "between 2014 and 2016",
    "[2014-06..2016]": "between June 2014 and 2016",
}


@pytest.mark.parametrize(("edtf", "words"), SPELT.items())
def test_documents_and_the_page_spell_them_alike(edtf, words):
    assert spell_date(edtf) == say_date(edtf) == words


def test_uncertain_and_open_ones_keep_their_marks():
    assert say_date("2016-21~/..") == "since about spring 2016, open end"
    assert spell_date("2016-21~") == "about spring 2016"


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("edtf", SPELT)
def test_every_language_of_the_interface_has_words_for_them(language, edtf):
    assert spell_date(edtf, language) not in {edtf, SPELT[edtf]}
