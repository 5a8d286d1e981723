"""The originators in a cell: a bar, a semicolon or a line parts them."""

from __future__ import annotations

import re

from geodata.names import fold_name

_PARTED = re.compile(r"\s*[|\n;]\s*")


def read_originators(cell: str) -> tuple[str, ...]:
    """Each once, in their order; none in a blank cell."""
    names = (name for name in _PARTED.split(cell.strip()) if any(map(str.isalnum, name)))
    return tuple({fold_name(name): name for name in reversed(list(names))}.values())[::-1]
