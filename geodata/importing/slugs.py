"""Identifiers made from words: what a column, a file name or an address can bear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slugify import slugify

from geodata.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST = 40


def slug(text: str, *, longest: int = LONGEST, separator: str = "-") -> str:
    """Lower-case Latin letters and digits, other scripts transliterated; may be empty."""
    return slugify(fold_name(text), max_length=longest, word_boundary=True, separator=separator)


def unused(wanted: str, taken: Container[str], *, separator: str = "-") -> str:
    """The wanted identifier, or the first with a number that is not taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}{separator}{number}" in taken:
        number += 1
    return f"{wanted}{separator}{number}"
