"""What stands at the top of the map and of the list: head, filters, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapapp.panels.actions import act
from mapapp.panels.components import draw_markup
from mapapp.panels.facets import build_facets
from mapapp.panels.filters import show_filters
from mapapp.panels.head import head_html
from mapapp.panels.notices import problem_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.selection import Selected
    from mapapp.panels.facets import Facets
    from mapapp.view import View


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
    """Draw it where the page stands."""
    draw_markup("head", top.head, act(collection))
    show_filters(collection, top.facets)
    if top.notice:
        draw_markup("notice", top.notice, act(collection))
