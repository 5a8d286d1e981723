"""The last look before a picture leaves: nothing on it is placed more closely than it is known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.places import MAX_DECIMALS

if TYPE_CHECKING:
    from layers.scene import Scene


class TooPreciseError(GeodataError, ValueError):
    """A position is finer than the precision of its place: it would point at a street."""

    def __init__(self, place: str, lon: float, lat: float, digits: int) -> None:
        self.place = place
        self.lon = lon
        self.lat = lat
        super().__init__(
            f"{place} is placed at {lon}, {lat}: a city has at most {digits} digits behind the "
            "point. Round it in places.csv, then export again."
        )


def refuse_finer(scene: Scene) -> None:
    """Refuse a scene with a position finer than a city.

    Raises:
        TooPreciseError: Of the first such place.
    """
    digits = MAX_DECIMALS["city"]
    for columns in (scene["sites"], scene["towns"]):
        for key, lon, lat in zip(columns["key"], columns["lon"], columns["lat"], strict=True):
            if max(_decimals(lon), _decimals(lat)) > digits:
                raise TooPreciseError(key, lon, lat, digits)


def _decimals(degrees: float) -> int:
    exponent = Decimal(repr(degrees)).normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
