"""How large marks are on a page."""

from __future__ import annotations

from dataclasses import dataclass

from layers import looks


@dataclass(frozen=True)
class MarkSize:
    """How large marks are on a page.

    `unit` is the length of a pixel of the table of looks in units of the page, `dot` the radius of
    a dot in pixels, `badge` the size of the letters in a box or a pill. `scale` enlarges symbols by
    size, which are used where there are too many places for dots.
    """

    unit: float = 1.0
    dot: float = looks.DOT_SIZES[0][1]
    scale: float = 1.0
    badge: float = looks.BADGE_TEXT
