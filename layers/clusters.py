"""Where the dots of places are drawn: rigid clusters that push each other apart as wholes.

One dot is one site. The dots of a place form a cluster, whose shape depends on their number alone;
no dot moves by itself. `layers/static/clusters.js` is the same in a browser, and
`tests/cases/clusters.json` holds both to the same results. So everything here is plain floats,
in an order that is stated. All lengths are pixels, y grows downwards.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Point: TypeAlias = tuple[float, float]

MAX_DOTS = 12
"""Above it a place is one circle with its number."""

MAX_PUSHED = 800
"""Above it nothing is pushed: so many places are drawn by size, each where it is."""

ROUNDS = 60
MAX_DISTANCE = 6.0  # that a place is moved, in radii
LED_FROM = 1.2  # that a place is moved until a leader line is due, in radii
TOUCHING = 1e-3  # an overlap that no one sees
SAME_POINT = 1e-9
TURN = 2.399963229728653  # radians: the golden angle, so that no two directions in a row are near
MAX_CIRCLE = 6.0  # of a place with more than `MAX_DOTS`, in radii

_ROW = ((-0.5, 0.0), (0.5, 0.0))
_SQUARE = ((-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5))
_RINGS = {
    3: (3,), 5: (5,), 6: (1, 5), 7: (1, 6), 8: (1, 7), 9: (1, 8), 10: (1, 9), 11: (2, 9),
    12: (3, 9),
}  # fmt: skip
"""How many dots are on each ring, from the middle outwards."""


def cluster_offsets(n: int, radius: float, gap: float) -> list[Point]:
    """Lay out the dots of one place around it, in reading order: what is alike stays together.

    One; two in a row; three in a triangle; four in a square; then rings, each from the top
    clockwise, the inner one first. Above `MAX_DOTS` one circle with its number, in the middle.

    Args:
        n: Of dots, 1 or more.
        radius: Of a dot.
        gap: Between two dots.

    Returns:
        (dx, dy) of the middle of each dot.
    """
    if n > MAX_DOTS or n <= 1:
        return [(0.0, 0.0)]
    step = 2 * radius + gap
    if n == 2:  # noqa: PLR2004 - a row
        return [(x * step, y * step) for x, y in _ROW]
    if n == 4:  # noqa: PLR2004 - a square
        return [(x * step, y * step) for x, y in _SQUARE]
    offsets: list[Point] = []
    inner = -1.0
    for count in _RINGS[n]:
        inner = _ring_reach(count, inner)
        for at in range(count):
            angle = 2 * math.pi * at / count - math.pi / 2
            offsets.append((inner * step * math.cos(angle), inner * step * math.sin(angle)))
    return offsets


def cluster_reach(n: int, radius: float, gap: float) -> float:
    """Find the radius of the circle around a cluster.

    Above `MAX_DOTS` that is the circle drawn: its area follows the number, up to
    `MAX_CIRCLE`.
    """
    if n > MAX_DOTS:
        return radius * min(MAX_CIRCLE, math.sqrt(n))
    farthest = 0.0
    for dx, dy in cluster_offsets(n, radius, gap):
        farthest = max(farthest, math.sqrt(dx * dx + dy * dy))
    return farthest + radius


def arrange(places: Sequence[tuple[float, float, int]], radius: float, gap: float) -> list[Point]:
    """Push clusters apart until the circles around them are a gap from each other.

    At most `ROUNDS` rounds. In a round each pair that is too near, by the places' order, moves
    apart along the line between the two, half of the overlap each, from where the pairs before
    have left them; which pairs are looked at is settled when the round begins. Places at the same
    point part along a direction that the later one's index gives. No place is moved farther than
    `MAX_DISTANCE` radii from where it is, so a crowd may go on overlapping. Above `MAX_PUSHED`
    places none is.

    Args:
        places: (x, y, number of dots), the largest first.
        radius: Of a dot.
        gap: Between two dots, and two clusters.

    Returns:
        The middle of each cluster, in the order of the places.
    """
    centres = [(float(x), float(y)) for x, y, _ in places]
    if not 1 < len(places) <= MAX_PUSHED:
        return centres
    reaches = [cluster_reach(n, radius, gap) for _, _, n in places]
    side = 2 * max(reaches) + gap
    for _ in range(ROUNDS):
        is_settled = True
        for one, other in list(_near_pairs(centres, side)):
            (x1, y1), (x2, y2) = centres[one], centres[other]
            dx, dy = x2 - x1, y2 - y1
            apart = math.sqrt(dx * dx + dy * dy)
            overlap = reaches[one] + reaches[other] + gap - apart
            if overlap <= TOUCHING:
                continue
            is_settled = False
            if apart < SAME_POINT:
                dx, dy, apart = math.cos(TURN * other), math.sin(TURN * other), 1.0
            shift_x, shift_y = dx / apart * overlap / 2, dy / apart * overlap / 2
            centres[one] = _held(places[one], x1 - shift_x, y1 - shift_y, MAX_DISTANCE * radius)
            centres[other] = _held(places[other], x2 + shift_x, y2 + shift_y, MAX_DISTANCE * radius)
        if is_settled:
            break
    return centres


def needs_leader(place: Point, centre: Point, radius: float) -> bool:
    """Whether a cluster was moved so far that a line has to lead to its true place."""
    dx, dy = centre[0] - place[0], centre[1] - place[1]
    return math.sqrt(dx * dx + dy * dy) > LED_FROM * radius


def _ring_reach(count: int, inner: float) -> float:
    """How far a ring lies from the middle, in steps: its dots a step apart, and from those within.

    Args:
        count: Of its dots.
        inner: How far the ring within lies; less than 0 if there is none.
    """
    if count == 1:
        return 0.0
    chord = 1 / (2 * math.sin(math.pi / count))
    return chord if inner < 0 else max(chord, inner + 1)


def _near_pairs(centres: Sequence[Point], side: float) -> Iterator[tuple[int, int]]:
    """Pairs of places in the same or in neighbouring cells of a grid, in the order of places."""
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(centres):
        cells.setdefault((math.floor(x / side), math.floor(y / side)), []).append(index)
    for index, (x, y) in enumerate(centres):
        column, row = math.floor(x / side), math.floor(y / side)
        near = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in cells.get((column + across, row + down), ())
            if other > index
        ]
        for other in sorted(near):
            yield index, other


def _held(place: tuple[float, float, int], x: float, y: float, farthest: float) -> Point:
    """Keep a centre within reach of its true place."""
    dx, dy = x - place[0], y - place[1]
    moved = math.sqrt(dx * dx + dy * dy)
    if moved <= farthest:
        return x, y
    return place[0] + dx / moved * farthest, place[1] + dy / moved * farthest
