"""What a column seems to say, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass

BY_ITS_CELLS = "by its cells"
KEPT = ""
"""The field of a column that is kept as it is."""


@dataclass(frozen=True)
class Guess:
    """What a column seems to say.

    Attributes:
        column: Its header.
        field: A name in `FIELDS`; `KEPT` for a column that is kept as it is.
        reason: What shows it.
        samples: A few of its cells, none twice.
        alike: The field that it would have if another column did not have it; else `KEPT`.
        perhaps: A field that a person may mean it to have, which nothing says plainly.
    """

    column: str
    field: str
    reason: str
    samples: tuple[str, ...]
    alike: str = KEPT
    perhaps: str = KEPT
