"""Several countries side by side: the first page of a brief on more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.claims import Claim
from layers.overview import build_overview
from layers.rows import each_row
from layers.selection import Selection, select
from layers.weighing import denials, latest_official
from mapapp.exports.brief.country_facts import sources_of
from mapapp.exports.brief.first_page import colouring_word, shares_of
from mapapp.exports.brief.model import (
    RECORD,
    Cell,
    Comparison,
    ComparisonRow,
    Paragraph,
    Section,
    Sentence,
)
from mapapp.exports.brief.phrases import count_rows, say_remarks, say_years
from mapapp.exports.brief.unknowns import unknown_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from layers.rows import Row
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts

    WriteCell = Callable[[CountryFacts, Words], Cell]


def compare_countries(countries: Sequence[CountryFacts], say: Words) -> Section:
    """A sentence on all of them, and a table with a column for each."""
    collection = countries[0].collection
    codes = [facts.code for facts in countries]
    asked = Selection(country=frozenset(codes))
    word = colouring_word(collection)
    overview = build_overview(select(collection, asked), say, colour_by=word, order=codes)
    lines: tuple[tuple[str, WriteCell], ...] = (
        (say.role_title("site"), _sites),
        (overview.colouring.title, _outcomes),
        (say.text("Weightiest response"), _decided),
        (say.text("Last official statement"), _last_statement),
        (say.text("Denials by others"), _denials),
        (say.role_title("agreement"), _agreements),
        (say.text("What is not known"), _unknown),
    )
    rows = (
        ComparisonRow(title, tuple(write(facts, say) for facts in countries))
        for title, write in lines
    )
    table = Comparison(
        columns=tuple(say.country(facts.code) for facts in countries),
        key=shares_of(overview),
        rows=tuple(row for row in rows if any(cell.text for cell in row.cells)),
        country=say.text("Country"),
    )
    lead = Paragraph((Sentence(overview.headline, (RECORD,)),), is_lead=True)
    return Section("", (lead, table))


def _nothing(say: Words) -> Cell:
    return Cell(say.text("None on record"), (RECORD,))


def _sites(facts: CountryFacts, say: Words) -> Cell:
    if not facts.sites:
        return _nothing(say)
    return Cell(say.role_counted("site", facts.sites), sources_of(facts.site_records))


def _outcomes(facts: CountryFacts, say: Words) -> Cell:
    word = colouring_word(facts.collection)
    shares = shares_of(build_overview(facts.shown, say, colour_by=word))
    if not shares:
        return _nothing(say)
    text = say.text("; ").join(f"{say.number(each.number)} {each.name}" for each in shares)
    return Cell(text, sources_of(facts.site_records), shares)


def _decided(facts: CountryFacts, say: Words) -> Cell:
    return _statement(facts.occasions[0][0], say) if facts.occasions else _nothing(say)


def _last_statement(facts: CountryFacts, say: Words) -> Cell:
    row = latest_official(facts.shown, facts.code)
    return _statement(row, say) if row is not None else _nothing(say)


def _denials(facts: CountryFacts, say: Words) -> Cell:
    """The weightiest denial, and how many more there are."""
    rows = [*each_row(denials(facts.shown, facts.code))]
    if not rows or facts.is_empty:
        return _nothing(say)
    first = _statement(rows[0], say)
    if len(rows) == 1:
        return first
    more = say.count("{n} more", "{n} more", len(rows) - 1)
    cited = tuple(dict.fromkeys(each for row in rows for each in row["sources"]))
    return Cell(say.aside(first.text, more), cited)


def _statement(row: Row, say: Words) -> Cell:
    """What was said, on which day, with what a reader must know of its sources."""
    claim = Claim(row, say)
    said = say.text("{name}: {text}", name=claim.short_date, text=claim.what)
    marked = say.in_turn(filter(None, (said, say_remarks([claim.support], say))))
    return Cell(marked, tuple(row["sources"]))


def _agreements(facts: CountryFacts, say: Words) -> Cell:
    if facts.agreed.empty:
        return _nothing(say)
    text = say.aside(count_rows(facts.agreed, say), say_years(facts.agreed, say))
    return Cell(text, sources_of(facts.agreed))


def _unknown(facts: CountryFacts, say: Words) -> Cell:
    points = unknown_points(facts, say)[:1]
    return Cell(points[0].text, points[0].sources) if points else Cell("", (RECORD,))
