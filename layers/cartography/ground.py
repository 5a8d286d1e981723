"""The ground of a picture: land, and the countries that are shaded, hatched or outlined."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.outlines import OutlineNotFoundError, country_outline
from layers import looks
from layers.cartography.canvas import Ink
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.canvas import Canvas
    from layers.cartography.projection import View
    from layers.scene import Area, Scene
    from layers.style import Role, Theme


def draw_ground(canvas: Canvas, view: View, theme: Theme) -> None:
    """Draw the sea, the land and the borders."""
    canvas.rectangle(view.frame, Ink("sea", theme.sea))
    ink = Ink("land", theme.land, theme.border, 0.6)
    canvas.shapes((shape for _, shape in view.land()), ink)


def draw_areas(canvas: Canvas, view: View, scene: Scene, theme: Theme, unit: float) -> None:
    """Draw what is said of whole countries: shades, hatches, outlines."""
    by_kind: dict[str, list[Area]] = {}
    for area in scene["areas"]:
        by_kind.setdefault(area["kind"], []).append(area)
    canvas.shapes(_outlines(view, by_kind.get("agreement", [])), shade_ink(theme, unit))
    canvas.shapes(_outlines(view, by_kind.get("proposed", [])), proposed_ink(theme, unit))
    unlocated = _outlines(view, by_kind.get("unlocated", []))
    for shape in unlocated:
        draw_hatch(canvas, shape, theme, unit)
    responses = _outlines(view, by_kind.get("response", []))
    line = looks.RESPONSE_LINE * unit
    ink = Ink("response", None, theme.muted, line, looks.RESPONSE_OPACITY)
    canvas.shapes(responses, ink)


def draw_hatch(canvas: Canvas, shape: BaseGeometry, theme: Theme, unit: float) -> None:
    """Hatch what has records of no known city, and outline it."""
    hatch = Ink("hatch", None, theme.hatch, looks.HATCH_LINE * unit, looks.HATCH_OPACITY)
    canvas.shapes([hatch_lines(shape, looks.HATCH_STEP * unit)], hatch)
    line = looks.UNLOCATED_LINE * unit
    canvas.shapes([shape], Ink("hatch", None, theme.hatch, line, looks.UNLOCATED_OPACITY))


def draw_arcs(canvas: Canvas, view: View, scene: Scene, theme: Theme, unit: float) -> None:
    """Draw the lines from the seats of jurisdictions."""
    for arc in scene["arcs"]:
        index = arc["jurisdiction"]
        lines = [view.line(line) for line in arc["lines"] if len(line) > 1]
        dash = looks.ARC_DASH if arc["proposed"] else ()
        colour = jurisdiction_colour(scene, index, theme)
        width = looks.ARC_LINE * unit
        canvas.shapes(
            lines, Ink(f"arc j{index}", None, colour, width, looks.ARC_OPACITY, dash=dash)
        )


def hatch_lines(shape: BaseGeometry, step: float) -> BaseGeometry:
    """Slanting lines within a shape; the same for the whole page, so that neighbours agree."""
    if shape.is_empty or not step:
        return shapely.MultiLineString()
    left, top, right, bottom = shape.bounds
    run, across = bottom - top, step * math.sqrt(2)
    first = math.floor((left + top) / across) * across
    starts = np.arange(first, right + bottom + across, across)
    lines = [[(start - top, top), (start - top - run, bottom)] for start in starts]
    return shapely.intersection(shapely.MultiLineString(lines), shape)


def shade_ink(theme: Theme, unit: float) -> Ink:
    """Of a country with agreements."""
    return Ink("shade", theme.shade, theme.border, looks.SHADE_LINE * unit)


def proposed_ink(theme: Theme, unit: float) -> Ink:
    """Of the outline of a country with an agreement that was only proposed."""
    dash = tuple(unit * each for each in looks.PROPOSED_DASH)
    return Ink("proposed", None, theme.hatch, looks.PROPOSED_LINE * unit, dash=dash)


def as_role(role: str) -> Role:
    """The role of that name, or the neutral one."""
    return next((known for known in GLYPHS if known == role), "neutral")


def jurisdiction_colour(scene: Scene, index: int, theme: Theme) -> str:
    """The colour of a jurisdiction by day or by night."""
    jurisdiction = scene["jurisdictions"][index]
    return jurisdiction["colour"] if theme.name == "light" else jurisdiction["colour_dark"]


def _outlines(view: View, areas: Iterable[Area]) -> list[BaseGeometry]:
    shapes = []
    for area in areas:
        try:
            shapes.append(view.outline(country_outline(area["country"], view.detail)))
        except OutlineNotFoundError:
            continue  # listed and counted, not drawn
    return [shape for shape in shapes if not shape.is_empty]
