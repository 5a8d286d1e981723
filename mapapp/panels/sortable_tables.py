"""A table whose columns sort it; on a narrow screen each row becomes a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.rows import each_row
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from markupsafe import Markup

    from layers.list_columns import Column
    from mapapp.list_state import Listing


def table_html(
    columns: Sequence[Column], listing: Listing, caption: str, body: Markup, more: str = ""
) -> Markup:
    """Write a table.

    Args:
        columns: Its columns; pressing a heading sorts by it.
        listing: The order now.
        caption: What it lists.
        body: The rows, with `data-title` of each cell for the card that a row becomes.
        more: What is below.
    """
    head = fragment(_heading(column, listing) for column in columns)
    table = element(
        "table",
        element("caption", caption)
        + element("thead", element("tr", head))
        + element("tbody", body),
    )
    return element(
        "div", table + more, class_="scroll", tabindex="0", role="region", aria_label=caption
    )


def in_order(rows: pd.DataFrame, columns: Sequence[Column], listing: Listing) -> pd.DataFrame:
    """The rows in order; those without a value are last in either direction."""
    column = next((each for each in columns if each.name == listing.column), None)
    if column is None:
        return rows
    keys = [column.key(row) for row in each_row(rows)]
    known = [at for at, key in enumerate(keys) if key is not None]
    known.sort(key=keys.__getitem__, reverse=listing.is_descending)  # type: ignore[arg-type]  # one type in a column
    unknown = [at for at, key in enumerate(keys) if key is None]
    return rows.iloc[known + unknown]


def cell_html(column: Column, said: str) -> Markup:
    """Write a cell; a card leaves out what has nothing to say."""
    style = " ".join(filter(None, [column.style, "" if said.strip("–") else "none"]))
    return element("td", said, class_=style or None, data_title=column.title)


def _heading(column: Column, listing: Listing) -> Markup:
    is_sorted = column.name == listing.column
    order = ("descending" if listing.is_descending else "ascending") if is_sorted else None
    arrow = {None: "", "ascending": " ▲", "descending": " ▼"}[order]
    return element(
        "th",
        button(column.title + arrow, f"sort:{column.name}"),
        scope="col",
        aria_sort=order,
        class_=column.style,
    )
