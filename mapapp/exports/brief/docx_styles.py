"""The styles of a brief in Word: change one there, and the whole document follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

LEAD, NOTICE, SMALL = "Brief Lead", "Brief Notice", "Brief Small"
TABLE_TEXT, SOURCE = "Brief Table Text", "Brief Source"
CITATION, BRIEF_TABLE = "Brief Citation", "Brief Table"
ACCENT, SOFT, TEXT = RGBColor(0x23, 0x52, 0x7C), RGBColor(0x57, 0x60, 0x6A), RGBColor(0, 0, 0)
RULE = "C9CED4"
CELL_MARGIN_TWIPS = 50
FACE, HAN_FACE = "Calibri", "Microsoft YaHei"
"""What Word has everywhere; other programs put their nearest in its place."""


def set_styles(document: Document, language: str) -> None:
    """Set the built-in styles that a brief uses, and add the few of its own."""
    styles: Any = document.styles
    _shape(styles["Normal"], 10, after=4)
    _set_language(styles["Normal"], language)
    _shape(styles["Title"], 22, after=0, colour=TEXT)
    _shape(styles["Subtitle"], 10, after=2, colour=SOFT)
    for spacing in styles["Subtitle"].element.findall(f".//{qn('w:rPr')}/{qn('w:spacing')}"):
        spacing.getparent().remove(spacing)
    for name, size in (("Heading 1", 14.0), ("Heading 2", 12), ("Heading 3", 11)):
        _shape(styles[name], size, before=10, after=3, colour=ACCENT)
        styles[name].paragraph_format.keep_with_next = True
    _shape(styles["List Bullet"], 10, after=2)
    _shape(styles["Caption"], 8.5, before=4, after=3, colour=SOFT)
    own = ((LEAD, 13.0, 6), (NOTICE, 10, 4), (TABLE_TEXT, 8.5, 0), (SOURCE, 8, 2), (SMALL, 8, 0))
    for name, size, after in own:
        _shape(_added(styles, name, WD_STYLE_TYPE.PARAGRAPH), size, after=after)
    styles[NOTICE].font.italic = True
    indent = styles[SOURCE].paragraph_format
    indent.left_indent, indent.first_line_indent = Cm(0.8), Cm(-0.8)
    indent.tab_stops.add_tab_stop(Cm(0.8))
    citation = _added(styles, CITATION, WD_STYLE_TYPE.CHARACTER, base="Default Paragraph Font")
    citation.font.size, citation.font.color.rgb = Pt(8), SOFT
    link = _added(styles, "Hyperlink", WD_STYLE_TYPE.CHARACTER, base="Default Paragraph Font")
    link.font.color.rgb, link.font.underline = ACCENT, True
    _add_table_style(styles)


def _added(styles: Any, name: str, kind: Any, base: str = "Normal") -> Any:
    style = styles.add_style(name, kind)
    style.base_style = styles[base]
    return style


def _shape(
    style: Any, size: float, *, before: float = 0, after: float = 0, colour: RGBColor | None = None
) -> None:
    style.font.size, style.font.italic = Pt(size), False
    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:eastAsia"), HAN_FACE)
    if colour is not None:
        style.font.color.rgb = colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    style.font.bold = True if style.name.startswith(("Title", "Heading")) else None
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _set_language(style: Any, language: str) -> None:
    """The language of Latin letters, and that of ideographs.

    In a Chinese brief the Latin words are quotations in English: said to be Chinese, they would
    be broken between any two letters.
    """
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), {"en": "en-GB", "zh": "en-GB"}.get(language, language))
    tag.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(tag)


def _add_table_style(styles: Any) -> None:
    """Rows separated by hairlines, a header set apart by its rule and its weight."""
    style = _added(styles, BRIEF_TABLE, WD_STYLE_TYPE.TABLE, base="Normal Table")
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_border(side, RULE, 4))
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN_TWIPS))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)
    first = OxmlElement("w:tblStylePr")
    first.set(qn("w:type"), "firstRow")
    weight = OxmlElement("w:rPr")
    weight.append(OxmlElement("w:b"))
    first.append(weight)
    cells = OxmlElement("w:tcPr")
    rule = OxmlElement("w:tcBorders")
    rule.append(_border("bottom", str(ACCENT), 12))
    cells.append(rule)
    first.append(cells)
    style.element.append(first)


def _border(side: str, colour: str, eighths_of_a_point: int) -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths_of_a_point), ("color", colour)):
        border.set(qn(f"w:{name}"), str(value))
    return border
