"""`export article` on the command line: the file, the legal desk, the snippet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from mapapp.cli import app
from mapapp.exports import review

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import CollectionWriter


@pytest.fixture
def export(write_collection: CollectionWriter, tmp_path: Path) -> Any:
    """Write an article of a small collection with some options."""
    folder = write_collection(
        stations=[{"city": "Milan", "precision": "city", "note": "An illegal base."}],
        places=[{"country": "IT", "name": "Milan", "lon": "9.19", "lat": "45.46"}],
    )

    def run(*options: str) -> Any:
        output = str(tmp_path / "map.html")
        words = ["export", "article", "-o", output, "--collection", str(folder), *options]
        return CliRunner().invoke(app, words)

    return run


@pytest.mark.parametrize(
    "focus", ["fit", "world", "Europe", "Europa", "IT", "Italie", "6,36,19,48"]
)
def test_a_focus_is_a_word_a_region_countries_or_a_box(export: Any, tmp_path: Path, focus: str):
    assert export("--focus", focus).exit_code == 0
    assert (tmp_path / "map.html").read_bytes().startswith(b"<!doctype html>")


def test_an_unknown_focus_is_one_sentence_and_no_file(export: Any, tmp_path: Path):
    done = export("--focus", "Atlantis")
    assert done.exit_code == 1
    assert "'Atlantis' is not a focus of a map" in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_a_review_is_a_list_to_tick_with_every_record_by_name(export: Any):
    lines = export("--review", "--title", "The secret network").stderr.splitlines()
    points = [line.removeprefix("[ ] ") for line in lines if line.startswith("[ ] ")]
    assert [point.partition(" and none")[0].split(":")[0] for point in points] == [
        "Records that rest on one source",
        "Records with words that accuse",
        "Records that name no outcome",
        "Sources without an archived copy",
        "The title or introduction holds words that accuse,",
    ]
    assert "      st1  Milan, Italy" in lines
    assert "      s1  The Daily. A report" in lines


@pytest.mark.parametrize("words", ["picture -o map.svg", "table -o sites.csv"])
def test_pictures_and_tables_are_reviewed_too(
    write_collection: CollectionWriter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
):
    folder = str(write_collection(stations=[{}]))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["export", *words.split(), "--collection", folder, "--review"])
    assert done.exit_code == 0
    assert "[ ] Records that rest on one source: 1." in done.stderr
    assert "      st1  Italy" in done.stderr


def test_what_breaks_a_rule_is_refused_with_the_reason_and_leaves_no_file(
    export: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    refusing = review._Rule("no-source", "No source: {n}", "cite one", lambda _: ["st1"])
    monkeypatch.setattr(review, "REFUSALS", (refusing,))
    done = export()
    assert done.exit_code == 1
    assert "No source: 1 (st1). Cite one." in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_the_snippet_is_printed_for_pasting(export: Any):
    done = export("--embed", "--url", "https://news.example/map.html")
    assert done.stdout.startswith('<iframe src="https://news.example/map.html"')


@pytest.mark.parametrize("name", ["map.txt", "map", "map.pdf"])
def test_only_a_page_is_written_and_under_no_other_name(export: Any, tmp_path: Path, name: str):
    result = export("-o", str(tmp_path / name))
    assert result.exit_code == 1
    assert (
        result.stderr == f"What to write into {tmp_path / name}? End its name with .html, .htm.\n"
    )
    assert not (tmp_path / name).exists()


def test_no_filter_and_a_filter_exclude_each_other(export: Any, tmp_path: Path):
    result = export("--filter", "none", "--filter", "year")
    assert result.exit_code == 1
    assert result.stderr == (
        "--filter none leaves out every filter, and year is asked for too: leave out one of the "
        "two.\n"
    )
    assert not (tmp_path / "map.html").exists()
