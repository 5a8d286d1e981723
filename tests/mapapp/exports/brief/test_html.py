from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.html import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection
    from mapapp.exports.brief.model import Brief


class Reader(HTMLParser):
    """What a browser would find: elements with their attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(brief: Brief) -> Reader:
    return Reader(to_html(brief).decode())


@pytest.mark.parametrize("code", ["IT", "GB", "CA", "HR", "ZM", "CU", "SB", "KE"])
def test_the_text_of_the_page_is_that_of_the_brief(
    seeds: Collection, code: str, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(seeds, [code])
    assert_carries(read(brief).text, brief)


def test_the_same_brief_gives_the_same_bytes(seeds: Collection):
    assert to_html(build_brief(seeds, ["HR"])) == to_html(build_brief(seeds, ["HR"]))


def test_it_asks_for_nothing_and_may_run_nothing(seeds: Collection):
    page = to_html(build_brief(seeds, ["IT"])).decode()
    reader = Reader(page)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in reader.elements}
    policies = [
        each["content"] or ""
        for each in reader.all("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policies[0].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_numbers_in_brackets_lead_to_their_sources(seeds: Collection):
    brief = build_brief(seeds, ["IT"])
    reader = read(brief)
    targets = {each["href"] for each in reader.all("a") if (each["href"] or "").startswith("#")}
    ids = {f"#{each['id']}" for each in reader.all("li") if each.get("id")}
    assert targets <= ids
    assert len(ids) == len(brief.references)


def test_cells_of_a_table_belong_to_headings(seeds: Collection):
    reader = read(build_brief(seeds, ["IT"]))
    assert {each.get("scope") for each in reader.all("th")} == {"col", "row"}
    assert len(reader.all("caption")) == len(reader.all("table"))


def test_what_is_drawn_on_paper_or_land_has_a_colour_by_night(seeds: Collection):
    """Symbols keep their own: they have a light edge, and colours that mean something."""
    page = to_html(build_brief(seeds, ["IT", "HR", "ZM"])).decode()
    drawings = "".join(re.findall(r"<svg\b.*?</svg>", page, re.DOTALL))
    drawn = {name for names in re.findall(r'class="([^"]+)"', drawings) for name in names.split()}
    symbols = r"j\d+|dot|ring|part|edge|seam|hole|hollow|number|on|badge(-text)?"
    style = page[page.index("<style>") : page.index("</style>")]
    missing = [name for name in drawn if not re.search(rf"\.{name}\b[^{{]*\{{", style)]
    assert not [name for name in missing if not re.fullmatch(symbols, name)]


def test_several_countries_have_a_list_of_contents(seeds: Collection):
    reader = read(build_brief(seeds, ["IT", "HR"]))
    assert [each["id"] for each in reader.all("h2") if each.get("id")] == ["country-1", "country-2"]
    assert len(reader.all("nav")) == 1


def test_texts_of_the_record_are_not_markup(
    probed: Collection, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(probed, ["IT"])
    reader = read(brief)
    assert_carries(reader.text, brief)
    tags = {tag for tag, _ in reader.elements}
    assert not {"img", "script", "b"} & tags
    attributes = {name for _, each in reader.elements for name in each}
    assert not {name for name in attributes if name.startswith("on")}
    outward = {each["href"] for each in reader.all("a") if not (each["href"] or "").startswith("#")}
    assert outward == {"https://example.org/report"}


def test_an_address_that_runs_something_is_not_a_link(make_collection: Any):
    collection = make_collection(stations=[{}])
    collection.sources.loc["s1", "url"] = "javascript:alert(1)"
    assert "javascript:" not in to_html(build_brief(collection, ["IT"])).decode()
