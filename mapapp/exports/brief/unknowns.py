"""What is not known, said plainly; and what the record keeps apart from its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.selection import LAYERS, Selection, select, shown_editions
from layers.summary import summarise
from mapapp.exports.brief.facts import sources_of
from mapapp.exports.brief.model import RECORD, Paragraph, Points, Section, Sentence
from mapapp.exports.brief.records import agreements_table, records, station_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from mapapp.exports.brief.facts import CountryFacts
    from mapapp.exports.brief.model import Block, Table
    from mapapp.exports.brief.wording import Wording


def unknown(facts: CountryFacts, say: Wording) -> Section:
    """A list of what the sources do not say, and of what the record lacks."""
    points = (
        *_of_sites(facts, say),
        *_of_agreements(facts, say),
        *_single_sources(facts, say),
        *_absent(facts, say),
        *_claimed(facts, say),
    )
    return Section(say.text("What is not known"), (Points(points),))


def apart(facts: CountryFacts, say: Wording) -> Section:
    """Records that are not in the counts: why not, and what they say."""
    tables: list[Block] = []
    stations, agreements = (facts.kept_apart.get(name) for name in ("stations", "agreements"))
    if stations is not None and not stations.empty:
        n = int(stations["count"].sum())
        tables += [_reasons(facts, stations, n, say), _stations_apart(stations, n, say)]
    if agreements is not None and not agreements.empty:
        caption = say.counted("agreements", len(agreements))
        reason = say.text(
            "Status “{status}”: not counted.",
            status=say.listed(
                say.label("agreements", "status", key) for key in agreements["status"].unique()
            ),
        )
        sentence = Sentence(f"{caption}. {reason}", sources_of(agreements))
        tables += [Paragraph((sentence,)), agreements_table(agreements, say, caption)]
    return Section(say.text("Kept apart from the counts"), tuple(tables))


def _stations_apart(stations: pd.DataFrame, n: int, say: Wording) -> Table:
    return station_table(stations, say, say.counted("stations", n))


def _reasons(facts: CountryFacts, stations: pd.DataFrame, n: int, say: Wording) -> Paragraph:
    """Name the editions and statuses for which sites do not count."""
    editions = facts.collection.editions["title"]
    hidden = [
        key for key in stations["edition"].unique() if key not in shown_editions(facts.collection)
    ]
    kept = {
        term.value
        for term in facts.collection.about.terms("stations", "status")
        if not term.is_shown
    }
    statuses = [key for key in stations["status"].unique() if key in kept]
    reasons = [str(editions[key]) for key in hidden]
    reasons += [say.label("stations", "status", key) for key in statuses]
    text = say.text(
        "{counted}, not in the numbers above: {reasons}.",
        counted=say.counted("stations", n),
        reasons=say.text("; ").join(reasons),
    )
    return Paragraph((Sentence(text, sources_of(stations)),))


def _of_sites(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    stations = facts.stations
    gaps = (
        ("no city is named", "no city is named for {n}", facts.without_city),
        (
            "no starting date is given",
            "no starting date is given for {n}",
            stations[stations["established"] == ""],
        ),
        (
            "no source seen says who is behind it",
            "no source seen says who is behind {n}",
            facts.origin_unknown,
        ),
    )
    counted = say.counted("stations", facts.sites)
    rows_and_numbers = [(*gap, int(gap[-1]["count"].sum())) for gap in gaps]
    yield from _gaps(counted, facts.sites, rows_and_numbers, say)


def _of_agreements(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    agreements = facts.agreements
    periods = agreements["period"]
    gaps = (
        ("not dated", "{n} undated", agreements[periods == ""]),
        ("end not known", "the end not known for {n}", agreements[periods.str.endswith("/")]),
        (
            "no later information seen",
            "no later information seen on {n}",
            agreements[agreements["status"] == "unknown"],
        ),
    )
    counted = say.counted("agreements", len(agreements))
    yield from _gaps(counted, len(agreements), [(*gap, len(gap[-1])) for gap in gaps], say)


def _gaps(
    counted: str, total: int, gaps: list[tuple[str, str, pd.DataFrame, int]], say: Wording
) -> Iterator[Sentence]:
    """Say in one sentence what is missing of how many; of one alone, without the number."""
    found = [
        (say.text(alone) if total == 1 else say.text(msgid, n=say.number(n)), rows)
        for alone, msgid, rows, n in gaps
        if n
    ]
    if found:
        template = "{counted}: {gaps}." if total == 1 else "Of {counted}: {gaps}."
        text = say.text(template, counted=counted, gaps=say.listed(text for text, _ in found))
        yield Sentence(text, sources_of(*(rows for _, rows in found)))


def _single_sources(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    """Records that rest on one source, layer by layer."""
    lone = []
    for layer in LAYERS:
        table = facts.shown.table(layer)
        rows = table[table["sources"].map(len) == 1]
        if not rows.empty:
            n = int(rows["count"].sum()) if layer == "stations" else len(rows)
            lone.append((say.counted(layer, n), rows))
    if lone:
        text = say.text(
            "Resting on a single source: {counted}.", counted=say.listed(t for t, _ in lone)
        )
        yield Sentence(text, sources_of(*(rows for _, rows in lone)))


def _absent(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    missing = [say.layer_title(layer) for layer in LAYERS if facts.shown.table(layer).empty]
    if missing:
        text = say.text(
            "Nothing is on record under: {layers}. That is not a finding that there was nothing.",
            layers=say.text("; ").join(missing),
        )
        yield Sentence(text, (RECORD,))


def _claimed(facts: CountryFacts, say: Wording) -> Iterator[Sentence]:
    """Set published totals for the whole beside what the record holds."""
    claims = facts.collection.claims
    is_whole = (claims[["region", "jurisdiction"]] == "").all(axis="columns")
    for country in ("", facts.code):
        rows = claims[is_whole & (claims["scope"] == "cumulative") & (claims["country"] == country)]
        if not rows.empty:
            yield _claim(facts, rows[rows["edition"] == rows["edition"].max()], country, say)


def _claim(facts: CountryFacts, rows: pd.DataFrame, country: str, say: Wording) -> Sentence:
    whole = summarise(select(facts.collection, Selection(layers=frozenset({"stations"}))))
    held = {
        "stations": facts.sites if country else whole.stations,
        "countries": 1 if country else whole.countries,
    }
    claimed = say.listed(_claimed_number(row, say) for row in records(rows))
    found = say.listed(
        _measured(str(measure), held[str(measure)], say) for measure in rows["measure"]
    )
    msgid = (
        "Claimed for this country: {claimed}; the record holds {found}."
        if country
        else "Claimed for the whole: {claimed}; the record holds {found}, so "
        "some may be missing here too."
    )
    text = say.text(msgid, claimed=claimed, found=found)
    return Sentence(text, (*sources_of(rows), RECORD))


def _claimed_number(row: dict[str, Any], say: Wording) -> str:
    measured = _measured(row["measure"], row["number"], say)
    if row["bound"] == "exact":
        return measured
    bound = say.label("claims", "bound", row["bound"])
    return say.text("{bound} {measured}", bound=bound, measured=measured)


def _measured(measure: str, n: int, say: Wording) -> str:
    """Write a published or counted number with the collection's noun for what it counts."""
    if measure == "stations":
        return say.counted("stations", n)
    return say.counted_countries(n)
