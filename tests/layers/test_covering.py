"""Which discs of many are seen: the cases that the page's own code is held to as well."""

from __future__ import annotations

from operator import itemgetter

import pytest

from layers.cartography.covering import find_in_sight
from tests.shared_cases import read_cases


@pytest.mark.parametrize("case", read_cases("covering"), ids=itemgetter("name"))
def test_discs_wholly_under_later_ones_are_out_of_sight(case):
    discs = [tuple(disc) for disc in case["discs"]]
    assert find_in_sight(discs, 100, 100) == case["in_sight"]
