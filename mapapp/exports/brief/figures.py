"""The figures of a chapter: where the sites are, and when the agreements ran."""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Any

from geodata.outlines import OutlineNotFoundError, country_outline
from layers.borders import say_borders
from layers.claims import Claim
from layers.rows import each_row
from layers.scene import build_scene
from layers.selection import select
from mapapp.exports.brief.country_facts import sources_of
from mapapp.exports.brief.draw_map import has_dashes
from mapapp.exports.brief.drawings import Interval, Locator, Timeline
from mapapp.exports.brief.long_lists import list_rows
from mapapp.exports.brief.model import RECORD, Figure, Section
from mapapp.exports.brief.neighbours import neighbours
from mapapp.exports.brief.phrases import tally_in_words
from mapapp.exports.brief.record_tables import agreements_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geodata.layer_specs import Role
    from layers.scene_types import Scene, Towns
    from layers.words import Words
    from mapapp.exports.brief.country_facts import CountryFacts
    from mapapp.exports.brief.model import Table


def locate(facts: CountryFacts, say: Words, colour_by: str) -> Figure | None:
    """The map of the country; None for what has no outline, such as a union of states."""
    try:
        country_outline(facts.code)
    except OutlineNotFoundError:
        return None
    scene = _scene(facts, say.language, colour_by)
    locator = Locator(
        code=facts.code,
        scene=scene,
        named=neighbours(facts.code),
        language=say.language,
        borders=facts.borders,
    )
    sources = (*sources_of(facts.site_records), RECORD)
    return Figure(_caption(locator, say), _map_in_words(facts, say, locator), locator, sources)


def _caption(locator: Locator, say: Words) -> str:
    """What a dot is, what has none, and whose borders these are."""
    sentences = []
    if locator.scene["sites"]["key"]:
        nouns = {"station": say.role_noun("site", 1), "title": say.role_title("site")}
        sentences.append(say.text("Each dot is one {station}, in its city.", **nouns))
    if locator.unlocated:
        n = say.number(locator.unlocated)
        sentences.append(say.text("+{n}: no city named.", n=n))
    sentences.append(say_borders(say, locator.borders, has_dashes=has_dashes(locator)))
    return say.in_turn(filter(None, sentences))


def write_agreements(facts: CountryFacts, say: Words) -> Section:
    """Agreements and patrols: a table, and its periods as a timeline."""
    agreements = facts.agreed
    if agreements.empty:
        return Section("", ())
    caption = say.text("In order of time, as the sources put it")
    heading = say.text("{title}, in detail", title=say.role_title("agreement"))

    def write(rows: pd.DataFrame) -> Table:
        table = agreements_table(rows, say, caption)
        return replace(table, chart=_timeline(rows, facts, say))

    return Section(heading, list_rows(agreements, facts, say, write))


def _timeline(agreements: pd.DataFrame, facts: CountryFacts, say: Words) -> Figure | None:
    """The periods of agreements, a line for each; None if none is dated."""
    rows = [*each_row(agreements)]
    dated = [Claim(row, say) for row in rows if row["date"]]
    if not dated:
        return None
    timeline = Timeline(
        tuple(_interval(row) if row["date"] else None for row in rows),
        until=int(facts.collection.about.created[:4]),
    )
    alt = say.text("; ").join(f"{claim.head}: {claim.date}" for claim in dated)
    caption = say.text("Years in which they are reported to apply")
    return Figure(caption, f"{alt}.", timeline, sources_of(agreements))


def _interval(row: Mapping[str, Any]) -> Interval:
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


def _scene(facts: CountryFacts, language: str, colour_by: str) -> Scene:
    """What is drawn in the country: its cities and what has none, else towns of agreements."""
    role: Role = "site" if facts.sites else "agreement"
    asked = facts.shown.selection.asking(layer=frozenset(facts.collection.about.of_role(role)))
    shown = select(facts.collection, asked)
    scene = build_scene(shown, language=language, colour_by=colour_by, has_labels=False)
    towns = scene["towns"]
    areas = [
        area
        for area in scene["areas"]
        if area["kind"] == "unlocated" and area["country"] == facts.code
    ]
    is_own = [country == facts.code for country in towns["country"]]
    own: Towns = {name: list(compress(towns[name], is_own)) for name in towns}  # type: ignore[assignment, literal-required]  # all columns of the same table
    return {**scene, "towns": own, "areas": areas, "arcs": []}


def _map_in_words(facts: CountryFacts, say: Words, locator: Locator) -> str:
    sites = locator.scene["sites"]
    marks = zip(sites["name"], sites["count"], strict=True)
    cities = tally_in_words(sorted(marks, key=lambda each: (-each[1], each[0])), say)
    name = say.country(facts.code)
    around = say.countries(neighbours(facts.code))
    parts = [say.text("Map: {country}, with {around}.", country=name, around=around)]
    if cities:
        parts.append(say.text("{title}: {tally}.", title=say.role_title("site"), tally=cities))
    else:
        parts.append(
            say.text(
                "No place is marked as {station}.",
                station=say.role_noun("site", 1),
                title=say.role_title("site"),
            )
        )
    if locator.unlocated:
        number = say.number(locator.unlocated)
        parts.append(say.text("Not on the map: {n}", n=number) + ".")
    return " ".join(parts)
