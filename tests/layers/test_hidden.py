"""What a selection asks for and a default of the collection hides."""

from __future__ import annotations

import pytest

from layers.hidden import find_hidden
from layers.selection import Selection, select
from tests.record import LAYERS


@pytest.fixture
def collection(make_collection):
    return make_collection(
        editions=[{"id": "first"}, {"id": "apart", "in_totals": "false", "shown": "false"}],
        stations=[
            {"id": "milan", "country": "IT", "edition": "first"},
            {"id": "derry", "country": "GB", "edition": "apart", "note": "harbour", "count": "2"},
            {"id": "quebec", "country": "CA", "edition": "apart",
             "status": "investigation closed, no charges"},
        ],
        agreements=[{"id": "plan", "countries": "FR", "status": "proposed", "period": "2014"}],
        responses=[{"id": "answer", "countries": "IT;BE", "date": "2022-12", "note": "harbour"}],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        pytest.param({}, {"stations": 3, "agreements": 1}, id="nothing asked"),
        pytest.param({"search": "harbour"}, {"stations": 2, "responses": 1}, id="search"),
        pytest.param({"search": "canada"}, {"stations": 1}, id="hidden twice"),
        pytest.param({"edition": {"apart"}}, {"stations": 1, "agreements": 1}, id="other default"),
        pytest.param({"country": {"CA"}}, {"stations": 1}, id="country"),
        pytest.param({"country": {"IT"}}, None, id="no layers if something shows"),
        pytest.param({"country": {"BE"}}, {"responses": 1}, id="layers if nothing shows"),
        pytest.param({"search": "harbour", "layer": {"stations"}}, {"stations": 2}, id="layers"),
        pytest.param({"search": "nowhere"}, None, id="nothing hidden"),
    ],
)  # fmt: skip
def test_what_defaults_hide_is_counted_and_one_selection_shows_it(collection, asked, counts):
    chosen = {
        name: value if isinstance(value, str) else frozenset(value) for name, value in asked.items()
    }
    selection = Selection(**chosen)
    hidden = find_hidden(collection, selection)
    assert (hidden and dict(hidden.counts)) == counts
    if hidden:
        before, after = select(collection, selection), select(collection, hidden.selection)
        for layer in LAYERS:
            more = set(after.table(layer)["id"]) - set(before.table(layer)["id"])
            assert bool(more) == (layer in counts)
            assert set(before.table(layer)["id"]) <= set(after.table(layer)["id"])
        assert find_hidden(collection, hidden.selection) is None
