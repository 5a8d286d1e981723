"""The page of the article as Streamlit runs it: choices, legal desk, file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.selection import Selection, select
from mapapp.exports import review
from mapapp.panels.markup import plain_markdown

if TYPE_CHECKING:
    from tests.conftest import CollectionWriter


def _script() -> None:
    """Run by Streamlit in a module of its own."""
    import os  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from geodata.collection import read_collection  # noqa: PLC0415
    from mapapp.pages.article import show  # noqa: PLC0415
    from mapapp.view import View  # noqa: PLC0415

    show(read_collection(Path(os.environ["MAPAPP_COLLECTION"])), View())


@pytest.fixture
def open_page(write_collection: CollectionWriter, monkeypatch: pytest.MonkeyPatch) -> Any:
    def start(**tables: Any) -> AppTest:
        monkeypatch.setenv("MAPAPP_COLLECTION", str(write_collection(**tables)))
        return AppTest.from_function(_script, default_timeout=30).run()

    return start


def _download(page: AppTest) -> Any:
    return next(each for each in page.get("download_button"))


def test_the_page_previews_the_article_and_asks_for_ticks_before_it_hands_it_over(open_page: Any):
    page = open_page(stations=[{}])
    assert not page.exception
    assert any("1 reported station" in each.value for each in page.markdown)
    assert page.get("iframe")
    assert _download(page).proto.disabled
    for box in page.checkbox:
        box.check()
    page.run()
    assert not page.exception
    assert not _download(page).proto.disabled


def test_very_many_records_are_ticked_as_a_whole_and_no_list_of_them_is_drawn(
    open_page: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mapapp.pages.article.MAX_REVIEWED_RECORDS", 1)
    page = open_page(stations=[{}, {}])
    assert not page.exception
    assert not page.dataframe
    assert _download(page).proto.disabled
    (box,) = (each for each in page.checkbox if "2 records" in each.label)
    box.check()
    page.run()
    assert not _download(page).proto.disabled


def test_a_tick_is_for_the_records_that_were_looked_at(make_collection: Any):
    from mapapp.panels.review_list import _key  # noqa: PLC0415

    keys = []
    for number in (1, 2):
        shown = select(make_collection(stations=[{}] * number), Selection())
        (point,) = (each for each in review.review(shown).points if each.rule == "single-source")
        keys.append(_key(point))
    assert keys[0] != keys[1]


def test_the_desk_lists_each_record_by_name(open_page: Any):
    page = open_page(
        stations=[{"city": "Milan", "precision": "city"}, {"country": "FR"}],
        places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
    )
    listed = [table.value for table in page.dataframe]
    assert ["Milan, Italy", "France"] in [list(table["What"]) for table in listed]
    assert ["The Daily. A report"] in [list(table["What"]) for table in listed]


def test_an_unknown_choice_is_explained(open_page: Any):
    page = open_page(stations=[{}])
    page.text_input(key="article-url").set_value("nonsense").run()
    assert not page.exception
    assert "begin it with https" in page.error[0].value.replace("\\", "")
    assert not page.get("iframe")


def test_what_breaks_a_rule_is_refused_with_the_reason(open_page: Any, monkeypatch: Any):
    refusing = review._Rule("no-source", "No source: {n}", "cite one", lambda _: ["st1"])
    monkeypatch.setattr(review, "REFUSALS", (refusing,))
    page = open_page(stations=[{"note": "Refused."}])
    assert "st1" in page.error[0].value
    assert "Cite one" in page.error[0].value
    assert not page.get("download_button")
    assert not page.get("iframe")


@pytest.mark.parametrize(
    "text", ["![x](http://x.example)", "**bold**", "$x$", ":material/home:", "<b>", "# head"]
)
def test_no_sign_of_markdown_keeps_its_meaning(text: str):
    escaped = plain_markdown(text)
    assert escaped.replace("\\", "") == text
    assert not re.search(r"(?<!\\)[*$:<>#\[\]()!]", escaped)
