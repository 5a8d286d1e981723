"""The row of filters, and what a reader's choice makes of the view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.selection import Selection
from mapapp import view as views
from mapapp.address import read_report
from mapapp.panels.components import draw_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.collection import Collection
    from mapapp.panels.facets import Facets
    from mapapp.view import View

WORDS = {
    "filters": "Filters",
    "more": "More",
    "search": "Search",
    "placeholder": "Words in any record",
    "reset": "Clear all",
    "years": "Year",
    "from": "First year",
    "to": "Last year",
    "undated": "without a year left out",
    "find": "Find in this list",
    "only": "Only",
    "remove": "Remove",
    "close": "Close",
    "show": "Show",
    "colour": "Colour",
    "hidden": "Not shown at first:",
    "reveal": "Show them",
    "none": "Nothing ticked means all.",
}


def show_filters(collection: Collection, facets: Facets) -> None:
    """Draw the filters of a collection, with what is chosen in them."""

    def choose(choice: Mapping[str, Any]) -> None:
        now, _ = views.current_view(collection)
        views.remember_answered(choice.get("number"))
        views.change_view(read_choice(choice, now), collection)

    data = {"facets": facets, "words": WORDS, "answered": views.last_answered()}
    draw_filters(data, choose)


def read_choice(choice: Mapping[str, Any], view: View) -> View:
    """Make a view of what the form reports; an opened record stays open.

    Args:
        choice: As `read_report` takes it, with `reset` for the first selection, `colour`, and
            `camera`.
        view: The one before.
    """
    seen = views.looking_at(view, choice.get("camera"))
    selection = Selection() if choice.get("reset") else read_report(choice)
    colour = choice.get("colour", view.colour)
    return replace(
        seen, selection=selection, colour=colour if isinstance(colour, str) else view.colour
    )
