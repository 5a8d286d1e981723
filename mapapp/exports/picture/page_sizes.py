"""The pages that a picture can be: for an article, a social card, a sheet of print."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.style import Theme
    from mapapp.exports.picture.options import SizeName

A4_MM = (297, 210)
PRINT_DPI = 300


@dataclass(frozen=True)
class PageSize:
    """A page and its type sizes, in units: pixels on a screen, 1/75 inch on A4.

    `height` of None grows with the maps and texts. `title` and `deck` are the sizes of their
    letters and of their lines. `cities` is how many names of cities there may be on a map of the
    world and on one of a part of it. `unit` is the length of a pixel of the table of looks, `dots`
    the radius of a dot in such pixels: on a map of the world, of a part of it, and of a country.
    `print_scale` is the pixels of a PNG to a unit where paper decides it, `mm` the paper.
    """

    width: float
    height: float | None
    margin: float
    gap: float
    title: tuple[float, float]
    deck: tuple[float, float]
    key: float
    note: float
    source: float
    city: float
    cities: tuple[int, int]
    unit: float
    dots: tuple[float, float, float] = (4.8, 6.2, 7.5)
    mm: tuple[int, int] | None = None
    print_scale: int | None = None


PAGE_SIZES: Mapping[SizeName, PageSize] = MappingProxyType(
    {
        "article": PageSize(
            width=1200, height=None, margin=24, gap=24, title=(36, 42),
            deck=(20, 28), key=18, note=15, source=13, city=16.5, cities=(12, 18), unit=1.0,
        ),
        "social": PageSize(
            width=1200, height=630, margin=30, gap=24, title=(36, 42),
            deck=(20, 27), key=18, note=14, source=13, city=16.5, cities=(8, 12), unit=1.0,
        ),
        "a4": PageSize(
            width=877, height=620, margin=30, gap=18, title=(26, 31),
            deck=(14, 20), key=12.5, note=10.5, source=9, city=11, cities=(12, 18), unit=0.72,
            mm=A4_MM, print_scale=4,
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How a picture looks: its page, its colours, the language of its names."""

    size: PageSize
    theme: Theme
    language: str
