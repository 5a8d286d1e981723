"""Letters that another program has garbled."""

from __future__ import annotations

import csv
import io

import pytest

from geodata.importing.drafting import Choices, make_draft
from geodata.importing.reading import read_data
from tests.geodata.importing.conftest import TODAY


def sheet(*places):
    file = io.StringIO()
    csv.writer(file).writerows([("Place", "Country"), *((place, "PL") for place in places)])
    return file.getvalue().encode("utf-8-sig")


def as_read_in(encoding, text):
    """What a program shows that takes UTF-8 for another encoding."""
    data = text.encode()
    return "".join(
        data[at : at + 1].decode(encoding, errors="replace").replace("�", chr(data[at]))
        for at in range(len(data))
    )


@pytest.mark.parametrize("text", ["São Paulo", "Łódź", "Là-bas à Paris", "L’Aquila", "北京"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf_8_that_was_taken_for_another_encoding_is_noticed_and_mended(text, encoding):
    data = sheet("Rome", as_read_in(encoding, text))

    garbled = read_data(data, "x.csv").garbled
    mended = read_data(data, "x.csv", mend_letters=True)

    assert (garbled.count, garbled.rows, garbled.columns) == (1, (3,), ("Place",))
    assert garbled.examples[0][1] == text
    assert mended.cells["Place"].tolist() == ["Rome", text]
    assert mended.garbled is None
    assert "they were mended" in mended.remarks[-1]


def test_letters_that_were_garbled_twice_are_mended_at_once():
    twice = as_read_in("cp1252", as_read_in("cp1252", "São Paulo"))

    assert read_data(sheet(twice), "x.csv", mend_letters=True).cells["Place"].tolist() == [
        "São Paulo"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo", "Łódź", "Ærø", "Åland", "ÉCOLE", "Ñuñoa", "Île-d’Yeu", "Ürümqi 乌鲁木齐",
        "Москва", "ÃO", "Fußball – Köln", "Nguyễn", "Şırnak", "القاهرة", "Café : fermé",
    ],
)  # fmt: skip
def test_letters_that_are_merely_foreign_are_left_alone(text):
    table = read_data(sheet(text), "x.csv", mend_letters=True)

    assert table.garbled is None
    assert table.cells["Place"].tolist() == [text]


def test_headers_are_mended_too():
    data = "Ort,LÃ¤nder\nRom,Italien\n".encode()

    assert read_data(data, "x.csv").garbled.columns == ("LÃ¤nder",)
    assert list(read_data(data, "x.csv", mend_letters=True).cells) == ["Ort", "Länder"]


def test_spaces_and_invisible_marks_are_taken_out_of_texts_that_are_sound():
    table = read_data("Ort,Note\nRom,caf\u00e9\u00a0noir\u0085\n".encode(), "x.csv")

    assert table.cells["Note"].tolist() == ["café noir"]


def test_garbled_letters_are_one_question_with_what_they_would_be():
    table = read_data(sheet("SÃ£o Paulo", "Rome", "WrocÅ‚aw"), "x.csv")

    (finding,) = (
        each
        for each in make_draft(table, Choices(), today=TODAY).understood.findings
        if each.subject.field == "letters"
    )

    assert finding.level == "open"
    assert str(finding).startswith(
        "rows 2, 4, column Place: 2 texts look garbled, such as 'SÃ£o Paulo' for 'São Paulo'"
    )


@pytest.mark.parametrize("encoding", ["", "utf-8", "UTF8", "utf_8"])
def test_a_byte_order_mark_is_not_a_letter_whatever_encoding_is_named(encoding):
    data = '\ufeff"Place, or town",Country\nRome,IT\n'.encode()

    assert list(read_data(data, "x.csv", encoding=encoding).cells) == ["Place, or town", "Country"]
