"""Statements one below the other: when, who, what; pressing one leads to the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.plurals import count_of
from layers.claims import Claim
from layers.words import Words
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from layers.rows import Row
    from layers.selection import Selected

MAX_LISTED = 50
"""Statements about one country; the rest are in the list."""


def said_html(shown: Selected, rows: Iterable[Row], *, said_for: str = "") -> Markup:
    """Write statements; empty if there are none.

    Args:
        shown: The selection.
        rows: The statements, in display order.
        said_for: The code of the country that need not be named as the speaker's.
    """
    items = fragment(element("li", _item(shown, row, said_for)) for row in rows)
    return element("ul", items, class_="said") if items else items


def rest_html(number: int) -> Markup:
    """Say how many statements are not shown; empty if all are."""
    if number <= 0:
        return fragment(())
    return element("p", f"{number:,} more are in the list.", class_="muted")


def _item(shown: Selected, row: Row, said_for: str) -> Markup:
    claim = Claim(row, Words(shown.collection))
    sources = count_of(len(row["sources"]), "source")
    remarks = [claim.kind, claim.said_by(said_for), claim.remark_on_hosts]
    who = element("small", ", ".join(filter(None, remarks)))
    text = button(
        element("span", row["summary"]),
        f"open:{row['id']}",
        class_="text",
        title=sources,
    )
    return element("time", claim.short_date) + element("div", text + " " + who)
