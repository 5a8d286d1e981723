"""The sources in a cell, told apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.importing.citing import read_citations

CELLS = {
    "": [],
    " ; \n": [],
    "https://a.example/1": [("", "https://a.example/1")],
    "https://a.example/1; https://b.example": [
        ("", "https://a.example/1"), ("", "https://b.example"),
    ],
    "https://a.example/1 https://b.example": [
        ("", "https://a.example/1"), ("", "https://b.example"),
    ],
    "https://a.example/1\nThe Daily, p. 3": [
        ("", "https://a.example/1"), ("The Daily, p. 3", ""),
    ],
    "The Daily, https://a.example/1.": [("The Daily", "https://a.example/1")],
    "https://a.example/1 (The Daily)": [("The Daily", "https://a.example/1")],
    "https://a.example/x;y=1": [("", "https://a.example/x;y=1")],
    "(https://a.example/x_(y))": [("", "https://a.example/x_(y)")],
    "www.a.example/1": [("", "https://www.a.example/1")],
    "https://a.example/1; https://a.example/1": [("", "https://a.example/1")],
    "javascript:alert(1)": [("javascript:alert(1)", "")],
    "https://": [("https://", "")],
}  # fmt: skip


@pytest.mark.parametrize(("cell", "found"), CELLS.items(), ids=map(repr, CELLS))
def test_the_sources_of_a_cell_are_told_apart(cell, found):
    assert [(each.title, each.url) for each in read_citations(cell)] == found


def test_the_same_address_has_the_same_id_wherever_it_stands():
    (one,) = read_citations("Title: https://www.a.example/1")
    (other,) = read_citations("https://www.a.example/1")
    assert one.id == other.id
    assert one.id.startswith("a-example-")


def test_the_publisher_is_the_host_of_the_address():
    assert [each.publisher for each in read_citations("https://www.a.example/1; Desk")] == [
        "a.example", "",
    ]  # fmt: skip


@given(st.text(max_size=60) | st.from_regex(r"(https?://|www\.)?[\w./\[\]:@;| ]{0,40}"))
def test_any_cell_gives_sources_with_safe_ids_and_web_addresses(cell):
    for each in read_citations(cell):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", each.id)
        assert each.url == "" or re.match(r"https?://\S", each.url, re.IGNORECASE)
        assert each.title or each.url
