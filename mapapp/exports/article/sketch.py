"""The picture of an article: what stands where the map would, without JavaScript and on paper.

Its outlines (`land`) are also those of the map: `static/data.js` reads them from the paths, so
that they travel once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.style import radius_px
from mapapp.exports.article.land import draw_land

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.scene import Scene
    from mapapp.exports.article.frame import Bounds
    from mapapp.exports.article.land import Land

LEAST_TRUE_LAT = 36.0  # degrees: of the world and the tropics, where the scale is true
WIDTH_PX = 900.0  # of the picture, for the sizes of its marks
MARKS_AT_MOST = 800
LARGEST_CELL = 16.0  # degrees
NUMBER_FROM = 3  # sites in a city, for its number to be written on the mark


@dataclass(frozen=True)
class Slice:
    """A part of a round mark: drawn as a dash, as thick as the mark is wide, on half its circle."""

    jurisdiction: int
    dash: str
    offset: float


@dataclass(frozen=True)
class Dot:
    """A round mark, in units of the view box; one slice if it is all of one colour.

    A mark that gathers the places of a cell has none: whose they are, the map shows.
    """

    x: float
    y: float
    radius: float
    number: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Badge:
    """A count for a country as a whole, in units of the view box."""

    x: float
    y: float
    number: str


@dataclass(frozen=True)
class Sketch:
    """All that the template needs to draw the picture.

    `view` is the view box, `squeeze` the cosine of the latitude that is true to scale: the
    projection is equirectangular. `scale` is the length of a pixel in units of the view box.
    `cell` is the size in degrees of the cells that dots stand for, 0 if each is a city.
    """

    view: str
    squeeze: float
    scale: float
    land: Land
    dots: tuple[Dot, ...]
    badges: tuple[Badge, ...]
    cell: float


def draw_sketch(scene: Scene, bounds: Bounds) -> Sketch:
    """Draw a scene as a plain picture.

    Args:
        scene: What is drawn; arcs are left out.
        bounds: The part of the world in view.
    """
    west, south, east, north = bounds
    middle = abs(south + north) / 2
    squeeze = round(math.cos(math.radians(max(middle, LEAST_TRUE_LAT))), 3)
    size = ((east - west) * squeeze, north - south)
    scale = max(size[0], size[1] * 1.5) / WIDTH_PX
    cell, sites = _thinned(scene)
    return Sketch(
        view=f"{west * squeeze:.2f} {-north:.2f} {size[0]:.2f} {size[1]:.2f}",
        squeeze=squeeze,
        scale=round(scale, 5),
        land=draw_land(scene, bounds),
        dots=tuple(_gathered_dots(sites, squeeze, cell))
        if cell
        else tuple(_dot(site, squeeze, scale) for site in sites),
        badges=tuple(_badges(scene, squeeze)),
        cell=cell,
    )


@dataclass(frozen=True)
class _Site:
    lon: float
    lat: float
    shares: dict[int, int]

    @property
    def count(self) -> int:
        return sum(self.shares.values())


def _thinned(scene: Scene) -> tuple[float, list[_Site]]:
    """The cities, or, where they are too many for a picture, cells of a grid, as fine as can be."""
    sites = scene["sites"]
    columns = (sites["lon"], sites["lat"], sites["parts"])
    found = [
        _Site(lon, lat, dict(zip(parts[::2], parts[1::2], strict=True)))
        for lon, lat, parts in zip(*columns, strict=True)
    ]
    cell = 0.0
    thin = found
    while len(thin) > MARKS_AT_MOST and cell < LARGEST_CELL:
        cell = cell * 2 or 1.0
        thin = _gathered(found, cell)
    return cell, sorted(thin, key=lambda site: -site.count)


def _gathered(sites: list[_Site], cell: float) -> list[_Site]:
    cells: dict[tuple[int, int], dict[int, int]] = {}
    for site in sites:
        shares = cells.setdefault((math.floor(site.lon / cell), math.floor(site.lat / cell)), {})
        for jurisdiction, count in site.shares.items():
            shares[jurisdiction] = shares.get(jurisdiction, 0) + count
    return [
        _Site((column + 0.5) * cell, (row + 0.5) * cell, shares)
        for (column, row), shares in cells.items()
    ]


def _dot(site: _Site, squeeze: float, scale: float) -> Dot:
    radius = radius_px(site.count) * scale
    return Dot(
        x=round(site.lon * squeeze, 2),
        y=round(-site.lat, 2),
        radius=round(radius, 3),
        number=str(site.count) if site.count >= NUMBER_FROM else "",
        slices=tuple(_slices(site.shares, radius)),
    )


def _gathered_dots(sites: list[_Site], squeeze: float, cell: float) -> Iterator[Dot]:
    """A dot for each cell: its area follows the count, and the fullest touches its neighbours."""
    most = max(site.count for site in sites)
    for site in sites:
        radius = squeeze * cell / 2 * math.sqrt(site.count / most)
        x, y = round(site.lon * squeeze, 2), round(-site.lat, 2)
        yield Dot(x, y, round(radius, 3), number="", slices=())


def _slices(shares: dict[int, int], radius: float) -> Iterator[Slice]:
    around = math.pi * radius  # of the circle of half the radius
    total = sum(shares.values())
    done = 0
    for jurisdiction, count in sorted(shares.items(), key=lambda share: (-share[1], share[0])):
        length = around * count / total
        dash = f"{length:.3f} {around - length:.3f}"
        yield Slice(jurisdiction, dash, round(-around * done / total, 3))
        done += count


def _badges(scene: Scene, squeeze: float) -> Iterator[Badge]:
    for area in scene["areas"]:
        if area["kind"] == "unlocated" and area["lon"] is not None and area["lat"] is not None:
            yield Badge(round(area["lon"] * squeeze, 2), round(-area["lat"], 2), str(area["count"]))
