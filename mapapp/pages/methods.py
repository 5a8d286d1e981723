"""How the record is made and what its words mean: rules, definitions, completeness, licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.panels.components import draw_markup
from mapapp.panels.methods_text import methods_html

if TYPE_CHECKING:
    from geodata.collection import Collection
    from mapapp.view import View


def show(collection: Collection, view: View) -> None:
    """Draw the page; but for the borders it says the same whatever the view."""
    draw_markup("methods", methods_html(collection, view.borders))
