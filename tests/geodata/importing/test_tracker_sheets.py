"""Sheets in the shapes of public trackers: no column is taken in silence for what it is not."""

from __future__ import annotations

import pytest

from benchmarks.columns import judge
from benchmarks.tracker_sheets import FIRST_HALF, SECOND_HALF


@pytest.mark.parametrize("shape", [*FIRST_HALF, *SECOND_HALF], ids=lambda shape: shape.name)
def test_no_column_is_taken_in_silence_for_what_it_is_not(shape):
    counts = judge([shape])
    faults = ("silent error", "missed", "lost rows", "wrong countries", "far")
    assert {fault: counts[fault] for fault in faults} == dict.fromkeys(faults, 0)
