"""The picture in words: what, how many, where, by whom, and what is not to be seen on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST
from layers.cartography.glyphs import readable
from layers.tally import state_selection
from layers.words import Words
from mapapp.exports.focus import name_focus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from layers.selection import Selected
    from mapapp.exports.picture.drawing import Plan

MAX_CHARACTERS = 1000
_LEADERS = 5
_ELLIPSIS = "…"


def describe(plan: Plan) -> str:
    """Describe a picture from its data, in at most 1,000 characters.

    Whole sentences are left out at the end rather than one cut in two.
    """
    said, language = plan.words, plan.options.language
    words = Words(plan.shown.collection, language)
    statement = state_selection(plan.shown, words)
    is_beside = bool(said.outside) and plan.shown.is_empty
    place = name_focus(plan.options.focus, language)
    sentences = [
        words.text("Map: {title}.", title=said.title.rstrip(".")),
        "" if is_beside else readable(statement.sentences),
        words.text("Shown is {place}.", place=place) if place else "",
        said.outside,
        *(readable(sentence) for sentence in _details(plan.shown, words)),
        readable(statement.remarks),
        *said.rules[:1],
        said.credit,
    ]
    text = ""
    for sentence in filter(None, sentences):
        longer = f"{text} {sentence}".strip()
        if len(longer) <= MAX_CHARACTERS:
            text = longer
    return text or said.title[: MAX_CHARACTERS - 1] + _ELLIPSIS


def _details(shown: Selected, words: Words) -> Iterator[str]:
    """Where the sites are, who is reported to be behind them, and the years of all records.

    Where years are asked for, it is of what certainly lies in them, as the sentence before.
    """
    shown = shown.stated
    sites = shown.sites
    countries, cities, makers = Counter[str](), Counter[str](), Counter[str]()
    located = sites.geometry.notna()
    columns = (sites[name] for name in ("host", "city", "party", "weight"))
    for country, city, jurisdiction, count, has_point in zip(*columns, located, strict=True):
        countries[words.country(country)] += int(count)
        makers[jurisdiction] += int(count)
        if has_point:
            cities[city] += int(count)
    unknown = makers.pop(words.about.unknown_jurisdiction, 0)
    named = Counter({words.name(each): count for each, count in makers.items()})
    for msgid, counter in (
        ("{title} by country: {list}.", countries),
        ("By city: {list}.", cities),
        ("Reported to be behind them: {list}.", named),
    ):
        if counter:
            title = words.role_title("site")
            yield words.text(msgid, title=title, list=_ranked(counter, words))
    if unknown:
        things = words.role_counted("site", unknown)
        yield words.text("Not known who is behind them: {things}.", things=things)
    dated = _years(shown)
    if dated:
        yield words.text("Years named: {first} to {last}.", first=dated[0], last=dated[1])


def _ranked(counter: Counter[str], words: Words) -> str:
    ranked = sorted(counter.items(), key=lambda each: (-each[1], each[0]))
    listed = [f"{name} {words.number(count)}" for name, count in ranked[:_LEADERS]]
    rest = len(ranked) - len(listed)
    if rest:
        listed.append(words.count("and {n} more", "and {n} more", rest))
    return ", ".join(listed)


def _years(shown: Selected) -> tuple[int, int] | None:
    """The first and the last year in which a record begins, of those that are known."""
    begun = [
        int(year)
        for layer in shown.layers
        for name in ("first_from", "first_to")
        for year in shown.table(layer)[name].dropna()
        if UNBOUNDED_PAST < year < UNBOUNDED_FUTURE
    ]
    return (min(begun), max(begun)) if begun else None
