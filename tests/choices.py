"""The choices of a filter in the form beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapapp.panels.filter_choices import Facets, Option


def offered(facets: Facets, word: str, group: int = 0) -> list[Option]:
    """The options of one of the groups of a filter."""
    [choice] = [each for each in facets["choices"] if each["word"] == word]
    return choice["groups"][group]["options"]
