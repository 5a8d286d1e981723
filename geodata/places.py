"""How a row names a place, and where the place of that name is.

A cell that lists places writes each as `Name`, as `Name, CC` outside the row's own country, or as
`Name, Region, CC` where the country has namesakes. `places.csv` resolves each once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING

from geodata.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

MAX_DECIMALS: Mapping[str, int] = {"city": 2, "region": 1}
"""Digits behind the point that a position may have: 0.01° is about 1 km, 0.1° about 11 km."""


@dataclass(frozen=True, order=True, slots=True)
class PlaceName:
    """A place as a row means it; empty parts are not stated."""

    country: str
    admin1: str
    name: str
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of `places.csv`. `lon` and `lat` are degrees in WGS 84, None where not resolved."""

    country: str
    admin1: str
    name: str
    precision: str
    lon: float | None
    lat: float | None
    gazetteer_id: str
    method: str

    @property
    def is_located(self) -> bool:
        """Whether it has a position."""
        return self.lon is not None and self.lat is not None

    @property
    def key(self) -> str:
        """A stable identifier, readable in a URL or an attribute."""
        return "/".join(part for part in (self.country, self.admin1, self.name) if part)


class Places:
    """The resolved places of a collection, found by the names that rows use."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_name: dict[tuple[str, str], list[Place]] = {}
        self._got: dict[PlaceName, Place | None] = {}
        for place in places:
            self._by_name.setdefault((place.country, place.name), []).append(place)

    @classmethod
    def from_table(cls, table: pd.DataFrame) -> Places:
        """Index the rows of `places.csv`; rows share what is alike in many of them."""
        columns = [field.name for field in fields(Place)]
        return cls(
            Place(
                intern(country), intern(admin1), name, intern(precision),
                _number(lon), _number(lat), gazetteer_id, intern(method),
            )
            for country, admin1, name, precision, lon, lat, gazetteer_id, method in rows_of(
                table, columns
            )
        )  # fmt: skip

    @cached_property
    def by_key(self) -> Mapping[str, Place]:
        """Every place by its key."""
        return {place.key: place for each in self._by_name.values() for place in each}

    def find(self, wanted: PlaceName) -> tuple[Place, ...]:
        """Every place that the name can mean: one if all is well, several among namesakes.

        A region that the name does not state is not compared; a town is preferred to the region
        that is called like it.
        """
        found = [
            place
            for place in self._by_name.get((wanted.country, wanted.name), [])
            if wanted.admin1 in {"", place.admin1} and wanted.precision in {"", place.precision}
        ]
        cities = [place for place in found if place.precision == "city"]
        return tuple(cities or found)

    def get(self, wanted: PlaceName) -> Place | None:
        """The one place that the name means; None if there is none, or more than one."""
        if wanted not in self._got:
            found = self.find(wanted)
            self._got[wanted] = found[0] if len(found) == 1 else None
        return self._got[wanted]


def parse_place(text: str, country: str = "") -> PlaceName:
    """Read one entry of a list of places.

    Args:
        text: `Name`, `Name, CC` or `Name, Region, CC`.
        country: The row's own country, for an entry that states none; empty if it has several.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and len(parts[-1]) == 2 and parts[-1].isupper():  # noqa: PLR2004 - ISO alpha-2
        country = parts.pop()
    name, *region = parts
    return PlaceName(country=country, admin1=", ".join(region), name=name)


def site_place(country: str, region: str, city: str) -> PlaceName | None:
    """What the row of a site names: its city, else its region; None if only the country."""
    if city:
        return PlaceName(country, region, city, "city")
    if region:
        return PlaceName(country, "", region, "region")
    return None


def named_precision(region: str, city: str) -> str:
    """The precision of a row that names this region and city, either of which may be empty."""
    return "city" if city else "region" if region else "country"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
