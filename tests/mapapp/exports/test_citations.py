"""The record is cited in one form, whatever carries it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from geodata.description import Description
from layers.selection import Selection, select
from layers.words import Words
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.markdown import to_markdown
from mapapp.exports.citations import cite_record
from mapapp.exports.table_formats.csv import to_csv
from mapapp.exports.table_formats.geojson import to_geojson


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Desk (1 November 2026). Sites, version 2. CC BY 4.0."),
        ("fr", "Desk (1er novembre 2026). Lieux, version 2. CC BY 4.0."),
        ("zh", "Desk（2026年11月1日）。Sites，版本 2。CC BY 4.0。"),
    ],
)
def test_the_citation_says_who_when_what_which_version_and_under_which_licence(
    make_collection, language, said
):
    stated = {"version": "2", "publisher": "Desk", "licence": "CC BY 4.0"}
    assert cite_record(Words(_described(make_collection, **stated), language)) == said


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({}, "1 November 2026. Sites."),
        ({"publisher": "Desk"}, "Desk (1 November 2026). Sites."),
        ({"version": "2"}, "1 November 2026. Sites, version 2."),
        ({"licence": "CC0"}, "1 November 2026. Sites. CC0."),
    ],
    ids=lambda value: "-".join(value) or "nothing" if isinstance(value, dict) else "",
)
def test_what_is_not_stated_is_left_out(make_collection, stated, said):
    assert cite_record(Words(_described(make_collection, **stated))) == said


def test_tables_articles_and_briefs_cite_the_record_alike(seeds):
    shown, cited = select(seeds, Selection(country=frozenset({"IT"}))), cite_record(Words(seeds))
    rows = csv.DictReader(io.StringIO(to_csv(shown, "stations").decode("utf-8-sig")))
    assert {row["citation"] for row in rows} == {cited}
    assert json.loads(to_geojson(shown))["citation"] == cited
    page = article_html(shown, ArticleOptions()).decode()
    assert page.count(cited) == 4  # for readers, in the head, for machines, for the page's own CSV
    assert cited in to_markdown(build_brief(seeds, ["IT"])).decode()


def _described(make_collection, *, version="", publisher="", licence=""):
    """A collection with a title in two languages that states no more of itself than this."""
    collection = make_collection(stations=[{}])
    descriptor = {
        **collection.about.descriptor,
        "title": "Sites",
        "version": version,
        "created": "2026-11-01T00:00:00Z",
        "contributors": [{"title": publisher}] if publisher else [],
        "licenses": [{"title": licence}] if licence else [],
        "collection": {"languages": {"en": {"title": "Sites"}, "fr": {"title": "Lieux"}}},
    }
    return replace(collection, about=Description(descriptor))
