from __future__ import annotations

from functools import partial

import pytest

from layers.selection import Selection, select
from layers.words import Words
from mapapp.exports import bounds
from mapapp.exports.article.document import article_html
from mapapp.exports.article.options import ArticleOptions
from mapapp.exports.bounds import TooManyGroupsError, TooManyRecordsError
from mapapp.exports.brief.naming import with_names
from mapapp.exports.table_formats.xlsx import to_xlsx


@pytest.fixture
def collection(make_collection):
    return make_collection(stations=[{}, {}, {"country": "FR"}], responses=[{"countries": "IT;FR"}])


@pytest.mark.parametrize(
    ("most", "write", "sentence"),
    [
        pytest.param(
            "MAX_WORKBOOK_RECORDS",
            lambda collection: to_xlsx(select(collection, Selection())),
            "A workbook of 3 records would be too large, 2 are the most: export .csv or .parquet, "
            "or narrow the selection, such as to a few countries or years.",
            id="workbook",
        ),
    ],
)
def test_a_document_of_too_many_records_is_refused_with_a_way_out(
    monkeypatch, collection, most, write, sentence
):
    write(collection)
    monkeypatch.setattr(bounds, most, 2)
    with pytest.raises(TooManyRecordsError) as refused:
        write(collection)
    assert str(refused.value) == sentence


def test_an_article_of_too_many_groups_is_refused_with_a_way_out(monkeypatch, collection):
    monkeypatch.setattr(bounds, "can_list_each", lambda _: False)
    monkeypatch.setattr(bounds, "MAX_ARTICLE_GROUPS", 2)
    write = partial(article_html, options=ArticleOptions())
    assert write(select(collection, Selection(country=frozenset({"IT"}))))
    with pytest.raises(TooManyGroupsError) as refused:
        write(select(collection, Selection(layer=frozenset({"stations", "responses"}))))
    assert str(refused.value) == (
        "An article of 4 records would be too large: even counted together by place they are 3 "
        "groups, more than a page of 5 MB can hold: narrow the selection, such as to a few "
        "countries or years, or export a picture or a table."
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("See a-1.", "See “Rome”.", id="a word"),
        pytest.param("a-1, a-1.2 and a-1.", "“Rome”, “Milan” and “Rome”.", id="the longest"),
        pytest.param("a-1.23 and a-10", "“Rome”.23 and a-10", id="ends where a word could"),
        pytest.param("(b.2)(b.2)", "(“Bari”)(“Bari”)", id="with a dot, in brackets"),
        pytest.param("plain", "plain", id="like a word"),
        pytest.param("", "", id="no text"),
    ],
)
def test_ids_in_texts_become_the_names_of_their_records(make_collection, text, named):
    ids = {"a-1": "Rome", "a-1.2": "Milan", "b.2": "Bari", "plain": "Pisa"}
    places = [{"country": "IT", "name": city, "lon": "9", "lat": "45"} for city in ids.values()]
    stations = [
        {"id": key, "city": city, "precision": "city", "jurisdiction": "unknown"}
        for key, city in ids.items()
    ]
    collection = make_collection(places=places, stations=stations)
    assert with_names(text, Words(collection, "en")) == named
