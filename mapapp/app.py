"""The app: `python -m mapapp serve` runs it.

It reads the collection, finds out what the reader looks at, and turns to a page.
"""

from __future__ import annotations

import gc
import logging
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geodata.errors import GeodataError
from geodata.packaged import check_packaged_data
from layers.selection import select
from layers.stores.database_errors import DatabaseError
from layers.stores.large_collections import is_large
from layers.stores.opening import OpenedCollection, open_source, read_source_state
from layers.stores.sources import DatabaseAddress
from layers.words import Words
from mapapp import view as views
from mapapp.messages import explain
from mapapp.pages import has_page
from mapapp.panels.chosen import name_selection
from mapapp.panels.components import draw_bar, draw_markup, keep_history
from mapapp.panels.markup import element
from mapapp.panels.missing import show_missing
from mapapp.panels.notices import notice_html
from mapapp.panels.opened import title_of_opened
from mapapp.panels.page_top import topbar_html
from mapapp.settings import read_settings
from mapapp.signing_in import let_in, show_who_signed_in
from mapapp.uploads import bound_uploads
from mapapp.view import View

if TYPE_CHECKING:
    from collections.abc import Hashable

    from streamlit.navigation.page import StreamlitPage

    from geodata.collection import Collection
    from layers.stores.sources import Source

STYLE = Path(__file__).parent / "static" / "app.css"
ICON = STYLE.with_name("icon.svg")
FIRST_PAGE = "map"
IMPORT_PAGE = "importing"
TITLES = {
    "map": "Map",
    "records": "List",
    "article": "Article",
    "briefing": "Briefing",
    "importing": "Import",
    "methods": "Methods",
}
PAGES = {name: title for name, title in TITLES.items() if has_page(name)}
"""The pages in their order. Each is a module of `mapapp.pages` with `show(collection, view)`."""

OPENING = "Opening a large collection: the first time takes a minute or two for a million records."

_log = logging.getLogger(__name__)

USUAL_THRESHOLD = (700, 10, 10)
"""How many objects Python makes before it looks for cycles, unless set otherwise. The command line
lets many more be (`mapapp.__main__`), but a server goes on for days."""

KEPT = 4
"""Collections that are kept in memory at the same time."""

DATABASE_FAILS = (
    "Its database does not answer as it should: try again in a moment. The server's log says "
    "what is wrong."
)

LOOKED_AT_AGAIN_S = 5
"""How often an open page looks whether something was pushed to its database."""


def main() -> None:
    """Show the app."""
    if not let_in():
        return
    views.follow_address()
    try:
        _check_once()
        opened = None if views.missing_collection() else _load()
    except (GeodataError, OSError) as error:
        _show_failure(error)
        return
    try:
        _show_pages(opened.collection if opened else None, opened.remark if opened else "")
    except DatabaseError as error:
        _show_failure(error)
    if opened is not None:
        freeze_loaded_objects(opened.collection.fingerprint)


def _load() -> OpenedCollection:
    own = views.own_collection()
    source = own.folder if own else read_settings().collection
    state = read_source_state(source)
    if isinstance(source, DatabaseAddress):
        _show_when_changed(source, state)
    return open_once(source, state)


@st.fragment(run_every=LOOKED_AT_AGAIN_S)
def _show_when_changed(address: DatabaseAddress, seen: Hashable) -> None:
    """Let an open page show what is pushed meanwhile to the database that it shows."""
    try:
        latest = read_source_state(address)
    except DatabaseError as error:  # shown when the reader asks for something
        _log.warning("%s", error)
        return
    if latest != seen:
        st.rerun()


@st.cache_resource(show_spinner=False)
def _check_once() -> None:
    check_packaged_data()
    bound_uploads()


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def open_once(source: Source, state: Hashable) -> OpenedCollection:
    """Open a collection once for all sessions, and again when it has changed."""
    del state  # only distinguishes states of the collection
    takes_long = isinstance(source, Path) and is_large(source)
    with st.spinner(OPENING) if takes_long else nullcontext():
        opened = open_source(source)
    if opened.remark:
        _log.warning("%s: %s", source, opened.remark)
    return opened


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def freeze_loaded_objects(fingerprint: str) -> int:
    """Let the garbage collector pass over what the first page of a collection has loaded, once.

    It is hundreds of thousands of objects, which it would walk through again and again while
    readers wait.

    Returns:
        How many there are.
    """
    del fingerprint  # only distinguishes collections
    gc.unfreeze()  # an older one may have gone meanwhile
    gc.collect()
    gc.freeze()
    gc.set_threshold(*USUAL_THRESHOLD)
    return gc.get_freeze_count()


def _show_pages(collection: Collection | None, remark: str) -> None:
    """Turn to a page; without a collection, each but the import says that there is none.

    Args:
        collection: What is shown.
        remark: What readers should know of how it is read; often nothing.
    """
    st.html(STYLE)
    keep_history()
    view = views.current_view(collection)[0] if collection else View()
    pages = {name: _page(name, title, collection, view) for name, title in PAGES.items()}
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(
        page_title=_window_title(page.title, collection, view),
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    wanted = views.destination()
    if wanted in pages:
        st.switch_page(pages[wanted], query_params=views.link(view))
    current = next(name for name, title in PAGES.items() if title == page.title)
    _draw_topbar(current, collection, view)
    if remark:
        draw_markup("remark", element("p", remark, class_="muted"), lambda _: None)
    page.run()
    show_who_signed_in()
    views.publish_view()


def _window_title(page: str, collection: Collection | None, view: View) -> str:
    """What the browser calls the page: the page but for the map, what is chosen, the collection."""
    if collection is None:
        return page
    words = Words(collection)
    opened = title_of_opened(select(collection, view.selection), view.record)
    chosen = opened or name_selection(collection, view.selection, words)
    shown = [] if page == TITLES[FIRST_PAGE] else [page]
    parts = [
        ": ".join(filter(None, [*shown, chosen])),
        _short_title(words),
    ]
    return " – ".join(filter(None, parts))


def _short_title(words: Words) -> str:
    """What the collection is called where there is little room."""
    return words.own("short_title") or words.own("title")


def _draw_topbar(current: str, collection: Collection | None, view: View) -> None:
    """The pages as words; what a press asks for happens before the page runs."""
    title = _short_title(Words(collection)) if collection is not None else ""
    html = topbar_html(title, PAGES, current, FIRST_PAGE, views.link_params(view))
    with st.container(key="topbar"):
        draw_bar(html, lambda report: _turn(str(report.get("action", ""))))


def _turn(action: str) -> None:
    views.go_to(action.partition(":")[2])


def _page(name: str, title: str, collection: Collection | None, view: View) -> StreamlitPage:
    """A page, loaded when it is turned to; its address is its title, which readers type."""

    def show() -> None:
        if collection is None and name != IMPORT_PAGE:
            show_missing()
        else:
            import_module(f"mapapp.pages.{name}").show(collection, view)

    return st.Page(show, title=title, url_path=title.lower(), default=name == FIRST_PAGE)


def _show_failure(error: Exception) -> None:
    st.set_page_config(page_title="The collection cannot be shown", layout="wide")
    st.html(STYLE)
    own = views.own_collection()
    way_back = ("Back to the usual collection", "back") if own else ("Try again", "again")
    heading = "The collection cannot be shown."
    said = explain(error)
    if isinstance(error, DatabaseError):  # readers have no business with its address
        _log.error("%s", said)
        said = DATABASE_FAILS
    draw_markup(
        "failure",
        notice_html([heading, said], way_back=way_back),
        lambda _: views.show_own(None),
    )


if __name__ == "__main__":
    main()
