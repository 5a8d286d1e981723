"""Which parts of the world a map offers: all of it, where sites are close together, continents.

The frames are of the collection, so that a filter moves none; their numbers are of the selection.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from geodata.outlines import FINEST, OutlineNotFoundError, bounds_of
from layers.basemap import WORLD_BOUNDS
from layers.marks import label_point
from layers.nearby import projected
from layers.selection import whole
from layers.stored import StoredCollection
from layers.stores.columns import LOCATED
from layers.world_regions import CONTINENTS, HALF_TURN, TURN, are_within, region_boxes, region_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata.collection import Collection
    from layers.compose import Camera
    from layers.scene_types import Scene
    from layers.selection import Selected
    from layers.world_regions import Box

    Point: TypeAlias = tuple[float, float, int]

MIN_SITES = 20  # in known cities: fewer can be told apart on a map of the world
MIN_SHARE = 0.4  # of them, that a dense region holds
MAX_PART = 0.2  # of the map of the world, that it takes
WIDE = 180.0  # degrees: what reaches farther is shown on a map of the world
BESIDE, ABOVE = 0.09, 0.08  # of what is framed, around it: room for names
BESIDE_WORLD = 13.0  # degrees
WORLD_LATITUDES = (-54.0, 71.0)
"""Where sites are, within the reach of people: no empty ocean in the south, no polar sea."""
NEAR_KM = 400.0  # parts of a country farther from its mainland do not widen a frame
MIN_DEGREES_IN_SIGHT = 13.0  # in sight where a map frames something as near as it does
SCREEN = (1200.0, 800.0)  # px: what a map shows at most, by and large
WORLD_PX = 256.0  # how wide the world is at zoom 0


@dataclass(frozen=True)
class Frame:
    """A part of the world in degrees, WGS 84; east is beyond 180 where it crosses the antimeridian.

    `name` is what readers know it as; `number` counts the sites of the selection that lie inside,
    those of no known city where their country is.
    """

    code: str
    name: str
    west: float
    south: float
    east: float
    north: float
    number: int

    @property
    def box(self) -> Box:
        """(west, south, east, north)."""
        return self.west, self.south, self.east, self.north


def dense_frame(
    shown: Selected, language: str = "en", *, points: Sequence[Point] | None = None
) -> Frame | None:
    """Find the region in which so many sites stand so close that the world map cannot show them.

    It is the one that holds most sites of the collection among those that hold `MIN_SHARE` of
    them on `MAX_PART` of the map, the smaller one of two alike; drawn as far as its sites
    reach. None where nothing is dense, or nothing of the selection lies in it.

    Args:
        shown: The selection.
        language: Of the name.
        points: `points_of` the scene of the selection, where there is one.
    """
    found = _dense_region(shown.collection)
    if found is None:
        return None
    frame = _frame(_points(shown) if points is None else points, *found, language)
    return frame if frame.number else None


@lru_cache(maxsize=8)
def home_frame(collection: Collection) -> Box:
    """Where a map of a collection looks before anything is chosen: at all that it can show."""
    points = [(lon, lat) for lon, lat, _ in _points(whole(collection))]
    if not points:
        return WORLD_BOUNDS
    west, south, east, north = _around(points)
    if east - west < WIDE:
        return _padded((west, south, east, north))
    low, high = WORLD_LATITUDES
    return (
        max(west - BESIDE_WORLD, -HALF_TURN),
        min(low, south - 1),
        min(east + BESIDE_WORLD, HALF_TURN + BESIDE_WORLD),
        max(high, north + 1),
    )


def continent_frames(points: Sequence[Point], language: str = "en") -> list[Frame]:
    """The continents that hold sites, in the order in which they are offered.

    Args:
        points: `points_of` a scene.
        language: Of the names.
    """
    boxes = region_boxes()
    frames = (_frame(points, code, boxes[code], language) for code in CONTINENTS)
    return [frame for frame in frames if frame.number]


def looked_at(
    shown: Selected, camera: Camera | None, countries: Sequence[str] = ()
) -> tuple[Box, ...] | None:
    """What a page looks at, where it is sent only what a screen can tell apart.

    That is so for a collection that is not in memory: of any other, a page is sent every place, and
    the server need not be asked while a reader pans and zooms.

    Args:
        shown: The selection.
        camera: Where the map has been moved; None if it looks at some countries, or at all.
        countries: Those that it then goes to.

    Returns:
        For `layers.scene.build_scene`.
    """
    if not isinstance(shown.collection, StoredCollection):
        return None
    if camera is not None:
        return (_seen_from(camera),)
    if countries:
        try:
            box = bounds_of(countries, scale=FINEST, near_km=NEAR_KM)
        except OutlineNotFoundError:
            return ()
        return (_with_surroundings(box),)
    found = _dense_region(shown.collection)
    return (found[1],) if found else ()


def _with_surroundings(box: Box) -> Box:
    """What is in sight where a box is framed on a map of another shape."""
    west, south, east, north = box
    east = east if west <= east else east + TURN
    around = max(east - west, north - south, MIN_DEGREES_IN_SIGHT) / 2
    return west - around, south - around, east + around, north + around


def _seen_from(camera: Camera) -> Box:
    """What is in sight around the middle of a map."""
    x, y = projected(np.array([camera.lon]), np.array([camera.lat]))
    half_width, half_height = (side / 2 / WORLD_PX / 2.0**camera.zoom for side in SCREEN)
    west, east = (float(x[0]) + each for each in (-half_width, half_width))
    return (
        west * TURN - HALF_TURN,
        _latitude(float(y[0]) + half_height),
        east * TURN - HALF_TURN,
        _latitude(float(y[0]) - half_height),
    )


def _latitude(y: float) -> float:
    """The latitude of what is drawn at a height of Web Mercator, from 0 in the north to 1."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * min(max(y, 0.0), 1.0)))))


def points_of(scene: Scene) -> list[Point]:
    """Where the sites of a scene are; those of no known city in the middle of their country."""
    sites = scene["sites"]
    return [
        *zip(sites["lon"], sites["lat"], sites["count"], strict=True),
        *(
            (area["lon"], area["lat"], area["count"])
            for area in scene["areas"]
            if area["kind"] == "unlocated" and area["lon"] is not None and area["lat"] is not None
        ),
    ]


@lru_cache(maxsize=8)
def _dense_region(collection: Collection) -> tuple[str, Box] | None:
    points = _points(whole(collection), are_located=True)
    lons, lats, numbers = np.array(points, dtype="float64").reshape(-1, 3).T
    total = int(numbers.sum())
    if total < MIN_SITES:
        return None
    world = _size(home_frame(collection))
    found = []
    for code, region in region_boxes().items():
        inside = are_within(region, lons, lats)
        number = int(numbers[inside].sum())
        if number < MIN_SHARE * total:
            continue
        box = _padded(_around(zip(lons[inside].tolist(), lats[inside].tolist(), strict=True)))
        if _size(box) <= MAX_PART * world:
            found.append((-number, _size(box), code, box))
    return min(found)[2:] if found else None


def _frame(points: Iterable[Point], code: str, box: Box, language: str) -> Frame:
    lons, lats, numbers = np.array([*points], dtype="float64").reshape(-1, 3).T
    number = int(numbers[are_within(box, lons, lats)].sum())
    west, south, east, north = box
    east = east if west <= east else east + TURN
    return Frame(code, region_name(code, language), west, south, east, north, number)


def _points(shown: Selected, *, are_located: bool = False) -> list[Point]:
    """(lon, lat, number of sites): of cities, and of countries for sites of no known city.

    Args:
        shown: The selection.
        are_located: Whether cities alone are wanted.
    """
    places, found = shown.collection.places.by_key, []
    for layer in shown.collection.about.of_role("site"):
        for is_located, key, host, number in shown.grouped(layer, LOCATED, "place", "host"):
            if not is_located and are_located:
                continue
            place = places.get(key)
            point = (place.lon, place.lat) if place and is_located else label_point(host)
            if point is not None and point[0] is not None and point[1] is not None:
                found.append((float(point[0]), float(point[1]), number))
    return found


def _around(points: Iterable[tuple[float, float]]) -> Box:
    lons, lats = zip(*points, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _padded(box: Box) -> Box:
    west, south, east, north = box
    beside, above = (east - west) * BESIDE, (north - south) * ABOVE
    return west - beside, south - above, east + beside, north + above


def _size(box: Box) -> float:
    west, south, east, north = box
    return (east - west) * (north - south)
