"""Sites, towns and counts: what stands on the ground, and the names beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geodata.countries import country_name
from geodata.outlines import OutlineNotFoundError, country_label_point, country_outline
from layers.cartography.canvas import Ink, Letters, Wedge
from layers.cartography.ground import as_role, jurisdiction_colour
from layers.cartography.labels import CLEARANCE, Occupied, Wish, around, place_labels
from layers.cartography.projection import Frame
from layers.cartography.text_metrics import text_width
from layers.style import MARKS, contrast, radius_px

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import Box, Label
    from layers.cartography.projection import XY, View
    from layers.scene import Scene
    from layers.style import Theme

OUTLINE = 1.2  # of symbols, in units
HALO = 0.8  # around symbols, where they overlap
HALO_OPACITY = 0.9
NUMBER_FROM = 8.0  # units of radius from which a number is legible inside a symbol
FADED = 0.35  # opacity of what may lie outside the range of years, or has no date
_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
_SLACK = ((0.0, 0.0), *((step * x, step * y) for step in (1.2, 1.8, 2.4) for x, y in _AROUND))


@dataclass(frozen=True)
class Site:
    """The symbol of a city: where and how large it is on the page, and of which shares."""

    name: str
    middle: XY
    radius: float
    count: int
    parts: tuple[tuple[int, str], ...]
    is_faded: bool

    @property
    def room(self) -> Box:
        """The box around it that no other name enters."""
        return around(self.middle, self.radius + CLEARANCE)


@dataclass(frozen=True)
class Badge:
    """A count that belongs to a whole country, in a square: never taken for a place."""

    text: str
    middle: XY
    reach: float
    colour: str


def find_sites(scene: Scene, view: View, theme: Theme, factor: float) -> list[Site]:
    """The symbols inside the frame, the largest first, so that none is hidden by a larger one."""
    sites = scene["sites"]
    columns = (sites[name] for name in ("name", "lon", "lat", "count", "parts", "faded"))
    found = [
        Site(
            name=name,
            middle=view.point(lon, lat),
            radius=round(radius_px(count) * factor, 2),
            count=count,
            parts=tuple(
                (share, jurisdiction_colour(scene, index, theme))
                for index, share in zip(parts[::2], parts[1::2], strict=True)
            ),
            is_faded=bool(faded),
        )
        for name, lon, lat, count, parts, faded in zip(*columns, strict=True)
    ]
    inside = [site for site in found if view.frame.holds(site.middle)]
    return sorted(inside, key=lambda site: (-site.count, site.name))


def draw_sites(canvas: Canvas, sites: list[Site], theme: Theme) -> None:
    """Draw the symbols, the largest first, and their counts where no other symbol is in the way."""
    canvas.wedges(wedge for site in sites for wedge in _wedges(site, theme))
    symbols = Occupied(around(site.middle, site.radius) for site in sites)
    for site in sites:
        if (
            site.count > 1
            and site.radius >= NUMBER_FROM
            and len(site.parts) == 1
            and len(symbols.touching(around(site.middle, site.radius / 2))) == 1
        ):
            size = round(site.radius * 1.1, 1)
            letters = Letters(size, _on(site, theme), bold=True, align="center")
            canvas.texts([(str(site.count), *site.middle)], letters)


def _wedges(site: Site, theme: Theme) -> Iterator[Wedge]:
    """The symbol of a site: its halo, then a slice for each jurisdiction."""
    around_it = site.radius + HALO
    halo = Ink(theme.halo, theme.halo, OUTLINE, fill_opacity=HALO_OPACITY)
    yield Wedge(site.middle, around_it, 0, 1, halo)
    opacity = FADED if site.is_faded else 1.0
    begun = 0
    for share, colour in site.parts:
        start, begun = begun, begun + share
        stroke = colour if len(site.parts) == 1 else theme.halo
        ink = Ink(colour, stroke, OUTLINE, fill_opacity=opacity)
        yield Wedge(site.middle, site.radius, start / site.count, begun / site.count, ink)


def site_ink(colour: str, *, is_faded: bool) -> Ink:
    """Of a symbol; a pale disc in a ring where no record certainly answers the years asked for."""
    if is_faded:
        return Ink(fill=colour, stroke=colour, width=OUTLINE, fill_opacity=FADED)
    return Ink(fill=colour, stroke=colour, width=0.6)


def draw_towns(canvas: Canvas, scene: Scene, view: View, theme: Theme, size: float) -> list[XY]:
    """Draw the towns that agreements name, as diamonds; give where they are."""
    towns = scene["towns"]
    placed = [
        (view.point(lon, lat), proposed)
        for lon, lat, proposed in zip(towns["lon"], towns["lat"], towns["proposed"], strict=True)
    ]
    inside = [each for each in placed if view.frame.holds(each[0])]
    firm = [(point, size) for point, proposed in inside if not proposed]
    canvas.diamonds(firm, Ink(fill=theme.surface, stroke=theme.text, width=1.1))
    only_proposed = [(point, size) for point, proposed in inside if proposed]
    ink = Ink(stroke=theme.muted, width=1.1, dash="2 1.5")
    canvas.diamonds(only_proposed, ink)
    return [point for point, _ in inside]


def place_badges(
    scene: Scene, view: View, theme: Theme, size: float, taken: Occupied
) -> list[Badge]:
    """Find a place near a country's middle for the count of what has no city there."""
    badges = []
    for area in sorted(scene["areas"], key=lambda area: (-area["count"], area["country"])):
        if area["kind"] not in {"unlocated", "response"} or area["lon"] is None:
            continue
        point = view.point(area["lon"], area["lat"] or 0.0)
        if not view.frame.holds(point, size):
            continue
        role = as_role(area["role"])
        is_response = area["kind"] == "response"
        text = MARKS[role].glyph if is_response else str(area["count"])
        colour = theme.roles[role] if is_response else theme.hatch
        badge = _near(text, point, size, colour, taken)
        taken.take(around(badge.middle, badge.reach + 1))
        badges.append(badge)
    return badges


def draw_badges(canvas: Canvas, badges: list[Badge], theme: Theme, size: float) -> None:
    """Draw counts of whole countries."""
    for badge in badges:
        x, y = badge.middle
        frame = Frame(x - badge.reach, y - badge.reach, 2 * badge.reach, 2 * badge.reach)
        canvas.rectangle(frame, Ink(fill=theme.surface, stroke=badge.colour, width=1.2))
    texts = [(badge.text, *badge.middle) for badge in badges]
    canvas.texts(texts, Letters(size, theme.text, bold=True, align="center"))


def name_places(
    sites: list[Site], taken: Occupied, frame: Frame, size: float, most: int
) -> list[Label]:
    """Place the names of the cities, those with the most records first."""
    wishes = [
        Wish(site.name, site.middle, site.radius, size, bold=True, own=site.room) for site in sites
    ]
    return place_labels(wishes, taken, frame, most=most)


def name_countries(
    scene: Scene, view: View, taken: Occupied, size: float, language: str
) -> list[Label]:
    """Place the names of the countries that have records, where there is room in their middle."""
    hosts = {*scene["sites"]["country"], *(area["country"] for area in scene["areas"])}
    labels: list[Label] = []
    for code in sorted(hosts):
        labels += place_labels(
            _country_wishes(code, view, size, language), taken, view.frame, most=1
        )
    return labels


def _country_wishes(code: str, view: View, size: float, language: str) -> Iterator[Wish]:
    """A country's name in its middle, or a line above or below it."""
    try:
        x, y = view.point(*country_label_point(code))
        outline = view.outline(country_outline(code))
    except OutlineNotFoundError:
        return
    for down in (0.0, 1.4, -1.4, 2.6, -2.6):
        point = (x, round(y + down * size, 1))
        if shapely.intersects_xy(outline, *point):
            yield Wish(country_name(code, language), point, 0.0, size, on=True)


def _on(site: Site, theme: Theme) -> str:
    """The colour of letters on a symbol: white or black, or the text's own on a pale one."""
    if site.is_faded:
        return theme.text
    return max("#ffffff", "#000000", key=lambda letters: contrast(letters, site.parts[0][1]))


def _near(text: str, point: XY, size: float, colour: str, taken: Occupied) -> Badge:
    """Stand beside what is taken; on the point itself if nothing near it is free."""
    reach = max(size * 0.72, text_width(text, size, bold=True) / 2 + 3)
    for right, down in _SLACK:
        middle = (point[0] + right * reach, point[1] + down * reach)
        if taken.is_free(around(middle, reach)):
            return Badge(text, (round(middle[0], 1), round(middle[1], 1)), reach, colour)
    return Badge(text, point, reach, colour)
