"""The page of the map: head, map, what is opened, list, downloads; the filters at the side."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import streamlit as st

from layers.selection import select
from layers.summary import summarise
from mapapp import view as views
from mapapp.pages import has_page
from mapapp.panels.actions import act
from mapapp.panels.components import draw_markup
from mapapp.panels.downloads import show_downloads
from mapapp.panels.filters import show_filters
from mapapp.panels.guide import guide_html
from mapapp.panels.headline import show_headline
from mapapp.panels.notices import EMPTY, notice_html
from mapapp.panels.record import record_html
from mapapp.panels.records import records_html
from mapapp.panels.tour import tour_html
from mapapp.panels.unplaced import unplaced_html
from mapapp.panels.world_map import show_world_map

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.selection import Selected
    from mapapp.view import View

HEAD_START_S = 0.03
"""What reaches the browser right behind the map would hold up its painting by more than this."""


def show(collection: Collection, view: View) -> None:
    """Draw the page.

    The map comes first: what a filter changes there is on its way while the rest is written.
    """
    shown = select(collection, view.selection)
    head = st.container()
    middle, side = st.columns([7, 3], gap="small")
    with middle, st.container(key="world"):
        show_world_map(shown)
        time.sleep(HEAD_START_S)
    with head:
        show_headline(shown, summarise(shown))
        _show_notices(shown)
    with side:
        _show_side(shown, view)
    draw_markup("records", records_html(shown, views.listing(), view.record), act(collection))
    if not shown.is_empty:
        show_downloads(shown)
    with st.sidebar:
        show_filters(collection, view)


def _show_notices(shown: Selected) -> None:
    _, problems = views.current_view(shown.collection)
    sentences = [*problems, *([EMPTY] if shown.is_empty else [])]
    if sentences:
        way_back = ("Show everything", "reset")
        draw_markup("notice", notice_html(sentences, way_back=way_back), act(shown.collection))


def _show_side(shown: Selected, view: View) -> None:
    if view.record:
        html = record_html(shown, view.record, has_briefing=has_page("briefing"))
    elif views.shows_tour():
        html = tour_html(shown.collection)
    else:
        html = guide_html(shown, summarise(shown), unplaced_html(shown))
    draw_markup("side", html, act(shown.collection))
