from __future__ import annotations

import pytest

from mapapp.exports.brief.build import printable
from mapapp.exports.brief.model import TableRow


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain", "plain"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("nul\x00 bell\x07", "nul bell"),
        ("turned \u202egnp.exe", "turned gnp.exe"),
        ("marked \u061c\u200f\ufeffand\u2067 isolated\u2069", "marked and isolated"),
        ("Thai\u200bbreaks", "Thai\u200bbreaks"),
        ("Dobroești 青田 한국 ñ", "Dobroești 青田 한국 ñ"),
    ],
)
def test_a_text_keeps_what_can_be_printed(text: str, printed: str):
    assert printable(text) == printed


def test_texts_are_found_in_whatever_holds_them():
    assert printable(TableRow(("a\x00", "b"), ("s\x01",))) == TableRow(("a", "b"), ("s",))
    assert printable((1, None, 2.5)) == (1, None, 2.5)
