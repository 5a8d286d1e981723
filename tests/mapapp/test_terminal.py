"""Commands as a Windows log, an old terminal or a bare container runs them: as real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LUMERIA = ROOT / "tests" / "collections" / "lumeria"


@pytest.fixture
def run():
    """Run the program with text streams in another encoding; everything else as it is."""

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        plain = {key: text for key, text in os.environ.items() if not key.startswith("LC_")}
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "mapapp", *arguments],
            cwd=ROOT,
            env={**plain, "PYTHONUTF8": "0", **environment},
            capture_output=True,
            check=False,
            timeout=60,
        )

    return call


@pytest.fixture
def polish_sheet(tmp_path):
    sheet = tmp_path / "pl.csv"
    sheet.write_text("Place;Country\nŁódź;Poland\n", encoding="utf-8")
    return sheet


@pytest.fixture
def faulty_collection(tmp_path):
    """A collection with a fault whose value has letters that few encodings hold."""
    folder = tmp_path / "faulty"
    shutil.copytree(LUMERIA, folder)
    table = folder / "institutes.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",AT,,Graz,", ",AT,,Łódź 罗兹,"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
def test_an_import_is_described_in_any_encoding(run, polish_sheet, tmp_path, encoding):
    output = tmp_path / "out"

    result = run("import", str(polish_sheet), "-o", str(output), PYTHONIOENCODING=encoding)

    assert result.returncode == 0, result.stderr
    assert (output / "datapackage.json").is_file()
    assert "Place -> Place" in result.stdout.decode(encoding, errors="replace")


@pytest.mark.parametrize("encoding", ["cp437", "cp936"])
def test_a_check_names_its_faults_in_any_encoding(run, faulty_collection, encoding):
    result = run("check", str(faulty_collection), PYTHONIOENCODING=encoding)

    output = result.stdout.decode(encoding)
    assert result.returncode == 1
    assert "institutes.csv, row 3" in output
    assert "save the file" not in output + result.stderr.decode(encoding)


def test_a_log_is_written_in_utf_8_unless_another_encoding_is_asked_for(run, faulty_collection):
    result = run("check", str(faulty_collection), LC_ALL="C")

    assert "Łódź 罗兹" in result.stdout.decode("utf-8")


def test_arguments_and_file_names_hold_any_letter_in_the_locale_c(run, tmp_path):
    output = tmp_path / "Łódź.csv"

    result = run(
        "export", "table", "--collection", str(LUMERIA), "--country", "Österreich",
        "-o", str(output), LC_ALL="C",
    )  # fmt: skip

    assert result.returncode == 0, result.stderr
    assert output.is_file()
