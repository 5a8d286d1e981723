"""The key of an article: its categories are the bar, the total and a filter in one.

There is a key for each way to colour the sites; a script shows that of the colouring that a reader
chooses. More categories than a reader can tell apart share an entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.cartography.swatches import swatch_svg
from layers.colouring import PARTIES, Category, colouring_of, colourings, count_categories
from layers.legend import Entry
from layers.style import DARK, LIGHT
from mapapp.exports.article.payload import page_colourings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from layers.colouring import Colouring
    from layers.legend import Swatch
    from mapapp.exports.article.draft import Draft

MAX_ENTRIES = 8


@dataclass(frozen=True)
class KeyEntry:
    """A category of the key, or those that share an entry.

    `places` are those of its categories in the colouring; `colour_class` is what the style sheet
    calls its colour, empty where there are several; `start` is where its part of the bar begins.
    """

    places: tuple[int, ...]
    name: str
    number: int
    start: int
    is_hollow: bool
    colour_class: str
    colour: str
    picture: Markup


@dataclass(frozen=True)
class Key:
    """The key of one colouring. `total` is the sum of its entries."""

    word: str
    title: str
    is_first: bool
    total: int
    entries: tuple[KeyEntry, ...]


def build_keys(draft: Draft) -> tuple[Key, ...]:
    """The key of each colouring that distinguishes sites, in the order of the collection."""
    first = colouring_of(draft.shown.collection, draft.options.colour)
    offered = {each.word for each in page_colourings(draft.rows, draft.options.language)}
    keys = (
        _key(draft, at, each, is_first=each.word == first.word)
        for at, each in enumerate(colourings(draft.shown.collection, draft.options.language))
        if each.word in offered
    )
    return tuple(key for key in keys if key.entries)


def colour_class(colouring: Colouring, number: int, place: int) -> str:
    """What the style sheet calls the colour of a category; that of a jurisdiction goes by it."""
    return f"j{place}" if colouring.by == PARTIES else f"c{number}-{place}"


def _key(draft: Draft, number: int, colouring: Colouring, *, is_first: bool) -> Key:
    found = count_categories(draft.shown, colouring.word)
    stated = count_categories(draft.shown.stated, colouring.word)
    places = [*found]
    if len(places) > MAX_ENTRIES:
        places.sort(key=lambda at: -stated.get(at, 0))
    alone, others = places[:MAX_ENTRIES], places[MAX_ENTRIES:]
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
        is_one = len(places) == 1
        category = colouring.categories[places[0]] if is_one else _others(draft)
        name = colour_class(colouring, number, places[0]) if is_one else ""
        swatch: Swatch = "ring" if category.is_hollow else "circle"
        entry = Entry(
            swatch=swatch,
            jurisdiction="",
            label=category.name,
            colour=category.colour,
            colour_dark=category.colour_dark,
            glyph="",
            count=0,
            unit="site",
        )
        count = sum(stated.get(at, 0) for at in places)
        yield KeyEntry(
            places=places,
            name=category.name,
            number=count,
            start=start,
            is_hollow=category.is_hollow,
            colour_class=name,
            colour=category.colour_dark if draft.theme is DARK else category.colour,
            picture=swatch_svg(entry, draft.theme, colour_class=name),
        )
        start += count


def _others(draft: Draft) -> Category:
    """What stands for several categories, in no colour of its own."""
    name = draft.words.text("Other")
    return Category("", name, LIGHT.muted, DARK.muted, is_hollow=False, values=())
