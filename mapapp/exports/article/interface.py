"""The words that the page itself says while it is read, for `static/words.js`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.locales import tag_of
from layers.units import NO_ROLE, OTHER, read_units

if TYPE_CHECKING:
    from layers.selection import Layer, Selected
    from layers.words import Words
    from layers.words.forms import Forms

A_THOUSAND = 1000

SENTENCES_OF_GROUPS = (
    "Listed here: {listed} of {number} records; not listed: {rest}.",
    "{name}: {things}",
    "Years",
)
"""What only a page says that counts records together."""


NUMBERS_OF_GROUPS = (("{place} and {n} place near it", "{place} and {n} places near it"),)
"""The same about a number: (singular, plural)."""


def page_words(shown: Selected, words: Words, *, of_groups: bool = False) -> dict[str, Any]:
    """Gather every template that the page fills in by itself.

    Args:
        shown: The selection.
        words: Of the language.
        of_groups: Whether the page counts records together, and says what that asks for.

    Returns:
        `language`: whose plural rules forms follow that name no other. `text`: sentences by their
        English wording. `forms`: those about a number by the English singular, each in its plural
        forms by category of CLDR. `nouns`: the same of what records of a layer are called.
        `units`: what they are counted as, by layer. `group`: what is between thousands.
    """
    return {
        "language": tag_of(words.language),
        "text": {
            msgid: words.template(msgid)
            for msgid in (*plain_sentences(), *(SENTENCES_OF_GROUPS if of_groups else ()))
        },
        "forms": {
            one: _forms(words.forms(one, many), words)
            for one, many in (*counted_sentences(), *(NUMBERS_OF_GROUPS if of_groups else ()))
        },
        "nouns": {layer: _forms(words.noun_forms(layer), words) for layer in shown.layers},
        "units": {layer: _units(shown, layer, words) for layer in shown.layers},
        "group": words.number(A_THOUSAND).strip("10"),
    }


def _units(shown: Selected, layer: Layer, words: Words) -> dict[str, Any]:
    """What `static/words.js` counts by: the role of each kind, and the words of each unit."""
    units = read_units(shown.collection.about, layer)
    return {
        "order": units.in_order,
        "named": units.named,
        "roles": {kind: role for kind, role in units.roles.items() if role != NO_ROLE},
        "nouns": {
            unit: _forms(words.noun_forms(layer, unit), words) for unit in (*units.named, OTHER)
        },
    }


def _forms(forms: Forms, words: Words) -> dict[str, str]:
    """Forms by category; with their language where it is not that of the page."""
    is_own = forms.language == words.language
    return {**forms.by_category, **({} if is_own else {"language": tag_of(forms.language)})}


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
        "{n} {noun}",
        "No records match.",
        "How many begin in each year: most in {year} ({n})",
        "city not known",
        "proposed only",
        "Show on the map",
        "{n} in this frame",
        "{n} elsewhere",
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
        ("{n} more", "{n} more"),
    )
