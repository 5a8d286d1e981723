"""The list: the records of the selection as tables, on an address of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.overview import build_overview
from layers.selection import select
from layers.words import Words
from mapapp import view as views
from mapapp.pages import has_page
from mapapp.panels.actions import act
from mapapp.panels.components import draw_markup
from mapapp.panels.downloads import show_downloads
from mapapp.panels.page_top import draw_top, write_top
from mapapp.panels.record import record_html
from mapapp.panels.record_list import records_html

if TYPE_CHECKING:
    from geodata.collection import Collection
    from mapapp.view import View


def show(collection: Collection, view: View) -> None:
    """Draw the page."""
    shown = select(collection, view.selection)
    overview = build_overview(shown, Words(collection), colour_by=view.colour)
    _, problems = views.current_view(collection)
    draw_top(collection, write_top(shown, overview, view, problems))
    with st.container(key="listed"):
        listed, side = st.columns([3, 1], gap="medium")
    with listed:
        draw_markup(
            "records", records_html(shown, overview, view.listing, view.record), act(collection)
        )
    if view.record:
        with side:
            has_briefing = has_page("briefing")
            opened = record_html(shown, overview, view.record, has_briefing=has_briefing)
            draw_markup("side", opened, act(collection))
    if not shown.is_empty:
        show_downloads(shown, view)
