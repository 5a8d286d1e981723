"""Our two pieces of the page that run in the browser: the filters, and markup with buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from layers import looks
from layers.bundle import bundle
from mapapp import view as views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

BAR = "pages"
STATIC = Path(__file__).parents[1] / "static"


def read_style(name: str) -> str:
    """A style sheet of ours, with what it asks of the table of looks filled in."""
    return looks.in_style((STATIC / name).read_text(encoding="utf-8"))


_filters = st.components.v2.component(
    "mapapp_filters",
    html='<div class="filters"></div>',
    css=read_style("filters.css"),
    js=bundle(STATIC / "filters.js"),
)
_markup = st.components.v2.component(
    "mapapp_markup",
    html='<div class="markup"></div>',
    css=read_style("markup.css"),
    js=bundle(STATIC / "markup.js"),
)
_bar = st.components.v2.component(
    "mapapp_bar",
    html='<div class="markup"></div>',
    css=read_style("topbar.css"),
    js=bundle(STATIC / "markup.js"),
    isolate_styles=False,
)

_history = st.components.v2.component(
    "mapapp_history", html="<div hidden></div>", js=bundle(STATIC / "history.js")
)


def keep_history() -> None:
    """See that Back leads to what was seen before, on every page; nothing is drawn."""
    with st.container(key="history"):
        _history(key="page-history")


def draw_filters(data: Mapping[str, Any], on_change: Callable[[Mapping[str, Any]], None]) -> None:
    """Draw the form of filters; `on_change` gets all that is chosen, before the page runs."""
    _filters(
        key="filters",
        data=dict(data),
        on_changed_change=lambda: _pass_on(on_change, views.reported("filters", "changed")),
    )


def draw_markup(
    key: str, html: Markup, on_action: Callable[[Mapping[str, Any]], None] | None = None
) -> None:
    """Draw markup of `mapapp.panels.markup`.

    Args:
        key: Of the piece, one on the page.
        html: As its functions wrote it.
        on_action: Gets `action`, the `data-action` of the button that was pressed, and `camera`,
            where the map looked then; before the page runs.
    """
    _markup(
        key=key,
        data={"html": str(html)},
        on_asked_change=lambda: _pass_on(on_action, views.reported(key, "asked")),
    )


def draw_bar(html: Markup, on_action: Callable[[Mapping[str, Any]], None]) -> None:
    """Draw the bar at the top of a page; see `draw_markup`."""
    _bar(
        key=BAR,
        data={"html": str(html)},
        on_asked_change=lambda: _pass_on(on_action, views.reported(BAR, "asked")),
    )


def _pass_on(handle: Callable[[Mapping[str, Any]], None] | None, report: Mapping[str, Any]) -> None:
    if handle is not None and report:
        handle(report)
