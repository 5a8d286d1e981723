"""Counts and characters for whole countries, in boxes, and where each fits."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from layers import looks
from layers.cartography.canvas import ShapeStyle, TextStyle
from layers.cartography.ground import as_role, outline_on
from layers.cartography.labels import boxed
from layers.cartography.leaders import draw_leaders, take_line
from layers.cartography.paths import badge_of
from layers.marks import label_point
from layers.style import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import Box, CollisionIndex
    from layers.cartography.mark_size import MarkSize
    from layers.cartography.projection import XY, Frame, Plane, View
    from layers.scene_types import Area, Scene
    from layers.style import Theme

STEP = 4.0  # pixels between the spots at which a count is tried, outwards from its country's middle
MAX_DISTANCE = 72.0  # pixels from there
DIRECTIONS = 16


@dataclass(frozen=True)
class Badge:
    """A count or a sign for a whole country, in a box: never taken for a place.

    A count is in a dashed pill. Where that is beside its country, a line leads `to` it.
    """

    name: str
    text: str
    middle: XY
    width: float
    height: float
    colour: str
    letters: str
    is_count: bool = False
    to: XY | None = None

    @property
    def box(self) -> Box:
        """What it covers."""
        return boxed(self.middle, self.width / 2, self.height / 2)


def place_badges(
    scene: Scene, view: Plane, theme: Theme, size: MarkSize, taken: CollisionIndex
) -> list[Badge]:
    """Find a place for the count of what has no city in a country, and for what was said of it."""
    badges = []
    for area in sorted(scene["areas"], key=lambda area: (-area["count"], area["country"])):
        if area["kind"] not in {"unlocated", "response"} or area["lon"] is None:
            continue
        point = view.point(area["lon"], area["lat"] or 0.0)
        if not view.frame.holds(point, size.badge * size.unit):
            continue
        outline = outline_on(view, area["country"])
        badge = _settled(_badge(area, point, theme, size), outline, view.frame, taken, size.unit)
        badges.append(badge)
        taken.take(badge.box)
        if badge.to:
            take_line((badge.to, badge.middle), taken)
    return badges


def _badge(area: Area, point: XY, theme: Theme, size: MarkSize) -> Badge:
    if area["kind"] == "unlocated":
        return count_badge(area["count"], point, theme, size)
    role = as_role(area["role"])
    text, colour = GLYPHS[role], theme.roles[role]
    height = _in_badge(looks.BADGE_HEIGHT, size)
    return Badge(f"badge role-{role}", text, point, height, height, colour, colour)


def count_badge(count: int, point: XY, theme: Theme, size: MarkSize) -> Badge:
    """The pill that says how many records of a country have no city."""
    text = f"+{count}"
    width = _in_pill(looks.PILL_SIDES + looks.PILL_DIGIT * len(text), size)
    height = _in_pill(looks.PILL_HEIGHT, size)
    return Badge("count", text, point, width, height, theme.muted, theme.text, is_count=True)


def draw_badges(canvas: Canvas, badges: list[Badge], theme: Theme, size: MarkSize) -> None:
    """Draw counts and characters of whole countries."""
    alike: dict[tuple[ShapeStyle, TextStyle], list[Badge]] = {}
    for badge in badges:
        dash = tuple(size.unit * each for each in looks.PILL_DASH) if badge.is_count else ()
        width = (looks.PILL_LINE if badge.is_count else looks.BADGE_LINE) * size.unit
        ink = ShapeStyle(badge.name, theme.surface, badge.colour, width, dash=dash)
        letters = TextStyle(
            f"{badge.name}-text", size.badge * size.unit, badge.letters,
            bold=not badge.is_count, align="center", may_spread=True,
        )  # fmt: skip
        alike.setdefault((ink, letters), []).append(badge)
    for (ink, letters), group in alike.items():
        boxes = (_badge_path(badge, size) for badge in group)
        canvas.paths(["".join(boxes)], ink)
        canvas.texts([(badge.text, *badge.middle) for badge in group], letters)


def draw_numbers(  # noqa: PLR0913, PLR0917 - what is drawn, where, and how
    canvas: Canvas,
    view: View,
    numbers: Mapping[str, int],
    theme: Theme,
    size: MarkSize,
    taken: CollisionIndex,
) -> None:
    """Write a number on each country, or beside it with a leader where it does not fit."""
    badges = []
    for code in sorted(numbers, key=lambda each: (-numbers[each], each)):
        middle = label_point(code)
        if not middle or not view.frame.holds(point := view.point(*middle), size.badge * size.unit):
            continue
        badge = replace(count_badge(1, point, theme, size), text=str(numbers[code]))
        badge = _settled(badge, outline_on(view, code), view.frame, taken, size.unit)
        badges.append(badge)
        taken.take(badge.box)
        if badge.to:
            take_line((badge.to, badge.middle), taken)
    draw_leaders(canvas, [(each.to, each.middle) for each in badges if each.to], theme, size.unit)
    letters = TextStyle(
        "number", size.badge * size.unit, theme.text,
        bold=True, align="center", halo=theme.halo, may_spread=True,
    )  # fmt: skip
    canvas.texts([(each.text, *each.middle) for each in badges], letters)


def _badge_path(badge: Badge, size: MarkSize) -> str:
    """A box, or a pill: its ends are half circles."""
    round_by = badge.height / 2 if badge.is_count else _in_badge(looks.BADGE_ROUND, size)
    return badge_of(badge.middle, badge.width, badge.height, round_by)


def _in_badge(length: float, size: MarkSize) -> float:
    return length * size.unit * size.badge / looks.BADGE_TEXT


def _in_pill(length: float, size: MarkSize) -> float:
    return length * size.unit * size.badge / looks.PILL_TEXT


def _settled(
    badge: Badge, outline: BaseGeometry | None, frame: Frame, taken: CollisionIndex, unit: float
) -> Badge:
    """Stand within the country as near to its middle as is free, else beside it with a leader.

    If nothing near is free, it is on the middle.
    """
    spots = [(round(badge.middle[0] + x * unit, 1), round(badge.middle[1] + y * unit, 1))
             for x, y in _SPOTS]  # fmt: skip

    def is_free(spot: XY) -> bool:
        box = boxed(spot, badge.width / 2 + unit, badge.height / 2 + unit)
        is_in_frame = frame.holds(box[:2], unit) and frame.holds(box[2:], unit)
        return is_in_frame and taken.is_free(box)

    inside = next(filter(is_free, _inside(spots, badge, outline)), None)
    if inside:
        return replace(badge, middle=inside)
    beside = replace(badge, middle=next(filter(is_free, spots), badge.middle))
    left, top, right, bottom = beside.box
    x, y = badge.middle
    is_on = left <= x <= right and top <= y <= bottom
    return beside if is_on else replace(beside, to=badge.middle)


def _inside(spots: list[XY], badge: Badge, outline: BaseGeometry | None) -> Iterator[XY]:
    """The spots at which the whole box lies on the country."""
    if outline is None or outline.is_empty:
        return
    shapely.prepare(outline)
    xs, ys = np.array(spots).T
    across, down = badge.width / 2, badge.height / 2
    corners = [(x, y) for x in (-across, 0.0, across) for y in (-down, down)]
    lies = np.all(
        [shapely.contains_xy(outline, xs + right, ys + below) for right, below in corners], axis=0
    )
    yield from (spots[at] for at in np.flatnonzero(lies).tolist())


def _spots() -> Iterator[XY]:
    """Around a point, the nearest first, in pixels."""
    yield 0.0, 0.0
    for ring in range(1, int(MAX_DISTANCE / STEP) + 1):
        for at in range(DIRECTIONS):
            angle = math.tau * at / DIRECTIONS
            yield ring * STEP * math.cos(angle), ring * STEP * math.sin(angle)


_SPOTS = tuple(_spots())
