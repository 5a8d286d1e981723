"""Sites, towns and counts, as `layers.looks` has them: what is on the ground.

Shape shows the kind, colour only adds to it: a site is a round dot, a town of an agreement has a
shape of its own, what is said of a whole country is in a box. The dots of a city form a cluster
(`layers.clusters`); a line leads from one that was pushed aside to its place. Where a city has very
many sites, or a map very many cities, each is one symbol by its size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, pairwise, repeat
from typing import TYPE_CHECKING

import numpy as np

from layers import looks
from layers.cartography.badges import draw_badges, place_badges
from layers.cartography.canvas import ShapeStyle, TextStyle
from layers.cartography.covering import find_in_sight
from layers.cartography.ground import colour_of, is_hollow
from layers.cartography.labels import CLEARANCE, CollisionIndex, around, boxed
from layers.cartography.leaders import draw_leaders, take_line
from layers.cartography.paths import arc_of, polygon_of, slice_of, spokes_of
from layers.clusters import (
    MAX_DOTS,
    MAX_PUSHED,
    arrange,
    cluster_offsets,
    cluster_reach,
    needs_leader,
)
from layers.style import contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import Box
    from layers.cartography.mark_size import MarkSize
    from layers.cartography.projection import XY, Frame, Plane
    from layers.scene_types import Scene
    from layers.style import Theme

WHITE, BLACK = "#ffffff", "#000000"


@dataclass(frozen=True)
class Part:
    """The records of a category among those of a site."""

    count: int
    category: int
    colour: str
    is_hollow: bool

    @property
    def name(self) -> str:
        """What a style sheet calls it."""
        return f"hollow j{self.category}" if self.is_hollow else f"j{self.category}"


@dataclass(frozen=True)
class Site:
    """The mark of a city on the page: a cluster of dots, or one symbol.

    `place` is where the city is, `middle` where its mark is, `radius` that of a dot or of the
    symbol.
    """

    key: str
    name: str
    place: XY
    middle: XY
    radius: float
    unit: float
    parts: tuple[Part, ...]
    is_faded: bool
    is_cluster: bool

    @property
    def count(self) -> int:
        """How many records it stands for."""
        return sum(part.count for part in self.parts)

    @property
    def dots(self) -> list[tuple[XY, Part]]:
        """The middle of each dot, and what it stands for."""
        x, y = self.middle
        offsets = cluster_offsets(self.count, self.radius, looks.DOT_GAP * self.unit)
        parts = chain.from_iterable(repeat(part, part.count) for part in self.parts)
        return [
            ((round(x + dx, 1), round(y + dy, 1)), part)
            for (dx, dy), part in zip(offsets, parts, strict=True)
        ]

    @property
    def reach(self) -> XY:
        """How far it reaches from its middle to the sides, and up and down."""
        if not self.is_cluster:
            return self.radius, self.radius
        offsets = np.abs(cluster_offsets(self.count, self.radius, looks.DOT_GAP * self.unit))
        across, down = offsets.max(axis=0) + self.radius
        return float(across), float(down)

    @property
    def box(self) -> Box:
        """What it covers."""
        return boxed(self.middle, *self.reach)

    @property
    def room(self) -> Box:
        """The box around it that no other name enters."""
        across, down = self.reach
        clearance = CLEARANCE * self.unit
        return boxed(self.middle, across + clearance, down + clearance)

    @property
    def leader(self) -> tuple[XY, XY] | None:
        """From its place to its nearest dot; None if it is near enough to its place."""
        if not (self.is_cluster and needs_leader(self.place, self.middle, self.radius)):
            return None
        nearest = min((dot for dot, _ in self.dots), key=partial(math.dist, self.place))
        return self.place, nearest

    @property
    def turns(self) -> tuple[float, ...]:
        """Where the parts of one symbol begin and end, as shares of a turn."""
        ends = accumulate((part.count / self.count for part in self.parts), initial=0.0)
        return tuple(looks.PIE_START + end for end in ends)


@dataclass(frozen=True)
class Town:
    """The symbol of a town that agreements name."""

    key: str
    name: str
    middle: XY
    reach: float
    is_proposed: bool


@dataclass(frozen=True)
class Marks:
    """What has been drawn, and the boxes that it takes."""

    sites: list[Site]
    towns: list[Town]
    taken: CollisionIndex


def draw_marks(  # noqa: PLR0913 - the same
    canvas: Canvas,
    scene: Scene,
    view: Plane,
    theme: Theme,
    size: MarkSize,
    *,
    kept_free: Iterable[Box] = (),
) -> Marks:
    """Draw counts of countries, then sites, the largest first, then towns, which hide no site.

    Args:
        canvas: The page.
        scene: What is drawn.
        view: Where positions lie on the page.
        theme: Of the map.
        size: Of the marks.
        kept_free: Boxes that counts and names keep out of.
    """
    sites = find_sites(scene, view, theme, size)
    towns = find_towns(scene, view, sites, size)
    taken = CollisionIndex([*kept_free, *(site.room for site in sites)])
    for town in towns:
        taken.take(around(town.middle, town.reach + CLEARANCE * size.unit / 2))
    leaders = [site.leader for site in sites if site.leader]
    for leader in leaders:
        take_line(leader, taken)
    badges = place_badges(scene, view, theme, size, taken)
    leaders += [(badge.to, badge.middle) for badge in badges if badge.to]
    draw_leaders(canvas, leaders, theme, size.unit)
    draw_badges(canvas, badges, theme, size)
    with_number = set(numbered(sites))
    for site in sites:
        draw_site(canvas, site, theme)
        if site in with_number and not site.is_cluster:
            _draw_number(canvas, site, theme)
    draw_towns(canvas, towns, theme, size.unit)
    return Marks(sites, towns, taken)


def find_sites(scene: Scene, view: Plane, theme: Theme, size: MarkSize) -> list[Site]:
    """The marks of cities inside the frame, the largest first, so that a larger one hides none.

    Among too many for dots, those that are wholly under others are left out.
    """
    sites, unit = scene["sites"], size.unit
    names, keys, counts = sites["name"], sites["key"], sites["count"]
    points = view.points([*zip(sites["lon"], sites["lat"], strict=True)])
    rows = [row for row, point in enumerate(points) if view.frame.holds(point)]
    rows.sort(key=lambda row: (-counts[row], names[row], keys[row]))
    are_crowded = len(rows) > MAX_PUSHED
    if are_crowded:
        of_count = {count: _radius_of(count, size) for count in {*counts}}
        reaches = [of_count[counts[row]] + looks.HALO * unit for row in rows]
        rows = _in_sight(rows, [points[row] for row in rows], reaches, view.frame)
    found = [
        Site(
            key=keys[row],
            name=names[row],
            place=points[row],
            middle=points[row],
            radius=of_count[counts[row]] if are_crowded else size.dot * unit,
            unit=unit,
            parts=tuple(_parts(scene, sites["parts"][row], theme)),
            is_faded=bool(sites["faded"][row]),
            is_cluster=not are_crowded and counts[row] <= MAX_DOTS,
        )
        for row in rows
    ]
    return found if are_crowded else list(_apart(found, view))


def _radius_of(count: int, size: MarkSize) -> float:
    """Of a place as one symbol, its area by its number."""
    return round(looks.radius_of(count) * size.scale * size.unit, 2)


def _in_sight(
    rows: Sequence[int], points: Sequence[XY], reaches: Sequence[float], frame: Frame
) -> list[int]:
    """The rows of the marks that are not wholly under later ones: of tens of thousands, few."""
    discs = [
        (x - frame.x, y - frame.y, reach) for (x, y), reach in zip(points, reaches, strict=True)
    ]
    return [rows[at] for at in find_in_sight(discs, frame.width, frame.height)]


def _apart(sites: list[Site], view: Plane) -> Iterator[Site]:
    """Push the clusters apart, and keep them within the frame."""
    if not sites:
        return
    radius, gap = sites[0].radius, looks.DOT_GAP * sites[0].unit
    centres = arrange([(*site.place, site.count) for site in sites], radius, gap)
    for site, centre in zip(sites, centres, strict=True):
        one = round(cluster_reach(site.count, radius, gap), 2)
        placed = site if site.is_cluster else replace(site, radius=one)
        yield replace(placed, middle=_kept_within(view.frame, centre, placed.reach))


def _kept_within(frame: Frame, middle: XY, reach: XY) -> XY:
    left, top, right, bottom = frame.box
    x = max(left + reach[0], min(right - reach[0], middle[0]))
    y = max(top + reach[1], min(bottom - reach[1], middle[1]))
    return round(x, 1), round(y, 1)


def numbered(sites: list[Site]) -> list[Site]:
    """Those whose number is seen: dots that can be counted, or a symbol with room for a number."""
    symbols = CollisionIndex(site.box for site in sites)
    return [
        site
        for site in sites
        if site.is_cluster
        or (
            site.count > 1
            and site.radius >= looks.NUMBERED_RADIUS * site.unit
            and len(symbols.touching(around(site.middle, site.radius / 2))) == 1
        )
    ]


def draw_site(canvas: Canvas, site: Site, theme: Theme) -> None:
    """Draw the mark of a city: dots, or a disc, a hollow ring, or a pie of them."""
    if site.is_cluster:
        for middle, part in site.dots:
            _stamp_disc(canvas, replace(site, parts=(part,)), middle, theme)
        return
    if len(site.parts) == 1:
        _stamp_disc(canvas, site, site.middle, theme)
        return
    halo = looks.HALO * site.unit
    canvas.discs([(site.middle, site.radius + halo)], ShapeStyle("halo", theme.halo))
    ring = site.radius - looks.RING * site.unit / 2
    for part, (start, end) in zip(site.parts, pairwise(site.turns), strict=True):
        whole = _ring(part, site, theme)
        fill = ShapeStyle(f"part {part.name}", whole.fill, fill_opacity=whole.fill_opacity)
        canvas.paths([slice_of(site.middle, site.radius, start, end)], fill)
        if part.is_hollow or site.is_faded:
            edge = ShapeStyle(f"edge {part.name}", None, part.colour, whole.width)
            canvas.paths([arc_of(site.middle, ring, start, end)], edge)
    seams = spokes_of(site.middle, site.radius, site.turns[:-1])
    canvas.paths([seams], ShapeStyle("seam", None, theme.halo, looks.SEAM * site.unit))


def _stamp_disc(canvas: Canvas, site: Site, middle: XY, theme: Theme) -> None:
    name = f"s{site.parts[0].category}r{site.radius:g}{'f' * site.is_faded}"
    canvas.stamp(name, middle, partial(_draw_disc, site, theme))


def _draw_disc(site: Site, theme: Theme, canvas: Canvas, middle: XY) -> None:
    (part,) = site.parts
    halo = (looks.DOT_GAP if site.is_cluster else looks.HALO) * site.unit
    if not (part.is_hollow or site.is_faded):
        ink = ShapeStyle(f"dot {part.name}", part.colour, theme.halo, halo)
        canvas.discs([(middle, site.radius + halo / 2)], ink)
        return
    canvas.discs([(middle, site.radius + halo)], ShapeStyle("halo", theme.halo))
    ink = _ring(part, site, theme)
    canvas.discs([(middle, site.radius - ink.width / 2)], ink)


def find_towns(scene: Scene, view: Plane, sites: list[Site], size: MarkSize) -> list[Town]:
    """The towns inside the frame; one that is also a site is beside it, so both are seen."""
    towns, reach = scene["towns"], looks.TOWN_REACH * size.unit
    radii = {site.key: site.reach[0] for site in sites}
    columns = (towns[name] for name in ("key", "name", "lon", "lat", "proposed"))
    found = []
    for key, name, lon, lat, proposed in zip(*columns, strict=True):
        x, y = view.point(lon, lat)
        beside = radii[key] + reach if key in radii else 0.0
        if view.frame.holds((x, y)):
            found.append(Town(key, name, (x + beside, y), reach, bool(proposed)))
    return found


def draw_towns(canvas: Canvas, towns: list[Town], theme: Theme, unit: float) -> None:
    """Draw towns: filled, or in a dashed line if they were only proposed."""
    halo = looks.HALO * unit

    def shapes(beyond: float, *, are_proposed: bool) -> list[str]:
        chosen = (town for town in towns if town.is_proposed is are_proposed)
        return [
            "".join(polygon_of(each.middle, each.reach + beyond, looks.TOWN) for each in chosen)
        ]

    ink = ShapeStyle("town", theme.muted, theme.halo, halo / math.sqrt(2))
    canvas.paths(shapes(halo / 2, are_proposed=False), ink)
    canvas.paths(shapes(halo, are_proposed=True), ShapeStyle("halo", theme.halo))
    dash = tuple(unit * each for each in looks.TOWN_DASH)
    ink = ShapeStyle("town proposed", None, theme.muted, looks.TOWN_LINE * unit, dash=dash)
    canvas.paths(shapes(0.0, are_proposed=True), ink)


def _parts(scene: Scene, parts: list[int], theme: Theme) -> list[Part]:
    return [
        Part(
            count=count,
            category=index,
            colour=colour_of(scene, index, theme),
            is_hollow=is_hollow(scene, index),
        )
        for index, count in zip(parts[::2], parts[1::2], strict=True)
    ]


def _ring(part: Part, site: Site, theme: Theme) -> ShapeStyle:
    """Of a part in a ring: pale if it is not certain, hollow if its category is."""
    is_solid_ring = part.is_hollow and not site.is_faded
    return ShapeStyle(
        f"ring {part.name}",
        theme.surface if part.is_hollow else part.colour,
        part.colour,
        _ring_line(site, is_strong=is_solid_ring) * site.unit,
        fill_opacity=looks.FADED if site.is_faded and not part.is_hollow else 1.0,
    )


def _ring_line(site: Site, *, is_strong: bool) -> float:
    if site.is_cluster:
        return looks.DOT_RING
    return looks.HOLLOW_RING if is_strong else looks.RING


def _draw_number(canvas: Canvas, site: Site, theme: Theme) -> None:
    """Write how many records a site stands for."""
    (first, *others) = site.parts
    share = looks.NUMBER_IN_HOLE_SHARE if others else looks.NUMBER_SHARE
    smallest, largest = (unit * site.unit for unit in looks.NUMBER_SIZES)
    size = round(max(smallest, min(largest, site.radius * share)), 1)
    name, colour = "number", theme.text
    if others:
        canvas.discs(
            [(site.middle, site.radius * looks.HOLE_SHARE)], ShapeStyle("hole", theme.surface)
        )
    elif not (first.is_hollow or site.is_faded):
        name, colour = f"number on {first.name}", ink_on(first.colour)
    letters = TextStyle(name, size, colour, bold=True, align="center", may_spread=True)
    canvas.texts([(str(site.count), *site.middle)], letters)


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return max(WHITE, BLACK, key=lambda letters: contrast(letters, colour))
