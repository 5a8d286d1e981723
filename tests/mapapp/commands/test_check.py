from __future__ import annotations

from typing import Any

from typer.testing import CliRunner

from mapapp.cli import app


def test_the_record_has_no_faults(seeds: Any) -> None:
    result = CliRunner().invoke(app, ["check", str(seeds.folder)])

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "No faults" in result.stderr


def test_the_record_is_checked_if_no_folder_is_named() -> None:
    assert CliRunner().invoke(app, ["check"]).exit_code == 0


def test_every_fault_is_a_line_that_says_where_what_and_what_to_do(write_collection: Any) -> None:
    folder = write_collection(
        stations=[{"country": "ZZ"}, {"jurisdiction": "nobody", "established": "soon"}]
    )

    result = CliRunner().invoke(app, ["check", str(folder)])

    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert len(lines) == 3
    assert lines[0].startswith("stations.csv, row 2, column country: 'ZZ'")
    assert all(";" in line and line.endswith(".") for line in lines)
    assert "3 faults" in result.stderr


def test_faults_of_the_description_are_listed_like_those_of_the_tables(
    write_collection: Any,
) -> None:
    folder = write_collection()
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")

    result = CliRunner().invoke(app, ["check", str(folder)])

    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("datapackage.json: 'name' is not")
    assert "3 faults" in result.stderr
