"""A collection of another subject goes through every part, and nothing of the first shows in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from geodata.check import find_faults
from geodata.collection import read_collection
from layers.selection import Selection, select
from layers.summary import summarise
from mapapp.cli import app

ROOT = Path(__file__).parents[1]
LUMERIA = ROOT / "tests" / "collections" / "lumeria"
FIRST_SUBJECT = re.compile(
    r"overseas|patrols?\b|chinese|nantong|qingtian|fuzhou|wenzhou|"
    r"police (?!or prosecutors)|reported stations?|\bstations?\b(?!\")",
    re.IGNORECASE,
)
"""Words of the project's own record. Speakers of the schema, such as the police, are in any."""


@pytest.fixture
def run(tmp_path):
    def call(*arguments, suffix):
        output = tmp_path / f"out{suffix}"
        result = CliRunner().invoke(
            app, [*arguments, "--collection", str(LUMERIA), "-o", str(output)]
        )
        assert result.exit_code == 0, result.stderr
        return output

    return call


def test_it_has_no_faults_and_its_own_words_layers_and_colours():
    assert find_faults(LUMERIA) == ()
    collection = read_collection(LUMERIA)
    assert collection.about.words("fr")["layers"]["institutes"]["many"] == "instituts d'amitié"
    assert collection.jurisdictions.loc["city-of-ostrel", "colour"] == "#a22f00"
    shown = summarise(select(collection, Selection()))
    assert (shown.sites, shown.records["treaties"], shown.without_city) == (14, 2, 2)


def test_the_app_opens_on_it_in_its_own_words(monkeypatch):
    monkeypatch.setenv("MAPAPP_COLLECTION", str(LUMERIA))
    opened = AppTest.from_file(str(ROOT / "mapapp" / "app.py"), default_timeout=60).run()
    assert not opened.exception
    html = "\n".join(
        json.loads(element.proto.json).get("html", "")
        for element in opened
        if getattr(getattr(element, "proto", None), "component_name", "") == "mapapp_markup"
    )
    said = re.sub(r"<[^>]*>", " ", html)
    for words in (
        "Friendship institutes",
        "Cultural treaties",
        "Founding bod",
        "Lumeria is invented",
    ):
        assert words.lower() in said.lower()
    assert not FIRST_SUBJECT.search(said)


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_its_brief_speaks_of_nothing_else(run, language):
    output = run("brief", "Austria", "US", "Japan", "--language", language, suffix=".md")
    text = output.read_text(encoding="utf-8")
    assert "Lumeria Watch" in text
    assert not FIRST_SUBJECT.search(text)
    if language == "fr":
        assert "instituts d'amitié" in text


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("Austria", "with starting dates, where given, from 2009 to 2014."),
        ("Senegal", "with starting dates, where given, in 2014."),
        ("Kenya", "with starting dates, where given, in 2018."),
        ("Peru", "with no starting date given."),
    ],
    ids=["a-year-and-a-period", "a-period", "an-open-end", "an-end-alone"],
)
def test_its_brief_takes_no_end_for_a_start(run, country, said):
    brief = run("brief", country, suffix=".md").read_text("utf-8")
    (lead,) = [line for line in brief.splitlines() if line.startswith(f"{country}: sources name")]
    assert said in lead
    assert ("no starting date is given" in brief) == (country == "Peru")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html"])
def test_its_brief_is_written_in_every_format(run, suffix):
    assert run("brief", "Austria", suffix=suffix).stat().st_size > 2000


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_its_picture_is_drawn(run, suffix):
    output = run("export", "picture", suffix=suffix)
    assert output.stat().st_size > 2000
    if suffix == ".svg":
        said = re.sub(r"<[^>]*>", " ", output.read_text(encoding="utf-8"))
        assert "institutes" in said
        assert not FIRST_SUBJECT.search(said)


def test_its_article_carries_its_words_its_licence_and_every_site(run):
    text = run("export", "article", suffix=".html").read_text(encoding="utf-8")
    for words in ("Friendship institutes of Lumeria", "Creative Commons Zero", "Vienna"):
        assert words in text
    said = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert not FIRST_SUBJECT.search(said)


def test_its_tables_keep_the_columns_that_only_it_has(run):
    header = run("export", "table", suffix=".csv").read_text(encoding="utf-8-sig")
    assert "languages_taught" in header
