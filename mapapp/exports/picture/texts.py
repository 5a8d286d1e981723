"""What is on a picture besides the map: title, who reports it, what is not shown, credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.regions import region_countries
from layers.borders import read_borders, say_borders
from layers.cartography.glyphs import readable
from layers.overview import build_overview
from layers.tally import state_things
from layers.words import Words
from mapapp.exports.focus import name_focus

if TYPE_CHECKING:
    from layers.overview import Overview
    from layers.selection import Selected
    from mapapp.exports.picture.options import PictureOptions

RULES = ("caveat", "precision_rule", "fairness")
"""The most important first: only some lines fit on a page."""


@dataclass(frozen=True)
class PictureWords:
    """The texts of a picture, in the editor's language; `borders` says how they are drawn."""

    overview: Overview
    title: str
    deck: str
    outside: str
    rules: tuple[str, ...]
    borders: str
    credit: str


def find_words(
    shown: Selected,
    options: PictureOptions,
    outside: Selected | None = None,
    *,
    has_dashes: bool = True,
) -> PictureWords:
    """Gather the texts of a picture.

    Args:
        shown: What lies on the map.
        options: Of the picture.
        outside: What of the selection lies beyond the edges of the map.
        has_dashes: Whether the map shows a border that others draw differently.
    """
    words = Words(shown.collection, options.language)
    beyond = state_things(outside, words) if outside and not outside.is_empty else ""
    overview = build_overview(shown, words, colour_by=options.colour)
    borders = read_borders(shown.collection, options.borders)
    rules = (readable(rule) for rule in map(words.own, RULES) if rule)
    deck = "" if beyond and shown.is_empty else readable(overview.deck)
    return PictureWords(
        overview=overview,
        title=readable(options.title or _headline(overview, options, words)),
        deck=deck,
        outside=words.text("Outside this map: {things}.", things=beyond) if beyond else "",
        rules=tuple(rule for rule in rules if rule not in deck),
        borders=readable(say_borders(words, borders, has_dashes=has_dashes)),
        credit=readable(credit_line(words)),
    )


def credit_line(words: Words) -> str:
    """Who made the data, which version of them this is, and under what licence."""
    about, day = words.about, words.date(words.about.created)
    sentences = (
        [words.text("Data: {publisher}.", publisher=about.publisher)] if about.publisher else []
    )
    if about.version and day:
        sentences.append(words.text("Version {version}, {day}.", version=about.version, day=day))
    elif about.version:
        sentences.append(words.text("Version {version}.", version=about.version))
    if about.license_title:
        sentences.append(words.text("Licence: {licence}.", licence=about.license_title))
    return " ".join(sentences)


def _headline(overview: Overview, options: PictureOptions, words: Words) -> str:
    """The sentence on what is shown, after the name of the part of the world if all lies in it."""
    place, said = name_focus(options.focus, options.language), overview.headline
    hosts = {row.country for row in overview.ranking}
    if not place or len(hosts) <= 1 or not hosts.issubset(_focused(options.focus)):
        return said
    return words.text("{country}: {things}", country=place, things=said)


def _focused(focus: str) -> frozenset[str]:
    """The countries that a focus names."""
    codes = (find_country_code(name.strip()) for name in focus.split(","))
    return region_countries(focus) or frozenset(filter(None, codes))
