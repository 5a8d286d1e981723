"""The app: `python -m mapapp serve` runs it.

It reads the collection, finds out what the reader looks at, and turns to a page.
"""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geodata.collection import Collection, read_collection
from geodata.errors import GeodataError
from mapapp import view as views
from mapapp.messages import explain
from mapapp.pages import has_page
from mapapp.panels.components import draw_markup
from mapapp.panels.notices import notice_html
from mapapp.settings import read_settings

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from mapapp.view import View

STYLE = Path(__file__).parent / "static" / "app.css"
ICON = STYLE.with_name("icon.svg")
FIRST_PAGE = "map"
TITLES = {
    "map": "Map",
    "article": "Article",
    "briefing": "Briefing",
    "importing": "Import",
    "methods": "Methods",
}
PAGES = {name: title for name, title in TITLES.items() if has_page(name)}
"""The pages in their order. Each is a module of `mapapp.pages` with `show(collection, view)`."""

KEPT = 4
"""Collections that stay in memory at once."""


def main() -> None:
    """Show the app."""
    folder = views.session_folder() or read_settings().collection
    try:
        collection = load_collection(folder, newest_change(folder))
    except (GeodataError, OSError) as error:
        _show_failure(error)
        return
    _show_pages(collection)
    freeze_loaded_objects(collection.fingerprint)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def load_collection(folder: Path, changed_ns: int) -> Collection:
    """Read a collection once for all sessions, and again when a file of it has changed."""
    del changed_ns  # only tells one state of the folder from another
    return read_collection(folder)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def freeze_loaded_objects(fingerprint: str) -> int:
    """Let the garbage collector pass over what the first page of a collection has loaded, once.

    It is hundreds of thousands of objects, which it would walk through again and again while
    readers wait.

    Returns:
        How many there are.
    """
    del fingerprint  # only tells one collection from another
    gc.unfreeze()  # an older one may have gone meanwhile
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()


def newest_change(folder: Path) -> int:
    """When a file of a folder last changed, in nanoseconds; 0 if there is none."""
    return max((path.stat().st_mtime_ns for path in folder.glob("*.*")), default=0)


def _show_pages(collection: Collection) -> None:
    words = collection.about.words()
    st.set_page_config(page_title=str(words["title"]), page_icon=str(ICON), layout="wide")
    st.html(STYLE)
    view, _ = views.current_view(collection)
    pages = {name: _page(name, title, collection, view) for name, title in PAGES.items()}
    page = st.navigation(list(pages.values()), position="top")
    wanted = views.destination()
    if wanted in pages:
        st.switch_page(pages[wanted], query_params=views.link(view))
    page.run()
    views.publish_view()


def _page(name: str, title: str, collection: Collection, view: View) -> StreamlitPage:
    """A page, loaded when it is turned to; its address is its title, which readers type."""

    def show() -> None:
        import_module(f"mapapp.pages.{name}").show(collection, view)

    return st.Page(show, title=title, url_path=title.lower(), default=name == FIRST_PAGE)


def _show_failure(error: Exception) -> None:
    st.set_page_config(page_title="The collection cannot be shown", layout="wide")
    st.html(STYLE)
    own = views.session_folder() is not None
    way_back = ("Back to the usual collection", "back") if own else ("Try again", "again")
    heading = "The collection cannot be shown."
    draw_markup(
        "failure",
        notice_html([heading, explain(error)], way_back=way_back),
        lambda _: views.choose_folder(None),
    )


if __name__ == "__main__":
    main()
