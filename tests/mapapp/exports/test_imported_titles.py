"""What records of an imported sheet are called stands in the article and in the brief."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapapp.cli import app

SHEET = Path(__file__).parents[2] / "cases" / "import" / "export_titles_are_shown.csv"
TITLES = ("Tidewater Hall A-1", "Tidewater Hall B-2", "Ridge Hall")


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """Import the sheet once and write an export of it."""
    folder = tmp_path_factory.mktemp("titles")

    def run(*arguments):
        result = CliRunner().invoke(app, list(map(str, arguments)))
        assert result.exit_code == 0, result.output
        return result.stdout

    run("import", SHEET, "-o", folder / "c")
    return lambda *arguments: run(*arguments, "--collection", folder / "c")


def test_the_brief_names_each_record_and_no_cell_says_a_thing_twice(export):
    text = export("brief", "FR", "-o", "-")
    assert [title for title in TITLES if title not in text] == []
    assert "not known; not known" not in text


def test_the_article_names_each_record(export, tmp_path):
    export("export", "article", "-o", tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert [title for title in TITLES if title not in text] == []


def test_nothing_is_said_that_the_sheet_does_not_hold(tmp_path):
    """A sheet of names and places has no status, no originator and no answers."""
    sheet = tmp_path / "lighthouses.csv"
    rows = "".join(f"Tower {name},Brest,France\n" for name in "ABC")
    sheet.write_text(f"Lighthouse name,Town,Country\n{rows}", encoding="utf-8")
    for arguments in (
        ("import", sheet, "-o", tmp_path / "c"),
        ("export", "article", "--collection", tmp_path / "c", "-o", tmp_path / "a.html"),
        ("brief", "FR", "--collection", tmp_path / "c", "-o", tmp_path / "b.md"),
    ):
        result = CliRunner().invoke(app, list(map(str, arguments)))
        assert result.exit_code == 0, result.output
    article = (tmp_path / "a.html").read_text(encoding="utf-8")
    facts = re.findall(r'<p class="facts">(.*?)</p>', article)
    assert facts == ["not dated"] * 3
    assert "3 lighthouses" in article
    brief = (tmp_path / "b.md").read_text(encoding="utf-8")
    said = ("| not known", "unknown origin", "Attributed to", "Latest status", "with a response")
    assert [each for each in said if each in brief] == []
    assert "3 lighthouses" in brief
