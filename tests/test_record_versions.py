"""The record as it was before, beside the record as it is.

`tests/collections/record-2026.11.1.zip` is what `scripts/pack_record.py 738a33a` writes.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from geodata.collection import Collection, read_collection
from geodata.importing.differences import Change, count_changes, find_differences
from geodata.importing.previous_import import read_previous_import
from geodata.zipped import unpack_collection
from tests.record import SEEDS

if TYPE_CHECKING:
    import pandas as pd

    from geodata.importing.building import BuiltCollection

NOVEMBER = Path(__file__).parent / "collections" / "record-2026.11.1.zip"
SPLIT = {"ST-086": "ST-002", "ST-084": "ST-003", "ST-087": "ST-021", "ST-085": "ST-022"}
"""Sites that had no row of their own, and the row that stood for them."""


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The record of version 2026.11.1."""
    return read_collection(unpack_collection(NOVEMBER, tmp_path_factory.mktemp("november")))


@pytest.fixture(scope="module")
def changes(november: Collection) -> tuple[Change, ...]:
    """What differs from November to now, as an import would say it."""
    now = cast("BuiltCollection", read_previous_import(SEEDS))  # only its tables are asked for
    return find_differences(read_previous_import(november.folder), now)


def in_totals(collection: Collection) -> pd.DataFrame:
    counted = collection.editions.index[collection.editions["in_totals"]]
    return collection.of_role("site")[collection.of_role("site")["edition"].isin(counted)]


def test_the_earlier_version_is_read_as_it_was(november):
    held = in_totals(november)
    assert november.about.version == "2026.11.1"
    assert (held["count"].sum(), held["country"].nunique()) == (88, 45)
    assert (len(november.of_role("agreement")), len(november.of_role("statement"))) == (72, 96)
    assert len(november.sources) == 322


def test_no_record_source_or_claim_of_the_earlier_version_is_gone(november, seeds):
    for name, table in november.tables.items():
        if name != "places":
            assert set(table.index) <= set(seeds.tables[name].index), name


def test_five_rows_of_sites_are_new_and_none_is_gone(changes):
    kinds = {
        kind: {each.key for each in changes if (each.table, each.kind) == ("stations", kind)}
        for kind in ("added", "changed", "removed")
    }
    assert kinds["added"] == {"ST-083", *SPLIT}
    assert set(SPLIT.values()) <= kinds["changed"]
    assert kinds["removed"] == set()


def test_what_changed_is_counted_over_all_tables(changes):
    counts = Counter(each.kind for each in changes if each.table != "places")
    assert counts["added"] > len(SPLIT) + 1
    assert count_changes(changes) == (
        f"{counts['added']} added, {counts['changed']} changed, {counts['removed']} removed"
    )


@pytest.mark.parametrize(("new", "old"), SPLIT.items())
def test_a_split_moves_one_site_and_adds_none(november, seeds, new, old):
    before, after = november.of_role("site")["count"], seeds.of_role("site")["count"]
    assert after[new] == 1
    assert after[new] + after[old] == before[old]
    assert seeds.of_role("site").loc[new, "country"] == november.of_role("site").loc[old, "country"]


def test_only_south_africa_holds_more_sites_than_before(november, seeds):
    before, after = (
        in_totals(each).groupby("country")["count"].sum() for each in (november, seeds)
    )
    assert (after - before).loc[lambda more: more != 0].to_dict() == {"ZA": 2}


def test_a_place_that_got_its_region_is_the_only_one_that_changed(changes):
    places = {(each.kind, each.key) for each in changes if each.table == "places"}
    noisy = ("removed", "FR/Noisy-le-Grand/city")
    assert {each for each in places if each[0] != "added"} == {noisy}
    assert ("added", "FR/Seine-Saint-Denis/Noisy-le-Grand/city") in places
