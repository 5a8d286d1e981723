"""A brief as a Word document with real styles, so that a person can go on editing it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, RGBColor

from geodata.archives import read_archive, write_archive
from layers.style import LIGHT
from mapapp.exports.brief.docx_fonts import embed_letters
from mapapp.exports.brief.docx_styles import (
    BRIEF_TABLE,
    CITATION,
    LEAD,
    NOTICE,
    SMALL,
    SOURCE,
    TABLE_TEXT,
    set_styles,
)
from mapapp.exports.brief.draw import draw
from mapapp.exports.brief.draw_charts import draw_shares
from mapapp.exports.brief.model import (
    Comparison,
    Dots,
    Entries,
    Figure,
    Paragraph,
    Points,
    Shares,
    Table,
    TableRow,
)
from mapapp.exports.brief.paper_sizes import PAPERS
from mapapp.exports.rendering import to_png

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from layers.cited_sources import Citation
    from mapapp.exports.brief.model import Block, Brief, Entry, Section
    from mapapp.exports.brief.paper_sizes import Paper

MARGIN_CM = 1.9
DOTS_PER_INCH = 220
"""Of the drawings: enough to print well."""

COMPATIBILITY_MODE = "15"
"""Word 2013 and later: an older number opens the document in compatibility mode."""


def to_docx(brief: Brief, *, paper: Paper = "a4") -> bytes:
    """Write a brief as a `.docx` file.

    Args:
        brief: What to write.
        paper: `a4` or `letter`.

    Returns:
        The file; the same brief gives the same bytes, for it is dated by its data.
    """
    document = Document()
    set_styles(document, brief.language)
    _remember_styles(document)
    _set_compatibility_mode(document)
    _set_page(document, brief, paper)
    _describe(document, brief)
    _write(document, brief)
    embed_letters(document)
    file = io.BytesIO()
    document.save(file)
    return write_archive(read_archive(file.getvalue()))


def _remember_styles(document: WordDocument) -> None:
    """Look up each style once: python-docx goes through them all for every paragraph and run."""
    part: Any = document.part
    part.get_style_id = cache(part.get_style_id)


def _set_compatibility_mode(document: WordDocument) -> None:
    """State the version of Word whose layout rules hold; the template states an older one."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), COMPATIBILITY_MODE)


def _set_page(document: WordDocument, brief: Brief, paper: Paper) -> None:
    section = document.sections[0]
    size = PAPERS[paper]
    section.page_width, section.page_height = Cm(size.width_cm), Cm(size.height_cm)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    foot = section.footer.paragraphs[0]
    foot.style = SMALL
    foot.add_run(f"{brief.title} · {brief.dateline} · ")
    _add_field(foot, "PAGE")
    foot.add_run(" / ")
    _add_field(foot, "NUMPAGES")


def _describe(document: WordDocument, brief: Brief) -> None:
    moment = datetime.fromisoformat(brief.created).replace(tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.subject = brief.title, brief.subtitle
    properties.author = properties.last_modified_by = brief.publisher
    properties.keywords = ", ".join(brief.keywords)[:255]
    properties.comments = brief.notice[:255]
    properties.language = brief.language
    properties.created = properties.modified = moment
    properties.revision = 1


def _write(document: WordDocument, brief: Brief) -> None:
    head = f"{brief.labels.briefing} · {brief.subtitle} · {brief.dateline}"
    document.add_paragraph(head, style="Subtitle")
    document.add_paragraph(brief.names, style="Title")
    several = len(brief.chapters) > 1
    if brief.comparison:
        _write_section(document, brief, brief.comparison, 1)
    for chapter in brief.chapters:
        if several:
            heading = document.add_heading(chapter.title, 1)
            heading.paragraph_format.page_break_before = True
        for section in chapter.sections:
            _write_section(document, brief, section, 2 if several else 1)
    _write_section(document, brief, brief.about, 1)
    document.add_heading(brief.labels.sources, 1)
    for number, reference in enumerate(brief.references, start=1):
        _write_reference(document, brief, number, reference)
    document.add_paragraph(brief.notice, style=NOTICE)


def _write_section(document: WordDocument, brief: Brief, section: Section, level: int) -> None:
    if section.heading:
        document.add_heading(section.heading, level)
    for block in section.blocks:
        _write_block(document, brief, block)


def _write_block(document: WordDocument, brief: Brief, block: Block) -> None:
    if isinstance(block, Table | Dots | Comparison):
        _write_table(document, brief, _as_table(block))
    elif isinstance(block, Figure):
        _write_figure(document, brief, block)
    elif isinstance(block, Shares):
        _write_shares(document, brief, block)
    elif isinstance(block, Entries):
        for entry in block.entries:
            _write_entry(document, brief, entry)
    elif isinstance(block, Points):
        for sentence in block.sentences:
            point = document.add_paragraph(sentence.text, style="List Bullet")
            _cite(point, brief, sentence.sources)
    else:
        _write_paragraph(document, brief, block)


def _write_paragraph(document: WordDocument, brief: Brief, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style=LEAD if block.is_lead else "Normal")
    for sentence in block.sentences:
        paragraph.add_run(sentence.text if not paragraph.runs else f" {sentence.text}")
        _cite(paragraph, brief, sentence.sources)


def _as_table(block: Table | Dots | Comparison) -> Table:
    """Countries side by side, and places without their dots, which the text explains."""
    if isinstance(block, Table):
        return block
    if isinstance(block, Comparison):
        return block.as_table()
    rows = tuple(TableRow((row.name, row.number, row.text), row.sources) for row in block.rows)
    return Table(block.caption, block.columns, rows, (30, 8, 50, 12))


def _write_entry(document: WordDocument, brief: Brief, entry: Entry) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(f"{entry.when}: ").bold = True
    paragraph.add_run(entry.text)
    if entry.remark:
        paragraph.add_run(f" {entry.remark}").italic = True
    _cite(paragraph, brief, entry.sources)


def _write_shares(document: WordDocument, brief: Brief, block: Shares) -> None:
    """The bar as a picture, then its key, each number in the colour of its part."""
    bar = document.add_paragraph()
    bar.paragraph_format.keep_with_next = True
    png = to_png(draw_shares(block.shares, LIGHT), DOTS_PER_INCH)
    picture = bar.add_run().add_picture(io.BytesIO(png), width=Emu(_room(document)))
    _describe_picture(picture, block.counted, block.counted)
    key = document.add_paragraph(f"{block.counted}: ")
    for share in block.shares:
        mark = key.add_run("○ " if share.is_hollow else "● ")
        mark.font.color.rgb = RGBColor.from_string(share.colour.removeprefix("#").upper())
        key.add_run(str(share.number)).bold = True
        key.add_run(f" {share.name}   ")
    _cite(key, brief, block.sources)


def _write_table(document: WordDocument, brief: Brief, table: Table) -> None:
    if table.chart:
        _write_figure(document, brief, table.chart)
    if table.caption:
        caption = document.add_paragraph(table.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
    columns = (*table.columns, brief.labels.sources)
    grid = document.add_table(rows=1, cols=len(columns), style=BRIEF_TABLE)
    grid.autofit = False
    _describe_table(grid, table.caption or ", ".join(filter(None, table.columns)))
    _mark_row(grid.rows[0], "w:tblHeader")
    for cell, name in zip(grid.rows[0].cells, columns, strict=True):
        _fill(cell, name)
    for row in table.rows:
        line = grid.add_row()
        _mark_row(line, "w:cantSplit")
        *texts, last = line.cells
        for cell, text in zip(texts, row.cells, strict=True):
            _fill(cell, text)
        _cite(_fill(last, ""), brief, row.sources)
    _set_widths(document, grid, table.widths)


def _set_widths(document: WordDocument, grid: Any, widths: tuple[float, ...]) -> None:
    room = _room(document)
    for column, share in zip(grid.columns, widths, strict=True):
        width = Emu(int(room * share / sum(widths)))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _room(document: WordDocument) -> int:
    section = document.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(side or 0) for side in sides)
    return width - left - right


def _describe_table(grid: Any, caption: str) -> None:
    """Give the table the name that a screen reader says."""
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx offers no other way
    name = OxmlElement("w:tblCaption")
    name.set(qn("w:val"), caption)
    properties.append(name)


def _mark_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 - the same


def _fill(cell: Any, text: str) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = TABLE_TEXT
    paragraph.add_run(text)
    return paragraph


def _write_figure(document: WordDocument, brief: Brief, figure: Figure) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    width = Emu(int(_room(document) * figure.drawing.line_share))
    png = to_png(draw(figure.drawing), DOTS_PER_INCH)
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    _describe_picture(picture, figure.alt, figure.caption)
    caption = document.add_paragraph(figure.caption, style="Caption")
    _cite(caption, brief, figure.sources)


def _describe_picture(picture: Any, alt: str, name: str) -> None:
    named = picture._inline.docPr  # noqa: SLF001 - python-docx offers no other way
    named.set("descr", alt)
    named.set("name", name[:60])


def _cite(paragraph: WordParagraph, brief: Brief, sources: Iterable[str]) -> None:
    space = " " if paragraph.text else ""
    paragraph.add_run(f"{space}{brief.cite(sources)}", style=CITATION)


def _write_reference(
    document: WordDocument, brief: Brief, number: int, reference: Citation
) -> None:
    paragraph = document.add_paragraph(f"{number}.\t{reference.text} ", style=SOURCE)
    if reference.url:
        _add_link(paragraph, reference.url, reference.url)
    if reference.archived_url:
        paragraph.add_run(" ")
        _add_link(paragraph, brief.labels.archived, reference.archived_url)


def _add_link(paragraph: WordParagraph, text: str, address: str) -> None:
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(text, style="Hyperlink")
    link.append(run._r)  # noqa: SLF001 - python-docx offers no other way
    paragraph._p.append(link)  # noqa: SLF001 - the same


def _add_field(paragraph: WordParagraph, instruction: str) -> None:
    """Insert a number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - the same
    paragraph._p.append(field)  # noqa: SLF001 - the same
