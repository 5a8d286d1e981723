"""What the reader of this session looks at. Streamlit's own state is touched here alone.

The view is the truth: the address of the page is its link, and the filters show it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile

from mapapp.address import (
    COLLECTION,
    MAX_SEARCH,
    WORDS,
    View,
    keep_known,
    read_view,
    reported_camera,
    write_view,
)
from mapapp.own_collections import find_own

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.collection import Collection
    from mapapp.own_collections import OwnCollection

__all__ = ["MAX_SEARCH", "View", "keep_known", "read_view", "write_view"]

_VIEW = "mapapp.view"
_WRITTEN = "mapapp.written"
_REPLACED = "mapapp.replaced"
_OWN = "mapapp.own"
_HELD = "mapapp.held"
_MISSING = "mapapp.missing"
_PROBLEMS = "mapapp.problems"
_TURN = "mapapp.turn"
_PATH = "mapapp.path"
_ADDRESS = "mapapp.address"

MAX_REPLACED = 20
"""Addresses that are remembered for what a browser sends before it has the next one."""


def follow_address() -> None:
    """Look at the collection that the address names: the first thing that a run does.

    Where this process does not hold it, none is looked at: `missing_collection` then has its name.
    """
    state = st.session_state
    before = state.get(_ADDRESS, {})
    if _has_turned_page() and before and not _filters(_address()):
        st.query_params.from_dict(before)  # Streamlit has emptied the address, not the reader
    state[_ADDRESS] = _filters(_address())
    name = "".join(state[_ADDRESS].get(COLLECTION, ())[-1:])
    if name == _asked_name():
        return
    own = find_own(name)
    _hold(own)
    state[_MISSING] = "" if own else name
    state.pop(_VIEW, None)


def own_collection() -> OwnCollection | None:
    """The collection that this session shows instead of the one that the app was started with."""
    own: OwnCollection | None = st.session_state.get(_OWN)
    return own


def missing_collection() -> str:
    """The name of a collection in the address that does not exist; empty if there is none."""
    return str(st.session_state.get(_MISSING, ""))


def show_own(own: OwnCollection | None, *, keeps_address: bool = False) -> None:
    """Show a collection of the reader's own in this session; None for the usual one.

    Args:
        own: The collection.
        keeps_address: Whether what is selected in the address holds for it too.
    """
    state = st.session_state
    _hold(own)
    state[_MISSING] = ""
    state.pop(_VIEW, None)
    rest = _address() if keeps_address else {}
    params = {word: values for word, values in rest.items() if word != COLLECTION}
    st.query_params.from_dict({**_named(_asked_name()), **params})


def current_view(collection: Collection) -> tuple[View, list[str]]:
    """What the reader of this session looks at, and what in the address could not be read.

    The address wins where it is not the one that this session wrote last: at first, when a link
    is opened, and when the reader goes back. It does not where the reader has pressed something
    before the browser had the last one: that would undo what was pressed before.
    """
    params = _address()
    state = st.session_state
    asked = _filters(params)
    if _VIEW not in state or (asked != state.get(_WRITTEN) and not _is_late(asked)):
        view, unread = read_view(params)
        view, unknown = keep_known(view, collection)
        state[_VIEW] = view
        state[_TURN] = camera_turn() + 1
        state[_WRITTEN] = asked
        state[_REPLACED] = []
        state[_PROBLEMS] = unread + unknown
    return state[_VIEW], state.get(_PROBLEMS, [])


def change_view(view: View, collection: Collection) -> None:
    """Make this the view of the session, without what the collection does not have.

    When other countries are chosen or something else is opened, the map goes there, unless a hand
    has moved it. The address follows at the end of the run: before the map is drawn, a new one
    would only hold the browser up.
    """
    state = st.session_state
    before, view = state.get(_VIEW, view), keep_known(view, collection)[0]
    if view.camera and not view.camera.by_hand and _led_by(view) != _led_by(before):
        view = replace(view, camera=None)
    if view.camera is None:
        state[_TURN] = camera_turn() + 1
    state[_VIEW] = view
    state[_PROBLEMS] = []


def link_params(view: View) -> dict[str, list[str]]:
    """The parameters of a link to the view."""
    return {**_named(_asked_name()), **write_view(view)}


def link(view: View) -> dict[str, list[str]]:
    """The parameters of a link to the view, noted as written by this session."""
    params, state = link_params(view), st.session_state
    written = _filters(params)
    if written != state.get(_WRITTEN):
        state[_REPLACED] = [*state.get(_REPLACED, ()), state.get(_WRITTEN)][-MAX_REPLACED:]
    state[_WRITTEN] = state[_ADDRESS] = written
    return params


def publish_view() -> None:
    """See that the address is the link of the view, also if a page has just changed it.

    A link that could not be read in full stays as it is, so that the reader can mend it.
    """
    view = st.session_state.get(_VIEW)
    if view is None or st.session_state.get(_PROBLEMS):
        return
    params = link(view)
    if _filters(_address()) != _filters(params):
        st.query_params.from_dict(params)


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


def camera_turn() -> int:
    """How often this session has sent the map where to look, rather than received it."""
    return int(st.session_state.get(_TURN, 0))


def looking_at(view: View, camera: Any) -> View:
    """The view with the camera that the page reports, or its own where that makes no sense.

    An empty camera is one: the map looks where the rest of the view leads it.
    """
    return replace(view, camera=None if camera == [] else reported_camera(camera) or view.camera)


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


def chosen(widget: str) -> str:
    """What a person has just chosen in a widget, by its key."""
    return str(st.session_state.get(widget) or "")


def is_lost_file(key: str) -> bool:
    """Whether an uploader shows a file that the server has lost: it was restarted since."""
    return isinstance(st.session_state.get(key), DeletedFile)


def _led_by(view: View) -> tuple[object, str]:
    """What of a view the map goes to by itself."""
    return view.selection.chosen("country"), view.record


def _hold(own: OwnCollection | None) -> None:
    """Look at a collection; those that were looked at before stay, for the way back to them."""
    held: set[OwnCollection] = st.session_state.setdefault(_HELD, set())
    if own is not None:
        held.add(own)
    st.session_state[_OWN] = own


def _asked_name() -> str:
    """The name of the collection of the reader's own that this session asks for; often empty."""
    own = own_collection()
    return own.name if own else missing_collection()


def _named(name: str) -> dict[str, list[str]]:
    """The parameter of an address that names a collection; none for the usual one."""
    return {COLLECTION: [name]} if name else {}


def _fields(report: object) -> Mapping[str, Any]:
    """A report as it comes from a browser, which may send anything."""
    return report if isinstance(report, dict) else {}


def _has_turned_page() -> bool:
    """Whether a link has led to another page than the last: Streamlit then empties the address.

    Going back and forth does not: there the address is the one that was left.
    """
    path = urlsplit(str(st.context.url or "")).path
    has_turned = bool(path != st.session_state.get(_PATH, path))
    st.session_state[_PATH] = path
    return has_turned and not _goes_back()


def _goes_back() -> bool:
    """Whether the reader goes back or forth in the history of the browser."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def _is_late(asked: Mapping[str, Sequence[str]]) -> bool:
    """Whether the browser has not yet replaced an older address of this session."""
    return asked in st.session_state.get(_REPLACED, ()) and not _goes_back()


def _address() -> dict[str, list[str]]:
    return {word: st.query_params.get_all(word) for word in st.query_params}


def _filters(params: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The parameters without the camera, which the map moves without a word to this process."""
    return {
        word: sorted(values)
        for word, values in params.items()
        if word in (COLLECTION, *WORDS) and word != "map" and values
    }
