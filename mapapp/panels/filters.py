"""The filters beside the map, and what a reader's choice makes of the view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.selection import Selection
from mapapp import view as views
from mapapp.panels.components import draw_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection
    from mapapp.panels.facets import Facets
    from mapapp.view import View

WORDS = {
    "search": "Search",
    "placeholder": "Words in any record",
    "reset": "Reset",
    "years": "Years",
    "from": "First year",
    "to": "Last year",
    "undated": "Without a year",
    "find": "Find in this list",
    "status": "Status",
}


def show_filters(collection: Collection, facets: Facets) -> None:
    """Draw the filters of a collection, with what is chosen in them."""

    def choose(choice: Mapping[str, Any]) -> None:
        now, _ = views.current_view(collection)
        chosen, _ = views.keep_known(read_choice(choice, now), collection)
        views.remember_answered(int(choice.get("number", 0)))
        views.change_view(chosen)

    data = {"facets": facets, "words": WORDS, "answered": views.last_answered()}
    draw_filters(data, choose)


def read_choice(choice: Mapping[str, Any], view: View) -> View:
    """Make a view of what the form reports; an opened record stays open.

    Args:
        choice: Fields of `Selection`, lists for sets; `reset` for the first selection; `camera`.
        view: The one before.
    """
    seen = views.looking_at(view, choice.get("camera"))
    if choice.get("reset"):
        return replace(seen, selection=Selection())
    selection = Selection(
        layers=_set(choice.get("layers")),
        jurisdictions=_set(choice.get("jurisdictions")),
        countries=_set(choice.get("countries")),
        statuses=_set(choice.get("statuses")),
        editions=_set(choice.get("editions")),
        years=_pair(choice.get("years")),
        undated=bool(choice.get("undated", True)),
        search=str(choice.get("search") or "").strip()[: views.MAX_SEARCH],
    )
    return replace(seen, selection=selection)


def _set(values: list[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(map(str, values))


def _pair(years: list[int] | None) -> tuple[int, int] | None:
    return (int(years[0]), int(years[1])) if years else None
