"""Whatever is asked, the engines give the same answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from benchmarks.synthetic import write_synthetic
from geodata.collection import read_collection
from layers.facets import FACETS, used_values
from layers.selection import Selection
from layers.stores.building import build_files
from layers.stores.columnar import ColumnarStore
from layers.stores.memory import MemoryStore

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
    collection = read_collection(folder)
    return collection, MemoryStore(collection), ColumnarStore(folder)


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


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_random_selections_have_the_same_answers(engines, data):
    collection, memory, columnar = engines
    selection = data.draw(selections(collection))
    share = data.draw(st.sampled_from(["", "party", "status", "kind"]))
    assert_frame_equal(memory.marks(selection, share), columnar.marks(selection, share))
    assert memory.summary(selection) == columnar.summary(selection)
    word = data.draw(st.sampled_from([each.word for each in FACETS if each.kind == "choice"]))
    assert memory.tally(selection, word) == columnar.tally(selection, word)
    layer = data.draw(st.sampled_from(collection.about.layers))
    asked = {
        "order": data.draw(st.sampled_from(["", "title", "date", "count", "sources"])),
        "descending": data.draw(st.booleans()),
        "start": data.draw(st.integers(0, 60)),
        "length": data.draw(st.integers(1, 60)),
    }
    assert memory.page(selection, layer, **asked) == columnar.page(selection, layer, **asked)


def test_every_record_and_country_is_the_same(engines):
    collection, memory, columnar = engines
    for layer in collection.about.layers:
        for record in [*collection.tables[layer].index[::7], "it's none"]:
            assert memory.record(layer, record) == columnar.record(layer, record)
    for country in ("IT", "FR", "EU", "XX"):
        assert memory.of_country(country) == columnar.of_country(country)


def test_all_is_asked_for_is_all(engines):
    collection, memory, columnar = engines
    every = Selection(layer=frozenset(collection.about.layers))
    assert memory.summary(every).records == columnar.summary(every).records
    assert sum(columnar.summary(every).records.values()) > 0
