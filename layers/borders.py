"""Whose borders a map draws, and the sentence that says so beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.border_views import BORDERS, DE_FACTO
from layers.facets import UnknownChoiceError

if TYPE_CHECKING:
    from geodata.border_views import Borders
    from geodata.collection import Collection
    from layers.words import Words


def read_borders(collection: Collection, asked: str = "") -> Borders:
    """The borders of a name; those that the collection names if none are asked for.

    Raises:
        UnknownChoiceError: There are no borders of this name.
    """
    name = asked or collection.about.borders or DE_FACTO
    if name not in BORDERS:
        raise UnknownChoiceError("borders", name, BORDERS)
    return name


def say_borders(words: Words, borders: Borders, *, has_dashes: bool = True) -> str:
    """Say whose borders are drawn: in the collection's own words where they are those it names.

    Args:
        words: Of the language.
        borders: Which are drawn.
        has_dashes: Whether the map shows a border that others draw differently.
    """
    own = words.own("border_policy") if borders == read_borders(words.collection) else ""
    if borders == DE_FACTO:
        usual = "Outlines: Natural Earth, as held de facto; they take no position on claims."
    else:
        usual = (
            "Outlines: Natural Earth, adapted by Visionscarto to the views of the United Nations, "
            "not by them; they take no position on claims."
        )
    dashed = "Dashed: where borders as held and the views of the United Nations differ."
    return words.in_turn([own or words.text(usual), *([words.text(dashed)] if has_dashes else [])])
