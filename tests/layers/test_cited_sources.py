"""How a source is cited."""

from __future__ import annotations

import pytest

from layers.cited_sources import cite, cite_briefly
from layers.words import Words

SOURCE = {
    "id": "s1",
    "publisher": "Guard & Co.",
    "title": "What was said.",
    "published": "2022-12-07",
    "kind": "news",
    "standing": "press",
    "url": "https://a.example/1",
    "archived_url": "",
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Guard & Co. What was said. 7 Dec 2022. Press."),
        ({"published": ""}, "Guard & Co. What was said. No date shown. Press."),
        ({"title": ""}, "Guard & Co. https://a.example/1. 7 Dec 2022. Press."),
        ({"title": "", "url": ""}, "Guard & Co. s1. 7 Dec 2022. Press."),
        ({"publisher": ""}, "What was said. 7 Dec 2022. Press."),
        ({"kind": "government"}, "Guard & Co. What was said. 7 Dec 2022. Government, Press."),
    ],
    ids=["usual", "not dated", "no title", "neither title nor address", "no publisher", "kind"],
)
def test_a_source_is_cited_by_what_is_known_of_it(seeds, changed, said):
    assert cite(SOURCE | changed, Words(seeds)).text == said


def test_a_source_among_many_is_cited_by_publisher_and_date(seeds):
    assert cite_briefly(SOURCE, Words(seeds)).title == "Guard & Co., 7 Dec 2022"
    assert cite_briefly(SOURCE | {"published": ""}, Words(seeds)).title == "Guard & Co."


def test_only_addresses_of_the_web_become_links(seeds):
    cited = cite(SOURCE | {"url": "javascript:1", "archived_url": "data:1"}, Words(seeds))
    assert (cited.url, cited.archived_url) == ("", "")
