"""The words that the page itself says while it is read, for `static/words.js`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.selection import LAYERS
from mapapp.exports.article.statement import noun

if TYPE_CHECKING:
    from layers.selection import Selected
    from mapapp.language import Language

A_THOUSAND = 1000


def page_words(shown: Selected, words: Language) -> dict[str, Any]:
    """Gather every template that the page fills in by itself.

    Returns:
        `text`: sentences by their English wording. `forms`: plural forms by the English singular.
        `plural`: the form of each number below 200. `nouns`: what records of a layer are called,
        [one, many]. `group`: what stands between thousands.
    """
    return {
        "text": {msgid: words.template(msgid) for msgid in plain_sentences()},
        "forms": {one: words.forms(one, many) for one, many in counted_sentences()},
        "plural": "".join(map(str, words.plural_table())),
        "nouns": {layer: _nouns(shown, layer, words) for layer in LAYERS},
        "group": words.number(A_THOUSAND).strip("10"),
    }


def _nouns(shown: Selected, layer: Any, words: Language) -> list[str]:
    named = shown.collection.about.words(words.code).get("layers", {}).get(layer, {})
    plain = [str(named.get(form, layer)) for form in ("one", "many")]
    return [*plain, noun(shown, layer, 1, words)]


def plain_sentences() -> tuple[str, ...]:
    """The sentences that the page says by itself."""
    return (
        "{country}: {things}",
        "{what}, {years}",
        "{first} to {last}",
        "{what}; most in {country}",
        "{sentence}.",
        "{name}:",
        "{one}, {other}",
        "{one} {other}",
        "No record answers.",
        "How many begin in each year: most in {year} ({n})",
        "City not known",
        "city not known",
        "proposed only",
        "the latest",
        "signed {date}",
        "no date",
        "No single country",
        "Sources",
        "One source only",
        "Show on the map",
        "All",
        "several",
    )


def counted_sentences() -> tuple[tuple[str, str], ...]:
    """The sentences about a number: (singular, plural)."""
    return (
        ("{things} in {n} country", "{things} in {n} countries"),
        (
            "{n} has no city that is known: counted for its country, never drawn as a point.",
            "{n} have no city that is known: counted for their country, never drawn as points.",
        ),
        ("{n} record without a date is kept.", "{n} records without a date are kept."),
        ("{n} record has no date.", "{n} records have no date."),
        ("{n} record may lie outside these years.", "{n} records may lie outside these years."),
        ("Save as CSV ({n} row)", "Save as CSV ({n} rows)"),
        ("{n} source", "{n} sources"),
        ("All {n} country", "All {n} countries"),
    )
