"""From SVG to PNG and PDF: each dot where it belongs, texts as texts, the same bytes each time."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from layers.cartography import svg
from mapapp.exports.rendering import POINTS_PER_INCH, dot_by_dot, to_pdf, to_png

ROOT = Path(__file__).parents[3]
PROCESS = """
import hashlib, sys
sys.path.insert(0, '.')
from tests.mapapp.exports.test_rendering import drawings
print(*(hashlib.sha256(each).hexdigest() for each in drawings()))
"""


def drawing(width: float, height: float, *parts: str) -> str:
    return svg.document(
        width, height, *parts, preserveAspectRatio="none", **dot_by_dot(width, height)
    )


def drawings() -> list[bytes]:
    """A PNG and a PDF with letters of several scripts."""
    labels = ["Milan 3", "警察站点 Milan", "مرحبا"]
    texts = [svg.text(10.0, 30.0 * at, each, font_size=20.0) for at, each in enumerate(labels, 1)]
    page = drawing(300, 120, *texts)
    said = {"title": "Où?", "language": "fr", "alternative": "Three words."}
    return [to_png(page, 2 * POINTS_PER_INCH), to_pdf(page, (300, 120), **said)]


def dark(png: bytes, *, down: bool) -> list[bool]:
    """Which dots are dark on the line through the middle of a PNG, down or across."""
    image = Image.open(BytesIO(png)).convert("L")
    middle = (image.width // 2, image.height // 2)
    line = range(image.height if down else image.width)
    places = [(middle[0], each) if down else (each, middle[1]) for each in line]
    return [image.getpixel(place) < 128 for place in places]


@pytest.mark.parametrize(("width", "height"), [(1200, 83), (120, 874), (87, 62), (77, 850)])
def test_every_row_and_every_column_of_a_drawing_is_a_row_and_a_column_of_dots(width, height):
    rows = "".join(f"M0 {y}h{width}v1h-{width}Z" for y in range(0, height, 2))
    columns = "".join(f"M{x} 0v{height}h1v-{height}Z" for x in range(0, width, 2))
    across, along = (
        to_png(drawing(width, height, svg.element("path", d=path)), POINTS_PER_INCH)
        for path in (rows, columns)
    )
    assert dark(across, down=True) == [y % 2 == 0 for y in range(height)]
    assert dark(along, down=False) == [x % 2 == 0 for x in range(width)]


def test_a_png_says_how_many_dots_it_has_to_an_inch_where_that_is_asked_for():
    page = drawing(100, 50)
    png = to_png(page, 4 * POINTS_PER_INCH, stated=300)
    assert struct.unpack(">II", png[16:24]) == (400, 200)
    at = png.index(b"pHYs")
    assert struct.unpack(">II", png[at + 4 : at + 12]) == (11811, 11811)
    assert struct.unpack(">I", png[at + 13 : at + 17]) == (zlib.crc32(png[at : at + 13]),)
    assert b"pHYs" not in to_png(page, POINTS_PER_INCH)


def test_a_pdf_has_its_texts_its_fonts_and_words_about_the_drawing():
    pdf = PdfReader(BytesIO(drawings()[1]))
    assert [float(side) for side in pdf.pages[0].mediabox[2:]] == [300, 120]
    assert (pdf.metadata.title, pdf.trailer["/Root"]["/Lang"]) == ("Où?", "fr")
    assert {"Milan 3", "警察站点 Milan"} <= set(pdf.pages[0].extract_text().splitlines())
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}
    assert names == {"SourceSans3-Regular", "KurintoSansSC-Rg", "KurintoSans-Rg"}
    (body,) = pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]
    (figure,) = body.get_object()["/K"]
    assert figure.get_object()["/Alt"] == "Three words."


def test_another_process_draws_the_same_bytes():
    here = [hashlib.sha256(each).hexdigest() for each in drawings()]
    there = subprocess.run(  # noqa: S603 - our own call
        [sys.executable, "-c", PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert there.stdout.split() == here
