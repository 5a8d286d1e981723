"""What a record says in words."""

from __future__ import annotations

import pytest

from layers.claims import MAX_NAME_LENGTH, Claim
from layers.list_columns import name_records
from layers.rows import each_row
from layers.words import Words


def test_all_records_are_called_as_each_is(seeds):
    words = Words(seeds)
    long = "A minister said " + "that it was so, " * 8
    for layer in seeds.about.layers:
        table = seeds.tables[layer].copy()
        rest = len(table) - 2
        table["summary"] = [long, "", *table["summary"].iloc[2:]]
        table["title"] = ["", "", *table["title"].iloc[2:]]
        named = name_records(table, words).to_pylist()
        assert named == [Claim(row, words).name for row in each_row(table)]
        assert len(named[0]) <= MAX_NAME_LENGTH < len(long)
        assert rest >= 0


SITE = {"layer": "stations", "title": "", "city": "", "region": "", "host": "IT", "weight": 1}


@pytest.mark.parametrize(
    ("row", "fact", "said"),
    [
        (SITE | {"city": "Palermo", "region": "Sicily"}, "head", "Palermo"),
        (SITE | {"region": "Sicily"}, "head", "Sicily (region; no city named)"),
        (SITE | {"city": "den Haag"}, "head", "den Haag"),
        (SITE | {"region": "s-Hertogenbosch"}, "head", "s-Hertogenbosch (region; no city named)"),
        (SITE, "head", "No city named"),
        (SITE | {"weight": 3}, "number", "3 reported stations"),
        ({"date": ""}, "date", "not dated"),
        ({"date": "2015-04-27"}, "short_date", "27 Apr 2015"),
        ({"signed": ""}, "signed", ""),
        ({"sources": ("s1",)}, "remark_on_sources", "one source only"),
        ({"sources": ("s1", "s2")}, "remark_on_sources", ""),
        ({"hosts": ()}, "hosts", "No single country"),
        ({"hosts": ()}, "remark_on_hosts", "about all claims"),
        ({"hosts": ("IT", "FR")}, "hosts", "Italy, France"),
        ({"places": ("Porto, PT", "Rome")}, "places", "Porto, Rome"),
        ({"layer": "stations", "status": ""}, "status", ""),
    ],
    ids=str,
)
def test_a_fact_is_worded_alike_everywhere(seeds, row, fact, said):
    assert getattr(Claim(row, Words(seeds)), fact) == said


@pytest.mark.parametrize(
    ("language", "titles"), [("en", ["Signed", "Note"]), ("de", ["Unterzeichnet", "Anmerkung"])]
)
def test_facts_stand_under_titles_in_every_language(seeds, language, titles):
    row = next(each_row(seeds.tables["agreements"]))
    facts = {fact.name: fact for fact in Claim(row, Words(seeds, language)).facts}
    assert [facts[name].title for name in ("signed", "note")] == titles
    assert [fact.name for fact in facts.values() if fact.is_prose] == ["note"]
