from __future__ import annotations

import csv
from typing import TYPE_CHECKING

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
    with target.open(encoding="utf-8", newline="") as file:
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


def test_a_table_without_rows_gets_its_columns(tmp_path: Path) -> None:
    result, rows = geocode(tmp_path, b"place,land\n", "--country", "land")

    assert result.exit_code == 0
    assert rows == []
    assert "candidates" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_column_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    result, _ = geocode(tmp_path, b"place,land\nMilan,IT\n", "--country", "country")

    assert result.exit_code == 1
    assert "'country'" in result.stderr
    assert "place, land" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_an_unknown_service_is_refused(tmp_path: Path) -> None:
    result, _ = geocode(tmp_path, b"place\nMilan\n", "--online", "nonsense")

    assert result.exit_code == 1
    assert "nominatim" in result.stderr
