"""The legal desk: what refuses an export, and what is left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from layers.selection import Selection, select
from mapapp.exports.review import RefusedExportError, refuse_unpublishable, review
from tests.record import LAYERS

STRONG = [{"id": "s1"}, {"id": "s2"}]


@pytest.fixture
def look(make_collection: Any) -> Any:
    """Review a collection: the records of each rule that found some."""

    def found(texts: tuple[str, ...] = (), **tables: Any) -> dict[str, tuple[str, ...]]:
        shown = select(make_collection(**tables), Selection(layer=frozenset(LAYERS)))
        return {each.rule: each.records for each in review(shown, texts).points}

    return found


def test_a_record_with_one_source_is_pointed_out(look: Any):
    found = look(sources=STRONG, stations=[{"sources": "s1"}, {"sources": "s1;s2"}])
    assert found["single-source"] == ("st1",)


@pytest.mark.parametrize("standing", ["partisan", "copy", "tertiary"])
def test_weak_sources_cannot_carry_a_claim_alone(look: Any, standing: str):
    sources = [{"id": "s1"}, {"id": "s2", "standing": standing}]
    stations = [{"sources": "s2"}, {"sources": "s2;s1"}]
    assert look(sources=sources, stations=stations)["weak-sources"] == ("st1",)


@pytest.mark.parametrize(
    ("note", "is_found"),
    [
        ("An illegal base.", True),
        ("A secretly run office.", True),
        ("Allegedly an illegal base.", False),
        ("Called illegal by the daily.", False),
        ("An office.", False),
    ],
)
def test_words_that_accuse_need_one_that_attributes(look: Any, note: str, *, is_found: bool):
    assert ("accusing-words" in look(stations=[{"note": note}])) is is_found


def test_the_editors_own_title_is_looked_at_too(look: Any):
    found = look(("The secret network", "As reported"), stations=[{}])
    assert found["accusing-title"] == ("The secret network",)


@pytest.mark.parametrize(
    ("status", "is_found"),
    [("reported", True), ("under investigation", True), ("closed", False)],
)
def test_a_record_without_outcome_is_pointed_out(look: Any, status: str, *, is_found: bool):
    assert ("no-outcome" in look(stations=[{"status": status}])) is is_found


@pytest.mark.parametrize(
    ("note", "is_found"),
    [
        ("At 107 East Broadway Street.", True),
        ("In der Musterstraße 12.", True),
        ("Via Roma 5", True),
        ("On 12 December 2022 the city said so.", False),
        ("Two of 30 sites in the city.", False),
    ],
)
def test_what_looks_like_an_address_is_pointed_out(look: Any, note: str, *, is_found: bool):
    assert ("address-like" in look(stations=[{"note": note}])) is is_found


def test_links_without_an_archived_copy_are_pointed_out_by_source(look: Any):
    sources = [{"id": "s1"}, {"id": "s2", "archived_url": "https://archive.example/2"}]
    assert look(sources=sources, stations=[{"sources": "s1;s2"}])["not-archived"] == ("s1",)


def test_records_that_the_collection_keeps_apart_are_pointed_out(make_collection: Any):
    editions = [{"id": "first"}, {"id": "other", "shown": "false", "in_totals": "false"}]
    collection = make_collection(editions=editions, stations=[{}, {"edition": "other"}])
    shown = select(collection, Selection(edition=frozenset({"first", "other"})))
    apart = [each for each in review(shown).points if each.rule == "kept-apart"]
    assert apart[0].records == ("st2",)


def test_a_position_finer_than_a_city_is_refused_and_named(make_collection: Any):
    as_known, finer = (
        make_collection(
            stations=[{"city": "Milan", "precision": "city"}],
            places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
        )
        for _ in range(2)
    )
    finer.tables["places"].loc[0, "lat"] = 45.46419
    refuse_unpublishable(select(as_known, Selection()))
    with pytest.raises(RefusedExportError, match=r"IT/Milan.*Round their positions"):
        refuse_unpublishable(select(finer, Selection()))


def test_what_may_not_be_published_does_not_keep_back_what_lies_elsewhere(make_collection: Any):
    collection = make_collection(
        stations=[
            {"city": "Milan", "precision": "city"},
            {"country": "FR"},
        ],
        places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
    )
    collection.tables["places"].loc[0, "lat"] = 45.46419
    refuse_unpublishable(select(collection, Selection(country=frozenset({"FR"}))))
    with pytest.raises(RefusedExportError, match="IT/Milan"):
        refuse_unpublishable(select(collection, Selection(country=frozenset({"IT"}))))


def test_a_record_without_a_source_is_refused(make_collection: Any):
    collection = make_collection(stations=[{}])
    collection.tables["stations"].at["st1", "sources"] = ()
    with pytest.raises(RefusedExportError, match="st1"):
        refuse_unpublishable(select(collection, Selection()))


def test_the_shipped_record_may_be_published(seeds: Any):
    refuse_unpublishable(select(seeds, Selection(layer=frozenset(LAYERS))))
