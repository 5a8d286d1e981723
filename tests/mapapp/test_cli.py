from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapapp.cli import app

ROOT = Path(__file__).parents[2]


def run_process(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "mapapp", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nonsense"], id="no such command"),
        pytest.param(["--nonsense"], id="no such option"),
        pytest.param(["check", "--nonsense"], id="no such option of a command"),
        pytest.param(["serve", "--port", "many"], id="no number"),
        pytest.param(["serve", "--port", "0"], id="no port"),
        pytest.param(["serve", "--collection", "/nowhere"], id="no collection"),
        pytest.param(["check", "/nowhere"], id="no folder"),
        pytest.param(["check", __file__], id="a file for a folder"),
        pytest.param(["locate", "/nowhere"], id="nothing to locate"),
        pytest.param(["geocode", "/nowhere.csv", "-o", "-", "--place", "x"], id="no file"),
        pytest.param(["geocode", "/", "-o", "-", "--place", "x"], id="a folder for a file"),
        pytest.param(["geocode"], id="nothing given"),
        pytest.param(["export", "nonsense"], id="no such export"),
        pytest.param(["export", "brief"], id="no export but a command of its own"),
        pytest.param(["export", "table"], id="no output"),
        pytest.param(["export", "table", "-o", "x.doc"], id="no such format"),
        pytest.param(["export", "table", "-o", "/nowhere/x.csv"], id="no folder to write to"),
        pytest.param(["export", "table", "-o", "-", "--layer", "nonsense"], id="no such layer"),
        pytest.param(["export", "table", "-o", "-", "--status", "nonsense"], id="no such status"),
        pytest.param(["export", "table", "-o", "-", "--country", "Xanadu"], id="no such country"),
        pytest.param(["export", "table", "-o", "-", "--year", "2019:2016"], id="years backwards"),
        pytest.param(["export", "table", "-o", "-", "--collection", "/x"], id="no such collection"),
    ],
)
def test_what_a_user_can_mend_is_one_sentence_on_standard_error(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.rstrip().endswith((".", "?"))
    assert "Traceback" not in result.output


def test_without_a_command_the_commands_are_listed() -> None:
    result = CliRunner().invoke(app, [])

    assert result.exit_code == 0
    assert {"serve", "check", "locate", "geocode", "export"} <= set(result.stdout.split())


def test_the_help_comes_at_once() -> None:
    run_process("--help")
    before = processor_seconds()
    result = run_process("--help")

    assert result.returncode == 0
    assert processor_seconds() - before < 2  # 0.1 s


def processor_seconds() -> float:
    """What the processes that have ended took of the processor: others do not count in it."""
    used = os.times()
    return used.children_user + used.children_system


def test_nothing_slow_is_imported_for_the_help() -> None:
    code = (
        "import sys, mapapp.cli; "
        "slow = {'pandas', 'geopandas', 'folium', 'streamlit', 'frictionless', 'numpy'}; "
        "sys.exit(str(sorted(slow & set(sys.modules)) or ''))"
    )
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.stderr.strip() == ""


def test_data_goes_to_standard_output_and_remarks_to_standard_error() -> None:
    table = b"city,land\nMilan,IT\n"

    result = run_process("geocode", "-", "-o", "-", "--place=city", "--country=land", stdin=table)

    assert result.returncode == 0
    assert result.stdout.splitlines()[0].startswith(b"city,land,lon,lat")
    assert result.stderr.decode().splitlines()[-1] == "1 row: 1 exact."


def test_a_reader_that_leaves_early_meets_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "mapapp", "export", "table", "-o", "-"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()

    assert b"Traceback" not in errors
