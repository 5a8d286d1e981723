"""The countries of a selection by number, each with its dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.panels.head import MOST_DOTS, dots, stack
from mapapp.panels.markup import button, element, fragment

if TYPE_CHECKING:
    from markupsafe import Markup

    from layers.overview import Overview, Row


def ranking_html(overview: Overview, countries: str) -> Markup:
    """Write the ranking.

    Args:
        overview: What it ranks.
        countries: What so many countries are called, as `45 host countries`.
    """
    if not overview.ranking:
        return fragment(())
    most = overview.ranking[0].number
    rows = fragment(element("li", _row(overview, row, most)) for row in overview.ranking)
    heading = element("h2", "By host country") + element("small", f"{overview.ranked.capitalize()}")
    return element(
        "section",
        element("div", heading, class_="heading")
        + element("ol", rows, class_="ranking", tabindex="0")
        + button(f"All {countries}", "list:countries", class_="plain"),
        class_="ranked sheet",
        aria_label="By host country",
    )


def _row(overview: Overview, row: Row, most: int) -> Markup:
    inner = (
        element("span", row.name, class_="name")
        + _marks(overview, row, most)
        + element("strong", f"{row.number:,}")
    )
    return button(inner, f"country:{row.country}", class_="rank", title=row.name)


def _marks(overview: Overview, row: Row, most: int) -> Markup:
    parts = [(overview.colouring.categories[at], number) for at, number in row.parts]
    if most > MOST_DOTS:
        width = f"width: {100 * row.number / most:.1f}%"
        return element("span", element("span", stack(parts), style=width), class_="dots")
    return element("span", dots(parts), class_="dots", aria_hidden="true")
