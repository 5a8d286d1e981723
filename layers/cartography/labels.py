"""Names beside their marks, none over another.

Labels are placed one by one, the most important first: each takes the first of six positions
around its mark that is free and inside the frame. One that finds none is left out, while its mark
stays; one that must be written takes the position where it covers least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import shapely

from layers.cartography.text_metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from layers.cartography.projection import XY, Frame

Align: TypeAlias = Literal["left", "center", "right"]
Box: TypeAlias = tuple[float, float, float, float]
"""(left, top, right, bottom) on the page."""

GAP = 0.27  # between a mark and its name, in sizes of its letters
CLEARANCE = 3.9  # around a mark, so that no other name comes as near to it as its own
LINE = 1.0  # height of a line, in sizes of its letters
CELL = 64.0  # edge of the squares in which boxes are looked for
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, 1))
"""To the right (1), above or below (0) or to the left (-1); and how far down."""
_SLANT = 0.7  # the edge of a round mark is that much nearer in a corner than at its sides
_ALIGN: dict[int, Align] = {1: "left", 0: "center", -1: "right"}


@dataclass(frozen=True)
class LabelRequest:
    """A text that wants to be beside a mark.

    `reach` is how far the mark reaches to the sides, `rise` up and down; the same if it is None.
    A text `on` its point has no mark: it is centred there or left out. `own` is the box of the
    mark among those that are taken: its name may come nearer to it than others.
    """

    text: str
    point: XY
    reach: float
    size: float
    bold: bool = False
    on: bool = False
    own: Box | None = None
    must_stand: bool = False
    rise: float | None = None


@dataclass(frozen=True)
class Label:
    """A text that has its place; `x` is where its `align` says, `y` its middle."""

    wish: LabelRequest
    x: float
    y: float
    align: Align
    box: Box


class CollisionIndex:
    """The boxes that are taken, in a grid of squares, so that thousands are looked through fast."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.take(box)

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box, *, but: Box | None = None) -> bool:
        """Whether a box touches none that is taken, but for one that may be touched."""
        return not any(overlap(box, other) for other in self._near(box) if other != but)

    def touching(self, box: Box) -> frozenset[Box]:
        """The boxes that are taken and overlap a box."""
        return frozenset(other for other in self._near(box) if overlap(box, other))

    def _near(self, box: Box) -> Iterator[Box]:
        return (other for cell in _cells(box) for other in self._cells.get(cell, ()))


def place_labels(
    wishes: Iterable[LabelRequest],
    occupied: CollisionIndex,
    frame: Frame,
    *,
    most: int | None = None,
) -> list[Label]:
    """Give labels their places, in the order of the wishes.

    Args:
        wishes: The most important first.
        occupied: What is taken by marks and other labels; the new ones are added to it.
        frame: Which labels do not leave.
        most: How many labels there may be; None sets no limit.
    """
    placed: list[Label] = []
    for wish in wishes:
        if most is not None and len(placed) >= most:
            break
        label = _place(wish, occupied, frame)
        if label:
            occupied.take(label.box)
            placed.append(label)
    return placed


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(point: XY, reach: float) -> Box:
    """The box of a mark."""
    return boxed(point, reach, reach)


def boxed(point: XY, across: float, down: float) -> Box:
    """The box around a point that reaches so far to the sides, and up and down."""
    return point[0] - across, point[1] - down, point[0] + across, point[1] + down


def _place(wish: LabelRequest, occupied: CollisionIndex, frame: Frame) -> Label | None:
    labels = [_beside(wish, *side) for side in (((0, 0),) if wish.on else _SIDES)]
    for label in labels:
        if _within(label, frame) and occupied.is_free(label.box, but=wish.own):
            return label
    return min(labels, key=lambda each: _cost(each, occupied, frame)) if wish.must_stand else None


def _cost(label: Label, occupied: CollisionIndex, frame: Frame) -> float:
    """The area that a label covers of others; what leaves the frame counts ten times."""
    box = shapely.box(*label.box)
    covered = (
        box.intersection(shapely.box(*other)).area
        for other in occupied.touching(label.box) - {label.wish.own}
    )
    outside = box.difference(shapely.box(*frame.box)).area
    return float(round(sum(covered) + 10 * outside, 3))


def _beside(wish: LabelRequest, right: int, down: int) -> Label:
    width = text_width(wish.text, wish.size, bold=wish.bold)
    height = wish.size * LINE
    gap = GAP * wish.size
    across = wish.reach + gap
    beyond = (wish.reach if wish.rise is None else wish.rise) + gap
    if right and down:
        across, beyond = _SLANT * across, _SLANT * beyond
    x = wish.point[0] + right * across
    y = wish.point[1] + down * (beyond + height / 2)
    left = x - width * (1 - right) / 2
    box = (left, y - height / 2, left + width, y + height / 2)
    return Label(wish, round(x, 1), round(y, 1), _ALIGN[right], box)


def _within(label: Label, frame: Frame) -> bool:
    left, top, right, bottom = label.box
    margin = GAP * label.wish.size
    return frame.holds((left, top), margin) and frame.holds((right, bottom), margin)


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(side // CELL) for side in box)
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
