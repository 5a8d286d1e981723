"""A number of things in the English of messages and of the app."""

from __future__ import annotations


def count_of(number: int, one: str, many: str = "") -> str:
    """Write a number with what is counted, such as `1 row` or `1,200 rows`.

    Nouns of a collection, and sentences that are translated, are counted by `layers.words`.

    Args:
        number: How many.
        one: What one of them is called, with whatever follows from there being one: `link was`.
        many: The same of several; the noun with an s if left out.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
