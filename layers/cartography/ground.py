"""The ground of a picture: land, and the countries that are shaded, hatched or outlined."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.outlines import OutlineNotFoundError
from layers import looks
from layers.cartography.canvas import ShapeStyle
from layers.cartography.projection import View
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from layers.arcs import LonLat
    from layers.cartography.canvas import Canvas
    from layers.cartography.projection import XY, Plane
    from layers.scene_types import Area, Scene
    from layers.style import Role, Theme

HEAD_ANGLE = math.radians(24)  # between an arrowhead's middle and its sides


def draw_ground(canvas: Canvas, view: View, theme: Theme) -> None:
    """Draw the sea, the land and the borders, in dashes where others draw them differently."""
    canvas.rectangle(view.frame, ShapeStyle("sea", theme.sea))
    ink = ShapeStyle("land", theme.land, theme.border, looks.BORDER_LINE)
    canvas.shapes((shape for _, shape in view.land()), ink)
    draw_differing(canvas, view, theme)


def draw_differing(canvas: Canvas, view: View, theme: Theme) -> None:
    """Draw the borders that others draw differently in dashes, in place of what is drawn there."""
    lines = view.differing()
    canvas.shapes(lines, ShapeStyle("undrawn", None, theme.land, looks.BORDER_LINE + 1))
    width, dash = looks.DIFFERING_LINE, looks.DIFFERING_DASH
    canvas.shapes(lines, ShapeStyle("differing", None, theme.muted, width, dash=dash))


def draw_chosen(  # noqa: PLR0913, PLR0917 - the same
    canvas: Canvas, view: View, scene: Scene, countries: Collection[str], theme: Theme, unit: float
) -> None:
    """Set off the land of countries that are asked for, and hatch those with sites of no city."""
    shapes = [shape for code, shape in view.land() if code in countries]
    canvas.shapes(
        shapes, ShapeStyle("chosen", theme.chosen, theme.border, looks.BORDER_LINE * unit)
    )
    areas = (area for area in scene["areas"] if area["kind"] == "unlocated")
    for shape in _outlines(view, (area for area in areas if area["country"] in countries)):
        draw_hatch(canvas, shape, theme, unit)


def draw_areas(canvas: Canvas, view: View, scene: Scene, theme: Theme, unit: float) -> None:
    """Draw what is said of whole countries: shades and outlines."""
    by_kind: dict[str, list[Area]] = {}
    for area in scene["areas"]:
        by_kind.setdefault(area["kind"], []).append(area)
    canvas.shapes(_outlines(view, by_kind.get("agreement", [])), shade_ink(theme, unit))
    canvas.shapes(_outlines(view, by_kind.get("proposed", [])), proposed_ink(theme, unit))
    responses = _outlines(view, by_kind.get("response", []))
    line = looks.RESPONSE_LINE * unit
    ink = ShapeStyle("response", None, theme.muted, line, looks.RESPONSE_OPACITY)
    canvas.shapes(responses, ink)


def draw_hatch(canvas: Canvas, shape: BaseGeometry, theme: Theme, unit: float) -> None:
    """Hatch what has records of no known city, and outline it."""
    hatch = ShapeStyle("hatch", None, theme.hatch, looks.HATCH_LINE * unit, looks.HATCH_OPACITY)
    canvas.shapes([hatch_lines(shape, looks.HATCH_STEP * unit)], hatch)
    line = looks.UNLOCATED_LINE * unit
    canvas.shapes([shape], ShapeStyle("hatch", None, theme.hatch, line, looks.UNLOCATED_OPACITY))


def draw_arcs(canvas: Canvas, view: View, scene: Scene, theme: Theme, unit: float) -> None:
    """Draw the lines from host countries to the seats of jurisdictions.

    One that leaves the frame, or would run on at the far side of the world, ends in an arrowhead.
    """
    for arc in scene["arcs"]:
        index = arc["jurisdiction"]
        dash = looks.ARC_DASH if arc["proposed"] else ()
        jurisdiction = scene["jurisdictions"][index]
        colour = jurisdiction["colour" if theme.name == "light" else "colour_dark"]
        name, width = f"arc j{index}", looks.ARC_LINE * unit
        points, goes_on = arc_on(view, arc["lines"])
        if len(points) < 2:  # noqa: PLR2004 - two ends make a line
            continue
        line = shapely.LineString(points)
        canvas.shapes([line], ShapeStyle(name, None, colour, width, looks.ARC_OPACITY, dash=dash))
        if goes_on:
            head = arrowhead(points, looks.ARC_HEAD * unit)
            canvas.shapes([head], ShapeStyle(f"{name} head", colour))


def arc_on(view: View, lines: Sequence[Sequence[LonLat]]) -> tuple[list[XY], bool]:
    """The part of an arc that the frame shows, from the host outwards.

    Args:
        view: The page.
        lines: The parts of the arc, from the seat to the host, as `layers.arcs.arc` cuts them.

    Returns:
        The corners, and whether the arc goes on beyond them. No corner if the host is outside.
    """
    corners = [view.point(*lonlat) for line in lines for lonlat in line][::-1]
    if not (corners and view.frame.holds(corners[0])):
        return [], False
    shown = [corners[0]]
    for before, here in pairwise(corners):
        if math.dist(before, here) > view.frame.width / 2:
            return shown, True  # at the seam of the projection
        if not view.frame.holds(here):
            edge = shapely.LineString([before, here]).intersection(
                shapely.box(*view.frame.box).exterior
            )
            ends = shapely.get_coordinates(edge)
            return [*shown, (float(ends[0][0]), float(ends[0][1]))] if len(ends) else shown, True
        if here != before:
            shown.append(here)
    return shown, False


def arrowhead(points: Sequence[XY], length: float) -> BaseGeometry:
    """A head whose tip is the last point of a line."""
    x, y = points[-1]
    back = next(each for each in reversed(points) if each != points[-1])
    angle = math.atan2(y - back[1], x - back[0])
    sides = [
        (x - length * math.cos(angle + turn), y - length * math.sin(angle + turn))
        for turn in (HEAD_ANGLE, -HEAD_ANGLE)
    ]
    return shapely.Polygon([(x, y), *sides])


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


def shade_ink(theme: Theme, unit: float) -> ShapeStyle:
    """Of a country with agreements."""
    return ShapeStyle("shade", theme.shade, theme.border, looks.SHADE_LINE * unit)


def proposed_ink(theme: Theme, unit: float) -> ShapeStyle:
    """Of the outline of a country with an agreement that was only proposed."""
    dash = tuple(unit * each for each in looks.PROPOSED_DASH)
    return ShapeStyle("proposed", None, theme.hatch, looks.PROPOSED_LINE * unit, dash=dash)


def as_role(role: str) -> Role:
    """The role of that name, or the neutral one."""
    return next((known for known in GLYPHS if known == role), "neutral")


def colour_of(scene: Scene, index: int, theme: Theme) -> str:
    """The colour of a category by day or by night."""
    category = scene["categories"][index]
    return category["colour"] if theme.name == "light" else category["colour_dark"]


def is_hollow(scene: Scene, index: int) -> bool:
    """Whether the dots of a category are rings."""
    return bool(scene["categories"][index]["hollow"])


def outline_on(view: Plane, country: str) -> BaseGeometry | None:
    """The outline of a country on a page that has outlines; None if there is none."""
    return dict(view.land()).get(country) if isinstance(view, View) else None


def _outlines(view: View, areas: Iterable[Area]) -> list[BaseGeometry]:
    shapes = []
    for area in areas:
        try:
            shapes.append(view.country(area["country"]))
        except OutlineNotFoundError:
            continue  # listed and counted, not drawn
    return [shape for shape in shapes if not shape.is_empty]
