"""The locator map as SVG: a country among those around it, where it lies in the world, a legend."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from layers.cartography import svg
from layers.cartography.paths import diamond, path_of, slice_of
from layers.cartography.text_metrics import shorten, text_width
from layers.style import LIGHT, radius_px
from mapapp.exports.brief.draw_inset import draw_inset
from mapapp.exports.brief.drawings import Part
from mapapp.exports.brief.labelling import Label, place_labels
from mapapp.exports.brief.map_view import MAP_WIDTH, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from mapapp.exports.brief.drawings import LegendEntry, Locator, Mark, Town

WIDTH = 520.0
LEAST_HEIGHT = 150.0
SIDE = 350.0
INSET_TOP = 2.0
LEGEND_TOP, LEGEND_LINE = 88.0, 12.0
TOO_NEAR = 4.0  # points between two marks that could not be told apart
COUNTRY = "#ffffff"
TOWN_RADIUS = 3.2
SHRUNK = 0.9  # of the sizes on the screen
SMALL = 8.4  # type of names that only give context
MOST_OF_A_NAME = 0.6


def draw_locator(locator: Locator) -> str:
    """Draw the map at the left, the world and the legend at the right."""
    height = max(LEAST_HEIGHT, LEGEND_TOP + LEGEND_LINE * len(locator.legend) + 5)
    view = View(locator.code, height)
    marks = _drawn_apart(view, locator.marks)
    parts = [
        svg.element("rect", width=MAP_WIDTH, height=height, fill=LIGHT.sea, class_="sea"),
        *_lands(view, locator),
        *_towns(view, locator.towns),
        *_marks(view, marks),
        *_names(view, locator, marks),
        svg.element(
            "rect", x=0.25, y=0.25, width=MAP_WIDTH - 0.5, height=height - 0.5, fill="none",
            stroke=LIGHT.border, stroke_width=0.5, class_="rule",
        ),
        *draw_inset(locator.code, SIDE, INSET_TOP, WIDTH - SIDE),
        *_legend(locator),
    ]  # fmt: skip
    return svg.document(WIDTH, height, *parts)


def _lands(view: View, locator: Locator) -> Iterator[str]:
    """Other countries first, the country itself above them."""
    shapes = view.shapes
    for is_own in (False, True):
        paths = [path_of(shape) for code, shape in shapes if (code == locator.code) is is_own]
        yield svg.element(
            "path", d="".join(paths), fill=COUNTRY if is_own else "#e9e6de",
            stroke=LIGHT.muted if is_own else LIGHT.border, stroke_width=0.8 if is_own else 0.5,
            class_="country" if is_own else "land",
        )  # fmt: skip


def _towns(view: View, towns: tuple[Town, ...]) -> Iterator[str]:
    for town in towns:
        x, y = view.place(town.lon, town.lat)
        yield _diamond(x, y)


def _diamond(x: float, y: float) -> str:
    return svg.element(
        "path", d=diamond(x, y, TOWN_RADIUS), fill=LIGHT.surface, stroke=LIGHT.text,
        stroke_width=1.0, class_="town",
    )  # fmt: skip


def _drawn_apart(view: View, marks: tuple[Mark, ...]) -> list[Mark]:
    """Marks that can be told apart: cities that fall upon one another share one, with all names."""
    drawn: list[Mark] = []
    for mark in marks:
        here = view.place(mark.lon, mark.lat)
        near = (
            index for index, other in enumerate(drawn)
            if math.dist(here, view.place(other.lon, other.lat)) < TOO_NEAR
        )  # fmt: skip
        index = next(near, None)
        if index is None:
            drawn.append(mark)
        else:
            drawn[index] = _together(drawn[index], mark)
    return drawn


def _together(mark: Mark, other: Mark) -> Mark:
    counts: dict[str, int] = {}
    for part in (*mark.parts, *other.parts):
        counts[part.colour] = counts.get(part.colour, 0) + part.count
    parts = tuple(Part(colour, count) for colour, count in counts.items())
    return replace(mark, label=f"{mark.label}, {other.label}", parts=parts)


def _marks(view: View, marks: list[Mark]) -> Iterator[str]:
    for mark in marks:
        x, y = view.place(mark.lon, mark.lat)
        radius = radius_px(mark.count) * SHRUNK
        yield from _slices(x, y, radius, mark)


def _slices(x: float, y: float, radius: float, mark: Mark) -> Iterator[str]:
    """A disc, or a pie with a slice for each jurisdiction."""
    halo: dict[str, Any] = {"stroke": LIGHT.halo, "stroke_width": 1.0}
    if len(mark.parts) == 1:
        yield svg.element("circle", cx=x, cy=y, r=radius, fill=mark.parts[0].colour, **halo)
        return
    turned = 0.0
    for part in mark.parts:
        share = part.count / mark.count
        path = slice_of(x, y, radius, turned, turned + share)
        yield svg.element("path", d=path, fill=part.colour, **halo)
        turned += share


def _names(view: View, locator: Locator, marks: list[Mark]) -> Iterator[str]:
    """Cities with their counts first, then towns and countries where there is room left."""
    placed = place_labels(_labels(view, locator, marks), MAP_WIDTH, view.height_pt)
    for label, (x, y) in placed:
        yield svg.text(
            x, y, label.text, font_size=label.size, fill=LIGHT.text, is_strong=label.is_needed,
            stroke=LIGHT.halo, stroke_width=2.0, paint_order="stroke", stroke_linejoin="round",
            class_="ink halo",
        )  # fmt: skip
    taken = [label.box(at) for label, at in placed]
    taken += [shapely.Point(label.x, label.y).buffer(label.radius) for label, _ in placed]
    yield from _country_names(view, locator, taken)


def _labels(view: View, locator: Locator, marks: list[Mark]) -> list[Label]:
    labels = []
    for mark in marks:
        x, y = view.place(mark.lon, mark.lat)
        name = f"{mark.label} {mark.count}" if mark.count > 1 else mark.label
        labels.append(Label(name, x, y, radius_px(mark.count) * SHRUNK, 8.5, is_needed=True))
    sites = {mark.label for mark in locator.marks}
    for town in locator.towns:
        if town.label not in sites:
            x, y = view.place(town.lon, town.lat)
            labels.append(Label(town.label, x, y, TOWN_RADIUS, SMALL, is_needed=False))
    return labels


def _country_names(view: View, locator: Locator, taken: list[BaseGeometry]) -> Iterator[str]:
    """Name the countries around where the name fits into what is seen of them."""
    seen = _largest_parts(view)
    frame = shapely.box(1, 1, MAP_WIDTH - 1, view.height_pt - 1)
    for code, name in locator.names:
        if code == locator.code or code not in seen:
            continue
        middle = seen[code].representative_point()
        half = text_width(name, SMALL) / 2
        box = shapely.box(middle.x - half, middle.y - SMALL, middle.x + half, middle.y + 2)
        lies_inside = box.intersection(seen[code]).area > box.area * MOST_OF_A_NAME
        if lies_inside and frame.contains(box) and not any(map(box.intersects, taken)):
            taken.append(box)
            yield svg.text(
                float(middle.x), float(middle.y), name, font_size=SMALL, text_anchor="middle",
                fill=LIGHT.muted, class_="muted",
            )  # fmt: skip


def _largest_parts(view: View) -> dict[str, BaseGeometry]:
    """Of each country in the window the part that fills most of it."""
    largest: dict[str, BaseGeometry] = {}
    for code, shape in view.shapes:
        for part in shapely.get_parts(shape):
            if code not in largest or part.area > largest[code].area:
                largest[code] = part
    return largest


def _legend(locator: Locator) -> Iterator[str]:
    y = LEGEND_TOP
    room = WIDTH - SIDE
    if any(entry.swatch == "site" for entry in locator.legend):
        title = shorten(locator.legend_title, 8.5, room, bold=True)
        yield svg.text(SIDE, y, title, font_size=8.5, is_strong=True, fill=LIGHT.text, class_="ink")
    for entry in locator.legend:
        y += LEGEND_LINE
        yield _swatch(entry, SIDE + 5, y - 3)
        label = shorten(entry.label, 8.5, room - 16)
        yield svg.text(SIDE + 15, y, label, font_size=8.5, fill=LIGHT.text, class_="ink")


def _swatch(entry: LegendEntry, x: float, y: float) -> str:
    if entry.swatch == "town":
        return _diamond(x, y)
    if entry.swatch == "unlocated":
        return svg.element(
            "circle", cx=x, cy=y, r=4.0, fill="none", stroke=entry.colour, stroke_width=1.0,
            stroke_dasharray="2 1.5", class_="line",
        )  # fmt: skip
    return svg.element("circle", cx=x, cy=y, r=4.5, fill=entry.colour)
