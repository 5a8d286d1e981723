"""What an editor chooses about an article: words, language, looks, what readers may filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from geodata.errors import GeodataError
from geodata.web_addresses import is_web_address
from layers.facets import FACETS
from layers.words import MAIN_LANGUAGE
from mapapp.exports.focus import FIT, find_extent

ThemeChoice: TypeAlias = Literal["auto", "light", "dark"]

THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)
OFFERED: tuple[str, ...] = tuple(facet.word for facet in FACETS if facet.kind != "switch")
"""What readers may filter by; a switch belongs to the years."""


class BadOptionError(GeodataError, ValueError):
    """An editor's choice is not one that an article has."""

    def __init__(self, option: str, value: str, remedy: str) -> None:
        self.option = option
        self.value = value
        super().__init__(f"{value!r} is not a valid {option} of an article: {remedy}.")


@dataclass(frozen=True)
class ArticleOptions:
    """The editor's choices. Empty texts are taken from the collection.

    `focus` is what the map shows first, as `mapapp.exports.focus` reads it: `fit` (the records),
    `world`, a region, countries, or a box `west,south,east,north` in degrees. `url` is where the
    page will be published, if that is known: it becomes the canonical address. `pin` prints the
    fingerprint of the data, so that anyone can check what the page was made from. `colour` is the
    word of the colouring that comes first (`layers.colouring`); readers can switch to the others.
    `borders` is `de-facto` or `un`; those that the collection names if empty.
    """

    title: str = ""
    introduction: str = ""
    credit: str = ""
    language: str = MAIN_LANGUAGE
    theme: ThemeChoice = "auto"
    filters: tuple[str, ...] = OFFERED
    focus: str = FIT
    url: str = ""
    pin: bool = False
    colour: str = ""
    borders: str = ""

    def __post_init__(self) -> None:
        """Refuse what an article cannot be.

        Raises:
            BadOptionError: A choice is not among those allowed.
            BadFocusError: The focus names no part of the world.
        """
        if self.theme not in THEME_CHOICES:
            raise BadOptionError("theme", self.theme, f"choose {' or '.join(THEME_CHOICES)}")
        for name in self.filters:
            if name not in OFFERED:
                raise BadOptionError("filter", name, f"choose among {', '.join(OFFERED)}")
        if self.url and not is_web_address(self.url):
            raise BadOptionError("address", self.url, "begin it with https://")
        find_extent(self.focus)
