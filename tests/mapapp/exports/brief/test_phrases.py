from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from layers.words import LANGUAGES, MAIN_LANGUAGE, Words
from layers.words.catalogue import Catalogue
from layers.words.spelled_dates import spell_date
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.folder import _index
from mapapp.exports.brief.html import to_html
from mapapp.exports.brief.phrases import name_jurisdiction, tally_in_words
from tests.layers.words.test_translations import key, messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodata.collection import Collection
    from layers.words.forms import Forms
    from mapapp.exports.brief.model import Brief

TRANSLATED = [code for code in LANGUAGES if code != MAIN_LANGUAGE]


@pytest.fixture(scope="module")
def asked(seeds: Collection) -> Iterator[set[str]]:
    """Every message that the briefs of all countries ask for."""
    asked_for: set[str] = set()
    template, forms = Catalogue.template, Catalogue.forms

    def noting_template(self: Catalogue, msgid: str) -> str:
        asked_for.add(msgid)
        return template(self, msgid)

    def noting_forms(self: Catalogue, one: str, many: str) -> Forms:
        asked_for.add(one)
        return forms(self, one, many)

    spell_date.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Catalogue, "template", noting_template)
        patch.setattr(Catalogue, "forms", noting_forms)
        for code in (*countries_of_record(seeds), "KE", "CN"):
            build_brief(seeds, [code], "fr")
        _index(seeds, ["IT"], "fr")
        for edtf in ("2018~", "/2019", "2011/..", "2015/"):
            spell_date(edtf, "fr")
    yield asked_for
    spell_date.cache_clear()


@pytest.mark.parametrize("number", [1, 32])
def test_no_spanish_noun_that_is_counted_begins_with_a_word_that_stands_before_numbers(
    seeds: Collection, number: int
):
    say = Words(seeds, "es")
    nouns = [say.noun(layer, number) for layer in seeds.about.specs]
    nouns += [say.noun("agreements", number, term) for term in ("deal", "round", "other")]
    assert not [noun for noun in nouns if noun.startswith("otr")]


def test_every_word_of_every_brief_is_translated(asked: set[str]):
    for code in TRANSLATED:
        translated = {key(message) for message in messages(code) if all(message.string)}
        assert asked <= translated, code


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("country", ["IT", "SB", "CU", "KE"])
def test_a_brief_is_written_in_the_language(
    seeds: Collection, briefs: Mapping[str, Brief], code: str, country: str
):
    brief = build_brief(seeds, [country], code)
    english = briefs[country]
    assert brief.language == code
    headings = {section.heading for section in brief.sections}
    shared = headings & {section.heading for section in english.sections}
    assert not shared - {""}
    assert f'<html lang="{code}">'.encode() in to_html(brief)


@pytest.mark.parametrize(
    ("language", "key", "with_local_name", "said"),
    [
        ("en", "qingtian", False, "Qingtian"),
        ("en", "qingtian", True, "Qingtian (青田)"),
        ("zh", "qingtian", True, "青田"),
        ("en", "unknown", False, "Unknown"),
    ],
)
def test_a_jurisdiction_is_named_with_its_own_script_where_that_is_not_read(
    seeds: Collection, language: str, key: str, said: str, *, with_local_name: bool
):
    words = Words(seeds, language)
    assert name_jurisdiction(key, words, with_local_name=with_local_name) == said


def test_a_long_tally_ends_with_how_many_more_there_are(seeds: Collection):
    pairs = [(chr(ord("a") + index), 1) for index in range(10)]
    assert tally_in_words(pairs, Words(seeds)).endswith("h (1); 2 more")
