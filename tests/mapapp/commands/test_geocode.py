from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner

from mapapp.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def geocode(folder: Path, table: bytes, *options: str) -> tuple[Result, list[dict[str, str]]]:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_bytes(table)
    result = CliRunner().invoke(
        app, ["geocode", str(source), "-o", str(target), "--place", "place", *options]
    )
    if not target.exists():
        return result, []
    with target.open(encoding="utf-8-sig", newline="") as file:
        return result, list(csv.DictReader(file))


def test_columns_are_added_behind_those_that_were_there(tmp_path: Path) -> None:
    table = "place;land;value\nMünchen;Germany;007\n".encode("cp1252")

    result, (row,) = geocode(tmp_path, table, "--country", "land")

    assert result.exit_code == 0
    assert list(row) == [
        "place", "land", "value",
        "lon", "lat", "precision", "match", "confidence", "gazetteer_id", "candidates",
    ]  # fmt: skip
    assert row["value"] == "007"
    assert (row["lon"], row["lat"], row["precision"]) == ("11.58", "48.14", "city")
    assert row["gazetteer_id"] == "geonames:2867714"


def test_regions_tell_namesakes_apart(tmp_path: Path) -> None:
    table = b"place,land,region\nRichmond,Canada,British Columbia\nBenin City,Nigeria,Edo\n"

    _, rows = geocode(tmp_path, table, "--country", "land", "--admin1", "region")

    assert [row["lon"] for row in rows] == ["-123.14", "5.63"]


def test_what_is_open_has_candidates_and_no_position(tmp_path: Path) -> None:
    table = b"place,land\nSpringfield,US\nXyzzyville,US\n"

    result, (ambiguous, none) = geocode(tmp_path, table, "--country", "land")

    assert (ambiguous["match"], ambiguous["lon"], ambiguous["lat"]) == ("ambiguous", "", "")
    assert "Springfield, Missouri, US" in ambiguous["candidates"]
    assert (none["match"], none["lon"], none["lat"]) == ("none", "", "")
    assert "2 rows: 1 ambiguous, 1 none." in result.stderr


def test_columns_that_it_adds_are_replaced_and_that_is_said(tmp_path: Path) -> None:
    result, (row,) = geocode(tmp_path, b"place,land,lon\nMilan,IT,1\n", "--country", "land")

    assert row["lon"] == "9.19"
    assert "Replaced what stood in lon." in result.stderr


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param(b"place,land\n", "has no rows", id="a header alone"),
        pytest.param(b"%PDF-1.7", "is a PDF, not a table", id="a PDF"),
        pytest.param(b"PK\x03\x04 and no more", "cannot be read as a workbook", id="half a book"),
        pytest.param(b"a," * 600 + b"b\n1,2", "more than 500 columns", id="too wide"),
    ],
)
def test_what_the_import_refuses_is_refused_in_the_same_sentence(
    tmp_path: Path, table: bytes, said: str
) -> None:
    result, rows = geocode(tmp_path, table)

    assert (result.exit_code, rows) == (1, [])
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.csv").exists()


def test_a_sheet_of_a_workbook_and_a_geojson_are_tables_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("second").append(["place"])
    book["second"].append(["Milan"])
    book.worksheets[0].append(["x", "y"])
    book.save(tmp_path / "book")
    point = b'{"type":"Feature","properties":{"place":"Milan"},"geometry":null}'
    points = b'{"type":"FeatureCollection","features":[' + point + b"]}"

    _, from_book = geocode(tmp_path, (tmp_path / "book").read_bytes(), "--sheet", "second")
    _, from_points = geocode(tmp_path, points)

    assert from_book == from_points
    assert from_points[0]["place"] == "Milan"


def test_the_encoding_can_be_named_and_is_reported(tmp_path: Path) -> None:
    table = "place,land\nКазань,RU\n".encode("koi8-r")

    result, (row,) = geocode(tmp_path, table, "--country", "land", "--encoding", "koi8-r")

    assert (row["place"], row["lon"]) == ("Казань", "49.12")
    assert "Read in the encoding koi8-r" in result.stderr


def test_standard_input_goes_to_standard_output_and_remarks_stay_apart() -> None:
    table = b"place,land\nMilan,IT\n"

    result = CliRunner().invoke(
        app, ["geocode", "-", "-o", "-", "--place", "place", "--country", "land"], input=table
    )

    assert result.exit_code == 0
    header, row = csv.reader(result.stdout.splitlines())
    assert header[:3] == ["place", "land", "lon"]
    assert row[:4] == ["Milan", "IT", "9.19", "45.46"]
    assert "1 row:" in result.stderr


def test_cells_stay_as_they_are_written(tmp_path: Path) -> None:
    table = b'place,a,b,c\nMilan,007,NA,"=1+1\n1.50"\nRome,,,\n'

    _, rows = geocode(tmp_path, table)

    assert [[row[name] for name in "abc"] for row in rows] == [
        ["007", "NA", "=1+1\n1.50"], ["", "", ""],
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_reported_with_those_that_are(tmp_path: Path) -> None:
    result, _ = geocode(tmp_path, b"place,land\nMilan,IT\n", "--country", "country")

    assert result.exit_code == 1
    assert "'country'" in result.stderr
    assert "place, land" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_an_unknown_service_is_refused(tmp_path: Path) -> None:
    result, _ = geocode(tmp_path, b"place\nMilan\n", "--online", "nonsense")

    assert result.exit_code == 1
    assert "nominatim" in result.stderr


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_what_a_service_answered_before_an_interruption_is_not_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local_service: Any
) -> None:
    monkeypatch.setattr("geodata.online.OnlineGeocoder", local_service.geocoder)
    table = b"place,land\nXyzzyville,HR\nQwertyham,HR\nMilan,IT\n"
    options = ("--country", "land", "--online", "nominatim")
    local_service.failing = range(2, 100)

    interrupted, _ = geocode(tmp_path, table, *options)
    answered = len(local_service.asked)
    local_service.failing = range(0)
    result, rows = geocode(tmp_path, table, *options)

    assert interrupted.exit_code == 1
    assert "nominatim does not answer" in interrupted.stderr
    assert [query for _, query in local_service.asked[answered:]] == ["Qwertyham, Croatia"]
    assert [row["match"] for row in rows] == ["online", "none", "exact"]
    assert "At most one request a second" in result.stderr


def test_a_file_is_marked_as_utf_8_and_garbled_letters_are_noticed(tmp_path: Path) -> None:
    table = "place,land\nSÃ£o Paulo,Brazil\n".encode()

    result, _ = geocode(tmp_path, table)
    mended, (row,) = geocode(tmp_path, table, "--mend-letters")

    assert "1 text looks garbled" in result.stderr
    assert "--mend-letters" in result.stderr
    assert row["place"] == "São Paulo"
    assert mended.exit_code == 0
    assert any(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in tmp_path.iterdir())
