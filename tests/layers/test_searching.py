"""Where a search looks, and what is at the place that it names."""

from __future__ import annotations

import pytest

from layers.searching import is_at_place
from layers.selection import Selection, select
from tests.record import LAYERS


@pytest.fixture
def collection(make_collection):
    return make_collection(
        sources=[
            {"title": "Report on Prato", "publisher": "Harbour Watch"},
            {"title": "Minister answers", "publisher": "The Gazette"},
        ],
        editions=[{"id": "first", "title": "Ports and Piers", "publisher": "Dock Institute"}],
        places=[
            {"country": "IT", "name": "Rome", "lon": 12.48, "lat": 41.89,
             "gazetteer_id": "geonames:3169070"},
            {"country": "IT", "admin1": "Tuscany", "name": "Prato", "lon": 11.1, "lat": 43.88},
        ],
        stations=[
            {"id": "bucharest", "country": "RO", "note": "no case like Prato", "sources": "s2"},
            {"id": "rome", "country": "IT", "city": "Rome", "precision": "city", "sources": "s1"},
            {"id": "prato", "country": "IT", "admin1": "Tuscany", "city": "Prato",
             "precision": "city", "sources": "s2"},
            {"id": "berlin", "country": "DE", "sources": "s2"},
        ],
        responses=[{"id": "answer", "countries": "IT", "places": "Rome", "sources": "s2"}],
    )  # fmt: skip


def found(collection, search):
    shown = select(collection, Selection(search=search, layer=frozenset(LAYERS)))
    return {record for layer in LAYERS for record in shown.table(layer)["id"]}


@pytest.mark.parametrize(
    ("search", "records"),
    [
        pytest.param("harbour", {"rome"}, id="publisher of a source"),
        pytest.param("minister answers", {"bucharest", "prato", "berlin", "answer"}, id="source"),
        pytest.param("piers", {"bucharest", "rome", "prato", "berlin"}, id="report"),
        pytest.param("dock institute", {"bucharest", "rome", "prato", "berlin"}, id="who reports"),
        pytest.param("Deutschland", {"berlin"}, id="country, other language"),
        pytest.param("德国", {"berlin"}, id="country in another script"),
        pytest.param("Roma", {"rome", "bucharest", "answer"}, id="city in another language"),
        pytest.param("Рим", {"rome", "answer"}, id="city in another script"),
        pytest.param("harbour rome", {"rome"}, id="words from several places"),
        pytest.param("...", {"bucharest", "rome", "prato", "berlin", "answer"}, id="signs alone"),
    ],
)  # fmt: skip
def test_a_search_looks_in_texts_sources_reports_and_names_in_any_language(
    collection, search, records
):
    assert found(collection, search) == records


@pytest.mark.parametrize(
    ("search", "records"),
    [
        pytest.param("Prato", ["prato"], id="not where a note mentions it"),
        pytest.param("Roma", ["rome"], id="not a country with the letters in its name"),
        pytest.param("Italia", ["rome", "prato"], id="country"),
        pytest.param("prato tuscany", ["prato"], id="city and region"),
        pytest.param("harbour", [], id="no place"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_search_for_a_place_tells_the_sites_there_from_those_that_mention_it(
    collection, search, records
):
    at_place = is_at_place(collection, "stations", search)
    assert list(collection.tables["stations"].index[at_place]) == records
