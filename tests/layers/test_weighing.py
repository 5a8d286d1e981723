"""Which statements about a country are shown where few fit, and in which order."""

from __future__ import annotations

import json

import pytest

from geodata.collection import read_collection
from layers.selection import Selection, select
from layers.weighing import Support, denials, latest_official, support_of, weightiest

SOURCES = [
    {"id": "press", "publisher": "The Daily", "standing": "press"},
    {"id": "press-again", "publisher": "The Daily", "standing": "press"},
    {"id": "other-press", "publisher": "The Evening", "standing": "press"},
    {"id": "first-hand", "publisher": "A ministry", "standing": "primary"},
    {"id": "party", "publisher": "A party", "standing": "partisan"},
    {"id": "copy", "publisher": "A mirror", "standing": "copy"},
]


def said(row_id, date="2022", **cells):
    cells = {"speaker_country": "IT", "countries": "IT", "sources": "press", **cells}
    return {"id": row_id, "date": date, **cells}


@pytest.fixture
def order(make_collection):
    def order_of(*rows, country="IT"):
        shown = select(make_collection(sources=SOURCES, responses=list(rows)), Selection())
        return list(weightiest(shown, country).index)

    return order_of


@pytest.mark.parametrize(
    ("weightier", "lighter"),
    [
        pytest.param({"speaker": "police"}, {"speaker": "party", "kind": "closed"}, id="authority"),
        pytest.param({"speaker": "court"}, {"speaker": "parliament"}, id="not-one-legislator"),
        pytest.param(
            {"kind": "closed", "date": "2020", "sources": "party"},
            {"kind": "statement", "date": "2024", "sources": "press;other-press"},
            id="an-outcome",
        ),
        pytest.param(
            {"kind": "no_evidence_found"},
            {"kind": "investigation_opened", "sources": "other-press"},
            id="an-inquiry-is-none",
        ),
        pytest.param(
            {"sources": "press;other-press", "date": "2020"}, {"sources": "press"}, id="confirmed"
        ),
        pytest.param({"date": "2020"}, {"sources": "party;copy"}, id="not-weak"),
        pytest.param({"date": "2023-05"}, {"date": "2023"}, id="later-known-to-the-month"),
        pytest.param({"date": "2023-05-02"}, {"date": "2023-05-01"}, id="later"),
    ],
)
def test_a_statement_weighs_more(order, weightier, lighter):
    rows = said("weightier", **weightier), said("lighter", **lighter)
    assert order(*rows) == order(*reversed(rows)) == ["weightier", "lighter"]


def test_what_weighs_the_same_keeps_the_order_of_the_file(order):
    assert order(said("b"), said("a", sources="other-press")) == ["b", "a"]


def test_what_was_said_on_one_occasion_stays_together(order):
    assert order(
        said("later", "2022-12-19"),
        said("speech", "2022-12-07"),
        said("closed-in-the-speech", "2022-12-07", kind="closed"),
    ) == ["speech", "closed-in-the-speech", "later"]


def test_what_others_said_is_not_an_answer_of_the_country(order):
    assert order(said("own"), said("other", speaker_country="CN")) == ["own"]
    assert order(country="FR") == []


@pytest.mark.parametrize(
    ("sources", "support"),
    [
        ("first-hand", Support.FIRM),
        ("press;other-press", Support.FIRM),
        ("press;party", Support.FIRM),
        ("press", Support.ONE),
        ("press;press-again", Support.ONE),
        ("party;copy", Support.WEAK),
        ("party", Support.ONE_WEAK),
    ],
)
def test_sources_confirm_each_other(make_collection, sources, support):
    collection = make_collection(sources=SOURCES)
    assert support_of(tuple(sources.split(";")), collection) is support


def test_the_latest_official_statement_has_support_where_one_has(make_collection):
    rows = [said("firm", "2022-12-19"), said("party-page", "2023-01-12", sources="party")]
    shown = select(make_collection(sources=SOURCES, responses=rows), Selection())
    assert latest_official(shown, "IT")["id"] == "party-page"
    assert latest_official(shown, "IT", least=Support.WEAK)["id"] == "firm"
    alone = select(make_collection(sources=SOURCES, responses=rows[1:]), Selection())
    assert latest_official(alone, "IT", least=Support.WEAK)["id"] == "party-page"
    assert latest_official(alone, "FR") is None


def test_denials_of_the_country_come_before_those_of_everything(make_collection):
    rows = [
        said("of-all", "2023", countries="", speaker_country="CN", kind="denial"),
        said("of-the-country", "2022", speaker_country="CN", kind="denial", sources="party"),
    ]
    shown = select(make_collection(sources=SOURCES, responses=rows), Selection())
    assert list(denials(shown, "IT").index) == ["of-the-country", "of-all"]
    assert list(denials(shown, "FR").index) == ["of-all"]


def test_where_no_one_is_declared_an_authority_all_who_speak_for_the_country_are(
    write_collection, tmp_path
):
    rows = [said("government", "2022"), said("party", "2023", speaker="party")]
    folder = write_collection(tmp_path / "any", sources=SOURCES, responses=rows)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"] if resource["name"] == "responses" else ():
            for category in field.get("categories", ()):
                category.pop("role", "")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    shown = select(read_collection(folder), Selection())
    assert list(weightiest(shown, "IT").index) == ["party", "government"]


def test_the_ministers_speech_comes_first_for_a_country_of_the_record(seeds):
    first = list(weightiest(select(seeds, Selection()), "IT")["date"])
    assert first[:4] == ["2022-12-07", "2022-12-07", "2022-12-07", "2022-12-19"]
