"""What the columns are called that a store keeps of each record besides those of its table."""

from __future__ import annotations

FOLDED = "folded_texts"
PLACE_IDS = "gazetteer_ids"
OWN_WORDS = "own_words"
"""For a search: the texts of a record, the ids of its places, and the words of their names."""

ROW = "row"
LOCATED = "is_located"


def facet_name(word: str) -> str:
    """The column of the values of a filter: a list for each record; of a switch, whether."""
    return f"facet_{word}"


def order_name(order: str) -> str:
    """The column by which records are sorted in an order."""
    return f"order_{order}"
