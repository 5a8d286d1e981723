from __future__ import annotations

from datetime import date

import pytest

from mapapp.language import LANGUAGES, Language, UnknownLanguageError


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_that_no_one_translated_stands_in_english(code: str):
    assert Language(code, "nothing").text("Hello {name}", name="Ada") == "Hello Ada"


def test_a_language_without_words_is_refused_with_those_there_are():
    with pytest.raises(UnknownLanguageError, match="'tlh': choose one of en, fr"):
        Language("tlh", "article")


def test_a_field_is_filled_in_as_it_is_and_never_read_as_a_template():
    assert Language("en", "article").text("By {name}", name="{0.__class__}") == "By {0.__class__}"


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "0 sites"), (1, "1 site"), (2, "2 sites"), (1200, "1,200 sites")]
)
def test_a_number_takes_its_plural_form(n: int, expected: str):
    assert Language("en", "article").count("{n} site", "{n} sites", n) == expected


def test_french_counts_nothing_in_the_singular_and_chinese_has_one_form():
    assert Language("fr", "article").plural_table()[:3] == (0, 0, 1)
    assert set(Language("zh", "article").plural_table()) == {0}


def test_a_language_with_one_form_takes_the_many_of_a_word_without_translation():
    assert Language("zh", "nothing").count("{n} site", "{n} sites", 1) == "1 sites"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_table_of_plural_forms_says_what_the_rule_says(code: str):
    language = Language(code, "article")
    table = language.plural_table()
    for n in (0, 1, 7, 99, 100, 199, 200, 201, 1_000_001):
        assert table[n if n < 200 else 100 + n % 100] == language.plural_index(n)


def test_days_and_names_are_written_as_the_language_does():
    assert Language("fr", "article").day(date(2026, 11, 23)) == "23 novembre 2026"
    assert Language("en", "article").day(date(2026, 11, 23)) == "23 November 2026"
    assert Language("de", "article").name == "Deutsch"
