"""Many texts folded at once, as `geodata.names.fold_name` folds each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from geodata.names import fold_names

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKS = "…–—“”"
APOSTROPHES = "'`’‘"


def fold_each(texts: pa.Array) -> pa.Array:
    """`geodata.names.fold_name` of each text; those that are ASCII are folded by Arrow."""
    plain = texts
    for mark in MARKS:
        plain = pc.replace_substring(plain, mark, " ")
    for mark in APOSTROPHES:
        plain = pc.replace_substring(plain, mark, "")
    folded = pc.ascii_lower(plain)
    folded = pc.replace_substring(folded, "&", " and ")
    folded = pc.ascii_trim_whitespace(pc.replace_substring_regex(folded, "[^a-z0-9_]+|_+", " "))
    is_other = pc.invert(pc.string_is_ascii(plain))
    others: Sequence[str] = fold_names(texts.filter(is_other).to_pylist())
    return pc.replace_with_mask(folded, is_other, pa.array(others, texts.type))
