"""The ground of a picture: land, and the countries that are shaded, hatched or outlined."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.outlines import OutlineNotFoundError, country_outline, read_outlines
from layers.cartography.canvas import Ink
from layers.style import MARKS, STROKES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geodata.outlines import Scale
    from layers.cartography.canvas import Canvas
    from layers.cartography.projection import View
    from layers.scene import Area, Scene
    from layers.style import Role, Theme

HATCH_STEP = 5.0  # units between the lines of a hatch
POLAR = -60.0  # degrees: what lies south of it is left out of maps of the world


def draw_ground(canvas: Canvas, view: View, theme: Theme) -> None:
    """Draw the sea, the land and the borders."""
    canvas.rectangle(view.frame, Ink(fill=theme.sea))
    outlines = read_outlines(_scale(view))
    shown = [shape for shape in outlines.geometry if shape.bounds[3] > POLAR]
    canvas.shapes(
        [view.outline(shape) for shape in shown],
        Ink(fill=theme.land, stroke=theme.border, width=0.6),
    )


def draw_areas(canvas: Canvas, view: View, scene: Scene, theme: Theme) -> None:
    """Draw what is said of whole countries: shades, hatches, outlines."""
    by_kind: dict[str, list[Area]] = {}
    for area in scene["areas"]:
        by_kind.setdefault(area["kind"], []).append(area)
    shade = Ink(fill=theme.shade, stroke=theme.border, width=0.6)
    canvas.shapes(_outlines(view, by_kind.get("agreement", [])), shade)
    for area in by_kind.get("response", []):
        canvas.shapes(_outlines(view, [area]), response_ink(theme, area["role"]))
    canvas.shapes(_outlines(view, by_kind.get("proposed", [])), proposed_ink(theme))
    unlocated = _outlines(view, by_kind.get("unlocated", []))
    canvas.shapes([hatch_lines(shape) for shape in unlocated], hatch_ink(theme))
    canvas.shapes(unlocated, Ink(stroke=theme.hatch, width=0.8))


def draw_arcs(canvas: Canvas, view: View, scene: Scene, theme: Theme) -> None:
    """Draw the lines from the seats of jurisdictions."""
    for arc in scene["arcs"]:
        colour = jurisdiction_colour(scene, arc["jurisdiction"], theme)
        lines = [view.line(line) for line in arc["lines"] if len(line) > 1]
        dash = STROKES["proposed"].dash if arc["proposed"] else None
        canvas.shapes(lines, Ink(stroke=colour, width=1.1, opacity=0.5, dash=dash))


def hatch_lines(shape: BaseGeometry, step: float = HATCH_STEP) -> BaseGeometry:
    """Slanting lines within a shape; the same for the whole page, so that neighbours agree."""
    if shape.is_empty:
        return shape
    left, top, right, bottom = shape.bounds
    run = bottom - top
    first = math.floor((left + top) / step) * step
    starts = np.arange(first, right + bottom + step, step)
    lines = [[(start - top, top), (start - top - run, bottom)] for start in starts]
    return shapely.intersection(shapely.MultiLineString(lines), shape)


def hatch_ink(theme: Theme) -> Ink:
    """Of the lines in a country with records that have no point."""
    return Ink(stroke=theme.hatch, width=0.8, opacity=0.75)


def proposed_ink(theme: Theme) -> Ink:
    """Of the outline of a country with an agreement that was only proposed."""
    return Ink(stroke=theme.muted, width=1.3, dash="5 3")


def response_ink(theme: Theme, role: str) -> Ink:
    """Of the outline of a country that responded."""
    known = as_role(role)
    return Ink(stroke=theme.roles[known], width=1.6, dash=MARKS[known].dash)


def as_role(role: str) -> Role:
    """The role of that name, or the neutral one."""
    return next((known for known in MARKS if known == role), "neutral")


def jurisdiction_colour(scene: Scene, index: int, theme: Theme) -> str:
    """The colour of a jurisdiction by day or by night."""
    jurisdiction = scene["jurisdictions"][index]
    return jurisdiction["colour"] if theme.name == "light" else jurisdiction["colour_dark"]


def _outlines(view: View, areas: Iterable[Area]) -> list[BaseGeometry]:
    shapes = []
    for area in areas:
        try:
            shapes.append(view.outline(country_outline(area["country"], _scale(view))))
        except OutlineNotFoundError:
            continue  # listed and counted, not drawn
    return [shape for shape in shapes if not shape.is_empty]


def _scale(view: View) -> Scale:
    return "110m" if view.projection.is_world else "50m"
