"""What the four writers must all carry, and texts that must not become commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.model import DotRow, Entry, Figure, Shares, TableRow, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodata.collection import Collection
    from mapapp.exports.brief.model import Brief

PROBES = (
    '#panic("typst") #set page(width: 1pt)',
    "$x^2$ *bold* _slanted_ `raw` @label <label> = heading",
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "]]></w:t><w:p/> &amp; &#60;b&#62; {{ 7*7 }} {% raw %} ${7*7}",
    "[link](javascript:alert(3)) ![i](http://evil.example/x.png) | cell",
    "\\u{202e} \\ // comment /* block */ http://evil.example",
    "=cmd|' /C calc'!A0 'single' \"double\"",
)


class BriefsByCountry(dict[str, "Brief"]):
    """The brief of the record on each country, written when a test first asks for it."""

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self.collection = collection

    def __missing__(self, code: str) -> Brief:
        self[code] = build_brief(self.collection, [code])
        return self[code]


@pytest.fixture(scope="session")
def briefs(seeds: Collection) -> BriefsByCountry:
    return BriefsByCountry(seeds)


@pytest.fixture
def probed(make_collection: Callable[..., Collection]) -> Collection:
    """A collection whose every free text is a probe."""
    texts = iter(PROBES * 20)

    def probe(*columns: str, **fixed: str) -> dict[str, str]:
        return {**{column: next(texts) for column in columns}, **fixed}

    return make_collection(
        sources=[probe("publisher", "title"), probe("publisher", "title")],
        editions=[probe("title", id="first")],
        jurisdictions=[
            probe("name", "local_name", id="alpha", colour="#0072B2"),
            probe("name", id="beta"),
            {"id": "unknown", "name": "Unknown", "level": "unknown"},
        ],
        stations=[
            probe("status_note", "note", precision="city", city=PROBES[2]),
            probe("status_note", "note", precision="region", admin1=PROBES[1]),
            probe("status_note", "note", jurisdiction="beta"),
        ],
        agreements=[probe("title", "summary", "note", period="2016/..", places="Rome")],
        responses=[probe("summary", "note"), probe("summary", speaker_country="CN")],
        operations=[probe("summary", "note")],
        network_claims=[probe("summary", "note", countries="IT")],
        places=[
            {"country": "IT", "name": "Rome", "lon": "12.5", "lat": "41.9"},
            {"country": "IT", "name": PROBES[2], "lon": "12.5", "lat": "43.9"},
            {"country": "IT", "name": PROBES[1], "precision": "region", "method": "none"},
        ],
    )


def texts_of(brief: Brief) -> Iterator[str]:
    """Everything that a writer must write, a text each, in reading order."""
    yield from (brief.names, brief.subtitle, brief.dateline, brief.notice)
    for section in brief.sections:
        yield section.heading
        for block in section.blocks:
            for part in parts_of(block):
                if isinstance(part, Shares):
                    yield from (f"{each.number} {each.name}" for each in part.shares)
                elif isinstance(part, Entry):
                    yield from (part.when, part.text, part.remark)
                elif isinstance(part, DotRow):
                    yield from (part.name, part.number, part.text)
                elif isinstance(part, TableRow):
                    yield from part.cells
                else:
                    yield part.caption if isinstance(part, Figure) else part.text
                if not isinstance(part, Shares):
                    yield brief.numbers(part.sources)
    for reference in brief.references:
        yield reference.publisher.rstrip(".")
        yield reference.title.rstrip(".")


def squeezed(text: str) -> str:
    """A text without white space and signs of no width, so that line breaks make no difference."""
    return re.sub("[\\s\u00ad\u2060]", "", text)


@pytest.fixture
def assert_carries() -> Callable[[str, Brief], None]:
    """Check that a text holds all that a brief says."""

    def check(text: str, brief: Brief) -> None:
        found = squeezed(text)
        missing = [each for each in texts_of(brief) if squeezed(each) not in found]
        assert not missing, missing

    return check
