from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from geodata.collection import Collection, read_collection
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.facts import countries_of_record
from mapapp.exports.brief.pdf import to_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapapp.exports.brief.model import Brief

SEEDS = Path(__file__).parents[4] / "seeds"
COMMON = ("GB", "ZM", "CU", "SB", "KE", "AU", "JP", "ES", "FR", "RS")
SMALLEST_TYPE_PT = 8


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def text_of(reader: PdfReader, brief: Brief) -> str:
    """The text of all pages without their feet."""
    pages = [page.extract_text() for page in reader.pages]
    foot = f"{brief.title} · {brief.dateline}"
    return "\n".join(
        page.replace(foot, "").replace(f"{number} / {len(pages)}", "")
        for number, page in enumerate(pages, start=1)
    )


@pytest.mark.slow
@pytest.mark.parametrize("code", [*countries_of_record(read_collection(SEEDS)), "KE"])
def test_the_text_of_the_pages_is_that_of_the_brief(
    seeds: Collection, code: str, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(seeds, [code])
    assert_carries(text_of(read(to_pdf(brief)), brief), brief)


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


def test_it_has_a_bookmark_for_every_section(seeds: Collection):
    brief = build_brief(seeds, ["HR"])
    outline = read(to_pdf(brief)).outline
    flat = [each for entry in outline for each in (entry if isinstance(entry, list) else [entry])]
    titles = [entry.title for entry in flat]
    for section in brief.sections:
        assert section.heading in titles


def test_every_figure_has_a_text_in_its_place(seeds: Collection):
    document = to_pdf(build_brief(seeds, ["HR"]))
    reader = read(document)
    alts = [
        value["/Alt"]
        for number in range(1, len(reader.xref[0]) + 5000)
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
def test_those_with_most_on_record_take_three(seeds: Collection, code: str):
    assert len(read(to_pdf(build_brief(seeds, [code]))).pages) <= 3


def test_no_type_is_too_small_to_read(seeds: Collection):
    sizes: Counter[float] = Counter()

    def note(text: str, matrix: Any, at: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes[round(size * abs(at[3] * matrix[3]), 2)] += len(text)

    for page in read(to_pdf(build_brief(seeds, ["IT"]))).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= SMALLEST_TYPE_PT, sizes


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


def test_texts_of_the_record_are_no_commands(
    probed: Collection, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(probed, ["IT"])
    reader = read(to_pdf(brief))
    assert_carries(text_of(reader, brief), brief)
    assert round(reader.pages[0].mediabox.width) == 595
    addresses = {
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    }
    assert addresses == {"https://example.org/report"}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("report العربية الثانية end", "report [Arabic] end"),
        ("ภาษาไทย and עברית", "[Thai] and [Hebrew]"),
        ("smile 😀!", "smile □!"),
        ("own \ue000 sign", "own □ sign"),
    ],
)
def test_what_the_typefaces_lack_is_named_and_not_dropped(
    make_collection: Callable[..., Collection], text: str, printed: str
):
    collection = make_collection(stations=[{"status_note": text}])
    brief = build_brief(collection, ["IT"])
    assert printed in " ".join(text_of(read(to_pdf(brief)), brief).split())
