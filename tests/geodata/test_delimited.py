from __future__ import annotations

import pytest

from geodata.delimited import BadTableError, read_delimited


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("Stadt;Land\nKöln;DE\n", "latin-1", id="one umlaut"),
        pytest.param("Stadt;Land\nKöln;DE\n", "utf-8", id="UTF-8"),
        pytest.param("Stadt;Land\nKöln;DE\n", "utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("Stadt\tLand\nKöln\tDE\n", "utf-16", id="UTF-16, as Excel's Unicode text"),
        pytest.param("name,country\nŁódź,Polska\nKraków,Polska\n", "cp1250", id="Polish"),
        pytest.param("name,country\nМосква,Россия\n", "cp1251", id="Russian"),
        pytest.param("name,country\n北京,中国\n上海,中国\n", "gb18030", id="Chinese"),
        pytest.param("name,country\n東京,日本\n大阪,日本\n", "shift_jis", id="Japanese"),
        pytest.param("name|country\nBogotá|CO\n", "cp1252", id="bars"),
    ],
)
def test_delimiter_and_encoding_are_found_out(text: str, encoding: str) -> None:
    table = read_delimited(text.encode(encoding), "a file")

    header, first, *_ = text.splitlines()
    delimiter = next(each for each in ",;\t|" if each in header)
    assert list(table) == header.split(delimiter)
    assert list(table.iloc[0]) == first.split(delimiter)


def test_commas_in_quotes_and_breaks_in_cells_part_nothing() -> None:
    table = read_delimited(b'a;b\n"x, y";"one\ntwo"\n1,5;z\n', "a file")

    assert table.to_dict("list") == {"a": ["x, y", "1,5"], "b": ["one\ntwo", "z"]}


def test_cells_stay_as_they_are_written() -> None:
    table = read_delimited(b"a,b\n007,NA\n1.50,\n", "a file")

    assert table.to_dict("list") == {"a": ["007", "1.50"], "b": ["NA", ""]}


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    table = read_delimited(b"a,b\n1\n,\n\n2,3,\n", "a file")

    assert table.to_dict("list") == {"a": ["1", "2"], "b": ["", "3"]}


def test_a_table_of_one_column_is_a_table() -> None:
    assert list(read_delimited(b"city\nMilan\nRome\n", "a file")["city"]) == ["Milan", "Rome"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\n\n", "empty", id="blank lines"),
        pytest.param(b"a,a\n1,2\n", "two columns are called 'a'", id="two columns of one name"),
        pytest.param(b"a,b\n1,2\n1,2,3\n", "line 3 has more cells", id="a row too long"),
        pytest.param(b"PK\x03\x04\x00\x00\x00", "no text", id="a zip archive"),
        pytest.param(b"\xff\xfea", "no text", id="half a character"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadTableError, match=reason) as raised:
        read_delimited(data, "list.csv")

    assert raised.value.path == "list.csv"
