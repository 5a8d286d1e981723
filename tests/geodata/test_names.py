from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.names import fold_name, fold_names
from tests.shared_cases import read_cases

HARD_TO_FOLD = (
    "zzqzxqzz",
    "a ZZQZXQZZ b",
    "zzq'zxqzz",
    "a_ b",
    "  ",
    "O'Brien & Söhne – 北京",
    "\u0301x",
)


@pytest.mark.parametrize(("text", "folded"), read_cases("folded_texts").items())
def test_a_text_is_folded_as_the_cases_say(text: str, folded: str) -> None:
    assert fold_name(text) == folded


@given(texts=st.lists(st.text(max_size=30) | st.sampled_from(HARD_TO_FOLD)))
def test_many_texts_are_folded_as_each_of_them(texts):
    assert fold_names(texts) == [fold_name(text) for text in texts]
