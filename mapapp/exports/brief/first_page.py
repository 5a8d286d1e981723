"""The first page on a country: the lead, the bar of outcomes, the map, who said what, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from layers.claims import Claim
from layers.colouring import category_of, colourings
from layers.overview import build_overview
from layers.rows import each_row
from layers.units import size
from mapapp.exports.brief.comparison import write_comparison
from mapapp.exports.brief.country_facts import sources_of
from mapapp.exports.brief.figures import locate
from mapapp.exports.brief.lead import write_lead
from mapapp.exports.brief.model import (
    DotRow,
    Dots,
    Entries,
    Entry,
    Opening,
    Paragraph,
    Section,
    Sentence,
    Share,
    Shares,
)
from mapapp.exports.brief.phrases import count_rows, say_remarks, say_statuses, say_years
from mapapp.exports.brief.record_tables import by_place
from mapapp.exports.brief.unknowns import UNKNOWN_FIRST, unknown_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.rows import Row
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts

OUTCOME = "outcome"
"""The word of the colouring that a brief prefers to the collection's first one."""

MAX_PLACES = 5

MAX_NAMED = 30
"""Places whose names share a row; the others are counted."""

MAX_DOTS = 120
"""Sites of a place of which each has a dot; of more the number is enough."""


def colouring_word(collection: Collection) -> str:
    """By what the sites of a brief are coloured."""
    words = [each.word for each in colourings(collection)]
    return OUTCOME if OUTCOME in words else words[0]


def shares_of(outcomes: Overview) -> tuple[Share, ...]:
    """The categories of the sites in a country, with their numbers, in the order of the key."""
    return tuple(
        Share(
            name=each.category.name,
            colour=each.category.colour,
            colour_dark=each.category.colour_dark,
            is_hollow=each.category.is_hollow,
            number=each.number,
        )
        for each in outcomes.shares
    )


def open_chapter(facts: CountryFacts, say: Words) -> Opening:
    """Write the first page."""
    word = colouring_word(facts.collection)
    outcomes = build_overview(facts.shown, say, colour_by=word)
    head: list[Paragraph | Shares] = [write_lead(facts, say)]
    if outcomes.shares:
        counted = say.role_counted("site", facts.sites)
        head.append(Shares(counted, shares_of(outcomes), sources_of(facts.site_records)))
    statements = (_own(facts, say), _denied(facts, say))
    sections = (
        _cities(facts, say, outcomes),
        _agreements(facts, say),
        write_comparison(facts, say),
        _unknown(facts, say),
    )
    return Opening(
        head=tuple(head),
        map=locate(facts, say, word),
        said=tuple(each for each in statements if each.blocks),
        sections=tuple(each for each in sections if each.blocks),
    )


# --- who said what ---


def heading_said(countries: Iterable[str], say: Words) -> str:
    """The heading of what some countries said."""
    return say.text("{country}: statements", country=say.countries(countries))


def _own(facts: CountryFacts, say: Words) -> Section:
    heading = heading_said([facts.code], say)
    entries = tuple(_entry(rows, facts, say) for rows in facts.first_occasions)
    return Section(heading, (Entries(entries),) if entries else ())


def _denied(facts: CountryFacts, say: Words) -> Section:
    """Denials by others, under the name of the country that all of them speak for."""
    denials = facts.denials_first
    if not denials or facts.is_empty:
        return Section("", ())
    speakers = list(dict.fromkeys(str(row["speaker_country"]) for row in denials))
    heading = heading_said(speakers, say) if all(speakers) else say.text("Denials by others")
    return Section(heading, (Entries(tuple(_entry([row], facts, say) for row in denials)),))


def _entry(rows: list[Row], facts: CountryFacts, say: Words) -> Entry:
    """What was said on one occasion, with what a reader must know of its sources."""
    first, *_ = claims = [Claim(row, say) for row in rows]
    is_own = first.row["speaker_country"] == facts.code
    remark = say_remarks(["" if is_own else first.remark_on_hosts, first.support], say)
    texts = say.in_turn(each.what for each in claims)
    return Entry(first.short_date, texts, remark, tuple(first.row["sources"]))


# --- where ---


def _cities(facts: CountryFacts, say: Words, outcomes: Overview) -> Section:
    """Sites by city: cities of which the same is said in one row, those beyond five in a last.

    What has no city has its own row: behind the name of a city it would read as a part of it.
    """
    if facts.site_records.empty:
        return Section("", ())
    alike: dict[str, list[tuple[str, pd.DataFrame]]] = {}
    for name, sites in _by_place(facts, say):
        is_one = len({*sites["status"]}) == 1 and _has_city(sites)
        key = say_statuses(sites, say) if is_one else name
        alike.setdefault(key, []).append((name, sites))
    groups = list(alike.values())
    if len(groups) > MAX_PLACES:
        rest = [place for group in groups[MAX_PLACES - 1 :] for place in group]
        groups = [*groups[: MAX_PLACES - 1], rest]
    rows = tuple(_place_row(group, facts, say, outcomes) for group in groups)
    status = say.text("Latest status") if any(row.text for row in rows) else ""
    columns = (say.text("City"), say.text("Count"), status)
    heading = say.text("{title} by city", title=say.role_title("site"))
    return Section(heading, (Dots(heading, columns, shares_of(outcomes), rows),))


def _by_place(facts: CountryFacts, say: Words) -> Iterator[tuple[str, pd.DataFrame]]:
    """The sites of each place with its name, the largest city first, what has no city last."""
    places: dict[str, list[str]] = {}
    for row in each_row(by_place(facts)):
        places.setdefault(Claim(row, say).place, []).append(row["id"])
    for name, ids in places.items():
        yield name, facts.site_records.loc[ids]


def _has_city(sites: pd.DataFrame) -> bool:
    return bool((sites["city"] != "").all())


def _place_row(
    places: list[tuple[str, pd.DataFrame]], facts: CountryFacts, say: Words, outcomes: Overview
) -> DotRow:
    sites = pd.concat([each for _, each in places])
    names = [
        say.aside(name, say.number(size(each))) if len(places) > 1 and size(each) > 1 else name
        for name, each in places[:MAX_NAMED]
    ]
    if more := len(places) - len(names):
        names.append(say.count("{n} more", "{n} more", more))
    number = size(sites)
    place = {share.at: number for number, share in enumerate(outcomes.shares)}
    dots = []
    for layer, rows in sites.groupby("layer", sort=False):
        if number > MAX_DOTS:
            break
        found = category_of(facts.collection, str(layer), outcomes.colouring.word)
        for key, n in zip(rows["id"], rows["weight"], strict=True):
            dots += [place[int(found[key])]] * int(n)
    are_cities = all(_has_city(each) for _, each in places)
    return DotRow(
        name=say.in_line(names) if are_cities else say.text("; ").join(names),
        number=say.number(number),
        dots=tuple(sorted(dots)),
        text=say_statuses(sites, say),
        sources=sources_of(sites),
    )


# --- agreements, and what is not known ---


def _agreements(facts: CountryFacts, say: Words) -> Section:
    """Deals, rounds and the rest in one sentence, proposals and reported events in another."""
    sentences = []
    if not facts.agreed.empty:
        text = say.text(
            "Sources name {agreements}, {years}.",
            agreements=count_rows(facts.agreed, say),
            years=say_years(facts.agreed, say),
        )
        sentences.append(Sentence(text, sources_of(facts.agreed)))
    about = facts.collection.about
    apart = [
        rows
        for layer in about.of_role("agreement")
        if (rows := facts.kept_apart.get(layer)) is not None and not rows.empty
    ]
    events = [facts.events[layer] for layer in about.of_role("event")]
    more = [*apart, *(rows for rows in events if not rows.empty)]
    if more:
        things = say.listed(count_rows(rows, say) for rows in more)
        sentences.append(
            Sentence(say.text("Counted apart: {things}.", things=things), sources_of(*more))
        )
    heading = say.listed(map(say.title, about.of_role("agreement")))
    return Section(heading, (Paragraph(tuple(sentences)),) if sentences else ())


def _unknown(facts: CountryFacts, say: Words) -> Section:
    sentences = tuple(unknown_points(facts, say)[:UNKNOWN_FIRST])
    return Section(say.text("What is not known"), (Paragraph(sentences),) if sentences else ())
