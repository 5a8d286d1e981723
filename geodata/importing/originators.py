"""The originators in a cell: a bar, a semicolon or a line parts them."""

from __future__ import annotations

import re

from geodata.names import fold_name

_PARTED = re.compile(r"\s*[|\n;]\s*|(?<=[\])%])\s*[,/]\s*")
_SHARE = re.compile(r"\s*[(\[]\s*\d{1,3}(?:[.,]\d+)?\s*%\s*[)\]]|\s+\d{1,3}(?:[.,]\d+)?\s*%$")
"""How much of something a name has: `Firm A [60%]`."""


def read_originators(cell: str) -> tuple[str, ...]:
    """Each once, in their order; none in a blank cell."""
    parts = (_SHARE.sub("", part).strip() or part for part in _PARTED.split(cell.strip()))
    names = (name for name in parts if any(map(str.isalnum, name)))
    return tuple({fold_name(name): name for name in reversed(list(names))}.values())[::-1]
