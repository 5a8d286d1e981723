"""Files of the selection, in one place; each is written when it is asked for, not before.

What is offered is a module here for each kind of file, in alphabetical order, with its
`offer(shown, view)`: without the module, that kind is not offered.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from layers.words import Words
from mapapp.pages import has_page
from mapapp.panels.actions import act
from mapapp.panels.chosen import file_name
from mapapp.panels.components import draw_markup
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markupsafe import Markup

    from layers.selection import Selected
    from mapapp.view import View


class Download(NamedTuple):
    """A file that is offered.

    Attributes:
        label: What its button says.
        content: What the file is of, for its name: `briefing`, a layer, or nothing.
        ending: How its name ends, such as `.pdf`.
        mime: Its media type.
        write: Makes the file.
    """

    label: str
    content: str
    ending: str
    mime: str
    write: Callable[[], bytes]


def show_downloads(shown: Selected, view: View) -> None:
    """Draw the ways to an article and a briefing, and a button for each file.

    Args:
        shown: The selection.
        view: Of the reader, whose colours and borders a picture and a briefing have.
    """
    draw_markup("downloads", _heading(), act(shown.collection))
    words = Words(shown.collection)
    with st.container(horizontal=True, key="files"):
        for file in offered_files(shown, view):
            name = file_name(shown.collection, shown.selection, words, file.content) + file.ending
            st.download_button(
                file.label,
                file.write,
                file_name=name,
                mime=file.mime,
                key=f"file-{name}",
                on_click="ignore",
            )


def _heading() -> Markup:
    heading = element("h2", "Download this selection")
    said = "Every file carries its sources, the version of the data, its date and its licence."
    pages = {"article": "Make an article", "briefing": "Write a briefing"}
    ways = [button(label, f"page:{name}") for name, label in pages.items() if has_page(name)]
    return (
        heading
        + element("p", said, class_="muted")
        + element("div", fragment(ways), class_="actions")
    )


def offered_files(shown: Selected, view: View) -> Iterator[Download]:
    """Each file that is offered for a selection."""
    for module in iter_modules(__path__):
        yield from import_module(f"{__name__}.{module.name}").offer(shown, view)
