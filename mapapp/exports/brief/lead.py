"""The first paragraph on a country: who reports what, what was decided, and what changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.claims import Claim, is_single, names_parties, say_support
from layers.marks import moment
from layers.totals import lacks_total
from layers.units import size
from mapapp.exports.brief.comparison import leads_the_world
from mapapp.exports.brief.country_facts import sources_of, starting_years
from mapapp.exports.brief.model import RECORD, Paragraph, Sentence
from mapapp.exports.brief.phrases import (
    count_countries,
    count_rows,
    name_jurisdiction,
    say_remarks,
    say_years,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from layers.rows import Row
    from layers.selection import Selected
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts


NO_BREAK = "\u00a0"


def write_lead(facts: CountryFacts, say: Words) -> Paragraph:
    """Three sentences, or fewer where nothing was said of the country."""
    return Paragraph((_reported(facts, say), *_answers(facts, say)), is_lead=True)


def _reported(facts: CountryFacts, say: Words) -> Sentence:
    """What is on record of a country, by whose word."""
    name = say.country(facts.code)
    if facts.sites:
        clauses = say.text(", ").join(_site_clauses(facts, say))
        counts = say.text("{text}.", text=clauses)
        text = say.text("{country}: {counts}", country=name, counts=counts)
        sources = sources_of(facts.site_records)
        return Sentence(_marked(text, sources, say), sources)
    if not facts.agreed.empty:
        text = say.text(
            "{country}: sources name {agreements}, {years}; no {station} is on record.",
            country=name,
            agreements=count_rows(facts.agreed, say),
            years=say_years(facts.agreed, say),
            station=say.role_noun("site", 1),
            stations=say.role_title("site"),
        )
        sources = sources_of(facts.agreed)
        return Sentence(_marked(text, sources, say), (*sources, RECORD))
    if not facts.among_members.is_empty:
        text = say.text(
            "{country}: in its member states sources name {records}; each is counted there, not "
            "here.",
            country=name,
            records=_counted(facts.among_members, say),
        )
    elif not facts.behind.is_empty:
        text = say.text(
            "{country}, as a country of origin: sources name jurisdictions with their seat here in "
            "{records}.",
            country=name,
            records=_counted(facts.behind, say),
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


def _marked(text: str, sources: tuple[str, ...], say: Words) -> str:
    """A sentence on records, and that all of them rest on one source if they do."""
    remark = say_remarks([say_support(sources, say)], say) if is_single(sources) else ""
    return say.in_turn(filter(None, (text, remark)))


def _site_clauses(facts: CountryFacts, say: Words) -> Iterator[str]:
    counted = _counted_sites(facts, say)
    if lacks_total(facts.collection, facts.code):
        counted = say.aside(counted, say.text("a number taken for lack of a published total"))
    if leads_the_world(facts.collection, facts.code):
        counted = say.text("{what}, more than in any other country", what=counted)
    yield counted
    yield _listed_in(facts, say)
    if facts.by_jurisdiction:
        pairs = [(name_jurisdiction(key, say), n) for key, n in facts.by_jurisdiction]
        names = (name if n == facts.sites else say.aside(name, say.number(n)) for name, n in pairs)
        yield say.text("attributed to {names}", names=say.listed(names))
    elif names_parties(say):
        yield say.text("of unknown origin")
    years = starting_years(facts.site_records)
    if years is None:
        yield say.text("with no starting date given")
    else:
        yield say.text("the first dated {year}", year=years[0])


def _counted_sites(facts: CountryFacts, say: Words) -> str:
    """How many sites there are, in the collection's own sentence where it has one."""
    layers = facts.site_records.groupby("layer", sort=False)["weight"].sum()
    said = [
        say.sentence(str(layer), int(n)) or say.counted(str(layer), int(n))
        for layer, n in layers.items()
    ]
    return say.text("; ").join(said)


def _listed_in(facts: CountryFacts, say: Words) -> str:
    """The reports that list the sites first, their years, and who published them."""
    editions = facts.collection.editions.set_index("id")
    found = [editions.loc[key] for key, _ in facts.by_edition]
    reports = say.listed(say.quoted(str(row["title"])) for row in found)
    years = sorted({year for row in found if (year := str(row["published"])[:4]).isdigit()})
    if years:
        reports = say.aside(reports, say.years(int(years[0]), int(years[-1])))
    publishers = {str(row["publisher"]) for row in found}
    if len(publishers) == 1 and "" not in publishers:
        return say.text(
            "first listed by {publisher} in {reports}", publisher=publishers.pop(), reports=reports
        )
    return say.text("first listed in {reports}", reports=reports)


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


def _answers(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """What weighs most among what the country said, and what it said last, in order of time."""
    occasions = facts.occasions
    if not occasions:
        yield from _unanswered(facts, say)
        return
    decided, latest = occasions[0], facts.last_occasion
    others = occasions[1:2] if latest is decided else [latest]
    ordered = sorted([decided, *others], key=lambda rows: moment(rows[0]["date"]))
    yield _said(ordered[0], say, "Response of {date}: {text}")
    for rows in ordered[1:]:
        yield _said(rows, say, "Most recently, {date}: {text}")


def _said(rows: Sequence[Row], say: Words, template: str) -> Sentence:
    """The summary of what was said first on an occasion, with what to know of its sources.

    The kind of a statement never stands for what it says: a decision not to charge is of the same
    kind as a charge. Readers of another language than the record's also learn who spoke.
    """
    first = Claim(rows[0], say)
    date = first.date.replace(" ", NO_BREAK)
    when = (
        date if first.is_in_own_language else say.in_line((date, say.value(first.row, "speaker")))
    )
    text = say.text(template, date=when, text=first.row["summary"])
    marked = say.in_turn(filter(None, (text, say_remarks([first.support], say))))
    return Sentence(marked, tuple(first.row["sources"]))


def _unanswered(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """That the country's side is not on record; or where nothing is, what the record is about.

    A collection that holds no statements is silent on that.
    """
    if not facts.collection.about.of_role("statement") and not facts.is_empty:
        return
    if facts.sites or not facts.agreed.empty:
        yield Sentence(say.text("Its authorities are not on record with a response."), (RECORD,))
    elif facts.is_empty and facts.among_members.is_empty and say.own("introduction"):
        yield Sentence(say.own("introduction"), (RECORD,))
