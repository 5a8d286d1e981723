from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.folding import fold_each
from geodata.names import fold_name

TEXTS = (
    *("It's", "O`Brien & Sons", "--", "_x_y", "(No. 123)", "Straße", "北京", "x´y", "ﬁ"),
    *("İstanbul", "the “law”—as it is…", "d’Ivoire ‘x’ 1–2", "“Łódź”…"),
)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
@example(texts=[*TEXTS])
@example(texts=[])
@given(texts=st.lists(st.text() | st.text(alphabet=[*map(chr, range(128))])))
def test_texts_folded_at_once_are_folded_as_each_is(kind, texts):
    assert fold_each(pa.array(texts, kind)).to_pylist() == [*map(fold_name, texts)]
