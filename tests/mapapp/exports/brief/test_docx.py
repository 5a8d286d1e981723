from __future__ import annotations

import io
import re
import uuid
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from mapapp.exports.brief.build import build_brief, printable
from mapapp.exports.brief.docx import to_docx
from mapapp.exports.brief.model import Dots, Figure, Shares, Table
from tests.mapapp.exports.brief.varied import VARIED

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection
    from mapapp.exports.brief.model import Brief
    from tests.mapapp.exports.brief.conftest import BriefsByCountry


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def text_of(document: Any) -> str:
    """All text in reading order, tables where they stand."""
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


@pytest.mark.slow
@pytest.mark.parametrize("code", VARIED)
def test_the_text_of_the_document_is_that_of_the_brief(
    briefs: BriefsByCountry, code: str, assert_carries: Callable[[str, Brief], None]
):
    brief = briefs[code]
    assert_carries(text_of(opened(to_docx(brief))), brief)


def test_the_same_brief_gives_the_same_bytes(seeds: Collection):
    assert to_docx(build_brief(seeds, ["HR"])) == to_docx(build_brief(seeds, ["HR"]))


def test_word_does_not_open_it_in_compatibility_mode(seeds: Collection):
    settings = opened(to_docx(build_brief(seeds, ["HR"]))).settings.element
    modes = [
        setting.get(qn("w:val"))
        for setting in settings.iter(qn("w:compatSetting"))
        if setting.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_headings_are_headings_and_points_are_points(seeds: Collection):
    brief = build_brief(seeds, ["IT"])
    document = opened(to_docx(brief))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles[brief.names] == "Title"
    headings = {section.heading for section in brief.sections} - {""}
    assert all(styles[heading] in {"Heading 1", "Caption"} for heading in headings)
    assert "List Bullet" in styles.values()


def test_tables_have_a_header_row_a_name_and_a_caption(seeds: Collection):
    brief = build_brief(seeds, ["IT"])
    document = opened(to_docx(brief))
    captions = [block.caption for section in brief.sections for block in section.blocks
                if isinstance(block, Table | Dots)]  # fmt: skip
    assert len(document.tables) == len(captions)
    for table, caption in zip(document.tables, captions, strict=True):
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption
    written = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    assert set(captions) <= set(written)


def test_pictures_are_described(seeds: Collection):
    brief = build_brief(seeds, ["IT"])
    document = opened(to_docx(brief))
    described = [node.get("descr") for node in document.element.body.iter(qn("wp:docPr"))]
    bar = [block.counted for block in brief.chapters[0].opening.head if isinstance(block, Shares)]
    assert described == [*bar, *(figure.alt for figure in figures(brief))]
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    for figure in figures(brief):
        assert f"{figure.caption} {brief.cite(figure.sources)}" in captions


def figures(brief: Brief) -> list[Figure]:
    """The figures, and the charts of tables, in reading order."""
    blocks = [block for section in brief.sections for block in section.blocks]
    drawn = [block.chart if isinstance(block, Table) else block for block in blocks]
    return [each for each in drawn if isinstance(each, Figure)]


def test_it_is_dated_by_its_data(seeds: Collection):
    properties = opened(to_docx(build_brief(seeds, ["KE"]))).core_properties
    assert properties.created.date().isoformat() == seeds.about.created
    assert properties.title == "Briefing: Kenya"
    assert properties.language == "en"


@pytest.mark.parametrize(("paper", "width_mm"), [("a4", 210), ("letter", 216)])
def test_it_fits_the_paper(seeds: Collection, paper: Any, width_mm: int):
    document = opened(to_docx(build_brief(seeds, ["KE"]), paper=paper))
    assert round(document.sections[0].page_width.mm) == width_mm


def test_texts_of_the_record_are_not_commands(
    probed: Collection, assert_carries: Callable[[str, Brief], None]
):
    brief = build_brief(probed, ["IT"])
    data = to_docx(brief)
    assert_carries(text_of(opened(data)), brief)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        body = archive.read("word/document.xml").decode()
    assert set(re.findall(r'Target="(https?:[^"]*)"', links)) == {"https://example.org/report"}
    assert set(re.findall(r'w:instr="(\w+)"', body)) <= {"PAGE", "NUMPAGES"}


def test_control_characters_do_not_break_the_file(seeds: Collection):
    brief = replace(build_brief(seeds, ["KE"]), notice="a\x0bb\u202ec")
    assert "a bc" in text_of(opened(to_docx(printable(brief))))


def test_signs_that_a_machine_may_lack_are_taken_along(seeds: Collection):
    """Cut from the packaged typeface, masked as the format asks, and open to editing."""
    data = to_docx(build_brief(seeds, ["IT"]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        table = archive.read("word/fontTable.xml").decode()
        styles = archive.read("word/styles.xml").decode()
        settings = archive.read("word/settings.xml").decode()
        masked = archive.read("word/fonts/regular.odttf")
    (name,) = re.findall(r'w:name="(Brief Han \w+)"', table)
    assert f'w:eastAsia="{name}"' in styles
    assert "<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" in settings
    (key,) = re.findall(r'<w:embedRegular [^>]*w:fontKey="\{([^}]+)\}"', table)
    mask = uuid.UUID(key).bytes[::-1] * 2
    plain = bytes(byte ^ other for byte, other in zip(masked[:32], mask, strict=True))
    font = TTFont(io.BytesIO(plain + masked[32:]))
    assert {ord(sign) for sign in "青田温州한국"} <= set(font.getBestCmap())
    assert font["OS/2"].fsType == 0


def test_without_such_signs_no_font_is_taken_along(make_collection: Any):
    data = to_docx(build_brief(make_collection(stations=[{}]), ["IT"]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "fonts/" in name]


@pytest.mark.parametrize(("code", "latin"), [("en", "en-GB"), ("fr", "fr"), ("zh", "en-GB")])
def test_latin_words_are_broken_as_their_language_breaks_them(
    seeds: Collection, code: str, latin: str
):
    document = opened(to_docx(build_brief(seeds, ["KE"], code)))
    (tag,) = document.styles["Normal"].element.iter(qn("w:lang"))
    assert (tag.get(qn("w:val")), tag.get(qn("w:eastAsia"))) == (latin, "zh-CN")
    assert document.core_properties.language == code
