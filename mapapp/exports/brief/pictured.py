"""The figures of a chapter: where the sites are, and when the agreements ran."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.outlines import OutlineNotFoundError, country_outline
from layers.scene import list_jurisdictions
from layers.style import LIGHT
from mapapp.exports.brief.drawings import (
    Interval,
    LegendEntry,
    Locator,
    Mark,
    Part,
    Timeline,
    Town,
)
from mapapp.exports.brief.facts import sources_of, tally
from mapapp.exports.brief.model import RECORD, Figure, Section
from mapapp.exports.brief.naming import records
from mapapp.exports.brief.neighbours import neighbours
from mapapp.exports.brief.phrases import name_jurisdiction, tally_in_words
from mapapp.exports.brief.records import agreements_table

if TYPE_CHECKING:
    from geodata.collection import Collection
    from layers.words import Words
    from mapapp.exports.brief.facts import CountryFacts


def located(facts: CountryFacts, say: Words) -> Section:
    """The locator map; no section for what has no outline, such as a union of states."""
    try:
        country_outline(facts.code)
    except OutlineNotFoundError:
        return Section("", ())
    marks, towns = _marks(facts), _towns(facts)
    on_map = sum(mark.count for mark in marks)
    unlocated = facts.sites - on_map
    locator = Locator(
        code=facts.code,
        marks=marks,
        towns=towns,
        names=tuple((code, say.country(code)) for code in (facts.code, *neighbours(facts.code))),
        legend_title=say.text("{title}, by attribution", title=say.title("stations")),
        legend=tuple(_legend(facts, say, has_towns=bool(towns), unlocated=unlocated)),
        unlocated=unlocated,
    )
    caption = " ".join(filter(None, (say.text("Cities, not addresses."), say.own("border_policy"))))
    sources = (*sources_of(facts.stations), RECORD)
    figure = Figure(caption, _map_in_words(facts, say, marks, unlocated), locator, sources)
    return Section(say.text("Where"), (figure,))


def agreed(facts: CountryFacts, say: Words) -> Section:
    """Agreements and patrols: a table, and its periods as a timeline."""
    agreements = facts.agreements
    if agreements.empty:
        return Section("", ())
    caption = say.text("In order of time, as the sources put it")
    table = agreements_table(agreements, say, caption)
    return Section(say.title("agreements"), (replace(table, chart=_timeline(facts, say)),))


def _timeline(facts: CountryFacts, say: Words) -> Figure | None:
    """The periods of the agreements, a line for each; None if none is dated."""
    rows = records(facts.agreements)
    dated = [row for row in rows if row["period"]]
    if not dated:
        return None
    timeline = Timeline(
        tuple(_interval(row) if row["period"] else None for row in rows),
        until=int(facts.collection.about.created[:4]),
    )
    alt = say.text("; ").join(f"{row['title']}: {say.date(row['period'])}" for row in dated)
    caption = say.text("Years in which they are reported to apply")
    return Figure(caption, f"{alt}.", timeline, sources_of(facts.agreements))


def _interval(row: dict[str, object]) -> Interval:
    begin, slash, end = str(row["period"]).partition("/")
    first = _year(begin)
    return Interval(
        label=str(row["title"]),
        first=first,
        last=_year(end) if slash else first,
        is_open=end == "..",
        kind=str(row["status"]),
    )


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def _marks(facts: CountryFacts) -> tuple[Mark, ...]:
    stations = facts.shown.stations
    located_ = stations[~stations.geometry.isna()]
    colours = _colours(facts.collection)
    marks = []
    for _, rows in located_.groupby("place", sort=True):
        counts = tally(rows["jurisdiction"], rows["count"])
        parts = tuple(Part(colours[key], n) for key, n in counts)
        point = rows.geometry.iloc[0]
        marks.append(Mark(str(rows["city"].iloc[0]), point.x, point.y, parts))
    return tuple(sorted(marks, key=lambda mark: (-mark.count, mark.label)))


def _towns(facts: CountryFacts) -> tuple[Town, ...]:
    """Towns in the country that its agreements name."""
    towns: dict[str, Town] = {}
    for record in facts.agreements.index:
        for key, lon, lat in facts.collection.positions("agreements", str(record)):
            if key.split("/")[0] == facts.code:
                towns[key] = Town(key.rsplit("/", 1)[-1], lon, lat)
    return tuple(towns[key] for key in sorted(towns))


@lru_cache(maxsize=4)
def _colours(collection: Collection) -> dict[str, str]:
    """The colour of each jurisdiction, as on the map by day."""
    return {each["id"]: each["colour"] for each in list_jurisdictions(collection)}


def _legend(
    facts: CountryFacts, say: Words, *, has_towns: bool, unlocated: int
) -> list[LegendEntry]:
    colours = _colours(facts.collection)
    counts = tally(facts.stations["jurisdiction"], facts.stations["count"])
    entries = [
        LegendEntry(
            "site",
            colours[key],
            f"{name_jurisdiction(key, say, with_local_name=True)}: {say.number(n)}",
        )
        for key, n in counts
    ]
    if unlocated:
        label = say.text("Not on the map: {n}", n=say.number(unlocated))
        entries.append(LegendEntry("unlocated", LIGHT.muted, label))
    if has_towns:
        title = say.title("agreements")
        entries.append(LegendEntry("town", LIGHT.muted, say.text("Named in: {title}", title=title)))
    return entries


def _map_in_words(facts: CountryFacts, say: Words, marks: tuple[Mark, ...], unlocated: int) -> str:
    name = say.country(facts.code)
    around = say.countries(neighbours(facts.code))
    parts = [say.text("Map: {country}, with {around}.", country=name, around=around)]
    if marks:
        cities = tally_in_words(((mark.label, mark.count) for mark in marks), say)
        parts.append(say.text("{title}: {tally}.", title=say.title("stations"), tally=cities))
    else:
        parts.append(
            say.text(
                "No place is marked as {station}.",
                station=say.noun("stations", 1),
                title=say.title("stations"),
            )
        )
    if unlocated:
        parts.append(say.text("Not on the map: {n}", n=say.number(unlocated)) + ".")
    return " ".join(parts)
