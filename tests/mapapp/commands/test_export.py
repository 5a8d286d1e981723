from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mapapp.cli import app

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
def test_the_ending_of_the_name_tells_the_format(tmp_path: Path, ending: str, start: bytes) -> None:
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
    assert result.stderr == "96 responses.\n"


def test_cells_that_a_workbook_cuts_are_named(write_collection, tmp_path) -> None:
    folder = write_collection(stations=[{"id": "S-1", "note": "x" * 40_000}])
    output = str(tmp_path / "out.xlsx")

    result = CliRunner().invoke(app, ["export", "table", "-o", output, "--collection", str(folder)])

    assert result.exit_code == 0
    assert "S-1, note: cut from 40,000 to 32,767 characters" in result.stderr
