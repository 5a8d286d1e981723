"""The words that the page itself says while it is read, for `static/words.js`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.units import NO_ROLE, OTHER, read_units
from mapapp.exports.article.statement import noun

if TYPE_CHECKING:
    from layers.selection import Layer, Selected
    from mapapp.language import Language

A_THOUSAND = 1000


def page_words(shown: Selected, words: Language) -> dict[str, Any]:
    """Gather every template that the page fills in by itself.

    Returns:
        `text`: sentences by their English wording. `forms`: plural forms by the English singular.
        `plural`: the form of each number below 200. `nouns`: what records of a layer are called,
        [one, many]. `units`: what they are counted as, by layer. `group`: what stands between
        thousands.
    """
    return {
        "text": {msgid: words.template(msgid) for msgid in plain_sentences()},
        "forms": {one: words.forms(one, many) for one, many in counted_sentences()},
        "plural": "".join(map(str, words.plural_table())),
        "nouns": {layer: _nouns(shown, layer, words) for layer in shown.layers},
        "units": {layer: _units(shown, layer, words) for layer in shown.layers},
        "group": words.number(A_THOUSAND).strip("10"),
    }


def _nouns(shown: Selected, layer: Any, words: Language) -> list[str]:
    named = shown.collection.about.words(words.code).get("layers", {}).get(layer, {})
    plain = [str(named.get(form, layer)) for form in ("one", "many")]
    return [*plain, noun(shown, layer, 1, words)]


def _units(shown: Selected, layer: Layer, words: Language) -> dict[str, Any]:
    """What `static/words.js` counts by: the role of each kind, and the words of each unit."""
    units = read_units(shown.collection.about, layer)
    terms = units.terms(words.code)
    return {
        "order": units.in_order,
        "named": units.named,
        "roles": {kind: role for kind, role in units.roles.items() if role != NO_ROLE},
        "nouns": {
            unit: [str(terms[unit].get(form, layer)) for form in ("one", "many")]
            for unit in (*units.named, OTHER)
            if unit in terms
        },
    }


def plain_sentences() -> tuple[str, ...]:
    """The sentences that the page says by itself."""
    return (
        "{country}: {things}",
        "{what}, {years}",
        "{first} to {last}",
        "{what}; most in {country}",
        "{what}; {more}",
        "no certain date in {years}",
        "perhaps outside these years: {things}",
        "undated: {things}",
        "City not known or not located, so counted for the country: {things}.",
        "No single country: {things}.",
        "No date: {things}.",
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
        ("{n} more may lie outside these years", "{n} more may lie outside these years"),
        ("{n} more is undated", "{n} more are undated"),
        ("Save as CSV ({n} row)", "Save as CSV ({n} rows)"),
        ("{n} source", "{n} sources"),
        ("All {n} country", "All {n} countries"),
    )
