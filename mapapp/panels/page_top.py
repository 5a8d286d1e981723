"""The top of a page: the bar with the pages, the head, the row of filters, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from layers.selection import Selection
from mapapp import view as views
from mapapp.address import read_report
from mapapp.panels.actions import act
from mapapp.panels.components import draw_filters, draw_markup
from mapapp.panels.filter_choices import build_facets
from mapapp.panels.head import head_html
from mapapp.panels.markup import element, fragment
from mapapp.panels.notices import problem_html
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.selection import Selected
    from mapapp.panels.filter_choices import Facets
    from mapapp.view import View

MENU = "menu-of-pages"

FILTER_WORDS = {
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


@dataclass(frozen=True)
class PageTop:
    """What it says, in HTML, and what its filters offer."""

    head: Markup
    facets: Facets
    notice: Markup


def write_top(shown: Selected, overview: Overview, view: View, problems: Sequence[str]) -> PageTop:
    """Write the top of a page.

    Args:
        shown: The selection.
        overview: Of the selection.
        view: What is looked at.
        problems: What is wrong with its address.
    """
    return PageTop(
        head=head_html(shown, overview),
        facets=build_facets(shown.collection, view.selection, view.colour),
        notice=problem_html(shown, problems),
    )


def draw_top(collection: Collection, top: PageTop) -> None:
    """Draw it at this point of the page."""
    draw_markup("head", top.head, act(collection))
    show_filters(collection, top.facets)
    if top.notice:
        draw_markup("notice", top.notice, act(collection))


def show_filters(collection: Collection, facets: Facets) -> None:
    """Draw the filters of a collection, with what is chosen in them."""

    def choose(choice: Mapping[str, Any]) -> None:
        now, _ = views.current_view(collection)
        views.remember_answered(choice.get("number"))
        views.change_view(read_choice(choice, now), collection)

    data = {"facets": facets, "words": FILTER_WORDS, "answered": views.last_answered()}
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


def topbar_html(
    title: str,
    pages: Mapping[str, str],
    current: str,
    first: str,
    params: Mapping[str, Sequence[str]],
) -> Markup:
    """Write the bar.

    Args:
        title: Of the collection, short.
        pages: Their titles by name, in order.
        current: The name of the page that is shown.
        first: That of the page with the shortest address.
        params: Of a link to what is seen.
    """
    query = urlencode(params, doseq=True)
    links = fragment(
        element(
            "a",
            words,
            href=server_path("/" if name == first else f"/{words.lower()}")
            + (f"?{query}" if query else ""),
            data_action=f"page:{name}",
            aria_current="page" if name == current else None,
        )
        for name, words in pages.items()
    )
    menu = element("button", "Menu", type="button", class_="menu", popovertarget=MENU)
    nav = element("nav", links, id=MENU, popover="auto", aria_label="Pages")
    return element("div", element("span", title, class_="name") + menu + nav, class_="topbar")
