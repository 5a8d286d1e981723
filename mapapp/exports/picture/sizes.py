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

    `height` of None grows with the texts around a map of `map_height`. `cities` is how many
    names of cities there may be on a map of the world and on one of a part of it. `symbols`
    multiplies the radius of every symbol. A brief page has no lines, towns or key to sizes.
    `print_scale` is the pixels of a PNG to a unit where paper decides it, `mm` the paper.
    """

    width: float
    height: float | None
    map_height: float
    margin: float
    title: float
    lead: float
    legend: float
    note: float
    city: float
    badge: float
    cities: tuple[int, int]
    symbols: float
    is_brief: bool = False
    mm: tuple[int, int] | None = None
    print_scale: int | None = None


PAGE_SIZES: Mapping[SizeName, PageSize] = MappingProxyType(
    {
        "article": PageSize(
            width=1200, height=None, map_height=570, margin=24, title=34, lead=19,
            legend=16, note=14, city=15, badge=12.5, cities=(14, 60), symbols=1.0,
        ),
        "social": PageSize(
            width=1200, height=630, map_height=0, margin=30, title=46, lead=22,
            legend=18, note=12.5, city=18, badge=12.5, cities=(4, 8), symbols=1.15, is_brief=True,
        ),
        "a4": PageSize(
            width=877, height=620, map_height=0, margin=30, title=23, lead=12.5,
            legend=10.5, note=8.5, city=9.5, badge=8, cities=(14, 80), symbols=0.72,
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
