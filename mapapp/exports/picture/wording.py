"""What stands on a picture besides the map: title, what it holds, what it does not, who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from layers.cartography.glyphs import readable
from mapapp.exports.article.statement import state_selection, state_things
from mapapp.exports.titles import title_of
from mapapp.language import Language

if TYPE_CHECKING:
    from geodata.description import Description
    from layers.selection import Selected
    from mapapp.exports.picture.options import PictureOptions

DOMAIN = "picture"
RULES = ("caveat", "fairness", "precision_rule", "border_policy")
STATEMENT_DOMAIN = "article"  # the sentence about a selection is the article's


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
    about = shown.collection.about
    own = about.words(options.language)
    stating = Language(options.language, STATEMENT_DOMAIN)
    statement = state_selection(shown, stating)
    beyond = state_things(outside, stating) if outside and not outside.is_empty else ""
    words = Language(options.language, DOMAIN)
    rules = (own.get(name, "") for name in RULES)
    return PictureWords(
        title=readable(options.title or title_of(shown, options.language)),
        lead="" if beyond and shown.is_empty else readable(statement.sentences),
        unseen=readable(statement.remarks),
        outside=words.text("Outside this map: {things}.", things=beyond) if beyond else "",
        rules=tuple(readable(str(rule)) for rule in rules if rule),
        credit=readable(credit_line(about, words)),
    )


def credit_line(about: Description, words: Language) -> str:
    """Who made the data, which version of them this is, and under what licence."""
    day = words.day(date.fromisoformat(about.created)) if about.created else ""
    said = [words.text("Data: {publisher}.", publisher=about.publisher)] if about.publisher else []
    if about.version and day:
        said.append(words.text("Version {version}, {day}.", version=about.version, day=day))
    elif about.version:
        said.append(words.text("Version {version}.", version=about.version))
    if about.license_title:
        said.append(words.text("Licence: {licence}.", licence=about.license_title))
    return " ".join(said)
