"""What the buttons of the page do to the view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.hidden import find_hidden
from layers.selection import Selection
from mapapp import view as views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.collection import Collection
    from mapapp.view import View

REVEAL = "reveal"
"""The action of a button that shows what matches and is hidden by default."""


def act(collection: Collection) -> Callable[[Mapping[str, Any]], None]:
    """Make the function that hears what was pressed on the page of a collection."""

    def hear(report: Mapping[str, Any]) -> None:
        now, _ = views.current_view(collection)
        action = str(report.get("action", ""))
        seen = views.looking_at(now, report.get("camera"))
        if action == REVEAL:
            views.change_view(revealed(collection, seen), collection)
        else:
            views.change_view(changed(seen, action), collection)
        _remember(action)

    return hear


def revealed(collection: Collection, view: View) -> View:
    """The view with what matches and was hidden by default."""
    hidden = find_hidden(collection, view.selection)
    return replace(view, selection=hidden.selection) if hidden else view


def changed(view: View, action: str) -> View:
    """The view after an action such as `open:ST-001`, `country:IT`, `close` or `reset`."""
    word, _, value = action.partition(":")
    if word == "open":
        return replace(view, record=value)
    if word == "close":
        return replace(view, record="")
    if word == "reset":
        return replace(view, selection=Selection(), record="", camera=None)
    if word == "world":
        return replace(view, selection=view.selection.asking(country=None), record="", camera=None)
    if word in {"country", "brief"}:
        return replace(view, selection=view.selection.asking(country=frozenset({value})))
    return view


def _remember(action: str) -> None:
    word, _, value = action.partition(":")
    if word == "tour":
        views.show_tour(is_shown=value == "start")
    if word == "brief":
        views.go_to("briefing")
    if word in {"layer", "sort", "more"}:
        views.change_listing(action)
