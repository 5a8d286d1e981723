"""What is not known, said plainly; and what the record keeps apart from its counts."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from layers.facets import first_choice
from layers.rows import each_row
from layers.units import size
from layers.weighing import Support, support_of
from mapapp.exports.brief.comparison import count_world
from mapapp.exports.brief.country_facts import NO_LATER_STATUS, sources_of, without_start
from mapapp.exports.brief.long_lists import list_rows
from mapapp.exports.brief.model import RECORD, Points, Section, Sentence
from mapapp.exports.brief.phrases import count_countries, count_rows
from mapapp.exports.brief.record_tables import agreements_table, list_sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from geodata.collection import Collection
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts
    from mapapp.exports.brief.model import Block


UNKNOWN_FIRST = 2
"""Sentences that are on the first page."""


class _Gap(NamedTuple):
    """How it is said that something is missing: of the only record, of some, of all."""

    of_one: str
    of_some: str
    of_all: str


NO_CITY = _Gap("no city is named", "no city is named for {n}", "no city is named for any")
NO_START = _Gap(
    "no starting date is given",
    "no starting date is given for {n}",
    "no starting date is given for any",
)
NO_ORIGIN = _Gap(
    "no source seen says who is behind it",
    "no source seen says who is behind {n}",
    "no source seen says who is behind any",
)
NO_DATE = _Gap("not dated", "{n} undated", "none is dated")
NO_END = _Gap("end not known", "the end not known for {n}", "the end not known for any")
NO_NEWS = _Gap(
    "no later information seen",
    "no later information seen on {n}",
    "no later information seen on any",
)


@lru_cache(maxsize=4)
def unknown_points(facts: CountryFacts, say: Words) -> tuple[Sentence, ...]:
    """What the sources do not say, and what the record lacks, a sentence each."""
    return (
        *_of_sites(facts, say),
        *_of_agreements(facts, say),
        *_single_sources(facts, say),
        *_absent(facts, say),
        *_without_host(facts, say),
        *_claimed(facts, say),
    )


def write_gaps(facts: CountryFacts, say: Words) -> Section:
    """What is not known besides what the first page says."""
    points = unknown_points(facts, say)[UNKNOWN_FIRST:]
    return Section(say.text("What else is not known"), (Points(points),) if points else ())


def write_excluded(facts: CountryFacts, say: Words) -> Section:
    """Records that are not in the counts: why not, and what they say."""
    tables: list[Block] = []
    about = facts.collection.about
    for layer, rows in facts.kept_apart.items():
        if rows.empty:
            continue
        if about.specs[layer].role == "site":
            tables += list_sites(rows, facts, say, _sites_apart(facts, layer, rows, say))
        if about.specs[layer].role == "agreement":
            statuses = dict.fromkeys(say.value(row, "status") for row in each_row(rows))
            caption = _apart(count_rows(rows, say), list(statuses), say)
            write = partial(agreements_table, say=say, caption=caption)
            tables += list_rows(rows, facts, say, write)
    return Section(say.text("Kept apart from the counts"), tuple(tables))


def _sites_apart(facts: CountryFacts, layer: str, sites: pd.DataFrame, say: Words) -> str:
    """Name the editions and statuses for which sites do not count."""
    titles = facts.collection.editions["title"]
    shown = first_choice(facts.collection, "edition")
    reasons = [str(titles[key]) for key in sites["edition"].unique() if key not in shown]
    statuses = first_choice(facts.collection, "status", layer)
    rows = [row for row in each_row(sites) if row["status"] and row["status"] not in statuses]
    reasons += dict.fromkeys(say.value(row, "status") for row in rows)
    return _apart(say.counted(layer, size(sites)), reasons, say)


def _apart(counted: str, reasons: list[str], say: Words) -> str:
    return say.text(
        "{counted}, not in the numbers above: {reasons}.",
        counted=counted,
        reasons=say.text("; ").join(reasons),
    )


def _of_sites(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    sites = facts.site_records
    gaps = (
        (NO_CITY, facts.without_city),
        (NO_START, without_start(sites)),
        (NO_ORIGIN, facts.origin_unknown),
    )
    counted = say.role_counted("site", facts.sites)
    numbered = [(gap, rows, size(rows)) for gap, rows in gaps]
    yield from _gaps(counted, facts.sites, numbered, say)


def _of_agreements(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    agreements = facts.agreed
    periods = agreements["date"]
    gaps = (
        (NO_DATE, agreements[periods == ""]),
        (NO_END, agreements[periods.str.endswith("/")]),
        (NO_NEWS, agreements[agreements["status"] == NO_LATER_STATUS]),
    )
    numbered = [(gap, rows, len(rows)) for gap, rows in gaps]
    yield from _gaps(count_rows(agreements, say), len(agreements), numbered, say)


def _gaps(
    counted: str, total: int, gaps: list[tuple[_Gap, pd.DataFrame, int]], say: Words
) -> Iterator[Sentence]:
    """Say in one sentence what is missing of how many; of one alone, without the number."""
    found = [(_gap_in_words(gap, n, total, say), rows) for gap, rows, n in gaps if n]
    is_alone = total == 1
    if found:
        template = "{counted}: {gaps}." if is_alone else "Of {counted}: {gaps}."
        text = say.text(template, counted=counted, gaps=say.listed(text for text, _ in found))
        yield Sentence(text, sources_of(*(rows for _, rows in found)))


def _gap_in_words(gap: _Gap, n: int, total: int, say: Words) -> str:
    if total == 1:
        return say.text(gap.of_one)
    if n == total:
        return say.text(gap.of_all)
    return say.text(gap.of_some, n=say.number(n))


def _single_sources(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """Records that rest on one source that is not strong by itself, layer by layer."""
    lone = []
    for layer in facts.shown.layers:
        table = facts.shown.table(layer)
        rows = table[[_is_lone(cited, facts.collection) for cited in table["sources"]]]
        if not rows.empty:
            lone.append((count_rows(rows, say), rows))
    if lone:
        text = say.text(
            "Resting on a single source: {counted}.", counted=say.listed(t for t, _ in lone)
        )
        yield Sentence(text, sources_of(*(rows for _, rows in lone)))


def _is_lone(sources: tuple[str, ...], collection: Collection) -> bool:
    return len(sources) == 1 and support_of(sources, collection) is not Support.FIRM


def _absent(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    tables = facts.shown.tables.items()
    missing = [say.title(layer) for layer, table in tables if table.empty]
    if missing:
        text = say.text(
            "No record names it as host under: {layers}; that does not mean there was nothing.",
            layers=say.text("; ").join(missing),
        )
        yield Sentence(text, (RECORD,))


def _without_host(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """Agreements that name no host country, where nothing that counts names this one.

    A side of origin is party to them, whoever the host is.
    """
    agreements = facts.agreements_without_host
    is_on_record = bool(facts.sites) or not facts.agreed.empty
    if is_on_record or agreements.empty or facts.code in facts.origins:
        return
    titles = say.text("; ").join(map(say.quoted, agreements["title"]))
    text = say.text(
        "On record without a host country, and so perhaps of this one too: {counted}.",
        counted=say.aside(count_rows(agreements, say), titles),
    )
    yield Sentence(text, sources_of(agreements))


def _claimed(facts: CountryFacts, say: Words) -> Iterator[Sentence]:
    """Set published totals for the whole beside what the record holds."""
    claims = facts.collection.claims
    is_whole = (claims[["region", "jurisdiction"]] == "").all(axis="columns")
    for country in ("", facts.code):
        rows = claims[is_whole & (claims["scope"] == "cumulative") & (claims["country"] == country)]
        if not rows.empty:
            yield _claim(facts, rows[rows["edition"] == rows["edition"].max()], country, say)


def _claim(facts: CountryFacts, rows: pd.DataFrame, country: str, say: Words) -> Sentence:
    everywhere = count_world(facts.collection).sites
    sites = facts.sites if country else sum(everywhere.values())
    held = {
        **dict.fromkeys(facts.collection.about.of_role("site"), sites),
        "countries": 1 if country else len(everywhere),
    }
    claimed = say.listed(_claimed_number(row, say) for row in each_row(rows))
    found = say.listed(
        _measured(str(measure), held[str(measure)], say) for measure in rows["measure"]
    )
    if not country:
        msgid = (
            "Claimed for the whole: {claimed}; the record holds {found}, so "
            "some may be missing here too."
        )
    elif claimed == found:
        msgid = "Claimed for this country: {claimed}; the record holds as many."
    else:
        msgid = "Claimed for this country: {claimed}; the record holds {found}."
    text = say.text(msgid, claimed=claimed, found=found)
    return Sentence(text, (*sources_of(rows), RECORD))


def _claimed_number(row: Mapping[str, Any], say: Words) -> str:
    measured = _measured(row["measure"], row["number"], say)
    if row["bound"] == "exact":
        return measured
    bound = say.label("claims", "bound", row["bound"])
    return say.text("{bound} {measured}", bound=bound, measured=measured)


def _measured(measure: str, n: int, say: Words) -> str:
    """Write a published or counted number with the collection's noun for what it counts."""
    return count_countries(n, say) if measure == "countries" else say.counted(measure, n)
