from __future__ import annotations

from typing import Any

from typer.testing import CliRunner

from mapapp.cli import app

MILAN = {"country": "IT", "city": "Milan", "precision": "city"}
SPRINGFIELD = {"country": "US", "city": "Springfield", "precision": "city"}


def test_resolving_everything_ends_with_zero(write_collection: Any) -> None:
    folder = write_collection(stations=[MILAN])

    result = CliRunner().invoke(app, ["locate", str(folder)])

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "1 resolved now" in result.stderr
    assert CliRunner().invoke(app, ["check", str(folder)]).exit_code == 0


def test_what_a_person_must_decide_is_listed_and_ends_with_two(write_collection: Any) -> None:
    folder = write_collection(stations=[MILAN, SPRINGFIELD])

    result = CliRunner().invoke(app, ["locate", str(folder)])

    assert result.exit_code == 2
    assert result.stdout.startswith("Springfield, US (city): ")
    assert "geonames:" in result.stdout
    assert "1 for a person to decide" in result.stderr


def test_other_faults_are_all_listed_and_end_with_one(write_collection: Any) -> None:
    folder = write_collection(stations=[MILAN | {"status": "odd", "established": "soon"}])

    result = CliRunner().invoke(app, ["locate", str(folder)])

    assert result.exit_code == 1
    assert "column status" in result.stderr
    assert "column established" in result.stderr
