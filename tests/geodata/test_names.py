from __future__ import annotations

import pytest

from geodata.names import fold_name
from tests.shared_cases import read_cases


@pytest.mark.parametrize(("text", "folded"), read_cases("folded_texts").items())
def test_a_text_is_folded_as_the_cases_say(text: str, folded: str) -> None:
    assert fold_name(text) == folded
