from __future__ import annotations

import pytest

from layers.months import Months, count_by_month, report_months
from layers.selection import Selection, select
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.panels.timeline import responses_html


def test_statements_are_counted_by_month_whatever_years_and_layers_are_asked_for(make_collection):
    dates = ["2022-09-14", "2022-09", "2022-10/2022-11", "2021", "2020"]
    collection = make_collection(
        stations=[{}], responses=[{"countries": "IT", "date": date} for date in dates]
    )
    counted = Months({"2022-09": 2, "2022-11": 1}, undated=2)
    for asked in ({}, {"year": (2019, 2020)}, {"layer": frozenset({"stations"})}):
        assert count_by_month(select(collection, Selection(**asked))) == counted, asked
    elsewhere = select(collection, Selection(country=frozenset({"HR"})))
    assert count_by_month(elsewhere) == Months({}, undated=0)


@pytest.mark.parametrize("asked", [{}, {"country": frozenset({"IT"})}], ids=["all", "IT"])
def test_app_and_article_draw_the_same_months(seeds, asked):
    shown = select(seeds, Selection(**asked))
    months = count_by_month(shown)
    most = max(months.counts.values())
    article = article_html(shown, ArticleOptions()).decode()
    assert f"most: {most}" in responses_html(shown)
    assert f"a month (most: {most}, " in article
    assert all(title in responses_html(shown) for title in report_months(shown).values())
