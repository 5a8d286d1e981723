"""What records of an imported sheet are called stands in the article and in the brief."""

from __future__ import annotations

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
