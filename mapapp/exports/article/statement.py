"""The selection in words: what is shown, in how many countries, in which years, and where most.

`static/words.js` says the same in the browser; a test holds the two together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.selection import LAYERS
from layers.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from layers.selection import Layer, Selected
    from mapapp.language import Language


@dataclass(frozen=True)
class Statement:
    """What a selection holds, and what of it the map cannot show as a point or a year."""

    sentences: str
    remarks: str


def state_selection(shown: Selected, words: Language) -> Statement:
    """Put a selection into words.

    Args:
        shown: The selection.
        words: The interface's words; nouns and countries are named in the same language.
    """
    layers = [layer for layer in LAYERS if not shown.table(layer).empty]
    countries = {code for layer in layers for code in _by_country(shown.table(layer))}
    if len(countries) == 1 and all(_by_country(shown.table(layer)) for layer in layers):
        said = [_sentence_of_one(shown, layers, countries.pop(), words)]
    else:
        said = [_sentence(shown, layer, words) for layer in layers]
    return Statement(
        sentences=one_after_another(said, words) or words.text("No record answers."),
        remarks=one_after_another(list(_remarks(shown, words)), words),
    )


def one_after_another(sentences: Sequence[str], words: Language) -> str:
    """Sentences with the space that the language sets between them."""
    return _joined(sentences, words.template("{one} {other}"))


def listed(items: Sequence[str], words: Language) -> str:
    """Items with the comma of the language."""
    return _joined(items, words.template("{one}, {other}"))


def _joined(texts: Sequence[str], template: str) -> str:
    """Texts with what stands in a template between its two fields."""
    return template.replace("{one}", "").replace("{other}", "").join(texts)


def counted(shown: Selected, layer: Layer, number: int, words: Language) -> str:
    """A number of records of a layer, as `1 site` or `2 sites`, in the collection's words."""
    return f"{words.number(number)} {noun(shown, layer, number, words)}"


def noun(shown: Selected, layer: Layer, number: int, words: Language) -> str:
    """What so many records of a layer are called."""
    named = shown.collection.about.words(words.code).get("layers", {}).get(layer, {})
    forms = words.forms("one", "many")
    is_one = len(forms) > 1 and words.plural_index(number) == 0
    return str(named.get("one" if is_one else "many", layer))


def _sentence_of_one(
    shown: Selected, layers: Sequence[Layer], country: str, words: Language
) -> str:
    """All layers in one sentence, where all of their records are of one country."""
    things = listed(
        [counted(shown, each, _total(shown.table(each)), words) for each in layers], words
    )
    said = words.text(
        "{country}: {things}", country=country_name(country, words.code), things=things
    )
    return words.text("{sentence}.", sentence=_in_years(said, shown, words))


def _in_years(said: str, shown: Selected, words: Language) -> str:
    if not shown.selection.years:
        return said
    years = spell_years(shown.selection.years, words)
    return words.text("{what}, {years}", what=said, years=years)


def _sentence(shown: Selected, layer: Layer, words: Language) -> str:
    counts = _by_country(shown.table(layer))
    things = counted(shown, layer, _total(shown.table(layer)), words)
    said = things
    if len(counts) == 1:
        return _sentence_of_one(shown, [layer], next(iter(counts)), words)
    if counts:
        said = words.count(
            "{things} in {n} country", "{things} in {n} countries", len(counts), things=things
        )
    said = _in_years(said, shown, words)
    leader = _leader(counts)
    if leader:
        name = country_name(leader, words.code)
        said = words.text("{what}; most in {country}", what=said, country=name)
    return words.text("{sentence}.", sentence=said)


def spell_years(years: tuple[int, int], words: Language) -> str:
    """A range of years, or the one year that it is."""
    first, last = years
    return str(first) if first == last else words.text("{first} to {last}", first=first, last=last)


def _total(table: pd.DataFrame) -> int:
    return int(table["count"].sum()) if "count" in table else len(table)


def _by_country(table: pd.DataFrame) -> Counter[str]:
    counts: Counter[str] = Counter()
    if "country" in table:
        for country, number in zip(table["country"], table["count"], strict=True):
            counts[country] += int(number)
    else:
        for countries in table["countries"]:
            counts.update(set(countries))
    return counts


def _leader(counts: Counter[str]) -> str | None:
    """The one country with more than any other; None if there is only one, or a tie."""
    (leader, most), *rest = counts.most_common(2) or [("", 0)]
    return leader if rest and rest[0][1] < most else None


def _remarks(shown: Selected, words: Language) -> Iterator[str]:
    summary = summarise(shown)
    undated = sum(int((shown.table(layer)["certainty"] == "undated").sum()) for layer in LAYERS)
    possible = sum(int((shown.table(layer)["certainty"] == "possible").sum()) for layer in LAYERS)
    pointless = int(shown.stations.loc[shown.stations.geometry.isna(), "count"].sum())
    if summary.stations and pointless:
        yield words.count(
            "{n} has no city that is known: counted for its country, never drawn as a point.",
            "{n} have no city that is known: counted for their country, never drawn as points.",
            pointless,
        )
    if undated and shown.selection.years:
        yield words.count(
            "{n} record without a date is kept.", "{n} records without a date are kept.", undated
        )
    elif undated:
        yield words.count("{n} record has no date.", "{n} records have no date.", undated)
    if possible:
        yield words.count(
            "{n} record may lie outside these years.",
            "{n} records may lie outside these years.",
            possible,
        )
