"""Places that a name may mean, as a scene: one mark for each, to choose from on a small map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.scene_types import DotColour, Scene
from layers.style import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.matches import Candidate


def build_candidates(candidates: Sequence[Candidate], *, language: str = "en") -> Scene:
    """Draw each candidate as a mark; its key is its id in the gazetteer, its number its rank.

    Args:
        candidates: Most likely first. Two of one id are one mark.
        language: Of the names of countries.
    """
    places = {each.gazetteer_id: each for each in candidates}
    order = sorted(places)
    chosen = [places[key] for key in order]
    return Scene(
        categories=[
            DotColour(
                id="candidate",
                name="",
                colour=LIGHT.categories[0],
                colour_dark=DARK.categories[0],
                hollow=0,
            )
        ],
        jurisdictions=[],
        chosen=[],
        sites={
            "key": order,
            "name": [each.name for each in chosen],
            "country": [each.country for each in chosen],
            "lon": [round(each.lon, 2) for each in chosen],
            "lat": [round(each.lat, 2) for each in chosen],
            "count": [1] * len(chosen),
            "parts": [[0, 1] for _ in chosen],
            "faded": [0] * len(chosen),
            "label": [describe(each, language=language) for each in chosen],
        },
        areas=[],
        towns={
            "key": [], "name": [], "country": [], "lon": [], "lat": [], "count": [],
            "proposed": [], "label": [],
        },
        arcs=[],
    )  # fmt: skip


def describe(candidate: Candidate, *, language: str = "en") -> str:
    """Name, region, country and number of people, to tell a place from its namesakes."""
    country = country_name(candidate.country, language)
    where = ", ".join(filter(None, (candidate.name, candidate.admin1, country)))
    return f"{where} ({candidate.population:,} people)" if candidate.population else where
