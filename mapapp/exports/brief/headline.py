"""The beginning of a brief: one sentence that holds the counts, and the points behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.exports.brief.facts import NO_LATER_STATUS, sources_of, tally, year_range
from mapapp.exports.brief.model import RECORD, Paragraph, Points, Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from mapapp.exports.brief.facts import CountryFacts
    from mapapp.exports.brief.wording import Wording


def in_brief(facts: CountryFacts, say: Wording) -> Section:
    """The headline, then what else a reader must know, a sentence each."""
    points = tuple(_points(facts, say))
    lead = Paragraph((_headline(facts, say),), is_lead=True)
    blocks = (lead, Points(points)) if points else (lead,)
    return Section(say.text("In brief"), blocks)


def _headline(facts: CountryFacts, say: Wording) -> Sentence:
    name = say.country(facts.code)
    if facts.sites:
        text = say.text("{country}: sources name {clauses}.", country=name,
                        clauses=say.text(", ").join(_site_clauses(facts, say)))  # fmt: skip
        return Sentence(text, sources_of(facts.stations))
    if not facts.agreements.empty:
        text = say.text(
            "{country}: sources name {agreements}, {years}; no {station} is on record.",
            country=name,
            agreements=say.counted("agreements", len(facts.agreements)),
            years=_years(facts.agreements, say),
            station=say.noun("stations", 1),
            stations=say.layer_title("stations"),
        )
        return Sentence(text, (*sources_of(facts.agreements), RECORD))
    if facts.is_empty:
        text = say.text("{country}: nothing is on record.", country=name)
    else:
        text = say.text(
            "{country}: no {station} and no {agreement} is on record; the rest follows.",
            country=name,
            station=say.noun("stations", 1),
            agreement=say.noun("agreements", 1),
            stations=say.layer_title("stations"),
            agreements=say.layer_title("agreements"),
        )
    return Sentence(text, (RECORD,))


def _site_clauses(facts: CountryFacts, say: Wording) -> Iterator[str]:
    yield from _where(facts, say)
    editions = [
        (say.quoted(str(facts.collection.editions.loc[key, "title"])), n)
        for key, n in facts.by_edition
    ]
    yield say.text("first listed in {reports}", reports=_named_counts(editions, facts.sites, say))
    if facts.by_jurisdiction:
        names = [(say.jurisdiction(key), n) for key, n in facts.by_jurisdiction]
        yield say.text("attributed to {names}", names=_named_counts(names, facts.sites, say))
    unknown = int(facts.origin_unknown["count"].sum())
    if unknown and not facts.by_jurisdiction:
        yield say.text("of unknown origin")
    elif unknown:
        yield say.text("{n} of unknown origin", n=say.number(unknown))
    years = year_range(facts.stations)
    if years is None:
        yield say.text("with no starting date given")
    elif years[0] == years[1]:
        yield say.text("with starting dates, where given, in {year}", year=years[0])
    else:
        yield say.text(
            "with starting dates, where given, from {first} to {last}",
            first=years[0],
            last=years[1],
        )


def _where(facts: CountryFacts, say: Wording) -> Iterator[str]:
    counted = say.counted("stations", facts.sites)
    if not facts.cities:
        yield from (counted, say.text("with no city named"))
        return
    cities = say.count("in {n} city", "in {n} cities", len(facts.cities))
    elsewhere = int(facts.without_city["count"].sum())
    if not elsewhere:
        yield say.text("{stations} {cities}", stations=counted, cities=cities)
        return
    yield counted
    yield say.text("{n} {cities}", n=say.number(facts.sites - elsewhere), cities=cities)
    yield say.text("{n} with no city named", n=say.number(elsewhere))


def _named_counts(pairs: list[tuple[str, int]], total: int, say: Wording) -> str:
    """Name things with their counts; without the count where one thing is all there is."""
    return say.listed(name if n == total else say.aside(name, say.number(n)) for name, n in pairs)


def _years(table: pd.DataFrame, say: Wording) -> str:
    years = year_range(table)
    if years is None:
        return say.text("none of them dated")
    if years[0] == years[1]:
        return say.text("dated {year}", year=years[0])
    return say.text("dated {first} to {last}", first=years[0], last=years[1])


def _points(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    if facts.sites:
        yield _latest_status(facts, say)
        if not facts.agreements.empty:
            yield _agreements(facts, say)
    else:
        yield from _agreement_status(facts, say)
    if not facts.host_responses.empty:
        yield _latest_response(
            facts.host_responses,
            say,
            "The host country’s side is on record with {counted}; the latest, {date} "
            "({kind}): {quote}",
        )
    if not facts.origin_responses.empty:
        yield _latest_response(
            facts.origin_responses,
            say,
            "The side of {origin} is on record with {counted} about this country; the latest, "
            "{date} ({kind}): {quote}",
            origin=say.countries(facts.origins),
        )


def _latest_status(facts: CountryFacts, say: Wording) -> Sentence:
    stations = facts.stations
    counts = tally(stations["status"], stations["count"])
    text = say.text(
        "Latest status that a source gives: {tally}.",
        tally=say.tally((say.label("stations", "status", key), n) for key, n in counts),
    )
    return Sentence(text, sources_of(stations))


def _agreements(facts: CountryFacts, say: Wording) -> Sentence:
    counts = tally(facts.agreements["kind"])
    text = say.text(
        "Sources also name {agreements}, {years}: {tally}.",
        agreements=say.counted("agreements", len(facts.agreements)),
        years=_years(facts.agreements, say),
        tally=say.tally((say.label("agreements", "kind", key), n) for key, n in counts),
    )
    return Sentence(text, sources_of(facts.agreements))


def _agreement_status(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    """How agreements stand, of those of which a source says so."""
    agreements = facts.agreements[facts.agreements["status"] != NO_LATER_STATUS]
    if agreements.empty:
        return
    counts = tally(agreements["status"])
    text = say.text(
        "Latest status that a source gives: {tally}.",
        tally=say.tally((say.label("agreements", "status", key), n) for key, n in counts),
    )
    yield Sentence(text, sources_of(agreements))


def _latest_response(responses: pd.DataFrame, say: Wording, msgid: str, **fields: str) -> Sentence:
    latest = responses.iloc[-1]
    text = say.text(
        msgid,
        counted=say.counted("responses", len(responses)),
        date=say.date(str(latest["date"])),
        kind=say.label("responses", "kind", str(latest["kind"])),
        quote=say.quoted(str(latest["summary"])),
        **fields,
    )
    return Sentence(text, sources_of(responses))
