"""Sites, towns and counts, as `layers.looks` has them: what stands on the ground.

Shape tells the kind, colour only adds to it: a site is round, a town of an agreement has a shape
of its own, what is said of a whole country is square.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from layers import looks
from layers.cartography.canvas import Ink, Letters
from layers.cartography.ground import as_role, jurisdiction_colour
from layers.cartography.labels import CLEARANCE, Occupied, around
from layers.cartography.paths import arc_of, badge_of, polygon_of, slice_of, spokes_of
from layers.style import GLYPHS, contrast

if TYPE_CHECKING:
    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import Box
    from layers.cartography.projection import XY, Plane
    from layers.scene import Scene
    from layers.style import Theme

WHITE, BLACK = "#ffffff", "#000000"
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
_SLACK = ((0.0, 0.0), *((step * x, step * y) for step in (1.2, 1.8, 2.4) for x, y in _AROUND))


@dataclass(frozen=True)
class MarkSize:
    """How large marks are on a page.

    `unit` is the length of a pixel of the table of looks in units of the page, `scale` enlarges
    the sites besides, `badge` is the size of the letters in a square, in pixels. Sites that are
    nearer to one another than `apart`, in pixels, share a symbol: one would hide the other.
    """

    unit: float = 1.0
    scale: float = 1.0
    badge: float = looks.BADGE_TEXT
    apart: float = 0.0


@dataclass(frozen=True)
class Part:
    """The records of a jurisdiction among those of a site."""

    count: int
    jurisdiction: int
    colour: str
    is_unknown: bool

    @property
    def name(self) -> str:
        """What a style sheet calls it."""
        return f"hollow j{self.jurisdiction}" if self.is_unknown else f"j{self.jurisdiction}"


@dataclass(frozen=True)
class Site:
    """The symbol of a city: where and how large it is on the page, and of which parts."""

    key: str
    name: str
    middle: XY
    radius: float
    unit: float
    parts: tuple[Part, ...]
    is_faded: bool

    @property
    def count(self) -> int:
        """How many records it stands for."""
        return sum(part.count for part in self.parts)

    @property
    def room(self) -> Box:
        """The box around it that no other name enters."""
        return around(self.middle, self.radius + CLEARANCE * self.unit)

    def with_other(self, other: Site) -> Site:
        """Both cities in one symbol."""
        parts: dict[int, Part] = {}
        for part in (*self.parts, *other.parts):
            before = parts.get(part.jurisdiction)
            count = part.count + (before.count if before else 0)
            parts[part.jurisdiction] = replace(part, count=count)
        return replace(
            self,
            name=f"{self.name}, {other.name}",
            parts=tuple(parts.values()),
            is_faded=self.is_faded and other.is_faded,
        )

    @property
    def turns(self) -> tuple[float, ...]:
        """Where its parts begin and end, as shares of a turn."""
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
class Badge:
    """A count or a sign for a whole country, in a rectangle: never taken for a place."""

    name: str
    text: str
    middle: XY
    width: float
    colour: str
    letters: str


@dataclass(frozen=True)
class Marks:
    """What has been drawn, and the boxes that it takes."""

    sites: list[Site]
    towns: list[Town]
    taken: Occupied


def draw_marks(canvas: Canvas, scene: Scene, view: Plane, theme: Theme, size: MarkSize) -> Marks:
    """Draw counts of countries, then sites, the largest first, then towns, which hide no site."""
    sites = find_sites(scene, view, theme, size)
    towns = find_towns(scene, view, sites, size)
    taken = Occupied(site.room for site in sites)
    for town in towns:
        taken.take(around(town.middle, town.reach + CLEARANCE * size.unit / 2))
    badges = place_badges(scene, view, theme, size, taken)
    draw_badges(canvas, badges, theme, size)
    with_number = set(numbered(sites))
    for site in sites:
        draw_site(canvas, site, theme)
        if site in with_number:
            _draw_number(canvas, site, theme)
    draw_towns(canvas, towns, theme, size.unit)
    return Marks(sites, towns, taken)


def find_sites(scene: Scene, view: Plane, theme: Theme, size: MarkSize) -> list[Site]:
    """The symbols inside the frame, the largest first, so that none is hidden by a larger one."""

    def radius(count: int) -> float:
        return round(looks.radius_of(count) * size.scale * size.unit, 2)

    sites = scene["sites"]
    middles = view.points(list(zip(sites["lon"], sites["lat"], strict=True)))
    columns = (sites[name] for name in ("key", "name", "count", "parts", "faded"))
    found = [
        Site(
            key=key,
            name=name,
            middle=middle,
            radius=radius(count),
            unit=size.unit,
            parts=tuple(_parts(scene, parts, theme)),
            is_faded=bool(faded),
        )
        for middle, key, name, count, parts, faded in zip(middles, *columns, strict=True)
    ]
    inside = [site for site in found if view.frame.holds(site.middle)]
    ordered = sorted(inside, key=lambda site: (-site.count, site.name))
    if not size.apart:
        return ordered
    shared: list[Site] = []
    for site in ordered:
        near = (
            at
            for at, other in enumerate(shared)
            if math.dist(site.middle, other.middle) < size.apart * size.unit
        )
        at = next(near, None)
        if at is None:
            shared.append(site)
        else:
            both = shared[at].with_other(site)
            shared[at] = replace(both, radius=radius(both.count))
    return sorted(shared, key=lambda site: (-site.count, site.name))


def numbered(sites: list[Site]) -> list[Site]:
    """Those that carry their number: there is room for it, and no other symbol in its way."""
    symbols = Occupied(around(site.middle, site.radius) for site in sites)
    return [
        site
        for site in sites
        if site.count > 1
        and site.radius >= looks.NUMBERED_RADIUS * site.unit
        and len(symbols.touching(around(site.middle, site.radius / 2))) == 1
    ]


def draw_site(canvas: Canvas, site: Site, theme: Theme) -> None:
    """Draw the symbol of a city: a disc, a pale disc in a ring, a hollow ring, or a pie of them."""
    if len(site.parts) == 1:
        name = f"s{site.parts[0].jurisdiction}r{site.radius:g}{'f' * site.is_faded}"
        canvas.stamp(name, site.middle, partial(_draw_disc, site, theme))
        return
    halo = looks.HALO * site.unit
    canvas.discs([(site.middle, site.radius + halo)], Ink("halo", theme.halo))
    ring = site.radius - looks.RING * site.unit / 2
    for part, (start, end) in zip(site.parts, pairwise(site.turns), strict=True):
        whole = _ring(part, site, theme)
        fill = Ink(f"part {part.name}", whole.fill, fill_opacity=whole.fill_opacity)
        canvas.paths([slice_of(site.middle, site.radius, start, end)], fill)
        if part.is_unknown or site.is_faded:
            edge = Ink(f"edge {part.name}", None, part.colour, whole.width)
            canvas.paths([arc_of(site.middle, ring, start, end)], edge)
    seams = spokes_of(site.middle, site.radius, site.turns[:-1])
    canvas.paths([seams], Ink("seam", None, theme.halo, looks.SEAM * site.unit))


def _draw_disc(site: Site, theme: Theme, canvas: Canvas, middle: XY) -> None:
    (part,), halo = site.parts, looks.HALO * site.unit
    if not (part.is_unknown or site.is_faded):
        ink = Ink(f"dot {part.name}", part.colour, theme.halo, halo)
        canvas.discs([(middle, site.radius + halo / 2)], ink)
        return
    canvas.discs([(middle, site.radius + halo)], Ink("halo", theme.halo))
    ring = site.radius - looks.RING * site.unit / 2
    canvas.discs([(middle, ring)], _ring(part, site, theme))


def find_towns(scene: Scene, view: Plane, sites: list[Site], size: MarkSize) -> list[Town]:
    """The towns inside the frame; one that is also a site stands beside it, so both are seen."""
    towns, reach = scene["towns"], looks.TOWN_REACH * size.unit
    radii = {site.key: site.radius for site in sites}
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

    ink = Ink("town", theme.text, theme.halo, halo / math.sqrt(2))
    canvas.paths(shapes(halo / 2, are_proposed=False), ink)
    canvas.paths(shapes(halo, are_proposed=True), Ink("halo", theme.halo))
    dash = tuple(unit * each for each in looks.TOWN_DASH)
    ink = Ink("town proposed", None, theme.text, looks.TOWN_LINE * unit, dash=dash)
    canvas.paths(shapes(0.0, are_proposed=True), ink)


def place_badges(
    scene: Scene, view: Plane, theme: Theme, size: MarkSize, taken: Occupied
) -> list[Badge]:
    """Find a place near a country's middle for the count of what has no city there."""
    badges = []
    for area in sorted(scene["areas"], key=lambda area: (-area["count"], area["country"])):
        if area["kind"] not in {"unlocated", "response"} or area["lon"] is None:
            continue
        point = view.point(area["lon"], area["lat"] or 0.0)
        if not view.frame.holds(point, size.badge * size.unit):
            continue
        role = as_role(area["role"])
        is_response = area["kind"] == "response"
        text = GLYPHS[role] if is_response else str(area["count"])
        badge = Badge(
            name=f"badge role-{role}" if is_response else "badge",
            text=text,
            middle=point,
            width=_badge_width(text, size),
            colour=theme.roles[role] if is_response else theme.hatch,
            letters=theme.roles[role] if is_response else theme.text,
        )
        badges.append(_beside(badge, taken))
        taken.take(around(badges[-1].middle, badge.width / 2 + size.unit))
    return badges


def draw_badges(canvas: Canvas, badges: list[Badge], theme: Theme, size: MarkSize) -> None:
    """Draw counts and signs of whole countries."""
    height, round_by = (_in_badge(each, size) for each in (looks.BADGE_HEIGHT, looks.BADGE_ROUND))
    alike: dict[tuple[Ink, Letters], list[Badge]] = {}
    for badge in badges:
        ink = Ink(badge.name, theme.surface, badge.colour, looks.BADGE_LINE * size.unit)
        letters = Letters(
            f"{badge.name}-text", size.badge * size.unit, badge.letters,
            bold=True, align="center", may_spread=True,
        )  # fmt: skip
        alike.setdefault((ink, letters), []).append(badge)
    for (ink, letters), group in alike.items():
        boxes = (badge_of(badge.middle, badge.width, height, round_by) for badge in group)
        canvas.paths(["".join(boxes)], ink)
        canvas.texts([(badge.text, *badge.middle) for badge in group], letters)


def _parts(scene: Scene, parts: list[int], theme: Theme) -> list[Part]:
    return [
        Part(
            count=count,
            jurisdiction=index,
            colour=jurisdiction_colour(scene, index, theme),
            is_unknown=bool(scene["jurisdictions"][index]["unknown"]),
        )
        for index, count in zip(parts[::2], parts[1::2], strict=True)
    ]


def _ring(part: Part, site: Site, theme: Theme) -> Ink:
    """Of a part in a ring: pale if it is not certain, hollow if no source says whose it is."""
    is_hollow = part.is_unknown and not site.is_faded
    return Ink(
        f"ring {part.name}",
        theme.surface if part.is_unknown else part.colour,
        part.colour,
        (looks.HOLLOW_RING if is_hollow else looks.RING) * site.unit,
        fill_opacity=looks.FADED if site.is_faded and not part.is_unknown else 1.0,
    )


def _draw_number(canvas: Canvas, site: Site, theme: Theme) -> None:
    """Write how many records a site stands for."""
    (first, *others) = site.parts
    share = looks.NUMBER_IN_HOLE_SHARE if others else looks.NUMBER_SHARE
    smallest, largest = (unit * site.unit for unit in looks.NUMBER_SIZES)
    size = round(max(smallest, min(largest, site.radius * share)), 1)
    name, colour = "number", theme.text
    if others:
        canvas.discs([(site.middle, site.radius * looks.HOLE_SHARE)], Ink("hole", theme.surface))
    elif not (first.is_unknown or site.is_faded):
        name, colour = f"number on {first.name}", ink_on(first.colour)
    letters = Letters(name, size, colour, bold=True, align="center", may_spread=True)
    canvas.texts([(str(site.count), *site.middle)], letters)


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return max(WHITE, BLACK, key=lambda letters: contrast(letters, colour))


def _badge_width(text: str, size: MarkSize) -> float:
    digits = looks.BADGE_SIDES + looks.BADGE_DIGIT * len(text)
    return _in_badge(max(looks.BADGE_HEIGHT, digits), size)


def _in_badge(length: float, size: MarkSize) -> float:
    return length * size.unit * size.badge / looks.BADGE_TEXT


def _beside(badge: Badge, taken: Occupied) -> Badge:
    """Stand beside what is taken; on the point itself if nothing near it is free."""
    reach = badge.width / 2
    x, y = badge.middle
    spots = ((round(x + right * reach, 1), round(y + down * reach, 1)) for right, down in _SLACK)
    free = (spot for spot in spots if taken.is_free(around(spot, reach)))
    return replace(badge, middle=next(free, badge.middle))
