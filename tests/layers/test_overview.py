"""The head of every surface: a sentence that stands alone, and numbers that add up to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.collection import read_collection
from layers.overview import build_overview
from layers.selection import Selection, select
from layers.words import LANGUAGES, Words

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"
ROWS = {
    "stations": [
        {"id": "a", "country": "IT", "count": "2", "established": "2018"},
        {"id": "b", "country": "IT", "established": ""},
        {"id": "c", "country": "RS", "established": "2020"},
    ],
}


def overview(collection, language="en", colour_by="", **asked):
    shown = select(collection, Selection(**asked))
    return build_overview(shown, Words(collection, language), colour_by=colour_by)


@pytest.mark.parametrize(
    ("asked", "headline"),
    [
        ({}, "4 Chinese police stations are reported in 2 countries."),
        (
            {"country": frozenset({"IT"})},
            "Italy: 3 Chinese police stations are reported, more than in any other country.",
        ),
        ({"country": frozenset({"RS"})}, "Serbia: 1 Chinese police station is reported."),
        (
            {"country": frozenset({"IT", "RS"})},
            "Italy and Serbia: 4 Chinese police stations are reported.",
        ),
        (
            {"year": (2018, 2019)},
            "Italy: 2 Chinese police stations are reported, dated 2018 to 2019; 1 more is undated.",
        ),
        (
            {"year": (2001, 2002)},
            (
                "Italy: 0 Chinese police stations are reported, dated 2001 to 2002; "
                "undated: 1 reported station."
            ),
        ),
        (
            {"jurisdiction": frozenset({"alpha"}), "search": "italy"},
            (
                "Italy: 3 Chinese police stations are reported "
                "(Originating jurisdiction: Alpha; Search: “italy”)."
            ),
        ),
        (
            {"country": frozenset({"IT", "RS", "FR", "ES"})},
            (
                "4 Chinese police stations are reported in 2 countries "
                "(Host countries: France, Italy, Serbia, Spain)."
            ),
        ),
        (
            {"edition": frozenset({"first"})},
            "4 Chinese police stations are reported in 2 countries.",
        ),
        ({"search": "nowhere at all"}, "No records match."),
    ],
    ids=[
        "all",
        "most",
        "one",
        "two",
        "years",
        "years of nothing",
        "party and search",
        "four countries",
        "what is shown anyway",
        "nothing",
    ],
)
def test_the_headline_is_true_for_the_selection(make_collection, asked, headline):
    assert overview(make_collection(**ROWS), **asked).headline == headline


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colour_by", ["jurisdiction", "outcome"])
@pytest.mark.parametrize(
    "asked",
    [{}, {"country": frozenset({"IT"})}, {"year": (2018, 2020)}],
    ids=["all", "IT", "years"],
)
def test_shares_and_ranking_add_up_to_the_headline(seeds, language, colour_by, asked):
    found = overview(seeds, language, colour_by, **asked)
    total = sum(share.number for share in found.shares)
    assert total == sum(row.number for row in found.ranking)
    assert all(sum(n for _, n in row.parts) == row.number for row in found.ranking)
    assert str(total) in re.findall(r"\d+", found.headline)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_deck_says_who_lists_the_sites_and_what_is_claimed(seeds, language):
    deck = overview(seeds, language).deck
    assert "Safeguard Defenders" in deck
    assert "102" in deck


@pytest.mark.parametrize(
    ("language", "named"), [("en", "Italy and United Kingdom:"), ("de", "Italien und Vereinigtes")]
)
def test_several_countries_stand_in_the_order_of_their_names(seeds, language, named):
    shown = select(seeds, Selection(country=frozenset({"GB", "IT"})))
    assert build_overview(shown, Words(seeds, language)).headline.startswith(named)


def test_agreements_alone_are_counted_by_their_units_and_ranked_by_the_first(seeds):
    found = overview(seeds, layer=frozenset({"agreements"}))
    assert re.match(r"\d+ policing deals, \d+ patrol rounds and ", found.headline)
    assert found.shares == ()
    assert found.ranked == "policing deals"


def test_a_collection_of_another_subject_speaks_of_it_without_a_sentence_of_its_own():
    found = overview(read_collection(LUMERIA))
    assert found.headline == "14 friendship institutes are on record in 10 countries."
    assert found.ranked == "friendship institutes"


def test_text_in_a_sentence_of_the_collection_is_not_a_template(make_collection):
    collection = make_collection(**ROWS)
    language = collection.about.descriptor["collection"]["languages"]["en"]
    language["sentences"] = {"stations": {"one": "{n.real} {x}", "many": "{n} {n.__class__}"}}
    assert overview(collection).headline == "4 {n.__class__} in 2 countries."


def test_countries_with_as_many_are_ranked_by_name_whatever_its_accents(make_collection):
    codes = ("GB", "EC", "ES")
    collection = make_collection(stations=[{"country": code} for code in codes])
    found = overview(collection, "fr")
    assert [row.name for row in found.ranking] == ["Équateur", "Espagne", "Royaume-Uni"]


@pytest.mark.parametrize(
    ("language", "of_one", "of_two"),
    [
        ("fr", "Italie : le relevé compte ", "Le relevé compte "),
        ("es", "Italia: el registro cuenta ", "El registro cuenta "),
        ("it", "Italia: il registro conta ", "Il registro conta "),
        ("pt", "Itália: o registo conta ", "O registo conta "),
    ],
)
def test_a_headline_goes_on_in_lower_case_behind_the_name_of_a_country(
    make_collection, language, of_one, of_two
):
    collection = make_collection(agreements=[{"countries": "IT"}, {"countries": "FR"}])
    named = overview(collection, language, country=frozenset({"IT"}))
    assert named.headline.startswith(of_one)
    assert overview(collection, language).headline.startswith(of_two)
