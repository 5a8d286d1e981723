"""The app as Streamlit runs it, without a browser: it opens, follows links, explains trouble."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geodata import packaged
from layers.selection import Selection
from layers.stores import large_collections
from layers.stores.database import Readers
from layers.stores.database_errors import DatabaseUnavailableError
from layers.stores.postgis_store import PostgisStore
from layers.stores.pushing import push_collection
from layers.stores.sources import DatabaseAddress
from mapapp.own_collections import OwnCollection
from mapapp.panels.filter_choices import build_facets
from tests.choices import offered
from tests.record import host_countries, sites

ROOT = Path(__file__).parents[2]
APP = str(ROOT / "mapapp" / "entry" / "app.py")
LUMERIA = ROOT / "tests" / "collections" / "lumeria"


@pytest.fixture
def open_app(monkeypatch):
    """Open the app on a collection, by a link if one is given."""

    def start(folder=ROOT / "seeds", **params):
        monkeypatch.setenv("MAPAPP_COLLECTION", str(folder))
        app = AppTest.from_file(APP, default_timeout=30)
        for word, values in params.items():
            app.query_params[word] = values
        return app.run()

    return start


def texts(app):
    """The words of each piece of the page by its key, without markup."""
    return {key: re.sub(r"<[^>]+>", " ", html) for key, html in pieces(app).items()}


def pieces(app):
    """The markup of each piece of the page by its key."""
    found = {}
    for element in app:
        proto = getattr(element, "proto", None)
        if getattr(proto, "component_name", "") in {"mapapp_markup", "mapapp_bar"}:
            key = proto.id.rsplit("-", 1)[-1]
            found[key] = json.loads(proto.json)["html"]
    return found


def shown(app):
    """How many sites the filters say that there are."""
    for element in app:
        proto = getattr(element, "proto", None)
        if getattr(proto, "component_name", "") == "mapapp_filters":
            return int(json.loads(proto.json)["facets"]["result"].split()[0])
    raise AssertionError("no filters")


def test_what_a_first_page_loads_is_passed_over_by_the_garbage_collector(open_app):
    st.cache_resource.clear()
    gc.unfreeze()
    app = open_app()
    frozen = gc.get_freeze_count()
    assert frozen > 100_000
    app.run()
    assert 100_000 < gc.get_freeze_count() <= frozen  # none anew; a few are freed


def test_the_app_opens_on_a_sentence_with_who_says_so_and_what_was_claimed(open_app):
    app = open_app()
    assert not app.exception
    said = texts(app)["head"]
    assert f"{sites()} Chinese police stations are reported in {host_countries()} countries" in said
    assert "Total claimed: 102." in said
    assert "not our finding" in said
    assert shown(app) == sites()


@pytest.mark.parametrize(
    ("params", "stations"),
    [
        ({"jurisdiction": ["nantong"]}, sites(jurisdiction="nantong")),
        ({"country": ["IT"]}, 11),
        ({"edition": ["2022-09"]}, sites(edition="2022-09")),
        ({"edition": ["2022-12"]}, sites(edition="2022-12")),
    ],
)
def test_a_link_opens_its_selection(open_app, params, stations):
    app = open_app(**params)
    assert not app.exception
    assert shown(app) == stations


def test_a_link_opens_its_record_with_sources_and_answers(open_app):
    app = open_app(record=["ST-001"])
    said = texts(app)["side"]
    for words in ("Vienna, Austria", "Qingtian", "Austria: statements", "Sources"):
        assert words in said


@pytest.mark.parametrize(
    ("params", "is_left_out"),
    [
        ({"record": ["ST-001"], "country": ["AT"]}, False),
        ({"record": ["ST-001"], "country": ["IT"]}, True),
        ({"record": ["ST-080"]}, True),
    ],
    ids=["shown", "another country", "hidden by default"],
)
def test_an_opened_record_says_whether_the_filters_leave_it_out(open_app, params, is_left_out):
    assert ("filters leave this record out" in texts(open_app(**params))["side"]) == is_left_out


def test_a_union_of_countries_is_not_offered_as_a_host_country(seeds):
    options = offered(build_facets(seeds, Selection()), "country")
    assert "European Union" not in {option["label"] for option in options}
    asked = Selection(country=frozenset({"EU"}))
    chosen = offered(build_facets(seeds, asked), "country", group=1)
    assert "European Union" in {option["label"] for option in chosen}


def test_a_bad_parameter_is_named_and_the_rest_is_shown(open_app):
    app = open_app(year=["soon"], country=["IT"], jurisdiction=["<b>omega</b>"])
    assert not app.exception
    said = texts(app)["notice"]
    assert "year=soon" in said
    assert "omega" in said
    assert "<b>" not in pieces(app)["notice"]
    assert "Show everything" in said
    assert shown(app) == 11


def test_years_that_the_record_does_not_have_are_named_and_left_out(open_app):
    app = open_app(year=["20"])
    assert "the years 2004 to 2025: “year=20” was left out" in texts(app)["notice"]
    assert shown(app) == sites()


def test_what_is_not_on_the_map_is_said_below_it(open_app):
    said = texts(open_app())["under"]
    no_city = sites() - sites(precision="city")
    assert f"One of {no_city} reported stations without a city, counted" in said
    assert "Not shown at first:" in texts(open_app())["below"]
    assert "Faded:" not in said
    assert f"Faded: {sites(established='')} reported stations without a year" in " ".join(
        texts(open_app(year=["2016:2018"]))["under"].split()
    )


def test_a_country_that_is_opened_lists_its_records_and_its_answers(open_app):
    side = pieces(open_app(record=["IT"]))["side"]
    for words in ("Rome, Italy", "Italy: statements", "Denied by China", 'data-mark="IT"'):
        assert words in side
    assert 'data-action="brief:IT"' in side


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["IT"], ["Italy: statements", "Denied by China", "Prato", "Briefing: Italy"]),
        (["GB", "IT"], ["Italy", "United Kingdom", "Briefing: Italy and United Kingdom"]),
        (["AT", "DE", "ES", "FR", "GB"], ["By host country"]),
    ],
    ids=["one", "two", "too many to set side by side"],
)
def test_countries_that_are_chosen_stand_beside_the_map(open_app, codes, words):
    side = texts(open_app(country=codes))["side"]
    for each in words:
        assert each in side


def test_the_list_has_an_address_that_holds_its_part_and_its_order(open_app):
    app = open_app(tab=["agreements"], sort=["-period"])
    assert app.query_params["tab"] == "agreements"
    assert app.query_params["sort"] == "-period"


@pytest.mark.parametrize(
    ("params", "sentence", "action"),
    [
        (
            {"search": ["no such words anywhere"], "country": ["IT"]},
            "Without “no such words anywhere”: 11 reported stations.",
            "drop:search",
        ),
        ({"country": ["IT"], "status": ["closed"], "edition": ["other"]}, "Without ", "drop:"),
        ({"search": ["zzzz"]}, "Without “zzzz”:", "drop:search"),
        ({"search": ["Belfast"]}, "What matches is not shown at first: 1 reported", "reveal"),
    ],
    ids=["one of two filters", "three filters", "the only filter", "hidden by default"],
)
def test_an_empty_selection_names_one_way_out(open_app, params, sentence, action):
    app = open_app(**params)
    assert not app.exception
    assert sentence in " ".join(texts(app)["notice"].split())
    assert pieces(app)["notice"].count("data-action") == 1
    assert f'data-action="{action}' in pieces(app)["notice"]


def test_what_matches_and_is_hidden_is_said_with_a_button_that_shows_it(open_app):
    app = open_app(search=["Prato"])
    assert "Not shown at first: 2 responses, 1 reported operation." in texts(app)["below"]
    assert 'data-action="reveal"' in pieces(app)["below"]


def test_a_collection_with_faults_is_explained_in_one_sentence(open_app, write_collection):
    folder = write_collection(stations=[{"country": "Narnia"}])
    app = open_app(folder)
    assert not app.exception
    said = texts(app)["failure"]
    assert "fault" in said
    assert "python -m mapapp check" in said
    assert "Try again" in said


def test_an_older_file_that_is_put_back_is_what_a_reader_sees_next(open_app, write_collection):
    folder = write_collection(stations=[{}, {}])
    assert shown(open_app(folder)) == 2
    (folder / ".#stations.csv").symlink_to("me@host.1234:567")  # as an editor leaves it
    assert shown(open_app(folder)) == 2
    write_collection(stations=[{}])
    os.utime(folder / "stations.csv", (1, 1))
    assert shown(open_app(folder)) == 1


def test_damaged_data_of_the_program_are_explained(open_app, monkeypatch):
    monkeypatch.setattr(packaged, "PACKAGE", "tests")
    packaged._checksums.cache_clear()
    st.cache_resource.clear()
    app = open_app()
    assert not app.exception
    assert "own file checksums.txt is missing or damaged" in texts(app)["failure"]


def test_a_folder_without_a_collection_is_explained(open_app, tmp_path):
    app = open_app(tmp_path / "nothing")
    assert not app.exception
    assert "There is no collection in" in texts(app)["failure"]


def test_a_collection_of_any_subject_is_shown_in_its_own_words(open_app, write_collection):
    folder = write_collection(stations=[{}])
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    words = descriptor["collection"]["languages"]["en"]
    words["title"] = "Ports"
    words["layers"]["stations"] = {"title": "Ports", "one": "port", "many": "ports"}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    app = open_app(folder)
    assert "Ports" in texts(app)["side"]
    assert "tation" not in texts(app)["side"]


@pytest.fixture
def own():
    """A map of a reader's own that some session holds."""
    brought = OwnCollection()
    brought.folder = shutil.copytree(LUMERIA, brought.room / "lumeria")
    return brought


def test_the_address_names_the_collection_that_is_shown(open_app, own):
    app = open_app(collection=[own.name], country=["NO"])
    assert "Friendship institutes" in texts(app)["pages"]
    assert own.name in app.query_params["collection"]
    assert f"collection={own.name}" in pieces(app)["pages"]


def test_a_collection_that_is_no_longer_held_is_asked_for_and_no_other_is_shown(open_app):
    own = OwnCollection()
    room, name = own.room, own.name
    del own
    assert not room.exists()
    app = open_app(collection=[name], country=["IT"])
    assert not app.exception
    assert [each.value for each in app.header] == ["This map is no longer open"]
    assert "head" not in pieces(app)
    assert name in app.query_params["collection"]
    (usual,) = [each for each in app.button if "collection of this app" in each.label]
    usual.click().run()
    assert shown(app) == sites()
    assert "collection" not in app.query_params


def test_a_large_collection_is_answered_by_duckdb_and_the_page_says_so(
    open_app, tmp_path, monkeypatch
):
    monkeypatch.setattr(large_collections, "LARGE_BYTES", 0)
    folder = tmp_path / "large"
    shutil.copytree(ROOT / "seeds", folder)
    app = open_app(folder)
    assert not app.exception
    assert "DuckDB answers for it" in texts(app)["remark"]
    assert shown(app) == sites()


def test_without_duckdb_a_large_collection_says_what_to_install(open_app, tmp_path, monkeypatch):
    monkeypatch.setattr(large_collections, "LARGE_BYTES", 0)
    monkeypatch.setattr(large_collections, "PACKAGES", ("no_such_package",))
    folder = tmp_path / "large"
    shutil.copytree(ROOT / "seeds", folder)
    app = open_app(folder)
    assert "install mapapp[columnar]" in texts(app)["remark"]
    assert shown(app) == sites()


@pytest.fixture
def pushed(make_database):
    """A database that holds the seeds."""
    address = DatabaseAddress(make_database())
    push_collection(ROOT / "seeds", address)
    return address


def test_a_collection_in_a_database_is_shown_and_what_is_pushed_next_as_well(
    open_app, pushed, write_collection
):
    app = open_app(pushed.url)
    assert not app.exception
    assert shown(app) == sites()
    assert "remark" not in pieces(app)
    push_collection(write_collection(stations=[{}, {}]), pushed)
    assert shown(app.run()) == 2


def test_a_page_whose_database_fails_says_so_and_names_neither_the_server_nor_a_table(
    open_app, pushed, monkeypatch
):
    app = open_app(pushed.url)
    with monkeypatch.context() as patch:
        patch.setattr(Readers, "ask", fail)
        app.run()
        said = texts(app)["failure"]
        assert "Its database does not answer" in said
        assert "127.0.0.1" not in said
    with monkeypatch.context() as patch:  # in the middle of a page
        patch.setattr(PostgisStore, "_answer", fail)
        app.query_params["country"] = "FR"
        app.run()
        assert "Its database does not answer" in texts(app)["failure"]
        assert not app.exception
    assert shown(app.run()) == sites(country="FR")


def fail(*_):
    address = DatabaseAddress("postgresql://127.0.0.1/maps")
    raise DatabaseUnavailableError(address, "it is gone")
