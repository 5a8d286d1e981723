"""The beginning of a brief: one sentence that holds the counts, and the points behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.claims import say_speaker
from layers.totals import lacks_total
from layers.units import size
from mapapp.exports.brief.facts import (
    NO_LATER_STATUS,
    sources_of,
    starting_years,
    tally,
    year_range,
)
from mapapp.exports.brief.model import RECORD, Paragraph, Points, Section, Sentence
from mapapp.exports.brief.naming import records
from mapapp.exports.brief.phrases import (
    count_countries,
    count_rows,
    name_jurisdiction,
    tally_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from layers.selection import Selected
    from layers.words import Words
    from mapapp.exports.brief.facts import CountryFacts


def in_brief(facts: CountryFacts, say: Words) -> Section:
    """The headline, then what else a reader must know, a sentence each."""
    points = tuple(_points(facts, say))
    lead = Paragraph((_headline(facts, say),), is_lead=True)
    blocks = (lead, Points(points)) if points else (lead,)
    return Section(say.text("In brief"), blocks)


def _headline(facts: CountryFacts, say: Words) -> Sentence:
    name = say.country(facts.code)
    if facts.sites:
        text = say.text("{country}: sources name {clauses}.", country=name,
                        clauses=say.text(", ").join(_site_clauses(facts, say)))  # fmt: skip
        return Sentence(text, sources_of(facts.site_records))
    if not facts.agreed.empty:
        text = say.text(
            "{country}: sources name {agreements}, {years}; no {station} is on record.",
            country=name,
            agreements=count_rows(facts.agreed, say),
            years=_years(facts.agreed, say),
            station=say.role_noun("site", 1),
            stations=say.role_title("site"),
        )
        return Sentence(text, (*sources_of(facts.agreed), RECORD))
    if not facts.among_members.is_empty:
        text = say.text(
            "{country}: in its member states sources name {records}; each is counted there, not "
            "here.",
            country=name,
            records=_counted(facts.among_members, say),
        )
    elif facts.is_empty:
        text = say.text("{country}: no record names it as host country.", country=name)
    else:
        text = say.text(
            "{country}: no {station} and no {agreement} is on record; the rest follows.",
            country=name,
            station=say.role_noun("site", 1),
            agreement=say.role_noun("agreement", 1),
            stations=say.role_title("site"),
            agreements=say.role_title("agreement"),
        )
    return Sentence(text, (RECORD,))


def _counted(shown: Selected, say: Words) -> str:
    """The sites of a selection with the number of their host countries, and its agreements."""
    parts = []
    if not shown.sites.empty:
        counted = say.role_counted("site", size(shown.sites))
        countries = count_countries(shown.sites["host"].nunique(), say)
        parts.append(say.text("{counted} in {countries}", counted=counted, countries=countries))
    agreements = shown.of_role("agreement")
    if not agreements.empty:
        parts.append(count_rows(agreements, say))
    return say.text("; ").join(parts)


def _site_clauses(facts: CountryFacts, say: Words) -> Iterator[str]:
    yield from _where(facts, say)
    editions = [
        (say.quoted(str(facts.collection.editions.loc[key, "title"])), n)
        for key, n in facts.by_edition
    ]
    reports = _named_counts(editions, facts.sites, say)
    publishers = {facts.collection.editions.loc[key, "publisher"] for key, _ in facts.by_edition}
    if len(publishers) == 1 and "" not in publishers:
        by = str(publishers.pop())
        yield say.text("first listed by {publisher} in {reports}", publisher=by, reports=reports)
    else:
        yield say.text("first listed in {reports}", reports=reports)
    if facts.by_jurisdiction:
        names = [(name_jurisdiction(key, say), n) for key, n in facts.by_jurisdiction]
        yield say.text("attributed to {names}", names=_named_counts(names, facts.sites, say))
    unknown = size(facts.origin_unknown)
    if unknown and not facts.by_jurisdiction:
        yield say.text("of unknown origin")
    elif unknown:
        yield say.text("{n} of unknown origin", n=say.number(unknown))
    years = starting_years(facts.site_records)
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


def _where(facts: CountryFacts, say: Words) -> Iterator[str]:
    counted = say.role_counted("site", facts.sites)
    if lacks_total(facts.collection, facts.code):
        counted = say.aside(counted, say.text("a number taken for lack of a published total"))
    if not facts.cities:
        yield from (counted, say.text("with no city named"))
        return
    cities = say.count("in {n} city", "in {n} cities", len(facts.cities))
    elsewhere = size(facts.without_city)
    if not elsewhere:
        yield say.text("{stations} {cities}", stations=counted, cities=cities)
        return
    yield counted
    yield say.text("{n} {cities}", n=say.number(facts.sites - elsewhere), cities=cities)
    yield say.text("{n} with no city named", n=say.number(elsewhere))


def _named_counts(pairs: list[tuple[str, int]], total: int, say: Words) -> str:
    """Name things with their counts; without the count where one thing is all there is."""
    return say.listed(name if n == total else say.aside(name, say.number(n)) for name, n in pairs)


def _years(table: pd.DataFrame, say: Words) -> str:
    """The years that dated rows cover, and how many are not dated."""
    years = year_range(table)
    if years is None:
        return say.text("none of them dated")
    first, last = years
    covered = (
        say.text("covering {year}", year=first)
        if first == last
        else say.text("covering {first} to {last}", first=first, last=last)
    )
    undated = int(table["first_from"].isna().sum())
    if not undated:
        return covered
    return say.text(", ").join((covered, say.text("{n} undated", n=say.number(undated))))


def _points(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    if facts.sites:
        yield _latest_status(facts, say)
        if not facts.agreed.empty:
            yield _agreements(facts, say)
    else:
        yield from _agreement_status(facts, say)
    yield from _origin_of(facts, say)
    yield from _latest_responses(facts, say)
    if facts.sites and not facts.general_denials.empty:
        yield _denied(facts.general_denials, say)


def _latest_responses(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    if not facts.host_responses.empty:
        yield _latest_response(
            facts.host_responses,
            say,
            "The host country’s side is on record with {counted}; the latest, {date} "
            "({kind}; {speaker}): {summary}",
        )
    if not facts.origin_responses.empty:
        yield _latest_response(
            facts.origin_responses,
            say,
            "The side of {origin} is on record with {counted} about this country; the latest, "
            "{date} ({kind}; {speaker}): {summary}",
            origin=say.countries(facts.origins),
        )
    if not facts.responses_abroad.empty:
        yield _latest_response(
            facts.responses_abroad,
            say,
            "On other countries and the whole, {country} is on record with {counted}; the latest, "
            "{date} ({kind}; {speaker}): {summary}",
            country=say.country(facts.code),
        )


def _latest_status(facts: CountryFacts, say: Words) -> Sentence:
    sites = facts.site_records
    counts = tally(sites["status"], sites["weight"])
    said = [
        _status(sites[sites["status"] == key], n, say, is_alone=facts.sites == 1)
        for key, n in counts
    ]
    text = say.text("Latest status that a source gives: {tally}.", tally=say.text("; ").join(said))
    return Sentence(text, sources_of(sites))


def _status(rows: pd.DataFrame, n: int, say: Words, *, is_alone: bool) -> str:
    """A status with its number and as of when: `Closed: 3 (October 2022 to June 2023)`."""
    text = say.value(dict(rows.iloc[0]), "status")
    if not is_alone:
        text = say.text("{name}: {text}", name=text, text=say.number(n))
    when = _as_of(rows["status_date"], say)
    return say.aside(text, when) if when else text


def _as_of(dates: Iterable[str], say: Words) -> str:
    """The dates of some statuses: the only one, or the first and the last; empty without any."""
    known = sorted(set(filter(None, dates)))
    if not known:
        return ""
    first, last = say.date(known[0]), say.date(known[-1])
    return first if first == last else say.text("{first} to {last}", first=first, last=last)


def _agreements(facts: CountryFacts, say: Words) -> Sentence:
    text = say.text(
        "Sources also name {agreements}, {years}.",
        agreements=count_rows(facts.agreed, say),
        years=_years(facts.agreed, say),
    )
    return Sentence(text, sources_of(facts.agreed))


def _agreement_status(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """How agreements stand, of those of which a source says so."""
    agreements = facts.agreed[facts.agreed["status"] != NO_LATER_STATUS]
    if agreements.empty:
        return
    counts = tally(say.value(row, "status") for row in records(agreements))
    tallied = tally_in_words(counts, say)
    text = say.text("Latest status that a source gives: {tally}.", tally=tallied)
    yield Sentence(text, sources_of(agreements))


def _origin_of(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """What is reported elsewhere of jurisdictions with their seat in the country."""
    if not facts.behind.is_empty:
        text = say.text(
            "As a country of origin: sources name jurisdictions with their seat here in {records}.",
            records=_counted(facts.behind, say),
        )
        yield Sentence(text, (RECORD,))


def _denied(denials: pd.DataFrame, say: Words) -> Sentence:
    """Who denied all that is reported, whatever the country, and when."""
    dates: dict[str, list[str]] = {}
    for row in records(denials):
        dates.setdefault(say_speaker(row, say), []).append(say.date(row["date"]))
    said = (say.aside(who, say.text("; ").join(when)) for who, when in dates.items())
    text = say.text(
        "What is reported is denied as a whole by: {speakers}.",
        speakers=say.text("; ").join(said),
    )
    return Sentence(text, sources_of(denials))


def _latest_response(responses: pd.DataFrame, say: Words, msgid: str, **fields: str) -> Sentence:
    latest = records(responses)[-1]
    text = say.text(
        msgid,
        counted=say.counted(latest["layer"], len(responses)),
        date=say.date(str(latest["date"])),
        kind=say.value(latest, "kind"),
        speaker=say_speaker(latest, say),
        summary=str(latest["summary"]),
        **fields,
    )
    return Sentence(text, sources_of(responses))
