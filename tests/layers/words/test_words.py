"""How a collection is spoken of: its nouns in the form a number takes, names, lists, marks."""

from __future__ import annotations

import json

import pytest

from geodata.collection import read_collection
from layers.words import LANGUAGES, SEVERAL, Words

POLISH = {"one": "instytut", "few": "instytuty", "many": "instytutów", "other": "instytutu"}


@pytest.fixture
def speaking(write_collection):
    """Writes a collection that has these words, by language."""

    def write(languages):
        folder = write_collection(stations=[{}])
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        descriptor["collection"]["languages"] = languages
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        return read_collection(folder)

    return write


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 1, "1 reported station"),
        ("en", 1200, "1,200 reported stations"),
        ("fr", 0, "0 poste signalé"),
        ("fr", 2, "2 postes signalés"),
        ("de", 0, "0 gemeldete Stationen"),
        ("de", 1200, "1.200 gemeldete Stationen"),
        ("pt", 0, "0 esquadras relatadas"),
        ("zh", 1, "1 处据报道的警察站"),
        ("zh", 1200, "1,200 处据报道的警察站"),
    ],
)
def test_a_noun_of_the_collection_takes_the_form_of_its_number(seeds, language, n, expected):
    assert Words(seeds, language).counted("stations", n) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [(0, "0 instytutów"), (1, "1 instytut"), (2, "2 instytuty"), (5, "5 instytutów"),
     (12, "12 instytutów"), (22, "22 instytuty"), (1004, "1,004 instytuty")],
)  # fmt: skip
def test_a_language_with_more_than_two_forms_keeps_them_all(speaking, n, expected):
    """The interface has no Polish: its own sentences are English, its numbers too."""
    words = Words(speaking({"pl": {"layers": {"stations": POLISH}, "terms": {"edition": POLISH}}}))
    assert words.counted("stations", n) == expected
    assert words.term("edition", n) == expected.split(" ", 1)[1]


def test_what_is_missing_in_a_language_is_declined_as_in_the_main_one(speaking):
    french = {"agreements": {"one": "traité", "many": "traités"}}
    collection = speaking({"pl": {"layers": {"stations": POLISH}}, "fr": {"layers": french}})
    words = Words(collection, "fr")
    assert words.counted("agreements", 0) == "0 traité"
    assert words.counted("stations", 0) == "0 instytutów"


@pytest.mark.parametrize(
    ("forms", "said"),
    [
        ({"one": "site", "many": "sites"}, ["0 sites", "1 site", "2 sites"]),
        ({"one": "site", "other": "sites"}, ["0 sites", "1 site", "2 sites"]),
        ({"other": "sheep"}, ["0 sheep", "1 sheep", "2 sheep"]),
        ({}, ["0 stations", "1 stations", "2 stations"]),
    ],
    ids=["one and many", "one and other", "one form", "none"],
)
def test_a_collection_gives_as_many_forms_as_it_has(speaking, forms, said):
    words = Words(speaking({"en": {"layers": {"stations": {"title": "Sites", **forms}}}}))
    assert [words.counted("stations", n) for n in range(3)] == said


def test_an_unknown_language_of_a_collection_is_declined_as_english(speaking):
    words = Words(speaking({"x-made-up": {"layers": {"stations": {"one": "a", "many": "b"}}}}))
    assert [words.noun("stations", n) for n in (0, 1, SEVERAL)] == ["b", "a", "b"]


def test_a_term_stands_in_the_place_of_the_layers_own_noun(seeds):
    words = Words(seeds)
    assert words.counted("agreements", 2, "deal") == "2 policing deals"
    assert words.title("agreements", "deal") == "Policing deals"
    assert words.counted("agreements", 1, "no such term") == "1 agreement or patrol"


def test_a_facet_without_a_term_of_the_collection_is_called_by_its_heading(seeds):
    words = Words(seeds)
    assert words.term("country", SEVERAL, otherwise="Countries") == "host countries"
    assert words.term("status", SEVERAL, otherwise="Status") == "Status"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "a, b and c"), ("de", "a, b und c"), ("zh", "a、b和c")],
)
def test_items_are_listed_as_the_language_does(seeds, language, said):
    assert Words(seeds, language).listed(["a", "b", "c"]) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“T”"), ("fr", "«\u00a0T\u00a0»"), ("es", "«T»"), ("de", "„T“"), ("zh", "“T”")],
)
def test_titles_stand_in_the_quotation_marks_of_the_language(seeds, language, said):
    assert Words(seeds, language).quoted("T") == said


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Qingtian", "Unknown"]), ("fr", ["Qingtian", "Inconnue"]), ("zh", ["青田", "不详"])],
)
def test_a_jurisdiction_is_named_in_the_script_of_the_language(seeds, language, names):
    words = Words(seeds, language)
    assert [words.name("qingtian"), words.name(seeds.about.unknown_jurisdiction)] == names


def test_a_local_name_in_another_script_does_not_take_the_place_of_the_name(make_collection):
    cyrillic = {"id": "alpha", "name": "Aurora", "local_name": "Аврора"}
    assert Words(make_collection(jurisdictions=[cyrillic]), "zh").name("alpha") == "Aurora"


def test_a_code_that_is_not_a_country_is_repeated(seeds):
    assert Words(seeds, "de").countries(["IT", "??"]) == "Italien und ??"


def test_a_mark_says_where_before_what(seeds):
    words = Words(seeds)
    town = words.place("IT", "Milan", "Lombardy")
    assert words.mark(town, "one", "", "two") == "Milan, Lombardy, Italy: one, two"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_of_the_record_has_nouns_in_every_language(seeds, language):
    words = Words(seeds, language)
    own = {words.noun("agreements", n) for n in (1, SEVERAL)}
    for term in ("deal", "round", "other", "proposed"):
        assert words.noun_forms("agreements", term).language == language
        assert own.isdisjoint(words.noun("agreements", n, term) for n in (1, SEVERAL))
