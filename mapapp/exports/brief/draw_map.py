"""The locator map as SVG: a country among those around it, where it lies in the world, a legend."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from layers.cartography import svg
from layers.cartography.canvas import Canvas, Ink, Letters
from layers.cartography.ground import draw_hatch
from layers.cartography.labels import Wish, place_labels
from layers.cartography.names import name_countries, wish_for, write_labels
from layers.cartography.paths import path_of
from layers.cartography.projection import Frame, around_middle, fit_shape, fit_view
from layers.cartography.swatches import draw_swatch
from layers.cartography.symbols import MarkSize, draw_marks, numbered
from layers.cartography.text_metrics import shorten
from layers.style import LIGHT
from mapapp.exports.brief.neighbours import mainland, mainland_bounds
from mapapp.exports.focus import WORLD_EXTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.projection import View
    from layers.cartography.symbols import Marks
    from mapapp.exports.brief.drawings import Locator

WIDTH, MAP_WIDTH, LEAST_HEIGHT = 520.0, 336.0, 150.0
SIDE = 350.0
INSET = Frame(SIDE, 2.0, WIDTH - SIDE, 66.0)
LEGEND_TOP, LEGEND_LINE, INDENT = 80.0, 11.0, 15.0
LEAST_M = 120_000.0  # metres across that the map of a small country shows
PADDING = 0.07
WORLD, SUBJECT = "#d5d9dd", "#23527c"
MARKS = MarkSize(unit=0.92, dot=5.5, scale=1.1)
"""Points to a pixel, so that the least number can be read in print."""
TYPE, SMALL = 8.5, 8.4  # of cities and the legend, and of names that only give context
RING_BEYOND = 2.0
SMALLEST_RING, LARGEST_RING = 5.0, 14.0
"""A country that fills more of the inset is found without a ring."""


def draw_locator(locator: Locator) -> str:
    """Draw the map at the left, the world and the legend at the right."""
    height = max(LEAST_HEIGHT, LEGEND_TOP + LEGEND_LINE * len(locator.legend) + 5)
    canvas = Canvas(WIDTH, height, has_classes=True)
    _draw_map(canvas, locator, Frame(0, 0, MAP_WIDTH, height))
    _draw_inset(canvas, locator.code)
    _draw_legend(canvas, locator)
    return svg.document(WIDTH, height, *canvas.parts)


def _draw_map(canvas: Canvas, locator: Locator, frame: Frame) -> None:
    view = window_on(locator.code, frame)
    canvas.rectangle(frame, Ink("sea", LIGHT.sea))
    others = [shape for code, shape in _clipped(view) if code != locator.code]
    canvas.paths(["".join(map(path_of, others))], Ink("land", LIGHT.land, LIGHT.border, 0.5))
    own = [shape for code, shape in _clipped(view) if code == locator.code]
    canvas.shapes(own, Ink("country", LIGHT.chosen, LIGHT.border, 0.8))
    if locator.scene["areas"]:
        for shape in own:
            draw_hatch(canvas, shape, LIGHT, MARKS.unit)
    marks = draw_marks(canvas, locator.scene, view, LIGHT, MARKS)
    names = place_labels(_wishes(marks), marks.taken, frame)
    countries = name_countries(locator.named, view, marks.taken, SMALL, locator.language)
    write_labels(canvas, countries, "muted", LIGHT.muted, None)
    write_labels(canvas, names, "ink", LIGHT.text, LIGHT.halo)
    inner = Frame(0.25, 0.25, frame.width - 0.5, frame.height - 0.5)
    canvas.rectangle(inner, Ink("rule", None, LIGHT.rule, 0.5))


def window_on(code: str, frame: Frame) -> View:
    """Lay a window around a country, so that all of its mainland is seen."""
    projection = around_middle(mainland_bounds(code))
    return fit_shape(mainland(code), projection, frame, padding=PADDING, least_m=LEAST_M)


def _clipped(view: View) -> Iterator[tuple[str, BaseGeometry]]:
    """The land within the frame: nothing of a figure may lie beyond it."""
    for code, shape in view.land():
        yield code, shapely.simplify(shapely.clip_by_rect(shape, *view.frame.box), 0.25)


def _wishes(marks: Marks) -> Iterator[Wish]:
    """Cities, which are all named, with their number if their mark has none; then towns."""
    with_number = set(numbered(marks.sites))
    for site in marks.sites:
        number = site.count if site.count > 1 and site not in with_number else 0
        yield wish_for(site, TYPE, number=number, must_stand=True)
    named = {site.key for site in marks.sites}
    for town in marks.towns:
        if town.key not in named:
            yield Wish(town.name, town.middle, town.reach, SMALL)


@lru_cache(maxsize=1)
def _world() -> tuple[View, dict[str, str]]:
    """The world that fills the inset, and the paths of all countries on it."""
    view = fit_view(WORLD_EXTENT, INSET)
    land = ((code, shapely.simplify(shape, 0.15)) for code, shape in view.land())
    return view, {code: path_of(shape) for code, shape in land}


def _draw_inset(canvas: Canvas, code: str) -> None:
    """Draw the world with a country filled, and ringed so that a small one is found."""
    view, paths = _world()
    others = "".join(path for each, path in paths.items() if each != code)
    canvas.paths([others], Ink("land", WORLD))
    canvas.paths([paths.get(code, "")], Ink("subject", SUBJECT))
    parts = shapely.get_parts(view.outline(mainland(code)))
    left, top, right, bottom = max(parts, key=lambda part: float(part.area)).bounds
    radius = max(SMALLEST_RING, max(right - left, bottom - top) / 2 + RING_BEYOND)
    if radius <= LARGEST_RING:
        middle = ((left + right) / 2, (top + bottom) / 2)
        canvas.discs([(middle, radius)], Ink("line", None, SUBJECT, 1.2))


def _draw_legend(canvas: Canvas, locator: Locator) -> None:
    y, room = LEGEND_TOP, WIDTH - SIDE
    if any(line.entry["swatch"] in {"circle", "ring"} for line in locator.legend):
        title = shorten(locator.legend_title, TYPE, room, bold=True)
        canvas.texts([(title, SIDE, y - 3)], Letters("ink", TYPE, LIGHT.text, bold=True))
    for line in locator.legend:
        y += LEGEND_LINE
        draw_swatch(canvas, line.entry, (SIDE, y - 3), TYPE, LIGHT)
        label = shorten(line.label, TYPE, room - INDENT)
        canvas.texts([(label, SIDE + INDENT, y - 3)], Letters("ink", TYPE, LIGHT.text))
