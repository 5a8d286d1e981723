"""How many cases a random test tries: a few each time, and many with DEEP=1, as in `make fuzz`."""

from __future__ import annotations

import os

IS_DEEP = os.environ.get("DEEP") == "1"


def tries(each_time: int, deep: int) -> int:
    """How many cases to try in this run."""
    return deep if IS_DEEP else each_time
