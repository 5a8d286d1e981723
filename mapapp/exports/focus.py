"""What part of the world a picture shows, and an article first."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from babel import Locale

from geodata.countries import country_name, find_country_code
from geodata.errors import GeodataError
from geodata.names import fold_name
from geodata.outlines import OutlineNotFoundError, bounds_of
from layers.cartography.projection import WORLD_ACROSS, spans
from layers.frames import NEAR_KM
from layers.marks import label_point
from layers.words import LANGUAGES, capital
from layers.world_regions import HALF_TURN, TURN, region_boxes, region_name, within_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from layers.cartography.projection import Extent
    from layers.scene_types import Scene

FIT = "fit"
WORLD = "world"
WORLD_EXTENT: Extent = (-180.0, -55.0, 180.0, 76.0)
MIN_DEGREES = 3.0  # across: one town alone is still shown in its surroundings
_SIDES = 4
_POLE = 90.0


class BadFocusError(GeodataError, ValueError):
    """A text names no part of the world."""

    def __init__(self, focus: str) -> None:
        self.focus = focus
        super().__init__(
            f"{focus!r} is not a focus of a map: write fit, world, the name of a region, "
            "countries such as FR,DE, or a box west,south,east,north in degrees."
        )


def find_extent(focus: str) -> Extent | None:
    """Read the choice of a focus.

    Returns:
        The extent; None to fit the records.

    Raises:
        BadFocusError: It names no part of the world.
    """
    word = fold_name(focus)
    if word == FIT:
        return None
    if word == WORLD:
        return WORLD_EXTENT
    return _region(word) or _box(focus) or _countries(focus)


def name_focus(focus: str, language: str) -> str:
    """Name the region or the countries that a focus asks for; nothing for anything else."""
    if fold_name(focus) in {FIT, WORLD}:
        return ""
    code = _region_codes().get(fold_name(focus))
    if code:
        return str(Locale.parse(language).territories[code])
    codes = [find_country_code(name.strip()) for name in focus.split(",")]
    return ", ".join(country_name(code, language) for code in codes if code) if all(codes) else ""


def name_world(language: str) -> str:
    """Name the world."""
    return capital(region_name("001", language))


def fit_extent(scene: Scene) -> Extent:
    """Find the extent that holds everything drawn but the far ends of arcs; else the world."""
    sites, towns = scene["sites"], scene["towns"]
    hosts = {*sites["country"], *(area["country"] for area in scene["areas"])}
    points = [*zip(sites["lon"], sites["lat"], strict=True)]
    points += [
        (lon, lat)
        for lon, lat, country in zip(towns["lon"], towns["lat"], towns["country"], strict=True)
        if country in hosts
    ]
    middles = filter(None, map(label_point, sorted(hosts)))
    boxes: list[Extent] = [(lon, lat, lon, lat) for lon, lat in (*points, *middles)]
    if not boxes or spans(around := _union(boxes))[0] >= WORLD_ACROSS:
        return around if boxes else WORLD_EXTENT
    for country in sorted(hosts):
        boxes += _near_box(country)
    return _widened(_union(boxes))


def _near_box(country: str) -> list[Extent]:
    try:
        return [bounds_of([country], near_km=NEAR_KM)]
    except OutlineNotFoundError:
        return []


def _union(boxes: Sequence[Extent]) -> Extent:
    """The narrowest extent around boxes: it leaves out the widest empty stretch of meridians."""
    ordered = sorted(
        (west % TURN, west % TURN + spans(box)[0]) for box in boxes for west in box[:1]
    )
    reached, gaps = ordered[0][1], []
    for (_, _), (start, end) in pairwise(ordered):
        gaps.append((start - reached, reached, start))
        reached = max(reached, end)
    gaps.append((ordered[0][0] + TURN - reached, reached, ordered[0][0] + TURN))
    empty, east, west = max(gaps)
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    if empty <= 0:
        return WORLD_EXTENT
    return within_turn(west), south, within_turn(east), north


def _widened(extent: Extent) -> Extent:
    west, south, east, north = extent
    across, up = spans(extent)
    if across > MIN_DEGREES or up > MIN_DEGREES:
        return extent
    beside = MIN_DEGREES / 2 / max(0.2, math.cos(math.radians((south + north) / 2)))
    above = MIN_DEGREES / 2
    return within_turn(west - beside), south - above, within_turn(east + beside), north + above


def _box(focus: str) -> Extent | None:
    parts = focus.split(",")
    if len(parts) != _SIDES:
        return None
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    if not (-_POLE <= south < north <= _POLE and abs(west) <= HALF_TURN and abs(east) <= HALF_TURN):
        raise BadFocusError(focus)
    if west == east:
        raise BadFocusError(focus)
    return west, south, east, north


def _countries(focus: str) -> Extent:
    codes = [find_country_code(name.strip()) for name in focus.split(",")]
    known = [code for code in codes if code]
    if len(known) < len(codes):
        raise BadFocusError(focus)
    try:
        return _widened(bounds_of(known, scale="50m", near_km=NEAR_KM))
    except OutlineNotFoundError as error:
        raise BadFocusError(focus) from error


def _region(word: str) -> Extent | None:
    code = _region_codes().get(word)
    return region_boxes()[code] if code else None


@lru_cache(maxsize=1)
def _region_codes() -> dict[str, str]:
    """The code of each region by its names: CLDR's, in every language of the interface."""
    return {
        fold_name(name): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if code in region_boxes()
    }
