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
        legend_title=say.text("{title}, by attribution", title=say.role_title("site")),
        legend=tuple(_legend(facts, say, has_towns=bool(towns), unlocated=unlocated)),
        unlocated=unlocated,
    )
    caption = " ".join(filter(None, (say.text("Cities, not addresses."), say.own("border_policy"))))
    sources = (*sources_of(facts.site_records), RECORD)
    figure = Figure(caption, _map_in_words(facts, say, marks, unlocated), locator, sources)
    return Section(say.text("Where"), (figure,))


def agreed(facts: CountryFacts, say: Words) -> Section:
    """Agreements and patrols: a table, and its periods as a timeline."""
    agreements = facts.agreed
    if agreements.empty:
        return Section("", ())
    caption = say.text("In order of time, as the sources put it")
    table = agreements_table(agreements, say, caption)
    return Section(say.role_title("agreement"), (replace(table, chart=_timeline(facts, say)),))


def _timeline(facts: CountryFacts, say: Words) -> Figure | None:
    """The periods of the agreements, a line for each; None if none is dated."""
    rows = records(facts.agreed)
    dated = [row for row in rows if row["date"]]
    if not dated:
        return None
    timeline = Timeline(
        tuple(_interval(row) if row["date"] else None for row in rows),
        until=int(facts.collection.about.created[:4]),
    )
    alt = say.text("; ").join(f"{row['title']}: {say.date(row['period'])}" for row in dated)
    caption = say.text("Years in which they are reported to apply")
    return Figure(caption, f"{alt}.", timeline, sources_of(facts.agreed))


def _interval(row: dict[str, object]) -> Interval:
    begin, slash, end = str(row["date"]).partition("/")
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
    sites = facts.site_records
    located_ = sites[sites["towns"].astype(bool)]
    colours = _colours(facts.collection)
    marks = []
    for _, rows in located_.groupby("place", sort=True):
        counts = tally(rows["party"], rows["weight"])
        parts = tuple(Part(colours[key], n) for key, n in counts)
        point = rows.geometry.iloc[0]
        marks.append(Mark(str(rows["city"].iloc[0]), point.x, point.y, parts))
    return tuple(sorted(marks, key=lambda mark: (-mark.count, mark.label)))


def _towns(facts: CountryFacts) -> tuple[Town, ...]:
    """Towns in the country that its agreements name."""
    towns: dict[str, Town] = {}
    names = facts.collection.places.by_key
    for named in facts.agreed["towns"]:
        for key, lon, lat in named:
            if names[key].country == facts.code:
                towns[key] = Town(names[key].name, lon, lat)
    return tuple(towns[key] for key in sorted(towns))


@lru_cache(maxsize=4)
def _colours(collection: Collection) -> dict[str, str]:
    """The colour of each jurisdiction, as on the map by day."""
    return {each["id"]: each["colour"] for each in list_jurisdictions(collection)}


def _legend(
    facts: CountryFacts, say: Words, *, has_towns: bool, unlocated: int
) -> list[LegendEntry]:
    colours = _colours(facts.collection)
    counts = tally(facts.site_records["party"], facts.site_records["weight"])
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
        title = say.role_title("agreement")
        entries.append(LegendEntry("town", LIGHT.muted, say.text("Named in: {title}", title=title)))
    return entries


def _map_in_words(facts: CountryFacts, say: Words, marks: tuple[Mark, ...], unlocated: int) -> str:
    name = say.country(facts.code)
    around = say.countries(neighbours(facts.code))
    parts = [say.text("Map: {country}, with {around}.", country=name, around=around)]
    if marks:
        cities = tally_in_words(((mark.label, mark.count) for mark in marks), say)
        parts.append(say.text("{title}: {tally}.", title=say.role_title("site"), tally=cities))
    else:
        parts.append(
            say.text(
                "No place is marked as {station}.",
                station=say.role_noun("site", 1),
                title=say.role_title("site"),
            )
        )
    if unlocated:
        parts.append(say.text("Not on the map: {n}", n=say.number(unlocated)) + ".")
    return " ".join(parts)
