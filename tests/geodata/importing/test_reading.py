"""Files as people have them: read within limits, or refused in one sentence."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import GeodataError
from geodata.importing.file_errors import (
    BadEncodingError,
    BrokenFileError,
    ImportFileError,
    NoRowsError,
    NotATableError,
    TooLargeError,
    TooManyRowsError,
    UnknownSheetError,
)
from geodata.importing.grid import Limits
from geodata.importing.reading import LIMITS, read_data, read_raw

ROWS = "City;Country\nMalmö;Sweden\nKøbenhavn;Denmark\n"


def workbook(*sheets, hidden=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        if title in hidden:
            page.sheet_state = "hidden"
    return book


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(table):
    return table.cells.to_numpy().tolist()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "iso-8859-1"]
)
def test_a_text_file_is_read_in_the_encoding_it_was_saved_in(encoding):
    table = read_data(ROWS.encode(encoding), "sites.csv")
    assert list(table.cells) == ["City", "Country"]
    assert cells(table) == [["Malmö", "Sweden"], ["København", "Denmark"]]


ENCODED = {
    "one umlaut": ("Stadt;Land\nKöln;DE\n", "latin-1"),
    "Excel's Unicode text": ("Stadt\tLand\nKöln\tDE\n", "utf-16"),
    "Polish": ("name,country\nŁódź,Polska\nKraków,Polska\n", "cp1250"),
    "Russian": ("name,country\nМосква,Россия\n", "cp1251"),
    "Chinese": ("name,country\n北京,中国\n上海,中国\n", "gb18030"),
    "Japanese": ("name,country\n東京,日本\n大阪,日本\n", "shift_jis"),
    "bars": ("name|country\nBogotá|CO\n", "cp1252"),
}


@pytest.mark.parametrize(("text", "encoding"), ENCODED.values(), ids=ENCODED)
def test_delimiter_and_encoding_are_found_out_even_of_a_few_rows(text, encoding):
    header, first, *_ = text.splitlines()
    delimiter = next(each for each in ",;\t|" if each in header)
    table = read_data(text.encode(encoding), "x")
    assert list(table.cells) == header.split(delimiter)
    assert cells(table)[0] == first.split(delimiter)


def test_commas_in_quotes_and_breaks_in_cells_part_nothing():
    table = read_data(b'a;b\n"x, y";"one\ntwo"\n1,5;z\n', "x")
    assert cells(table) == [["x, y", "one\ntwo"], ["1,5", "z"]]


def test_figures_and_words_for_nothing_stay_as_they_are_written():
    assert cells(read_data(b"a,b\n007,NA\n1.50,\n", "x")) == [["007", "NA"], ["1.50", ""]]


def test_a_table_of_one_column_is_a_table():
    assert cells(read_data(b"city\nMilan\nRome\n", "x")) == [["Milan"], ["Rome"]]


def test_an_encoding_that_was_found_out_is_reported():
    assert any("encoding" in remark for remark in read_data(ROWS.encode("cp1252"), "x").remarks)


def test_only_what_is_not_as_usual_is_remarked_on():
    assert read_data(b"city,country\nMilan,IT\n", "x").remarks == ()
    semicolons = read_data(b"city;country\nMilan;IT\n", "x")
    assert semicolons.remarks == ("Cells are separated by the semicolon.",)


def test_cyrillic_and_chinese_code_pages_are_found_out():
    russian = "Город;Страна\nМосква;Россия\nСанкт-Петербург;Россия\nКазань;Россия\n" * 5
    chinese = "城市,国家\n米兰,意大利\n巴黎,法国\n马德里,西班牙\n" * 5
    assert cells(read_data(russian.encode("cp1251"), "x"))[0] == ["Москва", "Россия"]
    assert cells(read_data(chinese.encode("gb18030"), "x"))[0] == ["米兰", "意大利"]


def test_a_person_may_name_the_encoding():
    table = read_data("Город;Год\nКазань;2015\n".encode("koi8-r"), "x", encoding="koi8-r")
    assert cells(table) == [["Казань", "2015"]]


@pytest.mark.parametrize("encoding", ["utf-8", "no-such"])
def test_a_wrong_encoding_is_refused(encoding):
    with pytest.raises(BadEncodingError, match=encoding):
        read_data(ROWS.encode("cp1252"), "sites.csv", encoding=encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_parts_the_lines_evenly(delimiter):
    text = 'Place,Source\nMilan,"https://a.example/1; https://b.example"\nRome,x\n'
    table = read_data(text.replace(",", delimiter).encode(), "x.csv")
    assert list(table.cells) == ["Place", "Source"]
    assert len(table.cells) == 2


def test_a_line_that_states_the_delimiter_is_obeyed():
    assert cells(read_data(b"sep=|\nA|B\n1;2|3;4\n", "x")) == [["1;2", "3;4"]]


def test_row_numbers_are_those_of_the_spreadsheet():
    table = read_data(b"A,B\n\n1,2\n,\n3,4\n", "x")
    assert list(table.cells.index) == [3, 5]


def test_a_title_above_the_header_is_passed_over_and_reported():
    table = read_data(b"List of sites,,\n,,\nCity,Country,Year\nRome,Italy,2015\n", "x")
    assert list(table.cells) == ["City", "Country", "Year"]
    assert any("Row 1 above the header was" in remark for remark in table.remarks)


def test_of_two_rows_of_headers_the_lower_names_the_columns_and_the_upper_tells_namesakes_apart():
    rows = "List;;;;\n;Place;;Time;\nNo.;City;Country;City;Year\n1;Rome;Italy;x;2015\n"
    table = read_data(rows.encode(), "x")
    assert list(table.cells) == ["No.", "Place: City", "Country", "Time: City", "Year"]
    assert any("takes two rows, 2 and 3" in remark for remark in table.remarks)
    assert any("Row 1 above the header was passed over" in remark for remark in table.remarks)


def test_columns_at_the_end_that_only_the_upper_row_names_keep_its_names():
    rows = "Host;;Dates;;Map;Troops\nCountry;Town;From;To;;\nItaly;Rome;2015;2016;x;300\n"
    table = read_data(rows.encode(), "x")
    assert list(table.cells)[-3:] == ["To", "Map", "Troops"]


def test_rows_that_only_look_like_a_header_are_rows():
    table = read_data(b"A,,C,\nRome,Italy,open,yes\nMilan,Italy,open,no\n", "x")
    assert list(table.cells) == ["A", "Column B", "C", "Column D"]
    assert len(table.cells) == 2


def test_a_sum_and_a_note_below_the_table_are_passed_over_and_reported():
    rows = "City,Country,Year,Cost,By\nRome,Italy,2015,3,x\nMilan,Italy,2016,4,y\n"
    table = read_data(f"{rows}Total,,,7,\nAs of March 2024; without warranty,,,,\n".encode(), "x")
    assert list(table.cells.index) == [2, 3]
    assert any("Rows 4 to 5 below the table were passed over" in each for each in table.remarks)
    kept = read_data(f"{rows}Totana,,,,\n".encode(), "x")
    assert list(kept.cells.index) == [2, 3, 4]


def test_duplicate_and_missing_headers_get_names_of_their_own():
    table = read_data(b"City,City,,city\nRome,2,3,4\n", "x")
    assert list(table.cells) == ["City", "City (2)", "Column C", "city (3)"]
    assert sum("header" in remark.lower() for remark in table.remarks) == 2


def test_rows_of_uneven_length_keep_what_they_hold():
    table = read_data(b"A,B\n1\n1,2,3\n", "x")
    assert cells(table) == [["1", "", ""], ["1", "2", "3"]]


def test_hostile_text_stays_text():
    text = 'Name,Note\n"<script>alert(1)</script>","=HYPERLINK(""x"")\u202e"\n'
    assert cells(read_data(text.encode(), "x")) == [
        ["<script>alert(1)</script>", '=HYPERLINK("x")']
    ]


def test_a_workbook_gives_dates_numbers_and_texts_as_one_would_write_them():
    rows = [
        ["A", "B", "C", "D"],
        [dt.datetime(2015, 6, 2, tzinfo=dt.UTC).replace(tzinfo=None), 3.0, 0.5, True],
        ["x", None, 7, ""],
    ]
    table = read_data(saved(workbook(("Sites", rows))), "x.xlsx")
    assert cells(table) == [["2015-06-02", "3", "0.5", "True"], ["x", "", "7", ""]]


def test_the_first_visible_sheet_is_read_and_the_others_are_reported():
    book = workbook(
        ("Secret", [["A"], ["1"]]),
        ("Empty", []),
        ("Sites", [["B"], ["2"]]),
        ("More", [["C"]]),
        hidden=("Secret",),
    )
    table = read_data(saved(book), "x.xlsx")
    assert table.sheet == "Sites"
    assert any("Hidden sheets were not read: “Secret”" in each for each in table.remarks)
    assert any("not “Empty”, “More”" in each for each in table.remarks)
    assert cells(read_data(saved(book), "x.xlsx", sheet="Secret")) == [["1"]]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnknownSheetError, match="'Sites'"):
        read_data(saved(workbook(("Sites", [["A"], ["1"]]))), "x.xlsx", sheet="Site")


def test_merged_cells_give_every_row_their_value_and_are_reported():
    book = workbook(("S", [["Country", "City"], ["Italy", "Rome"], [None, "Milan"], ["X", "Y"]]))
    book["S"].merge_cells("A2:A3")
    table = read_data(saved(book), "x.xlsx")
    assert cells(table) == [["Italy", "Rome"], ["Italy", "Milan"], ["X", "Y"]]
    assert any("Merged cells" in remark and "1 blocks" in remark for remark in table.remarks)


def test_a_merged_title_over_several_columns_is_not_a_header():
    book = workbook(("S", [["My list", None, None], ["City", "Country", "N"], ["Rome", "IT", 1]]))
    book["S"].merge_cells("A1:C1")
    assert list(read_data(saved(book), "x.xlsx").cells) == ["City", "Country", "N"]


def test_formulas_are_taken_by_their_saved_values_and_reported():
    book = workbook(("S", [["A", "B"], [1, "=A2+1"]]))
    table = read_data(saved(book), "x.xlsx")
    assert cells(table) == [["1", ""]]
    assert any("Formulas: the values saved" in remark for remark in table.remarks)
    assert any("without a saved value" in remark for remark in table.remarks)


def test_hidden_rows_are_read_and_reported():
    book = workbook(("S", [["A"], ["1"], ["2"]]))
    book["S"].row_dimensions[2].hidden = True
    table = read_data(saved(book), "x.xlsx")
    assert cells(table) == [["1"], ["2"]]
    assert any("Hidden rows" in remark for remark in table.remarks)


def test_geojson_gives_properties_and_points():
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature",
             "properties": {"name": "Rome", "n": 2, "tags": ["a", "b"], "m": [1]},
             "geometry": {"type": "Point", "coordinates": [12.5, 41.9]}},
            {"type": "Feature", "properties": {"name": "Box"}, "geometry": {
                "type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}},
            {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": None},
        ],
    }  # fmt: skip
    table = read_data(json.dumps(document).encode(), "x.geojson")
    assert table.cells.loc[2].to_dict() == {
        "name": "Rome", "n": "2", "tags": "a; b", "m": "[1]", "longitude": "12.500000",
        "latitude": "41.900000",
    }  # fmt: skip
    assert table.cells.loc[4, "longitude"] == ""
    assert any("1 shapes" in remark for remark in table.remarks)


REFUSED = {
    "a PDF renamed": (b"%PDF-1.7 ...", NotATableError),
    "half an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", BrokenFileError),
    "a web page": (b"<!DOCTYPE html><table>", NotATableError),
    "bytes of no text": (bytes(range(1, 30)) * 40, NotATableError),
    "a zip of other files": ("zip", NotATableError),
    "half a workbook": (b"PK\x03\x04 and no more", BrokenFileError),
    "an empty file": (b"", NoRowsError),
    "blank lines": (b"\n , \n", NoRowsError),
    "a header alone": (b"City,Country\n", NoRowsError),
    "half a GeoJSON": (b'{"type": "FeatureCollection"', BrokenFileError),
    "deep JSON": (b'{"a":' + b"[" * 100_000, BrokenFileError),
    "JSON of another kind": (b'{"rows": []}', NotATableError),
    "another coordinate system": (
        b'{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3857"}},"features":[]}',
        NotATableError,
    ),
    "an invalid geometry": (
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[""]}}]}',
        BrokenFileError,
    ),
    "a geometry of no kind": (
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Circle","coordinates":[1,2]}}]}',
        BrokenFileError,
    ),
    "invalid geometries": (
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"GeometryCollection","geometries":[{}]}}]}',
        BrokenFileError,
    ),
    "a quote that never ends": (b'A,B\n"' + b"x" * (1024**2 + 1), BrokenFileError),
}


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_a_table_is_refused_in_one_sentence(data, error):
    if data == "zip":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", "x")
        data = file.getvalue()
    with pytest.raises(error) as refused:
        read_data(data, "sites.csv")
    assert str(refused.value).startswith("sites.csv ")
    assert "\n" not in str(refused.value)


def test_a_large_file_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    with pytest.raises(TooLargeError, match="200 MB"):
        read_raw(path)


@pytest.mark.slow
def test_one_row_more_than_a_million_is_refused():
    data = b"n\n" + b"1\n" * (LIMITS.rows + 1)
    with pytest.raises(TooManyRowsError, match="1,000,000 rows"):
        read_data(data, "long.csv")
    assert len(read_data(data[:-2], "long.csv").cells) == LIMITS.rows


def test_too_many_columns_and_cells_are_refused():
    wide = ",".join(["a"] * 501).encode()
    with pytest.raises(TooManyRowsError, match="columns"):
        read_data(wide + b"\n" + wide, "x")
    with pytest.raises(TooManyRowsError, match="cells"):
        read_data(b"a,b\n" * 100, "x", limits=Limits(cells=50))


def test_a_zip_bomb_is_refused_by_what_it_declares():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(260):
                part.write(b" " * 1024**2)
    with pytest.raises(TooLargeError, match="unpacks to 260 MB"):
        read_data(file.getvalue(), "bomb.xlsx")


def test_a_zip_bomb_that_lies_about_its_size_gives_no_more_than_it_declares():
    book = saved(workbook(("S", [["A"], ["x" * 30_000]])))
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    lying = book.replace(part.file_size.to_bytes(4, "little"), (40).to_bytes(4, "little"))
    with pytest.raises(BrokenFileError):
        read_data(lying, "lying.xlsx")


def test_entities_that_multiply_are_refused():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = (
        f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="str"><v>&l11;</v></c></row></sheetData></worksheet>'
    )
    book = saved(workbook(("S", [["A"], ["1"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, sheet if is_sheet else source.read(name))
    with pytest.raises(ImportFileError):
        read_data(out.getvalue(), "laughs.xlsx")


def test_a_cell_in_the_farthest_corner_costs_no_memory():
    book = workbook(("S", [["A", "B"], ["1", "2"]]))
    book["S"]["A1048576"] = "end"
    table = read_data(saved(book), "x.xlsx")
    assert list(table.cells.index) == [2, 1048576]
    book["S"]["XFD1"] = "end"
    with pytest.raises(TooManyRowsError, match="columns"):
        read_data(saved(book), "x.xlsx")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    for start in (b"", b"PK\x03\x04", b'{"type":"FeatureCollection",', b"A;B\n"):
        try:
            table = read_data(start + data, "x")
        except GeodataError as error:
            refusal = str(error)
        else:
            refusal = ""
            assert not table.cells.empty
        assert "\n" not in refusal


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    book = bytearray(_WORKBOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_data(bytes(book), "x.xlsx")
    except GeodataError as error:
        refusal = str(error)
    else:
        refusal = "x.xlsx was read"
    assert refusal.startswith("x.xlsx ")


def test_a_directory_that_points_before_the_file_is_refused():
    book = bytearray(_WORKBOOK)
    end = book.rindex(b"PK\x05\x06")
    book[end + 18] ^= 0x01  # the third byte of where the directory begins
    with pytest.raises(BrokenFileError):
        read_data(bytes(book), "x.xlsx")


def _small_workbook() -> bytes:
    book = workbook(("S", [["City", "N"], ["Rome", 1], ["Milan", "=B2"]]), ("T", []))
    book["S"].merge_cells("A2:A3")
    return saved(book)


_WORKBOOK = _small_workbook()


def test_a_file_of_text_is_read_without_the_large_libraries_of_other_formats():
    code = (
        "import sys; from geodata.importing.reading import read_data\n"
        f"read_data({ROWS.encode()!r}, 'towns.csv')\n"
        "print(sorted({'pyogrio', 'openpyxl'}.intersection(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 - a fixed command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
