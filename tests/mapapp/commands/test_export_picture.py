"""`export picture`: where it writes, and what it refuses in one sentence."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from mapapp.cli import app


@pytest.fixture
def folder(write_collection):
    return str(
        write_collection(
            stations=[{"city": "Milan", "precision": "city"}],
            places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
        )
    )


@pytest.mark.parametrize(
    ("name", "start"), [("map.svg", b"<svg"), ("map.png", b"\x89PNG"), ("map.pdf", b"%PDF")]
)
def test_the_ending_of_the_name_says_what_is_written(folder, tmp_path, name, start):
    output = tmp_path / name
    arguments = ["export", "picture", "-o", str(output), "--collection", folder, "--focus", "IT"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert output.read_bytes().startswith(start)


def test_standard_output_gets_svg(folder):
    result = CliRunner().invoke(app, ["export", "picture", "-o", "-", "--collection", folder])
    assert result.stdout.startswith("<svg")


def test_a_pack_is_a_folder(folder, tmp_path):
    pack = tmp_path / "pack"
    arguments = ["export", "picture", "--pack", str(pack), "--collection", folder]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "Milan 1" in (pack / "alt.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name a file with -o map.svg"),
        (["-o", "map.gif"], "Unknown form 'gif'"),
        (["-o", "map.svg", "--size", "a5"], "Unknown size 'a5'"),
        (["-o", "map.svg", "--focus", "Atlantis"], "'Atlantis' is not a focus"),
        (["-o", "map.svg", "--language", "xx"], "no translation into the language 'xx'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_sentence(folder, arguments, sentence):
    result = CliRunner().invoke(app, ["export", "picture", *arguments, "--collection", folder])
    assert result.exit_code == 1
    assert sentence in " ".join(result.stderr.split())
    assert result.stdout == ""
