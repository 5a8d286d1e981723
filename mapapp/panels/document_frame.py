"""A whole document in a frame, as a reader of the file will see it, and a note for print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mapapp.entry.documents import DOCUMENTS
from mapapp.panels.markup import element
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from typing import Literal


def draw_document(
    html: bytes, title: str, *, height: int, width: int | Literal["stretch"] = "stretch"
) -> None:
    """Show an HTML document; nothing in it can reach the page around it.

    Args:
        html: The document.
        title: What screen readers call the frame.
        height: Of the frame, in CSS pixels.
        width: The same; `stretch` takes what there is.
    """
    st.iframe(server_path(DOCUMENTS.keep(html)), width=width, height=height, alt=title)


def say_on_paper(what: str, writer: str) -> None:
    """Say in print that a preview is cut, and which file holds all of it."""
    said = f"In print the preview of {what} is cut off: print the file that {writer}."
    st.html(element("p", said, class_="print-only"))
