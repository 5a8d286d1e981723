"""What the columns are called by which a store picks, counts and sorts the records of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.facets import FACETS

if TYPE_CHECKING:
    from layers.facets import Facet

ROW = "row"
"""The position of a record in its table."""

CERTAINTY = "certainty"
"""That of `layers.selection.Selected`: worked out for each selection."""

NAMED = "named"
"""Which places and countries a record names, see `layers.searching.find_places`."""

LOCATED = "is_located"
"""Whether a record names a town of which the position is known."""

COUNTED = (
    *("hosts", "host", "parties", "party", "status", "kind", "edition", "sources", "date"),
    *("speaker", "speaker_country", "precision", "place", "region", "city", "towns", "first_from"),
)
"""The columns of `geodata.layer_tables` by which records are counted: few values, many times."""


def facet_name(facet: Facet) -> str:
    """The column with the values of a filter."""
    return f"facet_{facet.word}"


def order_name(order: str) -> str:
    """The column with the rank of a record in an order."""
    return f"order_{order}"


FACET_COLUMNS = {facet_name(facet): facet for facet in FACETS if facet.kind in {"choice", "switch"}}
