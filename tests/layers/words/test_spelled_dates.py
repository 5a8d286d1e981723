from __future__ import annotations

import pytest

from layers.words import LANGUAGES
from layers.words.spelled_dates import spell_date


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("", "en", ""),
        ("2018", "en", "2018"),
        ("2018-09", "en", "September 2018"),
        ("2018-09-28", "en", "28 September 2018"),
        ("2018-09", "fr", "septembre 2018"),
        ("2018-09-28", "de", "28. September 2018"),
        ("2018-09-28", "pt", "28 de setembro de 2018"),
        ("2018-09", "zh", "2018年9月"),
        ("2018~", "en", "about 2018"),
        ("2016/2019", "en", "2016–2019"),
        ("2011/..", "en", "since 2011, open end"),
        ("2015/", "en", "from 2015, end not known"),
        ("/2019", "en", "until 2019, start not known"),
        ("2016-21~", "en", "about spring 2016"),
        ("2016-21~/..", "en", "since about spring 2016, open end"),
        ("Michaelmas", "en", "Michaelmas"),
    ],
)
def test_a_date_is_written_as_its_reader_would(edtf: str, language: str, words: str):
    assert spell_date(edtf, language) == words


RARE = {
    "2016-21": "spring 2016",
    "2016-24": "winter 2016",
    "2016-34": "quarter 2 of 2016",
    "201X": "the 2010s",
    "[2014..2016]": "between 2014 and 2016",
    "[2014-06..2016]": "between June 2014 and 2016",
}


@pytest.mark.parametrize(("edtf", "words"), RARE.items())
def test_rarer_forms_are_put_into_words_too(edtf, words):
    assert spell_date(edtf) == words


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("edtf", RARE)
def test_every_language_of_the_interface_has_words_for_them(language, edtf):
    assert spell_date(edtf, language) not in {edtf, RARE[edtf]}
