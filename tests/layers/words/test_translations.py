"""Every sentence is translated once in every language, and the translation keeps its fields."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from geodata.locales import locale_of
from layers.facets import CHOICES
from layers.words import LANGUAGES, MAIN_LANGUAGE
from layers.words.catalogue import read_catalogue
from mapapp.exports.article.interface import counted_sentences, plain_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

    from geodata.collection import Collection

ROOT = Path(__file__).parents[3]
LOCALE = ROOT / "layers/words/locale"
SOURCES = [*(ROOT / "layers").rglob("*.py"), *(ROOT / "mapapp/exports").rglob("*.py")]
TEMPLATE = ROOT / "mapapp/exports/article/template.html"
TRANSLATIONS = [code for code in LANGUAGES if code != MAIN_LANGUAGE]
SAYING = {"text", "say", "template"}


@cache
def nodes() -> tuple[ast.AST, ...]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    return tuple(node for tree in trees for node in ast.walk(tree))


def constants() -> set[str]:
    """Every text in the code and in the template of the article."""
    texts = {each.value for each in nodes() if isinstance(each, ast.Constant)}
    return {each for each in texts if isinstance(each, str)} | written()


def written() -> set[str]:
    return set(re.findall(r"say\('([^']*)'[,)]", TEMPLATE.read_text(encoding="utf-8")))


def calls() -> Iterator[tuple[str, list[str]]]:
    """The name and the literal texts of every call in the code that may say something."""
    for node in nodes():
        if isinstance(node, ast.Call):
            given = [each.value for each in node.args if isinstance(each, ast.Constant)]
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, [each for each in given if isinstance(each, str)]


def sentences() -> set[str]:
    said = {texts[0] for name, texts in calls() if name in SAYING and texts}
    return said | written() | {*plain_sentences()} | {facet.title for facet in CHOICES}


def counted() -> set[tuple[str, str]]:
    said = {(texts[0], texts[1]) for name, texts in calls() if name == "count" and len(texts) == 2}
    return said | set(counted_sentences())


def messages(code: str) -> list[Message]:
    """All entries of the catalogues of a language."""
    found = []
    for path in sorted((LOCALE / code).glob("*.po")):
        with path.open("rb") as file:
            found += [message for message in read_po(file, locale=code) if message.id]
    return found


def key(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_sentence_in_the_code_is_translated(code: str):
    known = {key(message) for message in messages(code) if all(message.string)}
    assert sentences() | {one for one, _ in counted()} <= known


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_sentence_is_translated_in_one_place(code: str):
    keys = [key(message) for message in messages(code)]
    assert sorted(keys) == sorted({*keys})


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_catalogue_holds_what_nothing_says(code: str):
    assert {key(message) for message in messages(code)} <= constants()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translation_fills_in_what_its_sentence_gives(code: str):
    more = {"{station}": {"title", "stations"}, "{nouns}": {"title"}, "{agreement}": {"agreements"}}
    for message in messages(code):
        english = " ".join(message.id) if message.pluralizable else message.id
        allowed = fields(english).union(*(each for name, each in more.items() if name in english))
        texts = message.string if message.pluralizable else [message.string]
        assert all(fields(text) <= allowed for text in texts), message
        assert "{n}" in texts[-1] or "{n}" not in english, message


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_counted_sentence_has_all_plural_forms_of_the_language(code: str):
    used = {locale_of(code).plural_form(n) for n in range(200)}
    for one, many in counted():
        forms = read_catalogue(code).forms(one, many)
        assert forms.language == code
        assert {*forms.by_category} == used | {"other"}


def test_numbers_are_set_apart_in_chinese_everywhere():
    for message in messages("zh"):
        for text in message.string if message.pluralizable else [message.string]:
            assert not re.search(r"[\u3400-\u9fff]\{(?:n|counted|records|agreements)\}", text), text
            assert not re.search(r"\{n\}[\u3400-\u9fff]", text), text


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_the_collection_has_all_its_words_and_labels_in_each_language(code: str, seeds: Collection):
    about = seeds.about
    main = about.words(MAIN_LANGUAGE)
    own = about.own_words(code)
    assert set(own) == set(main) - ({"title"} - set(own))
    for layer, words in main["layers"].items():
        assert set(own["layers"][layer]) == set(words)
    for table, column in (("stations", "status"), ("agreements", "kind"), ("responses", "kind")):
        assert all(code in term.labels for term in about.terms(table, column))
