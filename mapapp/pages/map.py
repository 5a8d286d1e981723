"""The page of the map: head, map, what is opened, list, downloads; the filters at the side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from layers.hidden import find_hidden
from layers.scene import build_scene
from layers.selection import select
from layers.summary import summarise
from mapapp import view as views
from mapapp.pages import has_page
from mapapp.panels.actions import REVEAL, act
from mapapp.panels.components import draw_markup
from mapapp.panels.downloads import show_downloads
from mapapp.panels.facets import build_facets
from mapapp.panels.filters import show_filters
from mapapp.panels.guide import guide_html
from mapapp.panels.headline import headline_html
from mapapp.panels.markup import fragment
from mapapp.panels.notices import EMPTY, hidden_sentence, notice_html
from mapapp.panels.record import record_html
from mapapp.panels.records import records_html
from mapapp.panels.tour import tour_html
from mapapp.panels.unplaced import unplaced_html
from mapapp.panels.world_map import show_world_map

if TYPE_CHECKING:
    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.scene import Scene
    from layers.selection import Selected
    from layers.summary import Summary
    from mapapp.panels.facets import Facets
    from mapapp.view import View


def show(collection: Collection, view: View) -> None:
    """Draw the page.

    The map is sent first, and all else is written before any of it is sent: what reached the
    browser right behind the map would hold up its painting.
    """
    shown = select(collection, view.selection)
    scene = build_scene(shown)
    head = st.container()
    middle, side = st.columns([7, 3], gap="small")
    with middle, st.container(key="world"):
        under = show_world_map(shown, scene, view)
    written = _write(shown, scene, view)
    with head:
        draw_markup("headline", written.headline)
        if written.notice:
            draw_markup("notice", written.notice, act(collection))
    with under:
        draw_markup("unplaced", written.unplaced, act(collection))
    with side:
        draw_markup("side", written.side, act(collection))
    draw_markup("records", written.records, act(collection))
    if not shown.is_empty:
        show_downloads(shown)
    with st.sidebar:
        show_filters(collection, written.facets)


@dataclass(frozen=True)
class _Written:
    """What the page says around the map, in HTML, and what its filters offer."""

    headline: Markup
    notice: Markup
    unplaced: Markup
    side: Markup
    records: Markup
    facets: Facets


def _write(shown: Selected, scene: Scene, view: View) -> _Written:
    summary = summarise(shown)
    return _Written(
        headline=headline_html(shown, summary),
        notice=_notice(shown),
        unplaced=unplaced_html(shown),
        side=_side(shown, scene, summary, view),
        records=records_html(shown, views.listing(), view.record),
        facets=build_facets(shown.collection, view.selection),
    )


def _notice(shown: Selected) -> Markup:
    _, problems = views.current_view(shown.collection)
    hidden = find_hidden(shown.collection, shown.selection)
    sentences = [*problems]
    if hidden:
        sentences.append(hidden_sentence(shown.collection, hidden, is_empty=shown.is_empty))
    elif shown.is_empty:
        sentences.append(EMPTY)
    if not sentences:
        return fragment(())
    return notice_html(
        sentences,
        ways_on=[("Show what is hidden", REVEAL)] if hidden else [],
        way_back=("Show everything", "reset") if problems or shown.is_empty else None,
    )


def _side(shown: Selected, scene: Scene, summary: Summary, view: View) -> Markup:
    if view.record:
        return record_html(shown, view.record, has_briefing=has_page("briefing"))
    if views.shows_tour():
        return tour_html(shown.collection, is_own=views.own_collection() is not None)
    return guide_html(shown, scene, summary)
