from __future__ import annotations

from functools import partial

import pytest

from layers.selection import Selection, select
from mapapp.exports import bounds
from mapapp.exports.article.document import article_html
from mapapp.exports.article.options import ArticleOptions
from mapapp.exports.bounds import TooManyGroupsError, TooManyRecordsError
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
