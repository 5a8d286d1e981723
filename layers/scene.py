"""The scene: what is drawn for a selection, as data.

    scene = build_scene(select(collection, Selection()))
    scene["sites"]["label"][0]   # "Milan, Italy: 2 reported stations (Qingtian 1, Wenzhou 1)"

It is made of plain lists and texts, always in the same order, and can be written as JSON. The same
drawing code paints it in the app, in the stand-alone page and in the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from layers.agreements import build_agreement_areas, build_arcs, build_towns
from layers.responses import build_response_areas
from layers.stations import build_sites, build_unlocated
from layers.style import DARK, LIGHT, assign_colours
from layers.words import Words
from layers.words.names import jurisdiction_names

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.agreements import Arc, Towns
    from layers.areas import Area
    from layers.selection import Selected
    from layers.stations import Sites


class Jurisdiction(TypedDict):
    """Who is reported to be behind records: a colour by day and one by night, as #rrggbb.

    `unknown` is 1 for the entry that stands for: no source says.
    """

    id: str
    name: str
    colour: str
    colour_dark: str
    unknown: int


class Scene(TypedDict):
    """Everything that is drawn for one selection.

    `jurisdictions` are all of the collection, in its order, so that an index and a colour mean
    the same in every scene. Coordinates are degrees, WGS 84.
    """

    jurisdictions: list[Jurisdiction]
    sites: Sites
    areas: list[Area]
    towns: Towns
    arcs: list[Arc]


def build_scene(shown: Selected, *, language: str = "en") -> Scene:
    """Say what is drawn for a selection.

    Args:
        shown: The selection.
        language: Of labels and names, one of `layers.words.LANGUAGES`.
    """
    wording = Words(shown.collection, language)
    jurisdictions = list_jurisdictions(shown.collection, language)
    indices = {each["id"]: index for index, each in enumerate(jurisdictions)}
    return Scene(
        jurisdictions=jurisdictions,
        sites=build_sites(shown, indices, wording),
        areas=[
            *build_agreement_areas(shown, wording),
            *build_unlocated(shown, wording),
            *build_response_areas(shown, wording),
        ],
        towns=build_towns(shown, wording),
        arcs=build_arcs(shown, indices, wording),
    )


def list_jurisdictions(collection: Collection, language: str = "en") -> list[Jurisdiction]:
    """All jurisdictions of a collection with their names in a language, and their colours.

    Colours are the collection's own where the table has one, made legible on land and sea, else
    of the palette; the unknown jurisdiction has the grey that each theme keeps for it.

    Raises:
        BadColourError: A colour of the table is not #rrggbb.
    """
    table, unknown = collection.jurisdictions, collection.about.unknown_jurisdiction
    own = {
        row_id: colour
        for row_id, colour in zip(table["id"], table["colour"], strict=True)
        if colour
    }
    by_day = assign_colours(table["id"], LIGHT, {**own, unknown: LIGHT.unknown})
    by_night = assign_colours(table["id"], DARK, {**own, unknown: DARK.unknown})
    return [
        Jurisdiction(
            id=row_id,
            name=name,
            colour=by_day[row_id],
            colour_dark=by_night[row_id],
            unknown=int(row_id == unknown),
        )
        for row_id, name in jurisdiction_names(collection, language).items()
    ]
