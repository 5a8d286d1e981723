"""What a brief lists of more records than it can hold, and how it says so."""

from __future__ import annotations

import shlex

import pytest
from typer.testing import CliRunner

from geodata.collection import read_collection
from layers.words import LANGUAGES
from mapapp.cli import app
from mapapp.exports import bounds
from mapapp.exports.bounds import most_of_each
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.model import Paragraph, Table
from mapapp.exports.brief.writers import FORMATS, write_brief

SOURCES = [
    {"id": "press", "publisher": "The Daily", "standing": "press"},
    {"id": "primary", "publisher": "A ministry", "standing": "primary"},
]


@pytest.fixture
def folder(write_collection):
    places = [{"country": "IT", "name": name, "lon": "9", "lat": "45"} for name in ("Rome", "Bari")]
    site = {"precision": "city", "city": "Rome", "status_note": "", "sources": "press"}
    return write_collection(
        sources=SOURCES,
        places=places,
        stations=[
            site,
            {**site, "city": "Bari", "sources": "primary"},
            *[{**site, "status_note": f"Rome, {n}"} for n in range(4)],
            {**site, "city": "Bari", "sources": "press"},
        ],
        agreements=[
            {"title": f"Deal {n}", "period": str(2010 + n), "sources": "press"} for n in range(5)
        ],
        responses=[
            {"summary": f"Abroad {n}", "speaker_country": "IT", "countries": "FR", "date": "2022"}
            | {"sources": "primary" if n == 3 else "press"}
            for n in range(6)
        ],
    )


@pytest.fixture
def collection(folder):
    return read_collection(folder)


def tables_of(brief):
    """The rows of each table behind the first page, and the sentence below it, empty without."""
    found = {}
    for section in brief.chapters[0].details:
        for at, block in enumerate(section.blocks):
            if isinstance(block, Table):
                below = section.blocks[at + 1 : at + 2]
                is_said = below and isinstance(below[0], Paragraph)
                text = below[0].sentences[0].text if is_said else ""
                found[section.heading, block.caption] = (block.rows, text)
    return list(found.values())


@pytest.mark.parametrize(
    ("numbers", "total", "most"),
    [
        pytest.param([1, 2, 3], 6, 3, id="all fit"),
        pytest.param([1, 5, 9], 9, 4, id="short tables stay whole"),
        pytest.param([9, 9, 9], 9, 3, id="long ones share"),
        pytest.param([9, 9, 9], 2, 1, id="one row at least"),
        pytest.param([0, 0], 5, 1, id="nothing"),
    ],
)
def test_tables_share_what_a_brief_can_hold(numbers, total, most):
    assert most_of_each(numbers, total) == most


def test_a_brief_that_holds_all_records_says_nothing_of_it(collection):
    assert {text for _, text in tables_of(build_brief(collection, ["IT"]))} == {""}


def test_a_brief_lists_what_weighs_most_and_counts_the_rest(monkeypatch, collection):
    monkeypatch.setattr(bounds, "MAX_BRIEF_RECORDS", 7)  # 2 rows for each of the three tables
    (sites, of_sites), (deals, of_deals), (abroad, of_abroad) = tables_of(
        build_brief(collection, ["IT"])
    )
    assert [(row.cells[0], row.cells[1]) for row in sites] == [("Rome", "1"), ("Bari", "2")]
    assert [row.cells[1].partition(" (")[0] for row in deals] == ["Deal 3", "Deal 4"]
    assert [row.cells[-1] for row in abroad] == ["Abroad 0", "Abroad 3"]
    assert of_sites.startswith("Listed are the 3 of 7 that weigh most; not listed: 4. This command")
    assert "Listed are the 2 of 5 that weigh most; not listed: 3." in of_deals
    assert "Listed are the 2 of 6 that weigh most; not listed: 4." in of_abroad


def test_the_command_that_a_brief_names_writes_all_records(monkeypatch, collection, folder):
    monkeypatch.setattr(bounds, "MAX_BRIEF_RECORDS", 7)
    for (_, said), number in zip(
        tables_of(build_brief(collection, ["IT"])), (7, 5, 6), strict=True
    ):
        command = shlex.split(said.partition("mapapp ")[2])
        command[command.index("-o") + 1] = "-"
        run = CliRunner().invoke(app, [*command, "--collection", str(folder)])
        assert run.exit_code == 0
        assert len(run.stdout.strip().splitlines()) == number + 1


def test_the_command_finds_records_that_are_hidden_by_default(monkeypatch, make_collection):
    monkeypatch.setattr(bounds, "MAX_BRIEF_RECORDS", 1)
    hidden = [{"title": f"Draft {n}", "status": "proposed"} for n in range(3)]
    brief = build_brief(make_collection(agreements=hidden), ["IT"])
    [(rows, said)] = tables_of(brief)
    assert len(rows) == 1
    assert "--country IT --layer agreements --status proposed -o records.csv" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_listed_is_counted_in_every_language_and_format(
    monkeypatch, collection, language
):
    monkeypatch.setattr(bounds, "MAX_BRIEF_RECORDS", 7)
    brief = build_brief(collection, ["IT"], language)
    texts = [text for _, text in tables_of(brief)]
    assert all("mapapp export table " in text for text in texts)
    assert all(("Listed are" in text) == (language == "en") for text in texts)
    for form in FORMATS:
        assert write_brief(brief, form)


def test_a_first_page_stays_a_page_however_many_places_and_statements_there_are(make_collection):
    names = [f"Town {n}" for n in range(60)]
    site = {"precision": "city", "status": "closed", "status_note": "", "sources": "press"}
    collection = make_collection(
        sources=SOURCES,
        places=[{"country": "IT", "name": name, "lon": "9", "lat": "45"} for name in names],
        stations=[{**site, "city": name} for name in names for _ in range(3)],
        responses=[
            {"summary": f"Said {n}.", "speaker_country": "IT", "countries": "IT", "date": "2022"}
            | {"sources": "press"}
            for n in range(30)
        ],
    )
    chapter = build_brief(collection, ["IT"]).chapters[0]
    page = chapter.opening
    [entry] = page.said[0].blocks[0].entries
    assert entry.text.endswith("Said 6. Said 7.")
    assert chapter.details[1].blocks[0].rows[0].cells[-1] == "Said 8."
    [row] = page.sections[0].blocks[0].rows
    assert row.name.endswith("Town 35 (3), 30 more")
    assert (row.number, row.dots) == ("180", ())
