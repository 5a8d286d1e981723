"""Unlike agreements are counted apart, by what their collection declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.collection import read_collection
from layers.units import REST, read_units
from layers.words import Words

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ({"kind": "patrol_round", "status": "ended"}, "round"),
        ({"kind": "patrol_agreement"}, "deal"),
        ({"kind": "joint_patrol"}, REST),
        ({"kind": "patrol_round", "status": "proposed"}, "proposed"),
        ({"kind": "security_pact", "status": "proposed"}, "proposed"),
        ({"kind": "cooperation_agreement"}, "deal"),
        ({"kind": "police_cooperation"}, REST),
    ],
    ids=lambda value: value or "rest" if isinstance(value, str) else "-".join(value.values()),
)
def test_a_status_decides_before_a_kind(make_collection, row, unit):
    collection = make_collection(agreements=[row])
    units = read_units(collection.about, "agreements")
    assert units.of_rows(collection.of_role("agreement")) == [unit]


def test_units_are_listed_in_the_declared_order_and_empty_ones_left_out(make_collection):
    rows = [
        {"kind": "patrol_round"},
        {"kind": "patrol_round"},
        {"kind": "other"},
        {"status": "proposed"},
        {"kind": "patrol_agreement"},
    ]
    collection = make_collection(agreements=rows)
    counts = read_units(collection.about, "agreements").count(collection.of_role("agreement"))
    assert list(counts.items()) == [("deal", 1), ("round", 2), (REST, 1), ("proposed", 1)]


def test_a_collection_without_units_has_one_count_under_its_own_noun():
    collection = read_collection(LUMERIA)
    units = read_units(collection.about, "treaties")
    agreements = collection.of_role("agreement")
    assert units.count(agreements) == {REST: len(agreements)}
    assert units.list_counts({REST: 3}, Words(collection)) == ["3 cultural treaties"]


def test_records_of_no_unit_are_called_so_beside_others_alone(seeds):
    units, words = read_units(seeds.about, "agreements"), Words(seeds)
    assert units.list_counts({"deal": 1, REST: 2}, words) == ["1 policing deal", "2 other entries"]
    assert units.list_counts({REST: 2}, words) == ["2 agreements and patrols"]
    assert units.list_counts({REST: 2}, words, beside=["deal", REST]) == ["2 other entries"]
