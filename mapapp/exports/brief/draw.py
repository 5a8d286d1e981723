"""From what a figure shows to SVG: the same text for the same figure, on any machine."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mapapp.exports.brief.draw_charts import draw_timeline
from mapapp.exports.brief.draw_map import draw_locator
from mapapp.exports.brief.drawings import Timeline

if TYPE_CHECKING:
    from mapapp.exports.brief.drawings import Drawing


@lru_cache(maxsize=64)
def draw(drawing: Drawing) -> str:
    """Draw a figure as SVG, sized in points."""
    if isinstance(drawing, Timeline):
        return draw_timeline(drawing)
    return draw_locator(drawing)
