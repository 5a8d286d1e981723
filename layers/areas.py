"""What is said of a country as a whole: drawn on its area, with a count at its label point.

The label point anchors a badge and the end of an arc. Nothing happened there: a badge is square
and hatched or lettered, so that it is never taken for a place.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from geodata.outlines import OutlineNotFoundError, country_label_point

AreaKind: TypeAlias = Literal["unlocated", "agreement", "proposed", "response"]


class Area(TypedDict):
    """One thing that is said of a country.

    `lon` and `lat` (degrees, WGS 84) anchor its badge; both are None if no outline has the
    country: then it is listed, not drawn. `role` is that of `layers.style.GLYPHS`, for responses.
    """

    country: str
    lon: float | None
    lat: float | None
    kind: AreaKind
    count: int
    role: str
    label: str


def make_area(country: str, kind: AreaKind, count: int, label: str, role: str = "") -> Area:
    """Say something of a country, anchored where its outline has most room."""
    lon, lat = label_point(country) or (None, None)
    return Area(country=country, lon=lon, lat=lat, kind=kind, count=count, role=role, label=label)


def label_point(country: str) -> tuple[float, float] | None:
    """(lon, lat) of the label point of a country; None if no outline has it."""
    try:
        return country_label_point(country)
    except OutlineNotFoundError:
        return None
