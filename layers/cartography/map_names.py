"""The names of cities, towns and countries on a map, where there is room for them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from geodata.countries import country_name
from geodata.outlines import OutlineNotFoundError, country_label_point
from layers.cartography.canvas import TextStyle
from layers.cartography.labels import LabelRequest, place_labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from layers.cartography.canvas import Canvas
    from layers.cartography.labels import CollisionIndex, Label
    from layers.cartography.projection import XY, Frame, View
    from layers.cartography.symbols import Site

MAX_TRIED = 300
"""Cities whose names are tried where few are written."""


def wish_for(site: Site, size: float, *, number: int = 0, must_stand: bool = False) -> LabelRequest:
    """The name of a city beside its mark, with a number that is not seen on that."""
    text = f"{site.name} {number}" if number else site.name
    across, down = site.reach
    return LabelRequest(
        text,
        site.middle,
        across,
        size,
        bold=True,
        own=site.room,
        must_stand=must_stand,
        rise=down,
    )


def name_cities(
    sites: Iterable[Site],
    taken: CollisionIndex,
    frame: Frame,
    size: float,
    *,
    most: int | None = None,
) -> list[Label]:
    """Place the names of the cities that matter.

    Those with the most sites come first; of as many, the one farthest from a name that is placed.

    Args:
        sites: On the page.
        taken: What is taken by marks and other names; the new ones are added to it.
        frame: Which names do not leave.
        size: Of the letters.
        most: How many names there may be; None sets no limit.
    """
    labels: list[Label] = []
    left = sorted(sites, key=lambda site: (-site.count, site.name, site.key))
    left = left if most is None else left[:MAX_TRIED]
    distances = [math.inf] * len(left)
    while left and (most is None or len(labels) < most):
        first = left[0].count
        alike = [at for at, site in enumerate(left) if site.count == first]
        at = max(alike, key=lambda each: (distances[each], -each))
        site = left.pop(at)
        distances.pop(at)
        placed = place_labels([wish_for(site, size)], taken, frame)
        labels += placed
        if placed:
            distances = [
                min(known, math.dist(site.middle, other.middle))
                for known, other in zip(distances, left, strict=True)
            ]
    return labels


def name_countries(  # noqa: PLR0913 - what a page is, and what fits on it
    codes: Collection[str],
    view: View,
    taken: CollisionIndex,
    size: float,
    language: str,
    *,
    most: int | None = None,
) -> list[Label]:
    """Place the names of countries where there is room in the middle of what is seen of them.

    Those of which most is seen come first.

    Args:
        codes: Of the countries.
        view: The page.
        taken: What is taken by marks and other names; the new ones are added to it.
        size: Of the letters.
        language: Of the names.
        most: How many names there may be; None sets no limit.
    """
    areas = {code: float(shape.area) for code, shape in view.land() if code in codes}
    labels: list[Label] = []
    for code in sorted(codes, key=lambda each: (-areas.get(each, 0.0), each)):
        if most is not None and len(labels) >= most:
            break
        wishes = _country_wishes(code, view, size, language)
        labels += place_labels(wishes, taken, view.frame, most=1)
    return labels


def write_labels(
    canvas: Canvas, labels: Iterable[Label], name: str, colour: str, halo: str | None
) -> None:
    """Set labels; the halo of none lies over the letters of another that is set alike."""
    alike: dict[TextStyle, list[tuple[str, float, float]]] = {}
    for each in labels:
        wish = each.wish
        letters = TextStyle(name, wish.size, colour, bold=wish.bold, align=each.align, halo=halo)
        alike.setdefault(letters, []).append((wish.text, each.x, each.y))
    for letters, texts in alike.items():
        canvas.texts(texts, letters)


def _country_wishes(code: str, view: View, size: float, language: str) -> Iterator[LabelRequest]:
    """A country's name in its middle, a line above or below, or in the middle of what is seen."""
    try:
        label_point, outline = country_label_point(code), view.country(code)
    except OutlineNotFoundError:
        return
    if outline.is_empty:
        return
    name = country_name(code, language).upper()
    for x, y in (view.point(*label_point), _middle_of_largest(outline)):
        for down in (0.0, 1.4, -1.4, 2.6, -2.6):
            point = (x, round(y + down * size, 1))
            if shapely.intersects_xy(outline, *point):
                yield LabelRequest(name, point, 0.0, size, on=True)


def _middle_of_largest(outline: shapely.Geometry) -> XY:
    seen = max(shapely.get_parts(outline), key=lambda part: float(part.area))
    middle = seen.representative_point()
    return round(middle.x, 1), round(middle.y, 1)
