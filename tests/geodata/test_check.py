from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata._structure import read_written
from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.description import read_description
from geodata.errors import BadCollectionError
from geodata.importing.previous_import import read_previous_import
from geodata.tables import read_cells
from tests.depth import tries

SEEDS = Path(__file__).parents[2] / "seeds"
MILAN = {"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}


def faults_of(folder) -> list[tuple[str, int | None, str, str]]:
    return [(fault.file, fault.row, fault.column, fault.value) for fault in find_faults(folder)]


def test_a_sound_collection_has_no_faults(write_collection):
    folder = write_collection(
        places=[MILAN],
        stations=[{"city": "Milan", "precision": "city", "established": "2018-09"}],
        agreements=[{"period": "2016/..", "places": "Milan"}],
        responses=[{"countries": "EU", "speaker_country": "EU"}],
    )
    assert find_faults(folder) == ()


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [
        pytest.param("stations", {"established": "spring"}, "established", "spring", id="date"),
        pytest.param("stations", {"status": "shut"}, "status", "shut", id="status"),
        pytest.param("stations", {"count": "many"}, "count", "many", id="no number"),
        pytest.param("stations", {"count": "0"}, "count", "0", id="nothing counted"),
        pytest.param("stations", {"country": "QQ"}, "country", "QQ", id="country"),
        pytest.param("stations", {"country": "Italy"}, "country", "Italy", id="name of a country"),
        pytest.param("stations", {"sources": ""}, "sources", "", id="no source"),
        pytest.param("stations", {"sources": "s1;s9"}, "sources", "s9", id="unknown source"),
        pytest.param("stations", {"jurisdiction": "x"}, "jurisdiction", "x", id="jurisdiction"),
        pytest.param("stations", {"edition": "third"}, "edition", "third", id="edition"),
        pytest.param("stations", {"precision": "city"}, "precision", "city", id="no city named"),
        pytest.param("stations", {"id": "a b"}, "id", "a b", id="id with a blank"),
        pytest.param(
            "agreements", {"countries": "IT;QQ"}, "countries", "QQ", id="country in a list"
        ),
        pytest.param("agreements", {"places": "Rome"}, "places", "Rome", id="place unknown"),
        pytest.param(
            "agreements",
            {"places": "Milan", "countries": "IT;FR"},
            "places",
            "Milan",
            id="place without a country",
        ),
        pytest.param("agreements", {"period": "2019/2016"}, "period", "2019/2016", id="interval"),
        pytest.param("responses", {"date": ""}, "date", "", id="date required"),
        pytest.param("sources", {"url": "javascript:1"}, "url", "javascript:1", id="address"),
        pytest.param("jurisdictions", {"id": "x", "colour": "red"}, "colour", "red", id="colour"),
    ],
)
def test_a_fault_is_found_with_its_row_column_and_value(
    write_collection, table, row, column, value
):
    folder = write_collection(**{"places": [MILAN], table: [row]})
    named = [fault[:2] for fault in faults_of(folder) if fault[2:] == (column, value)]
    assert named == [(f"{table}.csv", 2)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param({"lon": "9.19111"}, "lon", id="finer than a city"),
        pytest.param({"precision": "region", "lat": "45.46"}, "lat", id="finer than a region"),
        pytest.param({"lat": ""}, "lon", id="half a position"),
        pytest.param({"method": "none"}, "method", id="a position that nothing resolved"),
        pytest.param({"lon": "", "lat": ""}, "lon", id="resolved without a position"),
        pytest.param({"lon": "190"}, "lon", id="beyond the antimeridian"),
    ],
)
def test_a_position_is_whole_and_no_finer_than_the_name(write_collection, row, column):
    folder = write_collection(places=[{**MILAN, **row}])
    assert ("places.csv", 2, column) in [fault[:3] for fault in faults_of(folder)]


def test_all_faults_of_all_tables_are_reported_at_once_in_the_order_of_the_files(write_collection):
    folder = write_collection(
        stations=[{"status": "shut", "established": "spring"}, {"id": "st1", "count": "x"}],
        agreements=[{"sources": "s9"}],
    )
    assert [fault[:3] for fault in faults_of(folder)] == [
        ("stations.csv", 2, "established"),
        ("stations.csv", 2, "status"),
        ("stations.csv", 3, "count"),
        ("stations.csv", 3, "id"),
        ("agreements.csv", 2, "sources"),
    ]


def test_the_same_place_may_not_stand_twice(write_collection):
    assert ("places.csv", 3, "name", "Milan") in faults_of(write_collection(places=[MILAN, MILAN]))


def test_every_fault_is_a_sentence_with_a_remedy(write_collection):
    folder = write_collection(stations=[{"status": "shut", "sources": "s9"}])
    status, sources = sorted(map(str, find_faults(folder)), reverse=True)
    assert status.startswith("stations.csv, row 2, column status: 'shut' is not an allowed value; ")
    assert "reported" in status
    assert sources == (
        "stations.csv, row 2, column sources: 's9' is not an id of sources; "
        "correct it or add the row."
    )


def test_a_missing_file_and_a_missing_column_are_faults(write_collection):
    folder = write_collection(stations=[{}])
    (folder / "responses.csv").unlink()
    table = folder / "stations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("edition", "report", 1), "utf-8")
    found = find_faults(folder)
    assert {"responses.csv", "stations.csv"} <= {fault.file for fault in found}


def test_a_descriptor_without_a_needed_table_says_which(write_collection):
    folder = write_collection()
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "places"]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    assert [fault.message for fault in find_faults(folder)] == ["has no table places"]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(b"\xff\xfe\x00", id="not UTF-8"),
        pytest.param(b"", id="empty file"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", id="no table at all"),
        pytest.param(b'id,country\n"open quote,IT\n', id="open quote"),
    ],
)
def test_a_file_that_is_not_a_table_is_a_fault_not_a_crash(write_collection, spoil):
    folder = write_collection(stations=[{}])
    (folder / "stations.csv").write_bytes(spoil)
    assert any(fault.file == "stations.csv" for fault in find_faults(folder))


@pytest.mark.parametrize(
    ("spoil", "row", "column", "message"),
    [
        pytest.param(lambda _: b"", None, "", "has no header", id="empty file"),
        pytest.param(
            lambda data: data.replace(b"st1", b"st\xe91"),
            2,
            "",
            "is a byte of another encoding than UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            lambda data: data.decode().encode("utf-16"),
            1,
            "",
            "is a byte of another encoding than UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            lambda data: data.replace(b",", b";"),
            1,
            "",
            "is separated by semicolons",
            id="semicolons",
        ),
        pytest.param(
            lambda data: data.replace(b",", b"\t"), 1, "", "is separated by tabs", id="tabs"
        ),
        pytest.param(
            lambda data: data.replace(b"alpha", b"al\0pha"),
            2,
            "jurisdiction",
            "holds a character that cannot be seen",
            id="NUL",
        ),
        pytest.param(lambda data: data + b"\n", 3, "", "is empty", id="empty row"),
        pytest.param(
            lambda data: data + b"st2,IT\n", 3, "", "has 13 cells fewer than the header", id="short"
        ),
        pytest.param(
            lambda data: data.replace(b"st1,", b"st1,x,"),
            2,
            "",
            "has 1 cell more than the header",
            id="comma too many",
        ),
        pytest.param(
            lambda data: data.replace(b",city,", b",", 1).replace(b"country,", b"", 1),
            1,
            "city",
            "is missing from the header",
            id="missing column",
        ),
        pytest.param(
            lambda data: data.replace(b",note", b",mood", 1),
            1,
            "mood",
            "is not a column of this table",
            id="unknown column",
        ),
        pytest.param(
            lambda data: data.replace(b"id,country", b"country,id", 1),
            1,
            "country",
            "is not where the description has it",
            id="swapped columns",
        ),
        pytest.param(
            lambda data: data.replace(b"id,country", b"id,id", 1),
            1,
            "id",
            "is in the header twice",
            id="column twice",
        ),
        pytest.param(
            lambda data: data.replace(b"st1,", b'st1,"', 1),
            2,
            "",
            "cannot be read as CSV from here on (unexpected end of data)",
            id="open quote",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_reported_with_its_row_and_column(
    write_collection, spoil, row, column, message
):
    folder = write_collection(stations=[{}])
    table = folder / "stations.csv"
    table.write_bytes(spoil(table.read_bytes()))
    found = [(fault.file, fault.row, fault.column, fault.message) for fault in find_faults(folder)]
    assert ("stations.csv", row, column, message) in found


def test_a_row_that_does_not_fit_is_one_fault_not_one_a_cell(write_collection):
    folder = write_collection(stations=[{}, {}])
    table = folder / "stations.csv"
    table.write_bytes(table.read_bytes() + b"st3,IT\n")
    (fault,) = find_faults(folder)
    assert (fault.row, fault.value) == (4, "st3,IT")


def test_rows_are_counted_past_an_empty_one(write_collection):
    folder = write_collection(stations=[{}, {"status": "shut"}])
    table = folder / "stations.csv"
    first, second, *others = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join([first, b"\n", second, *others]))
    assert [fault[:3] for fault in faults_of(folder)] == [
        ("stations.csv", 2, ""),
        ("stations.csv", 4, "status"),
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte order mark"),
        pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="line ends of Windows"),
    ],
)
def test_what_spreadsheets_add_is_not_a_fault(write_collection, spoil):
    folder = write_collection(stations=[{}])
    table = folder / "stations.csv"
    table.write_bytes(spoil(table.read_bytes()))
    assert find_faults(folder) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such pipes")
@pytest.mark.parametrize("name", ["stations.csv", "datapackage.json"])
def test_a_pipe_in_the_place_of_a_file_is_a_fault_and_nothing_waits_for_it(write_collection, name):
    folder = write_collection(stations=[{}])
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(BadCollectionError) as refused:
        read_collection(folder)
    (fault,) = refused.value.faults
    assert str(fault).startswith(f"{name}: is a pipe or a device, not a file")
    with pytest.raises(BadCollectionError):
        read_previous_import(folder)


def test_a_folder_in_the_place_of_a_table_is_a_fault(write_collection):
    folder = write_collection()
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()
    assert [(fault.file, fault.message) for fault in find_faults(folder)] == [
        ("claims.csv", "is a folder")
    ]


def test_an_unknown_country_is_one_fault_though_its_town_is_unknown(write_collection):
    folder = write_collection(stations=[{"country": "QQ", "city": "Milan", "precision": "city"}])
    assert faults_of(folder) == [("stations.csv", 2, "country", "QQ")]


@pytest.mark.parametrize(
    ("row", "value", "meant"),
    [
        pytest.param({"status": "reportd"}, "reportd", "reported", id="allowed value"),
        pytest.param({"jurisdiction": "alpa"}, "alpa", "alpha", id="id"),
    ],
)
def test_what_may_have_been_meant_is_suggested(write_collection, row, value, meant):
    (fault,) = find_faults(write_collection(stations=[row]))
    assert fault.value == value
    assert fault.remedy.startswith(f"if {meant!r} is meant, write that; else ")


def test_decimals_are_counted_however_a_number_is_written(write_collection):
    folder = write_collection(places=[{**MILAN, "lon": "0.919111e1"}])
    assert faults_of(folder) == [("places.csv", 2, "lon", "0.919111e1")]


@pytest.mark.deep
@settings(
    max_examples=tries(15, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    at=st.integers(0, 150),
    gone=st.integers(0, 30),
    put=st.one_of(
        st.sampled_from(
            [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b";", b"\xe2\x80\xa8", b'"",""']
        ),
        st.binary(max_size=20),
    ),
)
def test_whatever_is_done_to_a_table_is_reported_or_read_as_it_was_checked(
    write_collection, at, gone, put
):
    folder = write_collection(stations=[{}, {"note": 'a "quoted", long text'}])
    table = folder / "stations.csv"
    data = table.read_bytes()
    table.write_bytes(data[:at] + put + data[at + gone :])
    if find_faults(folder) == ():
        about = read_description(folder)
        checked = read_written(folder, about, "stations").cells
        read = read_cells(folder, about, "stations")
        assert read.to_numpy().tolist() == checked.to_numpy().tolist()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.deep
@settings(
    max_examples=tries(20, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    place=st.sampled_from(
        [
            ("name",),
            ("licenses",),
            ("collection", "languages", "en", "terms"),
            ("collection", "shown_layers"),
            ("resources", 4, "path"),
            ("resources", 4, "schema", "fields", 5),
            ("resources", 4, "schema", "fields", 5, "type"),
            ("resources", 4, "schema", "fields", 5, "constraints"),
            ("resources", 4, "schema", "fields", 5, "constraints", "enum"),
            ("resources", 4, "schema", "fields", 5, "categories"),
        ]
    ),
    value=JSON,
)
def test_whatever_is_in_a_descriptor_is_reported_or_does_no_harm(write_collection, place, value):
    folder = write_collection(stations=[{}])
    path = folder / "datapackage.json"
    descriptor = part = json.loads(path.read_text(encoding="utf-8"))
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = value
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with contextlib.suppress(BadCollectionError):
        find_faults(folder)


def test_the_collection_that_the_project_ships_has_no_faults(seeds):
    assert find_faults(seeds.folder) == ()


def as_excel_saves(text):
    """ISO dates of a table as Excel in the United States saves them."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    def day(match):
        return f"{match[1]}{int(match[3])}/{int(match[4])}/{match[2]}"

    def month(match):
        return f"{match[1]}{months[int(match[3]) - 1]}-{match[2][2:]}"

    text = re.sub(r"(?m)(^|,)(\d{4})-(\d\d)-(\d\d)(?=,|$)", day, text)
    return re.sub(r"(?m)(^|,)(\d{4})-(\d\d)(?=,|$)", month, text)


def test_dates_that_a_spreadsheet_rewrote_are_one_fault_a_column(tmp_path):
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    for name in ("sources.csv", "stations.csv", "responses.csv"):
        path = folder / name
        path.write_text(as_excel_saves(path.read_text(encoding="utf-8")), encoding="utf-8")

    faults = find_faults(folder)

    assert [(fault.file, fault.column) for fault in faults] == [
        ("sources.csv", "accessed"), ("sources.csv", "published"),
        ("stations.csv", "edition"), ("stations.csv", "established"),
        ("stations.csv", "status_date"), ("responses.csv", "date"),
    ]  # fmt: skip
    by_column = {fault.column: str(fault) for fault in faults}
    assert "dates were rewritten by a spreadsheet (rows 2, " in by_column["published"]
    assert "which has two readings" in by_column["published"]
    assert "from version control" in by_column["published"]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        pytest.param("8/12/2022", 2, id="United States"),
        pytest.param("12/25/2022", 1, id="only one reading"),
        pytest.param("5/5/2022", 1, id="the same twice"),
        pytest.param("08.12.2022", 2, id="Germany"),
        pytest.param("8/12/22", 2, id="two figures"),
        pytest.param("2022/12/8", 1, id="Japan"),
        pytest.param("Sep-22", 1, id="a month"),
        pytest.param("8-Dec-22", 1, id="a day and a month"),
        pytest.param("sept.-22", 1, id="France"),
        pytest.param("44903", 1, id="counted days"),
    ],
)
def test_a_date_as_a_spreadsheet_writes_it_says_so(write_collection, text, readings):
    folder = write_collection(stations=[{"established": text}])

    (fault,) = find_faults(folder)

    assert (fault.row, fault.column, fault.value) == (2, "established", text)
    assert "as a spreadsheet writes it" in fault.message
    assert ("two readings" in fault.message) == (readings == 2)


@pytest.mark.parametrize("text", ["spring", "late-22", "1/2", "2016/2019x", "12.5"])
def test_other_dates_that_are_wrong_are_reported_one_by_one(write_collection, text):
    folder = write_collection(stations=[{"established": text}, {"established": text}])

    assert [fault.row for fault in find_faults(folder)] == [2, 3]
