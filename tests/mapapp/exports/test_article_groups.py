"""A page of more records than a device can open counts those together that are alike."""

from __future__ import annotations

import json
import random
import re
import zlib
from base64 import b64decode
from collections import Counter

import pytest

from benchmarks.synthetic import write_synthetic
from geodata.collection import read_collection
from geodata.dates import YearSpan
from geodata.layer_tables import SPAN
from layers.selected_stored import StoredSelected
from layers.selection import Selection, select
from layers.stores.opening import open_stored
from layers.stores.store_files import build_files
from layers.words import LANGUAGES, Words
from mapapp.exports import bounds
from mapapp.exports.article import ArticleOptions, article_html
from mapapp.exports.article.draft import title_of
from mapapp.exports.article.entries import MAX_LISTED
from mapapp.exports.article.grouping import TOWNS, Grouping, choose_grouping
from mapapp.exports.article.listing import list_heaviest
from mapapp.exports.article.options import OFFERED
from mapapp.exports.article.rows import rows_of_groups
from mapapp.exports.bounds import TooManyGroupsError

DETAILS = ("jurisdiction", "status", "edition", "reported", "standing", "year", TOWNS)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Invented records for which DuckDB answers."""
    folder = tmp_path_factory.mktemp("groups") / "collection"
    write_synthetic(folder, places=40, records=400)
    build_files(folder)
    return open_stored(folder)


@pytest.fixture(params=["memory", "stored"])
def collection(request, seeds):
    return seeds if request.param == "memory" else request.getfixturevalue("stored")


@pytest.mark.parametrize("seed", range(12))
def test_groups_add_up_to_the_records_of_any_selection(collection, seed):
    chance = random.Random(seed)  # noqa: S311 - a fixed choice of cases
    first = chance.randint(2010, 2024)
    asked = Selection(
        layer=frozenset(collection.about.layers),
        jurisdiction=frozenset(chance.sample(sorted(collection.jurisdictions["id"]), 3))
        if chance.random() < 0.5
        else None,
        year=(first, first + chance.randint(0, 5)) if chance.random() < 0.5 else None,
        undated=chance.random() < 0.5,
    )
    shown = select(collection, asked)
    details = frozenset(chance.sample(DETAILS, chance.randint(0, len(DETAILS))))
    grouping = Grouping(details, chance.choice(["jurisdiction", "outcome"]))
    rows = rows_of_groups(shown, grouping)
    for layer in shown.layers:
        table = rows.tables[layer]
        assert len(table) == (
            shown.count_groups(layer, *grouping.columns(shown, layer)) if len(table) else 0
        )
        assert table["records"].sum() == shown.number(layer)
        assert table["weight"].sum() == shown.size(layer)
        for word, values in rows.filters[layer].items():
            counts = Counter()
            for cell, weight in zip(values, table["weight"], strict=True):
                counts.update(dict.fromkeys(dict.fromkeys(cell), weight))
            assert +counts == +shown.tally(word, (layer,)), word
        sure = Counter()
        for span, records in zip(rows.years(layer), table["records"], strict=True):
            certainty = YearSpan(*span).certainty(*asked.years) if span and asked.years else ""
            sure[certainty or ("certain" if span else "undated")] += records
        by_certainty = shown.grouped(layer, "certainty").each_record()
        assert sure == {certainty: number for certainty, number in by_certainty if number}


@pytest.mark.parametrize("details", [("year",), ("jurisdiction", "status"), ()], ids=" ".join)
def test_a_listed_record_stands_in_the_group_that_it_is_counted_in(stored, details):
    shown = select(stored, Selection(layer=frozenset(stored.about.layers)))
    grouping = Grouping(frozenset(details), "jurisdiction")
    rows = rows_of_groups(shown, grouping)
    listed = list_heaviest(rows, grouping, Words(stored))
    entries = {(each.layer, each.id): each for own in listed.values() for each in own}
    assert 0 < len(entries) <= MAX_LISTED
    for entry in entries.values():
        record = shown.table(entry.layer).loc[entry.id]
        group = rows.tables[entry.layer].iloc[entry.row]
        assert group["hosts"] == record["hosts"]
        if entry.layer == "stations":
            assert group["towns"] == record["towns"]
            assert group["party"] == record["party"]
        if "status" in details:
            assert group["status"] == record["status"]
        if "year" in details and group["years"]:
            assert group["years"] == tuple(record[name] for name in SPAN)


def test_filters_that_split_most_are_not_offered(stored, monkeypatch):
    shown = select(stored, Selection())
    monkeypatch.setattr(bounds, "can_list_each", lambda _: False)

    def chosen(most, offered=OFFERED, colour=""):
        monkeypatch.setattr(bounds, "MAX_ARTICLE_GROUPS", most)
        return choose_grouping(shown, offered, colour)

    whole = chosen(10_000)
    assert whole.details == {*DETAILS}
    rows = rows_of_groups(shown, whole)
    most = number = sum(map(len, rows.tables.values()))
    fewer = chosen(number - 1)
    assert fewer.details < whole.details
    assert {"jurisdiction", "status", "year"} <= fewer.details, "what is in sight stays longest"
    assert chosen(10_000, ("year",)).details == {"year", TOWNS}, "the editor offers no other"
    least = refused = None
    while not refused:
        try:
            least = chosen(most)
        except TooManyGroupsError as error:
            refused = error
        else:
            assert "jurisdiction" in least.details, "sites are coloured by it"
            most = sum(map(len, rows_of_groups(shown, least).tables.values())) - 1
    assert least.details == {"jurisdiction"}
    assert "more than a page of 5 MB can hold: narrow the selection" in str(refused)
    assert "or export a picture or a table" in str(refused)
    assert refused.records == shown.number("stations") + shown.number("agreements")


def test_a_page_of_groups_of_a_store_reads_no_table(stored, monkeypatch):
    shown = select(stored, Selection())
    monkeypatch.setattr(bounds, "can_list_each", lambda _: False)
    monkeypatch.setattr(StoredSelected, "tables", property(lambda _: pytest.fail("reads tables")))
    monkeypatch.setattr(
        type(stored.tables), "__getitem__", _refusing(stored.about.layers, stored.tables)
    )
    page = article_html(shown, ArticleOptions()).decode()
    assert title_of(shown, "en") in page


def _refusing(layers, tables):
    read = type(tables).__getitem__

    def get(self, name):
        assert name not in layers, f"reads all of {name}"
        return read(self, name)

    return get


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_it_counts_and_lists_and_where_the_rest_is(seeds, monkeypatch, language):
    monkeypatch.setattr(bounds, "can_list_each", lambda _: False)
    monkeypatch.setattr(bounds, "MAX_ARTICLE_GROUPS", 160)
    asked = Selection(country=frozenset({"IT", "FR"}), year=(2015, 2024), undated=False)
    page = article_html(select(seeds, asked), ArticleOptions(language=language)).decode()
    command = (
        "mapapp export table --country FR --country IT --year 2015:2024 --no-undated -o records.csv"
    )
    assert command in page
    assert 'id="search"' not in page
    if language == "en":
        assert re.search(r"This page counts \d+ records together .* not here: .*Search", page)
    else:
        assert "This page counts" not in page


def test_the_same_groups_are_the_same_bytes_and_carry_no_record(stored, monkeypatch):
    monkeypatch.setattr(bounds, "can_list_each", lambda _: False)
    shown = select(stored, Selection())
    page = article_html(shown, ArticleOptions(filters=("year",)))
    assert page == article_html(
        select(read_collection(stored.folder), Selection()), ArticleOptions(filters=("year",))
    )
    packed = re.search(rb'id="data">([^<]*)<', page)[1]
    data = json.loads(zlib.decompress(b64decode(packed)))
    assert data["tables"]["stations"]["length"] < shown.number("stations")
    assert "id" not in data["tables"]["stations"]


@pytest.mark.parametrize("places", [60, 150])
def test_the_estimate_of_a_page_is_near_its_size(tmp_path, places):
    folder = write_synthetic(tmp_path / "collection", places=places, records=places * 20)
    shown = select(read_collection(folder), Selection())
    page = article_html(shown, ArticleOptions())
    assert 0.6 < len(page) / bounds.estimate_bytes(shown) < 1.4


def test_of_many_denials_a_page_lists_those_that_weigh_most(make_collection, monkeypatch):
    denial = {"countries": "IT", "speaker": "government", "speaker_country": "CN", "kind": "denial"}
    dates = [f"2022-09-{day:02}" for day in (3, 1, 2)]
    responses = [{**denial, "date": date, "summary": f"Denied on {date}."} for date in dates]
    collection = make_collection(stations=[{"country": "IT"}], responses=responses)
    shown = select(collection, Selection())
    whole = article_html(shown, ArticleOptions()).decode()
    assert all(f"Denied on {date}." in whole for date in dates)
    assert "not listed" not in whole
    monkeypatch.setattr("mapapp.exports.article.denials.MAX_LISTED", 1)
    monkeypatch.setattr("mapapp.exports.article.denials.MAX_DATED", 2)
    page = article_html(shown, ArticleOptions()).decode()
    assert "Denied on 2022-09-03." in page, "the latest weighs most"
    assert "Denied on 2022-09-01." not in page
    assert "Listed here: 1 of 3 records; not listed: 2." in page
    assert "China (3)" in page, "who denied it how often"
