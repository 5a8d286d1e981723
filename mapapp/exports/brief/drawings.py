"""What the figures of a brief show, as data.

The `line_share` of a figure is how much of the line it takes on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from geodata.border_views import DE_FACTO

if TYPE_CHECKING:
    from geodata.border_views import Borders
    from layers.scene_types import Scene


@dataclass(frozen=True)
class Interval:
    """A stretch of years. None as an end is one that is not known; `is_open` goes on.

    Years are counted as numbers: 2016 to 2019 lasts from the first day of 2016 to the last of 2019.
    """

    label: str
    first: int | None
    last: int | None
    is_open: bool
    kind: str


@dataclass(frozen=True)
class Timeline:
    """Intervals one below the other on an axis of years; None is a line without one.

    The axis goes on to the end of the year `until`, or of the last one named.
    """

    line_share: ClassVar[float] = 1.0
    intervals: tuple[Interval | None, ...]
    until: int

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first year of the axis, and the one after its last."""
        dated = [each for each in self.intervals if each]
        known = [year for each in dated for year in (each.first, each.last) if year is not None]
        return min([*known, self.until]), max([*known, self.until]) + 1

    def share(self, year: int) -> float:
        """How far along the axis a year begins, from 0 to 1."""
        first, last = self.years
        return (year - first) / (last - first)


@dataclass(frozen=True, eq=False)
class Locator:
    """A map of a country alone, with those around it as far as they are seen.

    The scene holds what is drawn in the country; `named` are the codes of the countries whose
    names are written, in the language.
    """

    line_share: ClassVar[float] = 0.49
    code: str
    scene: Scene
    named: tuple[str, ...]
    language: str
    borders: Borders = DE_FACTO

    @property
    def unlocated(self) -> int:
        """How many sites have no city."""
        return sum(area["count"] for area in self.scene["areas"])


Drawing: TypeAlias = Timeline | Locator
