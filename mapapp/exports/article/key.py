"""The key of an article: its categories are the bar, the total and a filter in one.

There is a key for each way to colour the sites; a script shows that of the colouring that a reader
chooses. More categories than a reader can tell apart share an entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.colouring import PARTIES, colouring_of, colourings, count_categories

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from layers.colouring import Category, Colouring
    from mapapp.exports.article.draft import Draft

MOST_ENTRIES = 8


@dataclass(frozen=True)
class KeyEntry:
    """A category of the key, or those that share an entry.

    `places` are those of its categories in the colouring; `colour_class` is what the style sheet
    calls its colour, empty where there are several.
    """

    places: tuple[int, ...]
    name: str
    number: int
    start: int
    swatch: str
    colour_class: str
    colour: str


@dataclass(frozen=True)
class Key:
    """The key of one colouring. `total` is the sum of its entries."""

    word: str
    title: str
    is_first: bool
    total: int
    entries: tuple[KeyEntry, ...]


def build_keys(draft: Draft) -> tuple[Key, ...]:
    """The key of each colouring that tells sites apart, in the order of the collection."""
    first = colouring_of(draft.shown.collection, draft.options.colour)
    keys = (
        _key(draft, at, each, is_first=each.word == first.word)
        for at, each in enumerate(colourings(draft.shown.collection, draft.options.language))
    )
    return tuple(key for key in keys if key.entries)


def colour_class(colouring: Colouring, number: int, place: int) -> str:
    """What the style sheet calls the colour of a category; that of a jurisdiction goes by it."""
    return f"j{place}" if colouring.by == PARTIES else f"c{number}-{place}"


def _key(draft: Draft, number: int, colouring: Colouring, *, is_first: bool) -> Key:
    found = count_categories(draft.shown, colouring.word)
    stated = count_categories(draft.shown.stated, colouring.word)
    places = [*found]
    if len(places) > MOST_ENTRIES:
        places.sort(key=lambda at: -stated.get(at, 0))
    alone, others = places[:MOST_ENTRIES], places[MOST_ENTRIES:]
    groups = [(at,) for at in alone] + ([tuple(others)] if others else [])
    entries = tuple(_entries(draft, number, colouring, groups, stated))
    return Key(colouring.word, colouring.title, is_first, sum(stated.values()), entries)


def _entries(
    draft: Draft,
    number: int,
    colouring: Colouring,
    groups: Sequence[tuple[int, ...]],
    stated: Mapping[int, int],
) -> Iterator[KeyEntry]:
    start = 0
    for places in groups:
        category = colouring.categories[places[0]]
        is_one = len(places) == 1
        count = sum(stated.get(at, 0) for at in places)
        yield KeyEntry(
            places=places,
            name=category.name if is_one else draft.words.text("Other"),
            number=count,
            start=start,
            swatch="ring" if category.is_hollow and is_one else "circle",
            colour_class=colour_class(colouring, number, places[0]) if is_one else "",
            colour=_colour(draft, category) if is_one else draft.theme.muted,
        )
        start += count


def _colour(draft: Draft, category: Category) -> str:
    return category.colour_dark if draft.theme.name == "dark" else category.colour
