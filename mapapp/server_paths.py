"""Where the server hands things out, below the path that a proxy may give it."""

from __future__ import annotations

import streamlit as st


def base_path() -> str:
    """The path that the app lies under, such as `/desk/map`; empty at the root of a host."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def server_path(path: str) -> str:
    """A path of the app, which begins with a slash, from the root of the host."""
    return f"{base_path()}{path}"
