"""The bar at the top of every page: what the collection is called, and the pages as words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mapapp.panels.markup import element, fragment
from mapapp.server_paths import server_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

MENU = "menu-of-pages"


def topbar_html(
    title: str,
    pages: Mapping[str, str],
    current: str,
    first: str,
    params: Mapping[str, Sequence[str]],
) -> Markup:
    """Write the bar.

    Args:
        title: Of the collection, short.
        pages: Their titles by name, in order.
        current: The name of the page that is shown.
        first: That of the page with the shortest address.
        params: Of a link to what is seen.
    """
    query = urlencode(params, doseq=True)
    links = fragment(
        element(
            "a",
            words,
            href=server_path("/" if name == first else f"/{words.lower()}")
            + (f"?{query}" if query else ""),
            data_action=f"page:{name}",
            aria_current="page" if name == current else None,
        )
        for name, words in pages.items()
    )
    menu = element("button", "Menu", type="button", class_="menu", popovertarget=MENU)
    nav = element("nav", links, id=MENU, popover="auto", aria_label="Pages")
    return element("div", element("span", title, class_="name") + menu + nav, class_="topbar")
