"""What is not on the map, or fades on it, in words: no city, no position, no year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.claims import name_record
from layers.selection import shown_layers
from layers.units import size
from layers.words import Words
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from layers.selection import Selected

LISTED = 200


def unplaced_html(shown: Selected) -> Markup:
    """Write how many sites have no city, no position or no year, with a list of their records.

    Empty where the selection shows no sites.
    """
    layers = shown.collection.about.of_role("site")
    if shown_layers(shown.collection, shown.selection).isdisjoint(layers):
        return fragment(())
    rows = shown.sites
    is_city = rows["precision"] == "city"
    kinds = [
        ("no city", "counted at their country", rows[~is_city]),
        (
            "a city without a position yet",
            "in the list alone",
            rows[is_city & rows.geometry.isna()],
        ),
        ("no year", "drawn faded", rows[rows["certainty"] == "undated"]),
        (
            "a year that only may be in the range",
            "drawn faded",
            rows[rows["certainty"] == "possible"],
        ),
    ]
    words = Words(shown.collection)
    told = [_told(at, words, *kind) for at, kind in enumerate(kinds) if len(kind[2])]
    return element("div", fragment(told), class_="unplaced")


def _told(number: int, words: Words, lack: str, treatment: str, rows: pd.DataFrame) -> Markup:
    sites = words.role_counted("site", size(rows))
    summary = element("summary", element("strong", f"{sites} with {lack}") + f": {treatment}.")
    items = fragment(
        element("li", button(name_record(row, words), f"open:{row['id']}", class_="plain"))
        for _, row in rows.head(LISTED).iterrows()
    )
    rest = len(rows) - LISTED
    more = element("p", f"And {rest:,} more records: see the list.") if rest > 0 else ""
    return element("details", summary + element("ul", items) + more, id=f"unplaced-{number}")
