"""What a scene is made of: plain lists and texts, which can be written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypeAlias, TypedDict

if TYPE_CHECKING:
    from layers.arcs import LonLat

AreaKind: TypeAlias = Literal["unlocated", "agreement", "proposed", "response"]


class Jurisdiction(TypedDict):
    """Who is reported to be behind records: a colour by day and one by night, as #rrggbb.

    `unknown` is 1 for the entry that stands for: no source says.
    """

    id: str
    name: str
    colour: str
    colour_dark: str
    unknown: int


class DotColour(TypedDict):
    """What a colour of the dots stands for: by day and by night, as #rrggbb.

    `hollow` is 1 where its dots are rings.
    """

    id: str
    name: str
    colour: str
    colour_dark: str
    hollow: int


class Sites(TypedDict):
    """One entry per city, in columns, ordered by key; `lon` and `lat` in degrees, WGS 84.

    `parts` alternates an index into the categories and a number of sites, the largest part
    first. `faded` is 1 where a range of years is asked for and no record of the city certainly
    answers it. Labels are empty where the scene was to have none. `places` are there where cities
    are drawn together (`layers.nearby`): how many.
    """

    key: list[str]
    name: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]
    count: list[int]
    parts: list[list[int]]
    faded: list[int]
    label: list[str]
    places: NotRequired[list[int]]


class Towns(TypedDict):
    """Towns that agreements name, in columns, ordered by key; `lon` and `lat` in degrees, WGS 84.

    `proposed` is 1 where every agreement that names the town was only proposed; `places` as in
    `Sites`.
    """

    key: list[str]
    name: list[str]
    country: list[str]
    lon: list[float]
    lat: list[float]
    count: list[int]
    proposed: list[int]
    label: list[str]
    places: NotRequired[list[int]]


class Area(TypedDict):
    """One thing that is said of a country as a whole: drawn on its area, with a badge.

    `lon` and `lat` (degrees, WGS 84) anchor the badge; both are None if no outline has the country:
    then it is listed, not drawn. A badge is square and hatched or lettered, so that it is never
    taken for a place. `role` is that of `layers.style.GLYPHS`, for statements.
    """

    country: str
    lon: float | None
    lat: float | None
    kind: AreaKind
    count: int
    role: str
    label: str


class Arc(TypedDict):
    """A line from the seat of a jurisdiction to a host country, cut at the antimeridian.

    `lines` holds parts of (lon, lat) in degrees; `jurisdiction` is an index; `count` the number
    of agreements it stands for.
    """

    lines: list[list[LonLat]]
    jurisdiction: int
    country: str
    count: int
    proposed: int
    label: str


class Scene(TypedDict):
    """Everything that is drawn for one selection.

    `categories` are all that dots can be coloured by, and `jurisdictions` all of the collection, in
    its order, so that an index and a colour mean the same in every scene. `chosen` are the
    countries that are asked for: their land stands out, and is hatched where sites have no known
    city. Towns and arcs are there only if countries are chosen, or agreements shown without sites.
    Coordinates are degrees, WGS 84.
    """

    categories: list[DotColour]
    jurisdictions: list[Jurisdiction]
    chosen: list[str]
    sites: Sites
    areas: list[Area]
    towns: Towns
    arcs: list[Arc]
