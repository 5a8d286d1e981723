"""What stands on a picture besides the map: title, what it holds, what it does not, who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.cartography.glyphs import readable
from layers.tally import state_selection, state_things
from layers.words import Words
from mapapp.exports.titles import title_of

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.exports.picture.options import PictureOptions

RULES = ("caveat", "fairness", "precision_rule", "border_policy")


@dataclass(frozen=True)
class PictureWords:
    """The texts of a picture, in the editor's language."""

    title: str
    lead: str
    unseen: str
    outside: str
    rules: tuple[str, ...]
    credit: str


def find_words(
    shown: Selected, options: PictureOptions, outside: Selected | None = None
) -> PictureWords:
    """Gather the texts of a picture.

    Args:
        shown: What lies on the map.
        options: Of the picture.
        outside: What of the selection lies beyond the edges of the map.
    """
    words = Words(shown.collection, options.language)
    statement = state_selection(shown, words)
    beyond = state_things(outside, words) if outside and not outside.is_empty else ""
    return PictureWords(
        title=readable(options.title or title_of(shown, options.language)),
        lead="" if beyond and shown.is_empty else readable(statement.sentences),
        unseen=readable(statement.remarks),
        outside=words.text("Outside this map: {things}.", things=beyond) if beyond else "",
        rules=tuple(readable(rule) for rule in map(words.own, RULES) if rule),
        credit=readable(credit_line(words)),
    )


def credit_line(words: Words) -> str:
    """Who made the data, which version of them this is, and under what licence."""
    about, day = words.about, words.date(words.about.created)
    said = [words.text("Data: {publisher}.", publisher=about.publisher)] if about.publisher else []
    if about.version and day:
        said.append(words.text("Version {version}, {day}.", version=about.version, day=day))
    elif about.version:
        said.append(words.text("Version {version}.", version=about.version))
    if about.license_title:
        said.append(words.text("Licence: {licence}.", licence=about.license_title))
    return " ".join(said)
