"""Whatever is asked, the engines give the same answer."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from benchmarks.synthetic import write_synthetic
from geodata.collection import Collection, read_collection
from geodata.layer_tables import SPAN
from layers.compose import Camera
from layers.facets import FACETS, used_values
from layers.frames import dense_frame, home_frame, looked_at
from layers.hidden import find_hidden
from layers.list_columns import columns_of
from layers.overview import build_overview
from layers.scene import build_scene
from layers.selection import Selection, select
from layers.stored import StoredCollection, has_record, read_record
from layers.stores import postgis_store
from layers.stores.opening import open_stored
from layers.stores.postgis_store import PushedCollection, open_pushed
from layers.stores.pushing import push_collection
from layers.stores.sources import DatabaseAddress
from layers.stores.store_files import build_files
from layers.tally import state_selection
from layers.weighing import denials, latest_official, weightiest
from layers.words import Words
from scripts.start_postgis import is_installed
from tests.depth import tries

ROOT = Path(__file__).parents[3]
COLLECTIONS = ("seeds", "lumeria", "generated")
EXAMPLES = tries(8, 200)
SEARCHES = ("", "police", "rome", "Italia", "rome minister", "Great Britain", "it's %_'", "2018-09",
            "safeguard", "closed", "米兰", "zzz")  # fmt: skip
LACKED = {"country": "KI"}  # a country that no collection has; what is no country is not asked for


class Engines(NamedTuple):
    """A collection in memory, and as other engines answer for it."""

    memory: Collection
    others: tuple[StoredCollection, ...]

    def select(self, selection):
        """What memory selects, and what the others do."""
        return select(self.memory, selection), [select(each, selection) for each in self.others]


@pytest.fixture(scope="module", params=COLLECTIONS)
def engines(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores") / "collection"
    if request.param == "generated":
        write_synthetic(folder, places=40, records=300)
    else:
        found = {"seeds": ROOT / "seeds", "lumeria": ROOT / "tests/collections/lumeria"}
        shutil.copytree(found[request.param], folder)
    build_files(folder)
    others = [open_stored(folder)]
    if is_installed() or "CI" in os.environ:  # else a test below is skipped, and says so
        address = DatabaseAddress(request.getfixturevalue("make_database")())
        push_collection(folder, address)
        others.append(open_pushed(address))
    return Engines(read_collection(folder), tuple(others))


def random_selection(random, collection):
    """A selection of values that the collection has, and of some that it lacks."""
    asked = {}
    for facet in FACETS:
        if facet.kind == "choice" and random.random() < 0.25:
            used = {each for layer in collection.about.layers
                    for each in used_values(collection, layer, facet.word)}  # fmt: skip
            values = sorted(used | {LACKED.get(facet.word, "it's none")})
            asked[facet.word] = frozenset(random.choices(values, k=random.randint(0, 3)))
    if random.random() < 0.5:
        asked["year"] = tuple(sorted(random.choices(range(2005, 2027), k=2)))
    asked["undated"] = random.random() < 0.5
    asked["search"] = random.choice(SEARCHES)
    return Selection(**asked)


def on_random_selections(test):
    """Call ``test`` with one random generator for all of its choices, so that no collection
    decides what Hypothesis draws."""
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    with_settings = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=checks)
    generators = st.integers(0, 2**32 - 1).map(Random)
    return pytest.mark.deep(with_settings(given(random=generators)(test)))


def pages(shown, layer, order, **asked):
    page = shown.page(layer, order, **asked)
    return [*page.records["id"]], [*page.records["certainty"]], [*page.are_alone]


@on_random_selections
def test_random_selections_have_the_same_answers(engines, random):
    collection = engines.memory
    selection = random_selection(random, collection)
    word = random.choice([each.word for each in FACETS if each.kind == "choice"])
    layer = random.choice(collection.about.layers)
    order = random.choice(["", *(column.name for column in columns_of(collection, layer))])
    asked = {"descending": random.random() < 0.5, "length": random.randint(1, 60)}
    memory, others = engines.select(selection)

    def answers(shown):
        words = Words(collection)
        return {
            "scene": build_scene(shown),
            "overview": build_overview(shown, words),
            "sentence": state_selection(shown, words),
            "hidden": find_hidden(shown.collection, selection),
            "frame": dense_frame(shown),
            "tally": shown.tally(word),
            "page": pages(shown, layer, order, **asked),
        }

    expected = answers(memory)
    for stored in others:
        assert answers(stored) == expected


@on_random_selections
def test_groups_and_cells_are_the_same(engines, random):
    selection = random_selection(random, engines.memory)
    layer = random.choice(engines.memory.about.layers)
    columns = random.sample(["hosts", "towns", "status", *SPAN, "certainty"], 4)
    memory, others = engines.select(selection)

    def answers(shown):
        counts, cells = shown.grouped(layer, *columns), shown.cells(layer, columns)
        some = shown.cells(layer, columns, cells.index.to_numpy()[::3])
        assert list(some["id"]) == list(cells["id"])[::3]
        return (
            shown.count_groups(layer, *columns),
            len(counts.records),
            Counter(map(repr, cells[["id", "layer", *set(columns) - {*SPAN}]].values.tolist())),
            [
                np.nansum(np.array(listed, dtype="float64") * counts.records)
                for name, listed in zip(columns, counts.columns, strict=False)
                if name in SPAN
            ],
            Counter(zip(counts.records.tolist(), counts.weights.tolist(), strict=True)),
        )

    expected = answers(memory)
    assert expected[0] == expected[1]
    for stored in others:
        assert answers(stored) == expected


@on_random_selections
def test_places_drawn_together_add_up_to_the_number_of_the_headline(engines, random):
    selection = random_selection(random, engines.memory)
    frames = random.choice([(), ((-12.0, 35.0, 32.0, 60.0),), ((170, -60, 190, 60),)])
    memory, others = engines.select(selection)
    with pytest.MonkeyPatch.context() as patch:  # so that a small collection has too many
        patch.setattr("layers.nearby.MAX_PLACES", 5)
        patch.setattr("layers.nearby.CELLS", 9)
        merged = build_scene(memory, frames=frames)
        for stored in others:
            assert build_scene(stored, frames=frames) == merged
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
    shown = select(engines.others[0], Selection())
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


def test_records_stay_the_same_when_they_are_described_as_those_of_another_selection(engines):
    other = Selection(country=frozenset({"IT"}))
    for collection in (engines.memory, *engines.others):
        shown = select(collection, Selection())
        described = shown.said_to_ask(other)
        layers = collection.about.layers
        assert [described.number(layer) for layer in layers] == [*map(shown.number, layers)]


def test_every_record_is_the_same_with_all_its_columns(engines):
    collection = engines.memory
    for stored in engines.others:
        for layer in collection.about.layers:
            assert_frame_equal(collection.tables[layer], stored.tables[layer])
            for record in collection.tables[layer].index[::25]:
                where, row = read_record(stored, record)
                assert where == layer
                known = read_record(collection, record)[1]
                assert pd.Series(dict(row)).equals(pd.Series(dict(known)))
        for missing in ("it's none", "\0", "\ud800"):
            assert not has_record(stored, missing)
            assert read_record(stored, missing) is None


def test_a_document_reads_the_records_of_its_selection_alone(engines):
    memory, others = engines.select(Selection(country=frozenset({"IT", "FR"}), year=(2010, 2020)))
    for stored in others:
        for layer in memory.layers:
            assert_frame_equal(memory.table(layer), stored.table(layer))
            assert [*memory.rows[layer]] == [*stored.rows[layer]]


def test_statements_about_a_country_weigh_the_same(engines):
    memory, others = engines.select(Selection())
    for stored in others:
        for country in ("IT", "FR", "ES", "XX"):
            for find in (weightiest, denials):
                assert [*find(memory, country).index] == [*find(stored, country).index]
                assert_frame_equal(find(memory, country, 2), find(stored, country, 2))
            latest = (latest_official(each, country) for each in (memory, stored))
            assert len({None if row is None else row["id"] for row in latest}) == 1


def all_sizes(shown):
    return [(shown.number(layer), shown.size(layer)) for layer in shown.layers]


def test_the_whole_collection_is_the_same(engines):
    collection = engines.memory
    every = Selection(layer=frozenset(collection.about.layers))
    sizes = all_sizes(select(collection, every))
    assert sum(map(sum, sizes)) > 0
    for stored in engines.others:
        assert isinstance(stored, StoredCollection)
        assert collection.years == stored.years
        assert collection.fingerprint == stored.fingerprint
        assert home_frame(collection) == home_frame(stored)
        assert sizes == all_sizes(select(stored, every))


@pytest.mark.usefixtures("postgis")
def test_a_database_is_among_the_engines(engines):
    assert isinstance(engines.others[-1], PushedCollection)


def test_a_database_finds_what_many_records_hold_as_what_few_do(postgis, engines, monkeypatch):
    assert postgis.is_running
    monkeypatch.setattr(postgis_store, "MAX_LISTED_POSITIONS", 0)
    opened = open_pushed(engines.others[-1].address)
    for search in SEARCHES:
        memory, stored = (
            select(each, Selection(search=search)) for each in (engines.memory, opened)
        )
        for layer in memory.layers:
            assert [*memory.rows[layer]] == [*stored.rows[layer]]
            assert pages(memory, layer, "title", length=9) == pages(
                stored, layer, "title", length=9
            )
