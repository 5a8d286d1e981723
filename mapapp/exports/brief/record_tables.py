"""The records of a country as tables: quoted as they are, each row with its sources."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from layers.claims import Claim, name_in_note, names_parties
from layers.rows import each_row
from mapapp.exports.brief.long_lists import list_alike, list_rows
from mapapp.exports.brief.model import (
    Points,
    Section,
    Sentence,
    Table,
    TableRow,
    without_empty_columns,
)
from mapapp.exports.brief.phrases import name_jurisdiction, said_of_each

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts
    from mapapp.exports.brief.model import Block


def write_sites(facts: CountryFacts, say: Words) -> Section:
    """Sites by city: how many, attributed to whom, since when, and what was said last."""
    if facts.site_records.empty:
        return Section("", ())
    caption = say.text(
        "{title} by city, and what was last said of them", title=say.role_title("site")
    )
    blocks = list_sites(by_place(facts), facts, say, caption, is_on_first_page=True)
    return Section(say.text("What is reported"), blocks)


def list_sites(
    sites: pd.DataFrame,
    facts: CountryFacts,
    say: Words,
    caption: str,
    *,
    is_on_first_page: bool = False,
) -> tuple[Block, ...]:
    """Sites as a table; of too many, of those that weigh most, and a sentence on the rest."""
    write = partial(sites_table, say=say, caption=caption, is_on_first_page=is_on_first_page)
    return list_alike(sites, partial(_said_of, say=say), facts, say, write)


def sites_table(
    sites: pd.DataFrame, say: Words, caption: str, *, is_on_first_page: bool = False
) -> Table:
    """Records of sites as a table; `is_on_first_page` where the first page has their statuses."""
    return without_empty_columns(
        Table(
            caption,
            (
                say.text("City"),
                say.text("Count"),
                say.text("Attributed to"),
                say.text("Since"),
                say.text("Latest status"),
            ),
            tuple(
                TableRow(
                    (
                        _place_and_titles(alike, say),
                        say.number(sum(int(row["weight"]) for row in alike)),
                        said_of_each(
                            [_attributed(row, say, is_alone=len(alike) == 1) for row in alike], say
                        ),
                        said_of_each([Claim(row, say).date for row in alike], say),
                        _with_facts(
                            _status(alike[0], say, is_on_first_page=is_on_first_page), alike, say
                        ),
                    ),
                    tuple(dict.fromkeys(each for row in alike for each in row["sources"])),
                )
                for alike in _said_alike(sites, say)
            ),
            (14, 8, 18, 14, 36, 10),
        )
    )


def _place_and_titles(alike: list[Mapping[str, Any]], say: Words) -> str:
    """The place of records, and what they are called where they have titles."""
    place = Claim(alike[0], say).place
    titles = [str(row["title"]) for row in alike if row["title"]]
    if not titles:
        return place
    return say.text("{country}: {things}", country=place, things=said_of_each(titles, say))


def _said_alike(sites: pd.DataFrame, say: Words) -> list[list[Mapping[str, Any]]]:
    """Records of one place of which the same is said, together, in the order of the rows."""
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in each_row(sites):
        groups.setdefault(_said_of(row, say), []).append(row)
    return list(groups.values())


def _said_of(row: Mapping[str, Any], say: Words) -> tuple[str, ...]:
    """What is said about a record besides what the records of its group share."""
    columns = ("precision", "region", "city", "status", "status_date", "status_note")
    return (*(str(row[name]) for name in columns), str(say.facts(row)))


def _attributed(row: Mapping[str, Any], say: Words, *, is_alone: bool) -> str:
    """Name the jurisdiction of a record, with its count where it is beside others."""
    if not names_parties(say):
        return ""
    name = name_jurisdiction(row["party"], say, with_local_name=True)
    return name if is_alone or row["weight"] == 1 else f"{name}: {say.number(row['weight'])}"


def agreements_table(agreements: pd.DataFrame, say: Words, caption: str) -> Table:
    """Agreements and patrols as a table, in order of time."""
    return Table(
        caption,
        (
            say.text("Period, latest status"),
            say.text("Title, kind, originating side"),
            say.text("What is reported"),
        ),
        tuple(
            TableRow(
                (
                    _period(row, say),
                    _agreement(row, say),
                    _with_facts(_summary(row, say), [row], say),
                ),
                tuple(row["sources"]),
            )
            for row in each_row(agreements)
        ),
        (19, 28, 43, 10),
    )


def responses_table(
    responses: pd.DataFrame,
    say: Words,
    caption: str,
    *,
    spoken_for: str = "",
    names_hosts: bool = False,
) -> Table:
    """What was said and done, in order of time.

    Args:
        responses: The rows.
        say: The words.
        caption: What is written over them.
        spoken_for: The country for which all of them speak: the heading of the column names it.
            Without one each row does.
        names_hosts: Whether to say which host countries a row concerns.
    """
    who = say.text("Who")
    if spoken_for:
        who = say.aside(who, say.country(spoken_for))
    return Table(
        caption,
        (say.text("Date"), who, say.text("Kind"), say.text("What is reported")),
        tuple(
            TableRow(
                (
                    Claim(row, say).date,
                    Claim(row, say).said_by(spoken_for),
                    _kind(row, say, names_hosts=names_hosts),
                    _with_facts(row["summary"], [row], say),
                ),
                tuple(row["sources"]),
            )
            for row in each_row(responses)
        ),
        (15, 17, 16, 42, 10),
    )


def events_table(events: pd.DataFrame, say: Words, caption: str) -> Table:
    """Reported operations, or claims about the whole, as a table."""
    return Table(
        caption,
        (
            say.text("Date"),
            say.text("Place"),
            say.text("Attributed to"),
            say.text("What is reported"),
        ),
        tuple(
            TableRow(
                (
                    Claim(row, say).date,
                    Claim(row, say).places or say.text("not given"),
                    Claim(row, say).parties,
                    _with_facts(row["summary"], [row], say),
                ),
                tuple(row["sources"]),
            )
            for row in each_row(events)
        ),
        (14, 14, 16, 46, 10),
    )


def write_host_statements(facts: CountryFacts, say: Words) -> Section:
    """What the host government and institutions did besides, in order."""
    responses = not_on_first_page(facts.host_responses, facts)
    if responses.empty:
        return Section("", ())
    write = partial(
        responses_table, say=say, caption=say.text("In order of date"), spoken_for=facts.code
    )
    heading = say.text("{country}: other statements and actions", country=say.country(facts.code))
    return Section(heading, list_rows(responses, facts, say, write))


def not_on_first_page(responses: pd.DataFrame, facts: CountryFacts) -> pd.DataFrame:
    """Those that are not on the first page."""
    return responses[~responses.index.isin(list(facts.ids_on_first_page))]


def write_statements_abroad(facts: CountryFacts, say: Words) -> Section:
    """What the country itself said about other host countries, or about the whole."""
    responses = not_on_first_page(facts.responses_abroad, facts)
    if responses.empty:
        return Section("", ())
    caption = say.text("In order of date")
    write = partial(
        responses_table, say=say, caption=caption, spoken_for=facts.code, names_hosts=True
    )
    heading = say.text(
        "{country}: statements about other countries and the whole",
        country=say.country(facts.code),
    )
    return Section(heading, list_rows(responses, facts, say, write))


def write_other_statements(facts: CountryFacts, say: Words) -> Section:
    """Positions of the countries of origin, then of those who speak for neither side."""
    blocks: list[Block] = []
    origin = say.countries(facts.origins)
    tables = (
        (facts.origin_responses, say.text("{origin}, about this country", origin=origin)),
        (
            facts.origin_general_responses,
            say.text("{origin}, about the reports as a whole", origin=origin),
        ),
        (facts.other_responses, say.text("Others")),
    )
    if facts.is_empty:
        return Section("", ())
    for responses, caption in tables:
        rest = not_on_first_page(responses, facts)
        if not rest.empty:
            write = partial(responses_table, say=say, caption=caption)
            blocks += list_rows(rest, facts, say, write)
    heading = (
        say.text("Further positions: {origin} and others", origin=origin)
        if origin
        else say.text("Others")
    )
    return Section(heading, tuple(blocks))


def write_events(facts: CountryFacts, say: Words) -> Section:
    """Reported operations, and the claims about the whole that name the country."""
    blocks = tuple(
        block
        for layer, events in facts.events.items()
        if not events.empty
        for block in list_rows(
            events, facts, say, partial(events_table, say=say, caption=say.title(layer))
        )
    )
    return Section(say.text("Events and claims that name the country"), blocks)


def write_notes(facts: CountryFacts, say: Words) -> Section:
    """The notes of what is on the first page: where sources conflict, and what was inferred."""
    rows = [*chain.from_iterable(facts.first_occasions), *facts.denials_first]
    notes = tuple(
        Sentence(
            say.text(
                "{name}: {text}",
                name=Claim(row, say).mention,
                text=name_in_note(row["note"], say),
            ),
            tuple(row["sources"]),
        )
        for row in rows
        if row["note"] and not facts.is_empty
    )
    heading = say.text("Notes on the first page")
    return Section(heading, (Points(notes),) if notes else (), is_annex=True)


def by_place(facts: CountryFacts) -> pd.DataFrame:
    """Sites of one city together, the cities with most of them first, those without one last."""
    order = {city: rank for rank, (city, _) in enumerate(facts.cities)}
    sites = facts.site_records
    rank = [
        order.get(city, len(order)) if precision == "city" else len(order)
        for city, precision in zip(sites["city"], sites["precision"], strict=True)
    ]
    return sites.assign(rank=rank).sort_values("rank", kind="stable")


def _status(row: Mapping[str, Any], say: Words, *, is_on_first_page: bool) -> str:
    """The status with its date, then what was said; that alone where the first page has both."""
    status = Claim(row, say).status
    dated = say.text("{text}.", text=status) if status else ""
    note = name_in_note(row["status_note"], say)
    return note if note and is_on_first_page else say.in_turn(filter(None, (dated, note)))


def _kind(row: Mapping[str, Any], say: Words, *, names_hosts: bool) -> str:
    claim = Claim(row, say)
    return (
        say.aside(claim.kind, claim.remark_on_hosts or claim.hosts) if names_hosts else claim.kind
    )


def _agreement(row: Mapping[str, Any], say: Words) -> str:
    """Name an agreement, its kind and parties; hosts only where there are several."""
    claim = Claim(row, say)
    sides = [claim.parties, claim.hosts if len(row["hosts"]) > 1 else ""]
    more = (claim.kind, " – ".join(filter(None, sides)))
    return say.aside(claim.head, say.text("; ").join(filter(None, more)))


def _with_facts(text: str, alike: list[Mapping[str, Any]], say: Words) -> str:
    """What is reported, the facts that a layer declares besides, and the notes of the records."""
    claim = Claim(alike[0], say)
    said = say.text("; ").join(map(claim.line, claim.declared))
    more = say.text("{text}.", text=said) if said else ""
    notes = dict.fromkeys(name_in_note(row["note"], say) for row in alike)
    return say.in_turn(filter(None, (text, more, *notes)))


def _period(row: Mapping[str, Any], say: Words) -> str:
    claim = Claim(row, say)
    status = say.in_line(claim.status_and_date)
    return say.aside(claim.date, status) if status else claim.date


def _summary(row: Mapping[str, Any], say: Words) -> str:
    claim = Claim(row, say)
    if not claim.signed:
        return str(row["summary"])
    signed = say.text("{text}.", text=claim.line(claim.fact("signed")))
    return say.in_turn(filter(None, (row["summary"], signed)))
