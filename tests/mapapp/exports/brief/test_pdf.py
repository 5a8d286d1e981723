from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mapapp.exports.brief import pdf
from mapapp.exports.brief.build import build_brief, printable
from mapapp.exports.brief.pdf import to_pdf
from mapapp.exports.rendering import typeset
from tests.depth import tries
from tests.mapapp.exports.brief.varied import VARIED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodata.collection import Collection
    from mapapp.exports.brief.model import Brief
    from tests.mapapp.exports.brief.conftest import BriefsByCountry

COMMON = ("GB", "ZM", "CU", "SB", "KE", "AU", "JP", "ES", "FR", "RS")
MIN_TYPE_PT = 7.3


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def text_of(reader: PdfReader, brief: Brief) -> str:
    """The text of all pages, with the foot of the first one alone."""
    pages = [page.extract_text() for page in reader.pages]
    foot = brief.notice
    return "\n".join(
        (page if number == 1 else page.replace(foot, "")).replace(f"{number} / {len(pages)}", "")
        for number, page in enumerate(pages, start=1)
    )


def linked(reader: PdfReader) -> set[str]:
    """The addresses to which the pages link."""
    return {
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    }


@pytest.mark.slow
@pytest.mark.parametrize("code", VARIED)
def test_the_text_of_the_pages_is_that_of_the_brief(
    briefs: BriefsByCountry, code: str, assert_carries: Callable[[str, Brief], None]
):
    brief = briefs[code]
    reader = read(to_pdf(brief))
    assert_carries(text_of(reader, brief), brief)
    addresses = {url for each in brief.references for url in (each.url, each.archived_url) if url}
    assert linked(reader) == addresses


def test_the_same_brief_gives_the_same_bytes(seeds: Collection):
    assert to_pdf(build_brief(seeds, ["HR"])) == to_pdf(build_brief(seeds, ["HR"]))


def test_it_is_tagged_and_says_to_which_standards_it_keeps(seeds: Collection):
    brief = build_brief(seeds, ["HR"])
    document = to_pdf(brief)
    reader = read(document)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    metadata = catalogue["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == brief.title
    assert reader.metadata.author == brief.publisher


def titles_in(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        yield from titles_in(entry) if isinstance(entry, list) else [entry.title]


def test_it_has_a_bookmark_for_every_section(seeds: Collection):
    brief = build_brief(seeds, ["HR"])
    titles = list(titles_in(read(to_pdf(brief)).outline))
    assert {section.heading for section in brief.sections} - {""} <= set(titles)


def test_every_figure_has_a_text_in_its_place(seeds: Collection):
    document = to_pdf(build_brief(seeds, ["HR"]))
    reader = read(document)
    alts = [
        value["/Alt"]
        for number in range(1, reader.trailer["/Size"])
        if isinstance(value := reader.get_object(number), dict) and "/Alt" in value
    ]
    assert any("Reported stations: Zagreb." in str(alt) for alt in alts)


@pytest.mark.parametrize("paper", [("a4", 595, 842), ("letter", 612, 792)])
def test_it_fits_the_paper(seeds: Collection, paper: tuple[str, int, int]):
    name, width, height = paper
    page = read(to_pdf(build_brief(seeds, ["CU"]), paper=name)).pages[0]  # type: ignore[arg-type]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (width, height)


@pytest.mark.parametrize("code", COMMON)
def test_the_common_case_takes_two_pages(seeds: Collection, code: str):
    assert len(read(to_pdf(build_brief(seeds, [code]))).pages) <= 2


@pytest.mark.parametrize("code", ["CA", "US", "IT"])
def test_those_with_most_on_record_take_two_as_well(seeds: Collection, code: str):
    assert len(read(to_pdf(build_brief(seeds, [code]))).pages) <= 2


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_language_that_takes_more_room_takes_two_pages_too(seeds: Collection, language: str):
    assert len(read(to_pdf(build_brief(seeds, ["IT"], language))).pages) == 2


def test_no_letter_is_too_small_to_read(seeds: Collection):
    sizes: Counter[float] = Counter()

    def note(text: str, matrix: Any, at: Any, _font: Any, size: float) -> None:
        if any(sign.isalpha() for sign in text):
            sizes[round(size * abs(at[3] * matrix[3]), 2)] += len(text)

    for page in read(to_pdf(build_brief(seeds, ["IT"]))).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= MIN_TYPE_PT, sizes


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_heading_stands_at_the_foot_of_a_page(seeds: Collection, paper: str):
    brief = build_brief(seeds, ["IT", "GB", "CA", "HR", "ES", "US", "FR", "RS", "TH"])
    headings = {section.heading for section in brief.sections}
    headings |= {chapter.title for chapter in brief.chapters}
    for page in read(to_pdf(brief, paper=paper)).pages:  # type: ignore[arg-type]
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if brief.dateline not in line and " / " not in line[-9:]]
        assert body[-1] not in headings


def test_no_letter_is_without_a_glyph(seeds: Collection):
    """Typefaces are embedded; a missing letter would fall back to `.notdef`, which PDF/UA bans."""
    brief = build_brief(seeds, ["IT", "IE", "HR", "US", "JP", "RO"])
    text = "".join(page.extract_text() for page in read(to_pdf(brief)).pages)
    assert "青田" in text
    assert "한국" in text
    assert "Dobroești" in text
    assert "\ufffd" not in text


def test_texts_of_the_record_are_not_commands(
    probed: Collection, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(probed, ["IT"])
    reader = read(to_pdf(brief))
    assert_carries(text_of(reader, brief), brief)
    assert round(reader.pages[0].mediabox.width) == 595
    assert linked(reader) == {"https://example.org/report"}


SCRIPTS = {
    "Arabic": "قالت وزارة الخارجية",
    "Hebrew": "משטרת סין",
    "Thai": "ตำรวจจีน",
    "Devanagari": "हिन्दी",
    "Georgian": "პოლიცია",
    "Ethiopic": "ፖሊስ",
    "Chinese": "公安局",
    "Japanese": "警察かな",
    "Korean": "경찰",
    "Bengali": "পুলিশ",
    "Armenian": "Ոստիկանություն",
    "Vietnamese": "tiếng Việt",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_of_the_world_are_printed_in_their_own_letters(
    make_collection: Callable[..., Collection], text: str
):
    collection = make_collection(stations=[{"status_note": text}], sources=[{"title": text}])
    brief = build_brief(collection, ["IT"])
    printed = text_of(read(to_pdf(brief)), brief)
    assert "[" + text not in printed
    assert {sign for sign in text if sign.isalpha()} <= set(printed)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("smile \U0001f600!", "smile □!"),
        ("own \ue000 sign", "own □ sign"),
        ("in ខ្មែរ មន្ត្រី only", "in [Khmer] only"),
        ("1\ufe0f\u20e3 first", "1 first"),
        ("#\ufe0f\u20e3 tag *\ufe0f\u20e3", "# tag *"),
        ("ok 👍🏽", "ok 👍"),
        ("family 👩\u200d👩\u200d👧\u200d👦 home", "home"),
        ("Z" + "\u0301\u0334\u0323" * 200 + "algo", "algo"),
        ("\u0301\u0301 begins", "begins"),
        ("long " + "word " * 8_000, "long word"),
        ("long" + "\u0301" * 70_000 + " marks", "marks"),
        ("😀" * 40_000 + " end", "end"),
        ("ខ្មែរ " * 8_000 + "end", "[Khmer] end"),
        ("قالت " * 2_000 + "end", "end"),
        ("w" * 70_000 + " end", "end"),
    ],
    ids=lambda text: f"{text[:12]}… {len(text)}",
)
def test_any_text_is_set_in_a_single_pass_and_only_what_no_typeface_has_is_replaced(
    make_collection: Callable[..., Collection],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    printed: str,
):
    calls: list[object] = []
    monkeypatch.setattr(pdf, "typeset", lambda *a, **k: calls.append(a) or typeset(*a, **k))
    collection = make_collection(stations=[{"status_note": text}], sources=[{"title": text}])
    brief = build_brief(collection, ["IT"])
    data = to_pdf(brief)
    assert len(calls) == 1
    assert printed in " ".join(text_of(read(data), brief).split())


@pytest.mark.deep
@settings(deadline=None, max_examples=tries(10, 300), derandomize=True)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_no_letter_of_unicode_stops_a_brief(seeds: Collection, text: str):
    brief = build_brief(seeds, ["HR"])
    assert to_pdf(replace(brief, notice=printable(text) or "x")).startswith(b"%PDF")
