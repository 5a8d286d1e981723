"""A short run over every entry point; `make fuzz` is the long one."""

from __future__ import annotations

import pytest

from tests.fuzz.run import feed, share_out
from tests.fuzz.surfaces import SURFACES

INPUTS = 3_000
NUMBERS = share_out(INPUTS, SURFACES)


@pytest.mark.parametrize("surface", SURFACES)
def test_random_input_is_read_or_refused_in_a_sentence(surface):
    faults = {seed: said for seed in range(NUMBERS[surface]) if (said := feed(surface, seed))}
    assert not faults
