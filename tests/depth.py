"""How many cases a random test tries: a few each time, and many with DEEP=1, as in `make fuzz`."""

from __future__ import annotations

import os
from typing import TypeVar

IS_DEEP = os.environ.get("DEEP") == "1"
Number = TypeVar("Number")


def tries(each_time: Number, deep: Number) -> Number:
    """How many cases to try in this run, or how large a one."""
    return deep if IS_DEEP else each_time
