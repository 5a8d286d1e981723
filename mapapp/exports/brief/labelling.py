"""Where the names of cities go, so that they cover neither marks nor one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import shapely

from layers.cartography.text_metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

Point: TypeAlias = tuple[float, float]
"""(x, y) in points from the upper left corner."""


@dataclass(frozen=True)
class Label:
    """A name beside a mark at (x, y). One that is not needed gives way where there is no room."""

    text: str
    x: float
    y: float
    radius: float
    size: float
    is_needed: bool

    @property
    def width(self) -> float:
        """Of its letters, which are bold where the name is needed."""
        return text_width(self.text, self.size, bold=self.is_needed)

    def box(self, at: Point) -> BaseGeometry:
        """The room that the name takes with its baseline beginning at a point."""
        x, y = at
        return shapely.box(x, y - self.size * 0.8, x + self.width, y + 2)

    def candidates(self) -> Iterator[Point]:
        """Positions around the mark, the best first."""
        width, gap = self.width, self.radius + 2.5
        middle = self.y + self.size * 0.32
        for drop in (0.0, -self.size * 0.8, self.size * 0.8):
            yield self.x + gap, middle + drop
            yield self.x - gap - width, middle + drop
        yield self.x - width / 2, self.y - gap
        yield self.x - width / 2, self.y + gap + self.size * 0.7


def place_labels(labels: Sequence[Label], width: float, height: float) -> list[tuple[Label, Point]]:
    """Find room for names, one after the other.

    A name that is needed is placed even where it covers something, as little as it can.

    Args:
        labels: The most important first.
        width: Of the map, in points.
        height: The same.
    """
    frame = shapely.box(1, 1, width - 1, height - 1)
    taken: list[BaseGeometry] = [
        shapely.Point(each.x, each.y).buffer(each.radius) for each in labels
    ]
    placed = []
    for label in labels:
        costs = [(_cost(label.box(at), taken, frame), at) for at in label.candidates()]
        cost, at = min(costs, key=lambda pair: pair[0])
        if cost == 0 or label.is_needed:
            taken.append(label.box(at))
            placed.append((label, at))
    return placed


def _cost(box: BaseGeometry, taken: list[BaseGeometry], frame: BaseGeometry) -> float:
    covered = sum(box.intersection(other).area for other in taken)
    outside = box.area - box.intersection(frame).area
    return float(round(covered + 10 * outside, 3))
