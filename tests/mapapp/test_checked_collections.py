"""What `check` finds no fault with can be shown: every export is written, without a traceback."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from geodata.check import find_faults
from geodata.errors import BadCollectionError
from tests.depth import tries
from tests.every_export import export_everything
from tests.mutations import mutate

LUMERIA = Path(__file__).parents[1] / "collections" / "lumeria"
MUTATIONS = 10
"""In each of some parts, so that several processes share the work."""
PARTS = tries(2, 30)
MIN_CLEAN = 2


@pytest.mark.deep
@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_a_check_finds_no_fault_with_is_exported(tmp_path, part):
    clean = 0
    for seed in range(part * MUTATIONS, (part + 1) * MUTATIONS):
        folder = tmp_path / str(seed)
        mutation = mutate(LUMERIA, folder, Random(seed))  # noqa: S311 - the same every time
        try:
            faults = find_faults(folder)
        except BadCollectionError as error:
            faults = error.faults
        if faults:
            assert all("\n" not in str(fault) for fault in faults), mutation
            continue
        clean += 1
        try:
            export_everything(folder)
        except Exception as error:
            error.add_note(f"Mutation {seed}: {mutation}")
            raise
    assert clean >= MIN_CLEAN
