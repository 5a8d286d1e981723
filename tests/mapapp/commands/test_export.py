from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mapapp.cli import app
from tests.record import read_record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        pytest.param(".csv", b"\xef\xbb\xbfid,country,", id="CSV"),
        pytest.param(".geojson", b'{"type":"FeatureCollection"', id="GeoJSON"),
        pytest.param(".gpkg", b"SQLite format 3", id="GeoPackage"),
        pytest.param(".parquet", b"PAR1", id="Parquet"),
        pytest.param(".xlsx", b"PK", id="a workbook"),
        pytest.param(".CSV", b"\xef\xbb\xbfid,country,", id="capitals"),
    ],
)
def test_the_ending_of_the_name_decides_the_format(
    tmp_path: Path, ending: str, start: bytes
) -> None:
    path = tmp_path / f"selection{ending}"

    result = CliRunner().invoke(app, ["export", "table", "-o", str(path)])

    assert result.exit_code == 0
    assert path.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [path]


def test_standard_output_has_no_byte_order_mark() -> None:
    result = CliRunner().invoke(app, ["export", "table", "-o", "-"])

    assert result.stdout_bytes.startswith(b"id,country,")


def test_layers_that_a_format_cannot_hold_are_named() -> None:
    result = CliRunner().invoke(app, ["export", "table", "-o", "-"])

    assert "--layer agreements" in result.stderr


def test_one_layer_is_written_without_a_remark() -> None:
    result = CliRunner().invoke(app, ["export", "table", "-o", "-", "--layer", "responses"])

    assert result.stdout.startswith("id,countries,")
    assert result.stderr == f"{len(read_record('responses'))} responses.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["table", "--search", "zzzz"], "no record of stations matches", id="a table"),
        pytest.param(["table", "--country", "Kenya"], "(country: KE)", id="a country"),
        pytest.param(
            ["table", "--country", "Kiribati"], "no record of stations matches", id="one layer"
        ),
        pytest.param(["article", "--country", "Kenya"], "no record matches", id="an article"),
        pytest.param(["picture", "--search", "zzzz"], "no record matches", id="a picture"),
    ],
)
def test_an_export_without_records_is_written_with_a_warning(
    arguments: list[str], said: str
) -> None:
    result = CliRunner().invoke(app, ["export", *arguments, "-o", "-"])

    assert result.exit_code == 0
    assert result.stdout
    warnings = [line for line in result.stderr.splitlines() if line.startswith("Warning: ")]
    assert len(warnings) == 1
    assert said in warnings[0]


def test_what_is_written_is_counted_in_sites_and_units_beside_its_rows(tmp_path: Path) -> None:
    arguments = ["export", "table", "-o", str(tmp_path / "all.xlsx")]
    result = CliRunner().invoke(app, arguments)

    assert re.fullmatch(
        r"\d+ rows: \d+ reported stations; \d+ policing deals, \d+ patrol rounds, \d+ other "
        r"entries\.\n",
        result.stderr,
    )


def test_cells_that_a_workbook_cuts_are_named(write_collection, tmp_path) -> None:
    folder = write_collection(stations=[{"id": "S-1", "note": "x" * 40_000}])
    output = str(tmp_path / "out.xlsx")

    result = CliRunner().invoke(app, ["export", "table", "-o", output, "--collection", str(folder)])

    assert result.exit_code == 0
    assert "S-1, note: cut from 40,000 to 32,767 characters" in result.stderr
