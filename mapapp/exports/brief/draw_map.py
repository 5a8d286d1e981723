"""The map of a country alone as SVG: as large as fits a square, with names of those around it."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geodata.border_views import DE_FACTO
from layers import looks
from layers.cartography import svg
from layers.cartography.canvas import Canvas, ShapeStyle
from layers.cartography.ground import draw_differing
from layers.cartography.labels import LabelRequest, place_labels
from layers.cartography.map_names import name_countries, wish_for, write_labels
from layers.cartography.mark_size import MarkSize
from layers.cartography.paths import path_of
from layers.cartography.projection import Frame, around_middle, fit_shape
from layers.cartography.symbols import draw_marks
from layers.clusters import cluster_reach
from layers.style import LIGHT
from mapapp.exports.brief.neighbours import mainland, mainland_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from geodata.border_views import Borders
    from layers.cartography.projection import View
    from layers.cartography.symbols import Marks
    from layers.scene_types import Scene
    from mapapp.exports.brief.drawings import Locator

SIDE = 330.0  # pixels
MIN_WIDTH_M = 120_000.0  # metres across that the map of a small country shows
PADDING = 0.05
DOT = 6.0  # pixels, the radius
MIN_SCALE = 0.15
COVERED = 0.4
"""The share of the square that marks may cover: more of them are drawn smaller."""

MAX_NAMED = 30
"""Cities that are all named; of more, those whose names fit."""

CITY, CONTEXT = 12.0, 11.0
"""Sizes of the names of cities, and of names that only give context."""


def draw_locator(locator: Locator) -> str:
    """Draw the country in the middle of a square."""
    frame = Frame(0, 0, SIDE, SIDE)
    canvas = Canvas(SIDE, SIDE, has_classes=True)
    view = window_on(locator.code, frame, locator.borders)
    canvas.rectangle(frame, ShapeStyle("sea", LIGHT.sea))
    land = list(_clipped(view))
    others = [shape for code, shape in land if code != locator.code]
    canvas.paths(["".join(map(path_of, others))], ShapeStyle("land", LIGHT.land, LIGHT.border, 0.7))
    own = [shape for code, shape in land if code == locator.code]
    canvas.shapes(own, ShapeStyle("country", LIGHT.chosen, LIGHT.border, 0.7))
    draw_differing(canvas, view, LIGHT)
    marks = draw_marks(canvas, locator.scene, view, LIGHT, _mark_size(locator.scene))
    names = place_labels(_wishes(marks), marks.taken, frame)
    countries = name_countries(locator.named, view, marks.taken, CONTEXT, locator.language)
    write_labels(canvas, countries, "muted", LIGHT.muted, None)
    write_labels(canvas, names, "ink", LIGHT.text, LIGHT.halo)
    return svg.document(SIDE, SIDE, *canvas.parts)


def _mark_size(scene: Scene) -> MarkSize:
    """How large marks are so that they leave some of the country visible."""
    counts = scene["sites"]["count"]
    covered = sum(math.pi * cluster_reach(n, DOT, looks.DOT_GAP) ** 2 for n in counts)
    room = COVERED * SIDE**2
    scale = max(MIN_SCALE, math.sqrt(room / covered)) if covered > room else 1.0
    return MarkSize(dot=DOT * scale, scale=scale)


@lru_cache(maxsize=8)
def window_on(code: str, frame: Frame, borders: Borders = DE_FACTO) -> View:
    """Lay a window around a country, so that all of its mainland is seen."""
    projection = around_middle(mainland_bounds(code))
    view = fit_shape(mainland(code), projection, frame, padding=PADDING, least_m=MIN_WIDTH_M)
    return replace(view, borders=borders)


def has_dashes(locator: Locator) -> bool:
    """Whether the map shows a border that others draw differently."""
    return bool(window_on(locator.code, Frame(0, 0, SIDE, SIDE), locator.borders).differing())


def _clipped(view: View) -> Iterator[tuple[str, BaseGeometry]]:
    """The land within the frame: nothing of a figure may lie beyond it."""
    for code, shape in view.land():
        yield code, shapely.simplify(shapely.clip_by_rect(shape, *view.frame.box), 0.25)


def _wishes(marks: Marks) -> Iterator[LabelRequest]:
    """Cities, which are all named where they are few, then towns."""
    are_few = len(marks.sites) <= MAX_NAMED
    for site in marks.sites:
        yield wish_for(site, CITY, must_stand=are_few)
    named = {site.key for site in marks.sites}
    for town in marks.towns:
        if town.key not in named:
            yield LabelRequest(town.name, town.middle, town.reach, CITY)
