"""Whatever is asked, the engines give the same answer."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from benchmarks.synthetic import write_synthetic
from geodata.collection import read_collection
from layers.compose import Camera
from layers.facets import FACETS, used_values
from layers.frames import dense_frame, home_frame, looked_at
from layers.hidden import find_hidden
from layers.list_columns import columns_of
from layers.overview import build_overview
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.stored import StoredCollection, has_record, read_record
from layers.stores.building import build_files
from layers.stores.opening import open_stored
from layers.summary import summarise
from layers.tally import state_selection
from layers.weighing import denials, latest_official, weightiest
from layers.words import Words

ROOT = Path(__file__).parents[3]
COLLECTIONS = ("seeds", "lumeria", "generated")
EXAMPLES = 25
SEARCHES = ("", "police", "rome", "Italia", "rome minister", "Great Britain", "it's %_'", "2018-09",
            "safeguard", "closed", "米兰", "zzz")  # fmt: skip


@pytest.fixture(scope="module", params=COLLECTIONS)
def engines(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores") / "collection"
    if request.param == "generated":
        write_synthetic(folder, places=40, records=300)
    else:
        found = {"seeds": ROOT / "seeds", "lumeria": ROOT / "tests/collections/lumeria"}
        shutil.copytree(found[request.param], folder)
    build_files(folder)
    return read_collection(folder), open_stored(folder)


@st.composite
def selections(draw, collection):
    asked = {}
    for facet in FACETS:
        if facet.kind == "choice" and draw(st.integers(0, 3)) == 0:
            used = {each for layer in collection.about.layers
                    for each in used_values(collection, layer, facet.word)}  # fmt: skip
            values = sorted(used | {"it's none"})
            asked[facet.word] = frozenset(draw(st.sets(st.sampled_from(values), max_size=3)))
    if draw(st.booleans()):
        first, last = sorted((draw(st.integers(2005, 2026)), draw(st.integers(2005, 2026))))
        asked["year"] = (first, last)
    asked["undated"] = draw(st.booleans())
    asked["search"] = draw(st.sampled_from(SEARCHES))
    return Selection(**asked)


def pages(shown, layer, order, **asked):
    page = shown.page(layer, order, **asked)
    return [*page.records["id"]], [*page.records["certainty"]], [*page.are_alone]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_random_selections_have_the_same_answers(engines, data):
    collection, _ = engines
    selection = data.draw(selections(collection))
    memory, stored = (select(each, selection) for each in engines)
    assert build_scene(memory) == build_scene(stored)
    assert summarise(memory) == summarise(stored)
    assert build_overview(memory, Words(collection)) == build_overview(stored, Words(collection))
    assert state_selection(memory, Words(collection)) == state_selection(stored, Words(collection))
    assert find_hidden(collection, selection) == find_hidden(stored.collection, selection)
    assert dense_frame(memory) == dense_frame(stored)
    word = data.draw(st.sampled_from([each.word for each in FACETS if each.kind == "choice"]))
    assert memory.tally(word) == stored.tally(word)
    layer = data.draw(st.sampled_from(collection.about.layers))
    orders = ["", *(column.name for column in columns_of(collection, layer))]
    order = data.draw(st.sampled_from(orders))
    asked = {"descending": data.draw(st.booleans()), "length": data.draw(st.integers(1, 60))}
    assert pages(memory, layer, order, **asked) == pages(stored, layer, order, **asked)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_places_drawn_together_add_up_to_the_number_of_the_headline(engines, data):
    selection = data.draw(selections(engines[0]))
    frames = data.draw(st.sampled_from([(), ((-12.0, 35.0, 32.0, 60.0),), ((170, -60, 190, 60),)]))
    memory, stored = (select(each, selection) for each in engines)
    with pytest.MonkeyPatch.context() as patch:  # so that a small collection has too many
        patch.setattr("layers.nearby.MOST_PLACES", 5)
        patch.setattr("layers.nearby.CELLS", 9)
        merged, other = (build_scene(each, frames=frames) for each in (memory, stored))
    assert merged == other
    apart = build_scene(memory)
    sites, towns = merged["sites"], merged["towns"]
    unlocated = [area["count"] for area in merged["areas"] if area["kind"] == "unlocated"]
    assert sum(sites["count"]) + sum(unlocated) == sum(
        map(memory.size, memory.collection.about.of_role("site"))
    )
    assert sum(towns["count"]) == sum(apart["towns"]["count"])
    assert merged["areas"] == apart["areas"]
    assert of_categories(sites) == of_categories(apart["sites"])
    assert {*sites["key"]} <= {*apart["sites"]["key"]}
    assert {*towns["key"]} <= {*apart["sites"]["key"], *apart["towns"]["key"]}


def test_a_map_is_sent_what_it_looks_at_and_the_surroundings(engines):
    shown = select(engines[1], Selection())
    ((west, south, east, north),) = looked_at(shown, Camera(12.5, 41.9, 6.0))
    assert (west, east) == pytest.approx((12.5 - 13.2, 12.5 + 13.2), abs=0.1)
    assert (south, north) == pytest.approx((35, 48), abs=1)
    ((west, south, east, north),) = looked_at(shown, None, ("FJ",))
    assert (west, east) == pytest.approx((170, 187), abs=2)
    assert (south, north) == pytest.approx((-25, -10), abs=3)
    assert looked_at(shown, None, ("XX",)) == ()
    ((world_west, _, world_east, _),) = looked_at(shown, Camera(0.0, 20.0, 0.0))
    assert world_east - world_west > 360


def of_categories(sites):
    """How many sites have each colour."""
    shares = (zip(parts[::2], parts[1::2], strict=True) for parts in sites["parts"])
    return sum((Counter(dict(each)) for each in shares), Counter())


def test_every_record_is_the_same_with_all_its_columns(engines):
    collection, stored = engines
    for layer in collection.about.layers:
        assert_frame_equal(collection.tables[layer], stored.tables[layer])
        for record in collection.tables[layer].index[::7]:
            where, row = read_record(stored, record)
            assert where == layer
            assert row.equals(read_record(collection, record)[1])
    assert not has_record(stored, "it's none")
    assert read_record(stored, "it's none") is None


def test_a_document_reads_the_records_of_its_selection_alone(engines):
    selection = Selection(country=frozenset({"IT", "FR"}), year=(2010, 2020))
    memory, stored = (select(each, selection) for each in engines)
    for layer in memory.layers:
        assert_frame_equal(memory.table(layer), stored.table(layer))
        assert [*memory.rows[layer]] == [*stored.rows[layer]]


def test_statements_about_a_country_weigh_the_same(engines):
    memory, stored = (select(each, Selection()) for each in engines)
    for country in ("IT", "FR", "ES", "XX"):
        for tell in (weightiest, denials):
            assert [*tell(memory, country).index] == [*tell(stored, country).index]
            assert_frame_equal(tell(memory, country, 2), tell(stored, country, 2))
        latest = (latest_official(each, country) for each in (memory, stored))
        assert len({None if row is None else row["id"] for row in latest}) == 1


def test_the_whole_collection_is_the_same(engines):
    collection, stored = engines
    assert isinstance(stored, StoredCollection)
    assert collection.years == stored.years
    assert collection.fingerprint == stored.fingerprint
    assert home_frame(collection) == home_frame(stored)
    every = Selection(layer=frozenset(collection.about.layers))
    assert summarise(select(collection, every)) == summarise(select(stored, every))
    assert sum(summarise(select(stored, every)).records.values()) > 0
