"""Agreements are counted by the groups that their collection declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.collection import read_collection
from layers.agreement_counts import UNGROUPED, count_by_group, groups_of, noun_of_group

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"


@pytest.mark.parametrize(
    ("row", "group"),
    [
        ({"kind": "joint_patrol", "status": "ended"}, "patrol_round"),
        ({"kind": "joint_patrol", "signed": "2015-09-24"}, "deal"),
        ({"kind": "joint_patrol", "status": "proposed"}, "proposal"),
        ({"kind": "security_pact", "status": "proposed", "signed": "2020"}, "proposal"),
        ({"kind": "police_cooperation"}, "deal"),
        ({"kind": "liaison_office"}, "deal"),
        ({"kind": "other", "signed": "2021-10"}, "other_entry"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value.values()),
)
def test_a_status_decides_before_a_kind_and_a_signature_makes_patrols_a_deal(
    make_collection, row, group
):
    collection = make_collection(agreements=[row])
    assert groups_of(collection.agreements, collection.about) == [group]


def test_groups_are_counted_in_the_declared_order_and_empty_ones_left_out(make_collection):
    rows = [
        {"kind": "joint_patrol"},
        {"kind": "joint_patrol"},
        {"status": "proposed"},
        {"signed": "2015"},
    ]
    collection = make_collection(agreements=rows)
    counts = count_by_group(collection.agreements, collection.about)
    assert list(counts.items()) == [("deal", 1), ("patrol_round", 2), ("proposal", 1)]


def test_a_collection_without_groups_has_one_count_under_its_own_noun():
    collection = read_collection(LUMERIA)
    total = len(collection.agreements)
    assert count_by_group(collection.agreements, collection.about) == {UNGROUPED: total}
    assert noun_of_group(collection.about, UNGROUPED, "many") == "cultural treaties"


@pytest.mark.parametrize("language", ["en", "fr", "es", "it", "de", "pt", "zh"])
def test_every_group_of_the_record_has_nouns_in_every_language(seeds, language):
    layer = seeds.about.words(language)["layers"]["agreements"]
    for group in count_by_group(seeds.agreements, seeds.about):
        for form in ("one", "many", "title"):
            assert noun_of_group(seeds.about, group, form, language) not in layer.values()
