"""What the reader of this session looks at. Streamlit's own state is touched here alone.

The view is the truth: the address of the page is its link, and the filters show it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import streamlit as st

from mapapp.address import (
    MAX_SEARCH,
    WORDS,
    View,
    keep_known,
    read_view,
    reported_camera,
    write_view,
)
from mapapp.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.collection import Collection
    from layers.compose import Camera

__all__ = ["MAX_SEARCH", "View", "keep_known", "read_view", "write_view"]

_VIEW = "mapapp.view"
_WRITTEN = "mapapp.written"
_FOLDER = "mapapp.collection"
_PROBLEMS = "mapapp.problems"
_FIRST_CAMERA = "mapapp.camera"
_PATH = "mapapp.path"


def current_view(collection: Collection) -> tuple[View, list[str]]:
    """What the reader of this session looks at, and what in the address could not be read.

    The address wins where it is not the one that this session wrote last: at first, when a link
    is opened, and when the reader goes back.
    """
    params = _address()
    state = st.session_state
    if _has_turned_page() and not _filters(params):
        state[_WRITTEN] = {}  # Streamlit has emptied the address, not the reader
    if _VIEW not in state or _filters(params) != state.get(_WRITTEN):
        view, unread = read_view(params)
        view, unknown = keep_known(view, collection)
        state[_VIEW] = view
        state.setdefault(_FIRST_CAMERA, view.camera)
        state[_WRITTEN] = _filters(params)
        state[_PROBLEMS] = unread + unknown
    return state[_VIEW], state.get(_PROBLEMS, [])


def change_view(view: View, collection: Collection) -> None:
    """Make this the view of the session, without what the collection does not have.

    Its address follows at the end of the run: before the map is drawn, a new one would only hold
    the browser up.
    """
    st.session_state[_VIEW], _ = keep_known(view, collection)
    st.session_state[_PROBLEMS] = []


def link(view: View) -> dict[str, list[str]]:
    """The parameters of a link to the view, noted as written by this session."""
    params = write_view(view)
    st.session_state[_WRITTEN] = _filters(params)
    return params


def publish_view() -> None:
    """See that the address is the link of the view, also if a page has just changed it.

    A link that could not be read in full stays as it is, so that the reader can mend it.
    """
    view = st.session_state.get(_VIEW)
    if view is None or st.session_state.get(_PROBLEMS):
        return
    if _filters(_address()) != _filters(write_view(view)):
        st.query_params.from_dict(link(view))


def reported(key: str, name: str) -> Mapping[str, Any]:
    """What a component of ours reported in this run; empty if nothing, or nothing of ours."""
    return _fields(getattr(st.session_state.get(key), name, None))


def remember_answered(number: Any) -> None:
    """Keep the number of the filters' last report, so that they know what is answered."""
    st.session_state["mapapp.answered"] = number if isinstance(number, int) else 0


def last_answered() -> int | None:
    """The number of the filters' last report; None before the first."""
    number: int | None = st.session_state.get("mapapp.answered")
    return number


def is_new(mark: object) -> bool:
    """Whether the map's report is another one than the last; it stays until the next."""
    is_other = mark != st.session_state.get("mapapp.heard")
    st.session_state["mapapp.heard"] = mark
    return is_other


def mapped(key: str) -> Mapping[str, Any]:
    """What the map reported last; empty before it has."""
    return _fields(st.session_state.get(key))


def first_camera() -> Camera | None:
    """Where the map looked when the session began: its ground is laid once, and then stays."""
    camera: Camera | None = st.session_state.get(_FIRST_CAMERA)
    return camera


def looking_at(view: View, camera: Any) -> View:
    """The view with the camera that the page reports, or its own where that makes no sense."""
    return replace(view, camera=reported_camera(camera) or view.camera)


def shows_tour() -> bool:
    """Whether this session shows the tour: at first, and when asked."""
    return bool(st.session_state.get("mapapp.tour", True))


def show_tour(*, is_shown: bool) -> None:
    """Show the tour, or put it away for this session."""
    st.session_state["mapapp.tour"] = is_shown


def listing() -> Listing:
    """How this session lists records."""
    found: Listing = st.session_state.get("mapapp.listing", Listing())
    return found


def change_listing(action: str) -> None:
    """Let a button of the list change it."""
    st.session_state["mapapp.listing"] = listing().after(action)


def go_to(page: str) -> None:
    """Turn to another page in this run."""
    st.session_state["mapapp.page"] = page


def destination() -> str:
    """The page to turn to, once; empty if this one stays."""
    return str(st.session_state.pop("mapapp.page", ""))


def kept(name: str) -> Any:
    """What a page keeps for itself in this session; None if it has kept nothing."""
    return st.session_state.get(f"mapapp.kept.{name}")


def keep(name: str, value: object) -> None:
    """Keep something for a page until the session ends."""
    st.session_state[f"mapapp.kept.{name}"] = value


def session_folder() -> Path | None:
    """The collection that this session has chosen instead of the one it was started with."""
    folder = st.session_state.get(_FOLDER)
    return Path(folder) if folder else None


def choose_folder(folder: Path | None) -> None:
    """Look at another collection in this session, from its first view; None for the usual one."""
    state = st.session_state
    state[_FOLDER] = str(folder) if folder else ""
    state.pop(_VIEW, None)
    st.query_params.clear()


def _fields(report: object) -> Mapping[str, Any]:
    """A report as it comes from a browser, which may send anything."""
    return report if isinstance(report, dict) else {}


def _has_turned_page() -> bool:
    """Whether this run shows another page than the last: Streamlit then empties the address."""
    path = urlsplit(str(st.context.url or "")).path
    has_turned = bool(path != st.session_state.get(_PATH, path))
    st.session_state[_PATH] = path
    return has_turned


def _address() -> dict[str, list[str]]:
    return {word: st.query_params.get_all(word) for word in st.query_params}


def _filters(params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The parameters without the camera, which the map moves without a word to this process."""
    return {
        word: sorted(values)
        for word, values in params.items()
        if word in WORDS and word != "map" and values
    }
