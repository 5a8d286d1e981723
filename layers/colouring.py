"""By what the dots of a map are coloured: the choices of a collection, and their categories.

A collection declares them as `colour_by` in its `datapackage.json`, the first one first:

    {"word": "outcome", "by": "status", "categories": [
        {"id": "closed", "label": "Closed", "values": ["closed"], "colour": "#0b5c8a"}, …]}

`by` is a meaning of the layers of sites (`parties`, `status`, `kind`), and a colouring without
`categories` has those of the column. Without a declaration sites are coloured by the jurisdictions
behind them where there are several, else by their status, else alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.distinct import each_once
from layers.facets import FACETS, UnknownChoiceError
from layers.stored import values_of
from layers.style import DARK, LIGHT, assign_colours, legible
from layers.words import Words, capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.collection import Collection
    from geodata.layer_specs import LayerSpec
    from layers.selection import Selected

REST = ""
"""The id of the category of what has no value, or one that no category names."""

PARTIES = "parties"
FACET_OF: Mapping[str, str] = {PARTIES: "jurisdiction", "status": "status"}
"""The filter that asks for values of a meaning."""


@dataclass(frozen=True)
class Category:
    """One colour of the map, and what it stands for.

    Attributes:
        id: Its name in data.
        name: What a reader sees, of a few words.
        colour: By day, as #rrggbb, legible on land and sea.
        colour_dark: By night.
        is_hollow: Whether its dots are rings: what is not known, or was not found.
        values: Those of the column that it stands for.
        is_outcome: Whether the headline counts it among what is known to have followed.
    """

    id: str
    name: str
    colour: str
    colour_dark: str
    is_hollow: bool
    values: tuple[str, ...]
    is_outcome: bool = False


@dataclass(frozen=True)
class Colouring:
    """One way to colour the sites of a collection.

    Attributes:
        word: Its name in the address and on the command line.
        title: What a reader sees.
        by: The meaning of the column; empty where all sites are coloured alike.
        facet: The word of the filter that a category sets, of `layers.facets.FACETS`; empty if no
            filter asks for this column.
        categories: In the order of the key.
    """

    word: str
    title: str
    by: str
    facet: str
    categories: tuple[Category, ...]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The place of each category in the key, by the values that it stands for."""
        return {value: at for at, each in enumerate(self.categories) for value in each.values}

    @property
    def column(self) -> str:
        """The column of `geodata.layer_tables` that decides; any, where all sites are alike."""
        return "party" if self.by == PARTIES else self.by or "status"

    def place_of(self, value: str) -> int:
        """The place in the key of what has a value in this column."""
        return self.index.get(value, len(self.categories) - 1)


@lru_cache(maxsize=32)
def colourings(collection: Collection, language: str = "en") -> tuple[Colouring, ...]:
    """The ways to colour the sites of a collection; the first is the one that comes first."""
    words = Words(collection, language)
    return tuple(_read(declared, words) for declared in _declared(collection))


def colouring_of(collection: Collection, word: str = "", language: str = "en") -> Colouring:
    """The colouring of a name; the first one where the collection has none of this name."""
    choices = colourings(collection, language)
    return next((each for each in choices if each.word == word), choices[0])


def read_colouring(collection: Collection, word: str) -> str:
    """Read the name of a colouring as a user writes it; nothing is the first one.

    Raises:
        UnknownChoiceError: The collection has none of this name.
    """
    words = [each.word for each in colourings(collection)]
    if word and word not in words:
        raise UnknownChoiceError("colour", word, words)
    return word


@lru_cache(maxsize=64)
def category_of(collection: Collection, layer: str, word: str = "") -> pd.Series[Any]:
    """The place in the key of each record of a layer of sites, by its id."""
    colouring = colouring_of(collection, word)
    table = collection.tables[layer]
    if not colouring.by:
        return pd.Series(0, index=table.index)
    found = each_once(table[colouring.column], colouring.place_of)
    return pd.Series(found.astype("int64"), table.index)


def count_categories(shown: Selected, word: str = "") -> Mapping[int, int]:
    """How many sites of a selection there are of each category that has some, by its place."""
    counts: Counter[int] = Counter()
    colouring = colouring_of(shown.collection, word)
    for layer in shown.collection.about.of_role("site"):
        for value, number in shown.grouped(layer, colouring.column):
            counts[colouring.place_of(value)] += number
    return dict(sorted(counts.items()))


def _declared(collection: Collection) -> Sequence[Mapping[str, Any]]:
    about = collection.about
    if about.colour_by:
        return about.colour_by
    specs = [about.specs[layer] for layer in about.of_role("site")]
    known = set(collection.jurisdictions["id"]) - {about.unknown_jurisdiction}
    if len(known) > 1 and any(spec.has(PARTIES) for spec in specs):
        return ({"word": "jurisdiction", "by": PARTIES},)
    by_status = any(_terms(collection, [spec], "status") for spec in specs)
    return ({"word": "status", "by": "status"} if by_status else {"word": "alike", "by": ""},)


def _read(declared: Mapping[str, Any], words: Words) -> Colouring:
    by = str(declared["by"])
    facet = FACET_OF.get(by, "")
    heading = next((each.title for each in FACETS if each.word == facet), "")
    if by == PARTIES:
        categories = of_jurisdictions(words)
    elif not by:
        categories = _alike(words)
    else:
        categories = _of_column(declared, words)
    word = str(declared["word"])
    title = capital(words.term(word, otherwise=words.text(heading) if heading else word))
    return Colouring(word, title, by, facet, categories)


def of_jurisdictions(words: Words) -> tuple[Category, ...]:
    """A category for each jurisdiction of a collection, in the order of their table.

    Colours are the table's own where it has one, else of the palette; the unknown one is grey.

    Raises:
        BadColourError: A colour of the table is not #rrggbb.
    """
    table, unknown = words.collection.jurisdictions, words.about.unknown_jurisdiction
    own = {key: colour for key, colour in zip(table["id"], table["colour"], strict=True) if colour}
    colours = _coloured(table["id"], own, own, greyed=unknown)
    return tuple(
        Category(key, words.names[key], *colours[key], is_hollow=key == unknown, values=(key,))
        for key in table["id"]
    )


def _of_column(declared: Mapping[str, Any], words: Words) -> tuple[Category, ...]:
    """Those that are declared, or a category for each value; what is left over comes last."""
    by, language = str(declared["by"]), words.language
    specs = [words.about.specs[layer] for layer in words.about.of_role("site")]
    terms = _terms(words.collection, specs, by)
    found = declared.get("categories") or [
        {"id": value, "label": term.label, "labels": term.labels, "values": [value]}
        for value, term in terms.items()
    ]
    named = {value for each in found for value in each["values"]}
    spare = {"id": REST, "label": words.text("Not stated"), "values": [], "hollow": True}
    if {*_values(words.collection, by)} - named:
        found = [*found, spare]
    by_day = {each["id"]: each["colour"] for each in found if "colour" in each}
    by_night = {each["id"]: each.get("colour_dark", each["colour"]) for each in found
                if "colour" in each}  # fmt: skip
    colours = _coloured([each["id"] for each in found], by_day, by_night, greyed=REST)
    return tuple(
        Category(
            id=str(each["id"]),
            name=str(each.get("labels", {}).get(language, each["label"])),
            colour=colours[each["id"]][0],
            colour_dark=colours[each["id"]][1],
            is_hollow=bool(each.get("hollow")),
            values=tuple(each["values"]),
            is_outcome=bool(each.get("outcome")),
        )
        for each in found
    )


def _alike(words: Words) -> tuple[Category, ...]:
    day, night = legible(LIGHT.categories[0], LIGHT), legible(DARK.categories[0], DARK)
    return (Category(REST, words.role_title("site"), day, night, is_hollow=False, values=()),)


def _coloured(
    keys: Iterable[str], by_day: Mapping[str, str], by_night: Mapping[str, str], *, greyed: str
) -> Mapping[str, tuple[str, str]]:
    """The colour of each category by day and by night."""
    listed = list(keys)
    day = assign_colours(listed, LIGHT, {**by_day, greyed: LIGHT.unknown})
    night = assign_colours(listed, DARK, {**by_night, greyed: DARK.unknown})
    return {key: (day[key], night[key]) for key in listed}


def _terms(collection: Collection, specs: Iterable[LayerSpec], meaning: str) -> Mapping[str, Any]:
    about = collection.about
    return {term.value: term for spec in specs for term in about.layer_terms(spec.name, meaning)}


def _values(collection: Collection, meaning: str) -> Iterable[str]:
    for layer in collection.about.of_role("site"):
        yield from values_of(collection, layer, meaning)
