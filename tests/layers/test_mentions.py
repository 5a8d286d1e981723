"""Records that notes mention by their ids."""

from __future__ import annotations

import re

import pytest

from layers.claims import name_in_note
from layers.overview import build_overview
from layers.selection import Selection, select
from layers.stores.opening import open_stored
from layers.stores.store_files import build_files
from layers.words import Words
from mapapp.exports.article.document import article_html
from mapapp.exports.article.entries import list_entries
from mapapp.exports.article.options import ArticleOptions
from mapapp.exports.article.payload import build_records
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.markdown import to_markdown
from mapapp.exports.flat_records import flat_rows
from mapapp.panels.record import record_html


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("See a-1.", "See “Rome”.", id="a word"),
        pytest.param("a-1, a-1.2 and a-1.", "“Rome”, “Milan” and “Rome”.", id="the longest"),
        pytest.param("a-1.23 and a-10", "“Rome”.23 and a-10", id="ends where a word could"),
        pytest.param("(b.2)(b.2)", "(“Bari”)(“Bari”)", id="with a dot, in brackets"),
        pytest.param("plain", "plain", id="like a word"),
        pytest.param("In 2019, 2019-05", "In 2019, 2019-05", id="like a year or a date"),
        pytest.param("Bari (见 b.2，a-1)", "Bari (见 “Bari”，“Rome”)", id="in another script"),
        pytest.param("", "", id="no text"),
    ],
)
def test_ids_in_texts_become_the_names_of_their_records(make_collection, text, named):
    ids = {"a-1": "Rome", "a-1.2": "Milan", "b.2": "Bari", "plain": "Pisa"} | {
        "2019": "Turin",
        "2019-05": "Genoa",
    }
    places = [{"country": "IT", "name": city, "lon": "9", "lat": "45"} for city in ids.values()]
    stations = [
        {"id": key, "city": city, "precision": "city", "jurisdiction": "unknown"}
        for key, city in ids.items()
    ]
    collection = make_collection(places=places, stations=stations)
    assert name_in_note(text, Words(collection)) == named


ROWS = {
    "places": [
        {"country": "IT", "name": "Rome", "precision": "city", "lon": "12.5", "lat": "41.9"}
    ],
    "stations": [
        {"id": "ST-1", "city": "Rome", "precision": "city", "jurisdiction": "alpha"},
        {"id": "ST-2", "note": "Not to be confused with ST-1."},
    ],
}
SEEN, WRITTEN = "Not to be confused with “Rome, ", "Not to be confused with ST-1."


@pytest.fixture
def mentioning(make_collection):
    return select(make_collection(**ROWS), Selection())


def panel(shown):
    return str(record_html(shown, build_overview(shown, Words(shown.collection)), "ST-2"))


def article(shown):
    page = article_html(shown, ArticleOptions()).decode()
    return re.sub(r"<script\b.*?</script>", "", page, flags=re.DOTALL)


def article_of_many(shown):
    """What `static/list.js` writes."""
    entries = list_entries(shown, Words(shown.collection))
    return entries["stations"]["notes"]["note"][1]


def brief(shown):
    return to_markdown(build_brief(shown.collection, ["IT"])).decode()


@pytest.mark.parametrize("surface", [panel, article, article_of_many, brief])
def test_readers_see_names_where_a_note_mentions_ids(mentioning, surface):
    assert SEEN in surface(mentioning)
    assert "with ST-1" not in surface(mentioning)


def test_tables_give_notes_as_the_record_has_them(mentioning):
    words = Words(mentioning.collection)
    assert flat_rows(mentioning, "stations")["note"].tolist() == ["", WRITTEN]
    assert build_records(mentioning, words)["stations"]["saved"]["note"] == [None, WRITTEN]


def test_a_store_finds_what_a_note_mentions(write_collection):
    folder = write_collection(**ROWS)
    build_files(folder)
    assert name_in_note(WRITTEN, Words(open_stored(folder))).startswith(SEEN)
