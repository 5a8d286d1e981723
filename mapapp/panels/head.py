"""The head of a page: a sentence, who says so, the bar of shares, and the ranking of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.words import SEVERAL, Words
from mapapp.panels.markup import button, element, fragment, light_dark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from layers.colouring import Category
    from layers.overview import Overview, RankedCountry, Share
    from layers.selection import Selected

EXPLAINED = "how-to-read"

MAX_DOTS = 14
"""What has more is a bar or a number."""


def head_html(shown: Selected, overview: Overview) -> Markup:
    """Write the headline, the deck, and the bar with its key."""
    said = element("h1", overview.headline) + element("p", overview.deck, class_="deck")
    head = element("div", said, role="status", class_="head")
    if not overview.shares:
        return head
    return head + _bar(overview.shares) + _key(shown, overview)


def dot(category: Category) -> Markup:
    """A dot in the colour of a category, as the map draws it."""
    look = "dot hollow" if category.is_hollow else "dot"
    return element("span", "", class_=look, style=paint(category), aria_hidden="true")


def dots(parts: Iterable[tuple[Category, int]]) -> Markup:
    """A dot for each of what is counted, in the order of the key."""
    return fragment(dot(category) for category, number in parts for _ in range(number))


def paint(category: Category) -> str:
    """The colour of a category by day and by night, as CSS."""
    return f"color: {light_dark(category.colour, category.colour_dark)}"


def stack(parts: Iterable[tuple[Category, int]]) -> Markup:
    """Parts of a whole as a bar."""
    pieces = fragment(
        element(
            "span",
            "",
            class_="hollow" if category.is_hollow else None,
            style=f"{paint(category)}; flex-grow: {number}",
        )
        for category, number in parts
    )
    return element("div", pieces, class_="stack", aria_hidden="true")


def _bar(shares: Iterable[Share]) -> Markup:
    return element("div", stack((each.category, each.number) for each in shares), class_="bar14")


def _key(shown: Selected, overview: Overview) -> Markup:
    facet = overview.colouring.facet
    chosen = shown.selection.chosen(facet) if facet else None
    entries = fragment(
        element("li", _entry(each, facet, chosen or frozenset())) for each in overview.shares
    )
    return element("ul", entries + element("li", _help(shown)), class_="key")


def _entry(share: Share, facet: str, chosen: frozenset[str]) -> Markup:
    """A category with its number; pressing it shows it alone, pressing again shows all."""
    category = share.category
    words = dot(category) + element("strong", f"{share.number:,}") + " " + category.name
    if not facet or not category.values:
        return element("span", words)
    action = f"pick:{facet}:{','.join(category.values)}"
    is_on = chosen.issuperset(category.values)
    return button(words, action, class_="entry", aria_pressed=str(is_on).lower())


def _help(shown: Selected) -> Markup:
    sentences = fragment(element("p", each) for each in _sentences(shown) if each)
    return element(
        "button",
        "?",
        type="button",
        class_="help",
        popovertarget=EXPLAINED,
        aria_label="How to read this",
    ) + element("div", sentences, id=EXPLAINED, popover="auto", class_="explained")


def _sentences(shown: Selected) -> Iterator[str]:
    words = Words(shown.collection)
    site = words.role_noun("site", 1)
    yield f"One dot is one {site}; “+1” is one whose city is not known, counted for its country."
    yield words.own("caveat")
    yield "On the map, arrow keys go from mark to mark, and Enter opens one."


def ranking_html(overview: Overview, words: Words) -> Markup:
    """Write the ranking, with the way to the list of all its countries."""
    if not overview.ranking:
        return fragment(())
    most = overview.ranking[0].number
    rows = fragment(element("li", _row(overview, row, most)) for row in overview.ranking)
    heading = element("h2", "By host country") + element("small", f"{overview.ranked.capitalize()}")
    return element(
        "section",
        element("div", heading, class_="heading")
        + element("ol", rows, class_="ranking", tabindex="0")
        + _way_to_all(len(overview.ranking), words),
        class_="ranked sheet",
        aria_label="By host country",
    )


def _way_to_all(number: int, words: Words) -> Markup:
    """The list of all countries, where there are several."""
    if number < SEVERAL:
        return fragment(())
    name = f"All {number:,} {words.term('country', number)}"
    return button(name, "list:countries", class_="plain")


def _row(overview: Overview, row: RankedCountry, most: int) -> Markup:
    inner = (
        element("span", row.name, class_="name")
        + _marks(overview, row, most)
        + element("strong", f"{row.number:,}")
    )
    return button(inner, f"country:{row.country}", class_="rank", title=row.name)


def _marks(overview: Overview, row: RankedCountry, most: int) -> Markup:
    parts = [(overview.colouring.categories[at], number) for at, number in row.parts]
    if most > MAX_DOTS:
        width = f"width: {100 * row.number / most:.1f}%"
        return element("span", element("span", stack(parts), style=width), class_="dots")
    return element("span", dots(parts), class_="dots", aria_hidden="true")
