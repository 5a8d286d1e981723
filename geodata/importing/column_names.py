"""What columns are usually called, in English and the languages of the interface."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from geodata.names import fold_name
from geodata.packaged import packaged_text

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """The folded names by field, the most usual first."""
    text = packaged_text("column_names.csv")
    return {
        row["field"]: tuple(dict.fromkeys(map(fold_name, row["names"].split(";"))))
        for row in csv.DictReader(text.splitlines())
    }


def is_usual_name(text: str) -> bool:
    """Whether a text is one of them."""
    return fold_name(text) in _every_name()


@cache
def _every_name() -> frozenset[str]:
    return frozenset(name for names in usual_names().values() for name in names)
