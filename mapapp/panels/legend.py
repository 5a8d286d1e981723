"""The marks that the map holds now, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from geodata.counts import count_of
from layers import looks
from layers.cartography.paths import polygon_of
from layers.legend import build_legend
from layers.words import Words
from mapapp.panels.markup import element, fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.legend import Entry, Swatch, Unit
    from layers.scene import Scene
    from layers.selection import Selected

IN_FILTERS = {"circle", "ring"}
"""Swatches that the filters show beside each jurisdiction, with its name."""

UNITS: Mapping[Unit, tuple[str, str]] = {
    "city": ("city", "cities"),
    "town": ("town", "towns"),
    "line": ("line", "lines"),
    "country": ("country", "countries"),
}
"""What the number of an entry counts; of sites, the collection says how they are called."""

SHAPES = {
    "pie": Markup('<circle cx="9" cy="9" r="6"/><path class="fill" d="M9 3a6 6 0 0 1 0 12z"/>'),
    "faded": Markup('<circle cx="9" cy="9" r="5"/><circle class="pale" cx="9" cy="9" r="4"/>'),
    "hatch": Markup(
        '<rect x="2" y="3" width="14" height="12"/><path d="M2 11l8-8M4 15l12-12M12 15l4-4"/>'
    ),
    "shade": Markup('<rect class="fill" x="2" y="3" width="14" height="12"/>'),
    "dashed": Markup('<rect x="2" y="3" width="14" height="12" stroke-dasharray="3 2"/>'),
    "line": Markup('<path d="M1 14Q9 2 17 6"/>'),
    "badge": Markup('<rect x="3" y="3" width="12" height="12" rx="3"/>'),
}


def legend_html(shown: Selected, scene: Scene) -> Markup:
    """Write the legend of a selection; the colours of sites stand in the filters."""
    entries = build_legend(shown, scene)
    listed = [each for each in entries if each["swatch"] not in IN_FILTERS]
    items = fragment(_item(each, _count(shown, each)) for each in listed)
    return element("ul", items, class_="legend")


def _count(shown: Selected, entry: Entry) -> str:
    if entry["unit"] == "site":
        return Words(shown.collection).role_counted("site", entry["count"])
    return count_of(entry["count"], *UNITS[entry["unit"]])


def _item(entry: Entry, number: str) -> Markup:
    colour = f"light-dark({entry['colour']}, {entry['colour_dark']})"
    glyph = element("text", entry["glyph"], x=9, y=13) if entry["glyph"] else ""
    swatch = element(
        "svg",
        _shape(entry["swatch"]) + glyph,
        viewBox="0 0 18 18",
        style=f"color: {colour}",
        aria_hidden="true",
    )
    label = element("span", entry["label"])
    count = element("span", number, class_="count")
    return element("li", swatch + label + count)


def _shape(swatch: Swatch) -> Markup:
    if swatch == "diamond":
        return element("path", "", class_="fill", d=polygon_of((9, 9), 5, looks.TOWN))
    return SHAPES.get(swatch, Markup())
