"""The panels of a page are the same whatever engine answers for the collection."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from geodata.collection import read_collection
from layers.facets import CHOICES, used_values
from layers.list_columns import columns_of
from layers.overview import build_overview
from layers.scene import build_scene
from layers.selection import Selection, StoredSelected, select
from layers.stores.opening import open_stored
from layers.stores.postgis_store import open_pushed
from layers.stores.pushing import push_collection
from layers.stores.questions import RecordQuery
from layers.stores.sources import DatabaseAddress
from layers.stores.store_files import build_files
from layers.words import Words
from mapapp.address import View, keep_known
from mapapp.exports.article.document import article_html
from mapapp.exports.article.options import ArticleOptions
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.writers import write_brief
from mapapp.exports.picture.options import PictureOptions
from mapapp.exports.picture.picture_files import draw_picture
from mapapp.list_state import Listing
from mapapp.panels.compared import COUNTRIES
from mapapp.panels.country_sheet import countries_html
from mapapp.panels.downloads import offered_files
from mapapp.panels.filter_choices import build_facets
from mapapp.panels.map_notes import hidden_html, notes_html
from mapapp.panels.methods_text import methods_html
from mapapp.panels.notices import problem_html
from mapapp.panels.record import record_html
from mapapp.panels.record_list import records_html
from mapapp.panels.timeline import responses_html, timeline_html
from tests.depth import tries

ROOT = Path(__file__).parents[2]
FOLDERS = {"seeds": ROOT / "seeds", "lumeria": ROOT / "tests/collections/lumeria"}
SEARCHES = ("police", "rome", "Italia", "rome minister", "2018-09", "closed", "zzz")
SELECTIONS = tries(4, 100)


@pytest.fixture(scope="module", params=FOLDERS)
def engines(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("engines") / "collection"
    shutil.copytree(FOLDERS[request.param], folder)
    build_files(folder)
    return read_collection(folder), open_stored(folder)


@pytest.fixture(scope="module")
def pushed(engines, make_database):
    address = DatabaseAddress(make_database())
    push_collection(engines[0].folder, address)
    return open_pushed(address)


def drawn_selection(collection, draw):
    asked = {}
    for facet in CHOICES:
        used = sorted({each for layer in collection.about.layers
                       for each in used_values(collection, layer, facet.word)})  # fmt: skip
        if used and draw.random() < 0.2:
            asked[facet.word] = frozenset(draw.sample(used, min(3, len(used))))
    if draw.random() < 0.4:
        asked["year"] = tuple(sorted(draw.sample(range(2008, 2026), 2)))
    if draw.random() < 0.4:
        asked["search"] = draw.choice(SEARCHES)
    return Selection(**asked)


def panels(collection, selection, listing, opened):
    """Every panel of the map and of the list, by name."""
    shown = select(collection, selection)
    overview = build_overview(shown, Words(collection))
    some = sorted({row.country for row in overview.ranking})[:2]
    return {
        "facets": build_facets(collection, selection),
        "list": records_html(shown, overview, listing, opened),
        "countries": records_html(shown, overview, Listing(tab=COUNTRIES)),
        "under": notes_html(shown, build_scene(shown)) + responses_html(shown),
        "below": hidden_html(shown) + timeline_html(shown),
        "notice": problem_html(shown, []),
        "record": record_html(shown, overview, opened),
        "one country": countries_html(shown, overview, some[:1] or ["IT"], has_briefing=True),
        "two countries": countries_html(shown, overview, [*some, "FR"], has_briefing=True),
    }


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(SELECTIONS))
def test_every_panel_is_the_same(engines, pushed, seed):
    collection, stored = engines
    draw = random.Random(seed)  # noqa: S311 - a draw for a test
    selection = drawn_selection(collection, draw)
    layer = draw.choice(collection.about.layers)
    column = draw.choice([each.name for each in columns_of(collection, layer)])
    listing = Listing(layer, column, is_descending=draw.random() < 0.5, length=draw.randint(1, 60))
    records = [str(each) for each in collection.tables[layer].index]
    opened = draw.choice([*records, *collection.places.by_key, "IT"])
    expected = panels(collection, selection, listing, opened)
    assert panels(stored, selection, listing, opened) == expected
    assert panels(pushed, selection, listing, opened) == expected


def test_the_page_of_methods_and_the_address_are_read_alike(engines):
    collection, stored = engines
    assert methods_html(collection) == methods_html(stored)
    record = str(collection.tables[collection.about.layers[0]].index[0])
    for opened in (record, "IT", "none of these"):
        view = View(record=opened)
        assert keep_known(view, collection) == keep_known(view, stored)


def test_no_panel_of_a_page_reads_a_whole_table(engines, monkeypatch):
    _, stored = engines

    def refuse(*_):
        raise AssertionError("a table was read whole")

    monkeypatch.setattr(StoredSelected, "tables", property(refuse))
    monkeypatch.setattr(StoredSelected, "rows", property(refuse))
    monkeypatch.setattr(type(stored.store), "positions", refuse)
    record = str(stored.store.read(stored.about.layers[0], None)["id"].iloc[0])
    for selection in (Selection(), Selection(search="police"), Selection(year=(2016, 2018))):
        panels(stored, selection, Listing(column="title"), record)
    methods_html(stored)


def test_files_of_a_selection_hold_the_same(engines):
    selection = Selection(country=frozenset({"IT", "FR"}))
    view = View(selection=selection)
    for ours, theirs in zip(
        *(offered_files(select(each, selection), view) for each in engines), strict=True
    ):
        assert ours[:-1] == theirs[:-1]
        if ours.ending in {".csv", ".geojson"}:
            assert ours.write() == theirs.write()


def test_documents_of_a_selection_are_the_same_to_the_byte(engines):
    selection = Selection(year=(2012, 2020))
    shown = [select(each, selection) for each in engines]
    articles = {article_html(each, ArticleOptions(title="Records")) for each in shown}
    pictures = {draw_picture(each, PictureOptions(form="svg")) for each in shown}
    code = next(row.country for row in build_overview(shown[0], Words(engines[0])).ranking)
    briefs = {write_brief(build_brief(each, [code]), "html") for each in engines}
    assert [len(articles), len(pictures), len(briefs)] == [1, 1, 1]


def test_files_are_offered_by_the_records_of_the_selection_alone(engines, monkeypatch):
    _, stored = engines
    shown, read = select(stored, Selection(search="rome")), []
    kind = type(stored.store)
    whole = kind.read

    def count(store, layer, positions=None):
        read.append(
            len(store.positions(RecordQuery(layer, None)) if positions is None else positions)
        )
        return whole(store, layer, positions)

    monkeypatch.setattr(kind, "read", count)
    assert list(offered_files(shown, View(selection=shown.selection)))
    assert sum(read) <= sum(map(shown.number, shown.layers))
