"""Lines from places to what is beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from layers import looks
from layers.cartography.canvas import ShapeStyle
from layers.cartography.labels import around

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import CollisionIndex
    from layers.cartography.projection import XY
    from layers.style import Theme

STEP = 4.0  # pixels between the boxes that a line takes


def draw_leaders(
    canvas: Canvas, leaders: Iterable[tuple[XY, XY]], theme: Theme, unit: float
) -> None:
    """Draw lines from places to the marks that are beside them."""
    lines = [shapely.LineString(ends) for ends in leaders]
    canvas.shapes(lines, ShapeStyle("leader", None, theme.muted, looks.LEADER_LINE * unit))


def take_line(ends: tuple[XY, XY], taken: CollisionIndex) -> None:
    """Mark what a slanting line passes through as taken, in small boxes along it."""
    (x0, y0), (x1, y1) = ends
    steps = max(1, math.ceil(math.dist(*ends) / STEP))
    for step in range(steps + 1):
        share = step / steps
        taken.take(around((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share), 0.5))
