"""Every sentence of the article is translated, and the translation keeps its fields."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from layers.facets import FACETS
from mapapp.exports.article.interface import counted_sentences, plain_sentences
from mapapp.language import LANGUAGES, MAIN_LANGUAGE, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.collection import Collection

ROOT = Path(__file__).parents[3]
SOURCES = [
    *(ROOT / "mapapp/exports/article").glob("*.py"),
    *(ROOT / "layers").glob("*.py"),
    ROOT / "mapapp/exports/local_names.py",
]
TEMPLATE = ROOT / "mapapp/exports/article/template.html"
TRANSLATIONS = [code for code in LANGUAGES if code != MAIN_LANGUAGE]
SAYING = {"text", "translate", "say", "template"}


def _calls() -> Iterator[tuple[str, list[str]]]:
    """The name and the literal texts of every call in the code that may say something."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts = [
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                yield name, texts


def _sentences() -> set[str]:
    said = {texts[0] for name, texts in _calls() if name in SAYING and texts}
    written = re.findall(r"say\('([^']*)'[,)]", TEMPLATE.read_text(encoding="utf-8"))
    return said | set(written) | set(plain_sentences())


def _counted() -> set[tuple[str, str]]:
    said = {(texts[0], texts[1]) for name, texts in _calls() if name == "count" and len(texts) == 2}
    return said | set(counted_sentences())


def _fields(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_sentence_is_translated_with_all_its_fields(code: str):
    words = Language(code, "article")
    for sentence in _sentences():
        assert sentence in words._words.messages, sentence
        assert _fields(words.template(sentence)) == _fields(sentence)


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_every_counted_sentence_has_all_plural_forms_of_the_language(code: str):
    words = Language(code, "article")
    for one, many in _counted():
        assert one in words._words.plurals, one
        forms = words.forms(one, many)
        assert len(forms) == words._words.number_of_forms
        assert set(_fields(forms[-1])) == set(_fields(many))


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_no_catalogue_holds_what_nothing_says(code: str):
    words = Language(code, "article")
    titles = {facet.title for facet in FACETS}
    assert set(words._words.messages) <= _sentences() | titles
    assert set(words._words.plurals) <= {one for one, _ in _counted()}


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_the_collection_has_all_its_words_and_labels_in_each_language(code: str, seeds: Collection):
    about = seeds.about
    main = about.words(MAIN_LANGUAGE)
    own = about.descriptor["collection"]["languages"][code]
    assert set(own) == set(main) - ({"title"} - set(own))
    for layer, words in main["layers"].items():
        assert set(own["layers"][layer]) == set(words)
    for table, column in (("stations", "status"), ("agreements", "kind"), ("responses", "kind")):
        assert all(code in term.labels for term in about.terms(table, column))
