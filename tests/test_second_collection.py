"""A collection of another subject goes through every part, and nothing of the first shows in it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.countries import country_code
from layers.selection import Selection, select
from mapapp.cli import app
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.country_facts import starting_years
from mapapp.exports.brief.markdown import to_markdown
from mapapp.panels.timeline import timeline_html

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
    shown = select(collection, Selection())
    assert (shown.size("institutes"), shown.number("treaties")) == (14, 2)


def said_by(opened):
    """What a page says: its markup without tags, the words of its filters and map, its buttons."""
    for element in opened:
        name = getattr(getattr(element, "proto", None), "component_name", "")
        if name and element.proto.json:
            for text in texts_in(json.loads(element.proto.json)):
                yield re.sub(r"<[^>]*>", " ", text)
        elif getattr(element, "type", "") == "download_button":
            yield element.proto.label


def texts_in(content):
    """The texts of nested data, without its keys."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from texts_in(each)


def test_the_app_opens_on_it_in_its_own_words(monkeypatch):
    monkeypatch.setenv("MAPAPP_COLLECTION", str(LUMERIA))
    opened = AppTest.from_file(str(ROOT / "mapapp" / "app.py"), default_timeout=60).run()
    assert not opened.exception
    said = "\n".join(said_by(opened))
    for words in (
        "Friendship institutes",
        "Cultural treaties",
        "Founding bod",
        "Lumeria is invented",
        "14 friendship institutes are on record",
        "By host country",
        "CSV: Cultural treaties",
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
    ("country", "said", "starts"),
    [
        ("Austria", "the first dated 2009", (2009, 2014)),
        ("Senegal", "the first dated 2014", (2014, 2014)),
        ("Kenya", "the first dated 2018", (2018, 2018)),
        ("Peru", "with no starting date given", None),
    ],
    ids=["a-year-and-a-period", "a-period", "an-open-end", "an-end-alone"],
)
def test_its_brief_takes_no_end_for_a_start(run, country, said, starts):
    brief = run("brief", country, suffix=".md").read_text("utf-8")
    (lead,) = [line for line in brief.splitlines() if line.startswith(f"{country}: ")]
    assert f", {said}. " in lead
    assert re.findall(r"\b(?:19|20)\d\d\b", lead) == re.findall(r"\d+", said)
    assert ("no starting date is given" in brief) == (country == "Peru")
    code = country_code(country)
    sites = read_collection(LUMERIA).tables["institutes"]
    here = sites[[code in hosts for hosts in sites["hosts"]]]
    assert starting_years(here) == starts


def test_an_end_before_the_first_start_is_not_a_start(tmp_path):
    folder = shutil.copytree(LUMERIA, tmp_path / "lumeria")
    table = folder / "institutes.csv"
    rows = table.read_text("utf-8").replace("2014-09/2019", "../2005")
    assert "../2005" in rows
    table.write_text(rows, "utf-8")
    brief = to_markdown(build_brief(read_collection(folder), ["AT"])).decode()
    assert ", the first dated 2009. [" in brief


def test_its_brief_draws_the_periods_of_agreements_whatever_their_column_is_called(tmp_path):
    folder = shutil.copytree(LUMERIA, tmp_path / "lumeria")
    for name in ("treaties.csv", "datapackage.json"):
        text = (folder / name).read_text("utf-8")
        text = text.replace('"period"', '"valid"').replace(",period,", ",valid,")
        (folder / name).write_text(text, "utf-8")
    brief = to_markdown(build_brief(read_collection(folder), ["AT"])).decode()
    usual = to_markdown(build_brief(read_collection(LUMERIA), ["AT"])).decode()
    prints = re.compile(r"fingerprint \w+")
    assert prints.sub("", brief) == prints.sub("", usual)


def test_the_years_below_its_map_begin_with_the_first_start():
    drawn = timeline_html(select(read_collection(LUMERIA), Selection()))
    years = [int(each) for each in re.findall(r"<small>(-?\d+)</small>", drawn)]
    assert years == [*range(2009, 2019)]
    assert "2 without a first year" in drawn


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
