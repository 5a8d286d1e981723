"""What the buttons of the page do to the view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layers.hidden import find_hidden
from layers.selection import Selection
from mapapp import view as views
from mapapp.list_state import Listing
from mapapp.panels.notices import REVEAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.collection import Collection
    from mapapp.view import View


def act(collection: Collection) -> Callable[[Mapping[str, Any]], None]:
    """Make the function that handles what was pressed on the page of a collection."""

    def handle(report: Mapping[str, Any]) -> None:
        now, _ = views.current_view(collection)
        action = str(report.get("action", ""))
        seen = views.looking_at(now, report.get("camera"))
        if action == REVEAL:
            views.change_view(revealed(collection, seen), collection)
        else:
            views.change_view(changed(seen, action), collection)
        _remember(action)

    return handle


def revealed(collection: Collection, view: View) -> View:
    """The view with what matches and was hidden by default."""
    hidden = find_hidden(collection, view.selection)
    return replace(view, selection=hidden.selection) if hidden else view


def changed(view: View, action: str) -> View:
    """The view after an action such as `open:ST-001`, `country:IT`, `close` or `reset`."""
    word, _, value = action.partition(":")
    change = CHANGES.get(word)
    return change(view, value) if change else view


def _to_country(view: View, code: str) -> View:
    asked = view.selection.asking(country=frozenset({code}))
    return replace(view, selection=asked, record="")


def _to_list(view: View, tab: str) -> View:
    return replace(view, listing=Listing(tab=tab), record="")


def _asking(view: View, **asked: Any) -> View:
    return replace(view, selection=view.selection.asking(**asked))


CHANGES: Mapping[str, Callable[[View, str], View]] = {
    "open": lambda view, record: replace(view, record=record),
    "close": lambda view, _: replace(view, record=""),
    "reset": lambda view, _: replace(view, selection=Selection(), record="", camera=None),
    "world": lambda view, _: replace(_asking(view, country=None), record="", camera=None),
    "country": _to_country,
    "brief": lambda view, code: _asking(view, country=frozenset({code})),
    "pick": lambda view, asked: replace(view, selection=_picked(view.selection, asked)),
    "drop": lambda view, word: _asking(view, **{word: None}),
    "year": lambda view, year: _asking(
        view, year=(int(year), int(year)) if year.isdigit() else None
    ),
    "tab": lambda view, tab: replace(view, listing=view.listing.after(f"tab:{tab}")),
    "sort": lambda view, column: replace(view, listing=view.listing.after(f"sort:{column}")),
    "more": lambda view, _: replace(view, listing=view.listing.after("more")),
    "list": _to_list,
}
"""What the view becomes by the first word of an action, and by what is behind its colon."""


def _picked(selection: Selection, asked: str) -> Selection:
    """The selection with some values of a filter chosen, or no longer where they all were."""
    word, _, listed = asked.partition(":")
    values, chosen = frozenset(listed.split(",")), selection.chosen(word) or frozenset()
    left = chosen - values if values <= chosen else chosen | values
    return selection.asking(**{word: left or None})


def _remember(action: str) -> None:
    word, _, value = action.partition(":")
    if word == "brief":
        views.go_to("briefing")
    if word == "page":
        views.go_to(value)
    if word == "list":
        views.go_to("records")
    if word == "map":
        views.go_to("map")
