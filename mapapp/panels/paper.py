"""What only a printed page says: a browser prints no more of a preview than its frame shows."""

from __future__ import annotations

import streamlit as st

from mapapp.panels.markup import element


def say_on_paper(what: str, writer: str) -> None:
    """Say in print that a preview is cut, and which file holds all of it."""
    said = f"In print the preview of {what} is cut off: print the file that {writer}."
    st.html(element("p", said, class_="print-only"))
