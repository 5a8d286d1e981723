"""Sentences of the interface, in the reader's language and in the form that a number takes."""

from __future__ import annotations

import pytest

from layers.words import LANGUAGES, UnknownLanguageError, Words, language_name
from layers.words.catalogue import read_catalogue


@pytest.fixture
def say(make_collection):
    collection = make_collection(stations=[{}])
    return lambda language="en": Words(collection, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_no_one_translated_stands_in_english(say, language):
    assert say(language).text("Hello {name}", name="Ada") == "Hello Ada"


def test_a_language_without_words_is_refused_with_those_there_are(say):
    with pytest.raises(UnknownLanguageError, match="'tlh': use one of en, fr"):
        say("tlh")


def test_a_field_is_filled_in_as_it_is_and_never_read_as_a_template(say):
    assert say().text("By {name}", name="{0.__class__}") == "By {0.__class__}"


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 0, "0 sources"),
        ("en", 1, "1 source"),
        ("en", 1200, "1,200 sources"),
        ("fr", 0, "0 source"),
        ("fr", 2, "2 sources"),
        ("fr", 1_000_000, "1\u202f000\u202f000 sources"),
        ("de", 1200, "1.200 Quellen"),
        ("pt", 0, "0 fontes"),
        ("pt", 1200, "1\u00a0200 fontes"),
        ("zh", 1, "1 个来源"),
        ("zh", 1200, "1,200 个来源"),
    ],
)
def test_a_number_is_written_and_declined_as_the_language_does(say, language, n, expected):
    assert say(language).count("{n} source", "{n} sources", n) == expected


@pytest.mark.parametrize(("n", "expected"), [(0, "0 moons"), (1, "1 moon"), (2, "2 moons")])
def test_a_sentence_without_translation_is_declined_as_in_english(say, n, expected):
    assert {say(each).count("{n} moon", "{n} moons", n) for each in LANGUAGES} == {expected}


def test_catalogues_are_read_once():
    assert read_catalogue("fr") is read_catalogue("fr")


@pytest.mark.parametrize(
    ("language", "named_in", "name"),
    [("de", "", "Deutsch"), ("pt", "", "Português"), ("zh", "", "中文"), ("zh", "fr", "chinois"),
     ("tlh-x", "en", "Klingon"), ("nobody", "fr", "nobody")],
)  # fmt: skip
def test_languages_have_names(language, named_in, name):
    assert language_name(language, named_in) == name
