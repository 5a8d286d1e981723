"""The pages: each is a module with `show(collection, view)`."""

from __future__ import annotations

from importlib.util import find_spec


def has_page(name: str) -> bool:
    """Whether there is a page of this name."""
    return find_spec(f"mapapp.pages.{name}") is not None
