from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.markdown import plain, to_markdown
from mapapp.exports.brief.model import Figure, Table, parts_of
from mapapp.exports.brief.writers import FORMATS, write_brief

if TYPE_CHECKING:
    from geodata.collection import Collection


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*loud* _sly_", r"\*loud\* \_sly\_"),
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("<img src=x onerror=y>", r"\<img src\=x onerror\=y\>"),
        ("a | b", r"a \| b"),
        ("# head", r"\# head"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("two\nlines", "two lines"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("&#60; &#x3c;", "&amp;\\#60; &amp;\\#x3c;"),
        ("Bosnia & Herzegovina, R&D", "Bosnia & Herzegovina, R&D"),
        ("https://x.org", r"https\://x.org"),
        ("$x$ ~y~ `z`", r"\$x\$ \~y\~ \`z\`"),
        ("joint patrols, 24-28 May", "joint patrols, 24-28 May"),
    ],
)
def test_a_text_means_itself(text: str, escaped: str):
    assert plain(text) == escaped


def test_all_of_a_brief_is_there(seeds: Collection):
    brief = build_brief(seeds, ["IT"])
    text = to_markdown(brief).decode()
    for section in brief.sections:
        if section.heading:
            assert f"## {plain(section.heading)}\n" in text
        for block in section.blocks:
            if isinstance(block, Figure):
                assert plain(block.alt) in text
            for part in parts_of(block):
                cells = getattr(part, "cells", ())
                said = " | ".join(map(plain, cells)) or plain(getattr(part, "text", ""))
                assert said in text
                assert brief.cite(part.sources) in text
    for number, reference in enumerate(brief.references, start=1):
        assert re.search(
            rf"^{number}\. {re.escape(plain(reference.publisher))}", text, re.MULTILINE
        )


@pytest.mark.parametrize("codes", [["IT", "RS"], ["IT", "RS", "HR", "GB", "KE"]], ids=len)
def test_countries_side_by_side_are_written_in_every_format(seeds: Collection, codes: list[str]):
    brief = build_brief(seeds, codes)
    assert brief.comparison
    for kind in FORMATS:
        assert write_brief(brief, kind)
    text = to_markdown(brief).decode()
    assert "19 Dec 2022: Interior minister said joint patrols" in text


def test_it_ends_with_a_line_end_and_repeats_to_the_byte(seeds: Collection):
    first = to_markdown(build_brief(seeds, ["HR"]))
    assert first.endswith(b"\n")
    assert first == to_markdown(build_brief(seeds, ["HR"]))


def test_an_address_cannot_leave_its_brackets(make_collection: Any):
    collection = make_collection(sources=[{"url": "https://x.org/<b>>"}], stations=[{}])
    text = to_markdown(build_brief(collection, ["IT"])).decode()
    assert "<https://x.org/%3Cb%3E%3E>" in text


def test_a_caption_stands_on_a_line_of_its_own(seeds: Collection):
    brief = build_brief(seeds, ["CA"])
    lines = to_markdown(brief).decode().splitlines()
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert plain(block.caption) in lines
            elif isinstance(block, Figure):
                assert f"{plain(block.caption)} {brief.cite(block.sources)}" in lines
                assert plain(block.alt) in lines
