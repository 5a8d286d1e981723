from __future__ import annotations

import pytest

from layers.selection import Selection, select
from mapapp.exports import bounds
from mapapp.exports.article.document import article_html
from mapapp.exports.article.options import ArticleOptions
from mapapp.exports.bounds import TooManyRecordsError
from mapapp.exports.table_formats.xlsx import to_xlsx


@pytest.fixture
def collection(make_collection):
    return make_collection(stations=[{}, {}, {"country": "FR"}], responses=[{"countries": "IT;FR"}])


@pytest.mark.parametrize(
    ("most", "write", "sentence"),
    [
        pytest.param(
            "MAX_ARTICLE_RECORDS",
            lambda collection: article_html(select(collection, Selection()), ArticleOptions()),
            "An article of 3 records would be too large, 2 are the most: narrow the selection, "
            "such as to a few countries or years, or export a picture or a table.",
            id="article",
        ),
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
