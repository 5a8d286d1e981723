from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mapapp.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["brief", *words])
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.pdf", b"%PDF-"),
        ("a.docx", b"PK"),
        ("a.html", b"<!doctype"),
        ("a.md", b"# Italy\n\nBriefing "),
    ],
)
def test_a_country_in_any_language_becomes_a_file(tmp_path: Path, name: str, begins: bytes):
    assert run("Italie", "-o", str(tmp_path / name)) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_several_countries_are_one_document(tmp_path: Path):
    target = tmp_path / "several.md"
    assert run("IT", "HR", "RS", "-o", str(target))[0] == 0
    assert target.read_text(encoding="utf-8").startswith("# Italy, Croatia and Serbia\n\nBriefing ")


def test_a_dash_is_standard_output():
    result = CliRunner().invoke(app, ["brief", "KE", "-o", "-"])
    assert result.stdout.startswith("# Kenya\n\nBriefing ")


def test_the_language_is_that_of_the_reader(tmp_path: Path):
    target = tmp_path / "italie.md"
    assert run("IT", "-o", str(target), "--language", "fr")[0] == 0
    assert "Italie" in target.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Atlantis", "-o", "a.pdf"], "'Atlantis' is not the name or code of one country."),
        (
            ["IT", "-o", "a.txt"],
            "What to write into a.txt? End its name with .pdf, .docx, .html, .md.",
        ),
        (["-o", "a.pdf"], "Name one or more countries, or ask for each of them with --all."),
        (["IT", "--all", "-o", "a"], "Name one or more countries, or ask"),
        (["--all", "-o", "a.pdf"], "With --all, -o names a folder"),
        (["--all", "-o", "-"], "'-' is a file: name a folder"),
        (["IT", "-o", "a.pdf", "--scheduler", "tcp://h:1"], "use --scheduler with --all, or leave"),
        (["--all", "-o", "a", "--scheduler", "h:8786"], "'h:8786' is not the address of a Dask"),
        (["--all", "-o", "a", "--scheduler", "http://h:8786"], "write tcp://HOST:PORT or tls://"),
        (["--all", "-o", "a", "--scheduler", "tcp://h"], "write tcp://HOST:PORT or tls://"),
        (
            ["IT", "-o", "a.pdf", "--language", "xx"],
            "There is no translation into the language 'xx'",
        ),
        (["IT", "-o", "a.pdf", "--paper", "a5"], "Unknown paper size 'a5': use a4 or letter."),
        (["Antarctica region", "-o", "a.pdf"], "is not the name or code of one country."),
    ],
)
def test_bad_input_is_reported_in_one_sentence_and_leaves_no_file(
    words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    code, remark = run(*words)
    assert code == 1
    assert message in remark
    assert len(remark.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_without_the_extra_a_cluster_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("geodata.workers.PACKAGES", ("a_package_that_is_not_there",))
    words = ["--all", "-o", str(tmp_path / "briefs"), "--scheduler", "tcp://127.0.0.1:8786"]
    code, output = run(*words)
    assert (code, "needs the extra mapapp[dask]: install it" in " ".join(output.split())) == (
        1,
        True,
    )
    assert not list(tmp_path.iterdir())
