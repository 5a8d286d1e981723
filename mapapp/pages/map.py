"""The page of the map: head, filters, map, what is beside and below it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from geodata.countries import by_name
from layers.frames import looked_at
from layers.overview import build_overview
from layers.scene import build_scene
from layers.selection import select
from layers.stores.bounded_cache import BoundedCache
from layers.words import Words
from mapapp import view as views
from mapapp.pages import has_page
from mapapp.panels.actions import act
from mapapp.panels.components import draw_markup
from mapapp.panels.country_sheet import MAX_BLOCKS, countries_html
from mapapp.panels.downloads import show_downloads
from mapapp.panels.head import ranking_html
from mapapp.panels.map_notes import hidden_html, notes_html
from mapapp.panels.page_top import draw_top, write_top
from mapapp.panels.record import record_html
from mapapp.panels.timeline import responses_html, timeline_html
from mapapp.panels.world_map import show_world_map, target_countries

if TYPE_CHECKING:
    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.scene_types import Scene
    from layers.selection import Selected, Selection
    from layers.world_regions import Box
    from mapapp.panels.page_top import PageTop
    from mapapp.view import View


SENDING_S = 0.01
"""How long the page waits for the map to be sent. The thread of the server that sends it would
else wait for this one, which has much to write, three times as long."""

PAINTING_S = 0.08
"""How long after the map the rest of the page is sent, at the least."""


def show(collection: Collection, view: View) -> None:
    """Draw the page.

    The map is sent first, and all else after the browser has had time to paint it: what reached it
    right behind the map would hold that up.
    """
    shown = select(collection, view.selection)
    countries = target_countries(shown, view)
    frames = looked_at(shown, view.camera, countries)
    scene = _scene(collection, view.selection, view.colour, frames)
    head = st.container()
    with st.container(key="main"):
        middle, side = st.columns([3, 1], gap="medium")
    with middle, st.container(key="world"):
        under = show_world_map(shown, scene, view, countries)
    sent = time.monotonic()
    time.sleep(SENDING_S)
    _, problems = views.current_view(collection)
    written = _write(collection, replace(view, camera=None), tuple(problems), frames)
    time.sleep(max(0, PAINTING_S - (time.monotonic() - sent)))
    with head:
        draw_top(collection, written.top)
    with under:
        draw_markup("under", written.under, act(collection))
    with side:
        draw_markup("side", written.side, act(collection))
    draw_markup("below", written.below, act(collection))
    if not shown.is_empty:
        show_downloads(shown, view)


@dataclass(frozen=True)
class _PageParts:
    """What the page says around the map, in HTML."""

    top: PageTop
    side: Markup
    under: Markup
    below: Markup


MAX_KEPT = 5_000_000
"""Characters of maps, and again of what is around them, that are kept of a collection for readers
who choose the same: a hundred selections of the record, a few of thousands of places."""

MARK_CHARACTERS = 150
"""What a place on a map takes, about."""


@lru_cache(maxsize=4)
def _kept(_collection: Collection) -> tuple[BoundedCache[Scene], BoundedCache[_PageParts]]:
    """What is kept of a collection."""
    return BoundedCache(MAX_KEPT, _size_of_scene), BoundedCache(MAX_KEPT, _size_of_page)


def _size_of_scene(scene: Scene) -> int:
    places = len(scene["sites"]["key"]) + len(scene["towns"]["key"])
    return MARK_CHARACTERS * (places + len(scene["areas"]) + len(scene["arcs"]))


def _size_of_page(page: _PageParts) -> int:
    return sum(len(str(part)) for part in vars(page).values())


def _scene(
    collection: Collection, selection: Selection, colour: str, frames: tuple[Box, ...] | None
) -> Scene:
    def build() -> Scene:
        return build_scene(select(collection, selection), colour_by=colour, frames=frames)

    return _kept(collection)[0].get((selection, colour, frames), build)


def _write(
    collection: Collection, view: View, problems: tuple[str, ...], frames: tuple[Box, ...] | None
) -> _PageParts:
    def write() -> _PageParts:
        return _write_anew(collection, view, problems, frames)

    return _kept(collection)[1].get((view, problems, frames), write)


def _write_anew(
    collection: Collection, view: View, problems: tuple[str, ...], frames: tuple[Box, ...] | None
) -> _PageParts:
    shown = select(collection, view.selection)
    scene = _scene(collection, view.selection, view.colour, frames)
    overview = build_overview(shown, Words(shown.collection), colour_by=view.colour)
    return _PageParts(
        top=write_top(shown, overview, view, problems),
        side=_side(shown, overview, view),
        under=notes_html(shown, scene) + responses_html(shown),
        below=hidden_html(shown) + timeline_html(shown),
    )


def _side(shown: Selected, overview: Overview, view: View) -> Markup:
    """What is opened, else the countries that are chosen, else all by number."""
    has_briefing = has_page("briefing")
    if view.record:
        return record_html(shown, overview, view.record, has_briefing=has_briefing)
    chosen = shown.selection.chosen("country") or frozenset()
    if 0 < len(chosen) <= MAX_BLOCKS:
        return countries_html(shown, overview, by_name(chosen), has_briefing=has_briefing)
    words = Words(shown.collection)
    number = len(overview.ranking)
    return ranking_html(overview, f"{number} {words.term('country', number)}")
