"""Small files that are made to cost much: each is read or refused, within what it is allowed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
SPREADSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS = b"<row><c><v>1</v></c></row>"
FEATURES = b'{"type":"FeatureCollection","features":[%s]}'


def comment(times: int) -> bytes:
    """A workbook whose comment begins rows that never end."""
    begun = b"<!--" + b"<row " * times + b"--><sheetData>"
    return _with(SHEET, lambda xml: xml.replace(b"<sheetData>", begun))


def far_row(number: int) -> bytes:
    """A workbook with one cell, empty, in a row far below."""
    return _in_sheet(b'<row r="%d"><c r="A%d"/></row>' % (number, number))


def make_files() -> Iterator[tuple[str, bytes]]:
    """Each file with what it is: what it does is refused, or costs little."""
    yield "a comment that begins rows", comment(400_000)
    yield "a far row", far_row(1_048_576)
    yield "empty cells", _in_sheet(b"<row>" + b"<c/>" * 2_000_000 + b"</row>")
    yield "dense cells", _in_sheet((b"<row>" + b"<c><v>1</v></c>" * 400 + b"</row>") * 15_000)
    yield "unknown elements", _in_sheet(b"<a/>" * 2_400_000)
    yield "attributes", _in_sheet(b"<a " + b" ".join(b'a%d=""' % n for n in range(400_000)) + b"/>")
    yield "a long number", _in_sheet(b"<row><c><v>" + b"9" * 9_000_000 + b"</v></c></row>")
    yield "a long text", _in_sheet(b'<row><c t="str"><v>' + b"x" * 9_000_000 + b"</v></c></row>")
    yield "shared texts", _sharing(b"<si><t>x</t></si>" * 500_000)
    yield "a shared text of pieces", _sharing(b"<si>" + b"<t>xx</t>" * 1_000_000 + b"</si>")
    yield "styles", _at_end("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 1_500_000)
    sheet = b'<sheet name="a" sheetId="9" r:id="rId1"/>'
    yield "sheets", _at_end("xl/workbook.xml", b"</sheets>", sheet * 200_000)
    yield "lines", b"a\n" * 500_000
    keys = b",".join(b'{"properties":{"k%d":1}}' % n for n in range(35_000))
    yield "keys of features", FEATURES % keys
    nested = b'{"type":"GeometryCollection","geometries":[' * 20_000 + b"]}" * 20_000
    yield "nested geometries", FEATURES % (b'{"geometry":' + nested + b"}")
    yield "folders of a map", b"<kml>" + b"<a>" * 300_000
    yield "a row that is repeated", _opendocument(b'table:number-rows-repeated="1048576"')


def make_endless_files() -> Iterator[tuple[str, bytes]]:
    """Each file that is read until the limit of its process ends that, with what it is."""
    yield "short rows", _in_sheet(ROWS * 380_000)
    yield "deep elements", _in_sheet(b"<a>" * 3_000_000)
    columns = [get_column_letter(number).encode() for number in range(1, 500)]
    blocks = b"".join(b'<mergeCell ref="%s1:%s1048576"/>' % (each, each) for each in columns)
    yield "merged columns", _merging(blocks)
    yield "one merged block", _merging(b'<mergeCell ref="A1:XFD1048576"/>')
    description = b"<kml><Placemark><description>%s</description></Placemark></kml>"
    yield "tags that do not end", description % (b"&lt;a " * 25_000)
    yield "comments that do not end", description % (b"&lt;!--" * 20_000)


def _opendocument(attributes: bytes) -> bytes:
    """A spreadsheet with one row that has some attributes."""
    spaces = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
        for name in (b"office", b"table", b"text")
    )
    content = (
        b"<office:document-content %s><office:body><office:spreadsheet><table:table table:name='a'>"
        b"<table:table-row %s><table:table-cell office:value-type='string'><text:p>x</text:p>"
        b"</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        b"</office:document-content>"
    ) % (spaces, attributes)
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:manifest:1.0"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def _in_sheet(rows: bytes) -> bytes:
    return _at_end(SHEET, b"</sheetData>", rows)


def _merging(blocks: bytes) -> bytes:
    merged = b"</sheetData><mergeCells>" + blocks + b"</mergeCells>"
    return _with(SHEET, lambda xml: xml.replace(b"</sheetData>", ROWS * 300_000 + merged))


def _at_end(part: str, end: bytes, more: bytes) -> bytes:
    return _with(part, lambda xml: xml.replace(end, more + end))


def _sharing(texts: bytes) -> bytes:
    """A workbook whose last cell refers to the first of some shared texts."""
    cell = b'<c t="s"><v>0</v></c></row></sheetData>'
    book = _with(SHEET, lambda xml: xml.replace(b"</row></sheetData>", cell))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (TEXTS.encode(), kind)
    book = _with("[Content_Types].xml", lambda xml: xml.replace(b"</Types>", part), book)
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(TEXTS, b'<sst xmlns="%s">%s</sst>' % (SPREADSHEET, texts))
    return out.getvalue()


def _with(part: str, change: Callable[[bytes], bytes], book: bytes = b"") -> bytes:
    """A small workbook, or the one that is given, with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book or _small())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            changed = change(data) if name == part else data
            assert (changed != data) is (name == part), part
            target.writestr(name, changed)
    return out.getvalue()


def _small() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["City", "N"], ["Rome", 1]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
