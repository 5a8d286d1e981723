"""An opened record, place or country: what is claimed, by whom, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.claims import Claim
from layers.rows import each_row
from layers.weighing import count_answers, count_denials, denials, weightiest
from layers.words import Words, capital
from mapapp.panels.country_sheet import country_html
from mapapp.panels.markup import button, definitions, element, fragment
from mapapp.panels.opened import find_record, mark_of, name_of, records_at
from mapapp.panels.source_links import sources_html
from mapapp.panels.statement_list import MAX_TOLD, rest_html, said_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from markupsafe import Markup

    from layers.claims import Fact
    from layers.overview import Overview
    from layers.rows import Row
    from layers.selection import Layer, Selected

LEFT_OUT = "The filters leave this record out: it is neither on the map nor in the list."


def record_html(
    shown: Selected, overview: Overview, opened: str, *, has_briefing: bool = True
) -> Markup:
    """Write what is opened.

    Args:
        shown: The selection; a place or country lists the records of it that are shown.
        overview: Of the selection: how its sites are coloured.
        opened: The id of a record of any layer, the key of a place, or the code of a country.
        has_briefing: Whether there is a page that writes briefings.
    """
    found = find_record(shown, opened)
    if found is not None:
        layer, row = found
        content, countries = _one(shown, layer, row), list(row["hosts"])
    else:
        name, country = name_of(shown.collection, opened)
        content = _bar(name)
        if country == opened:
            content += country_html(shown, overview, country, level="h3")
        content += _many(shown, opened)
        if country != opened:
            content += _answers(shown, country)
        countries = [country] if country else []
    return element(
        "section",
        content
        + element("div", _actions(shown, countries, has_briefing=has_briefing), class_="actions"),
        class_="panel sheet",
        data_opened=opened,
        data_mark=mark_of(shown.collection, opened),
    )


def _actions(shown: Selected, countries: Iterable[str], *, has_briefing: bool) -> Markup:
    """Where to go on: to the country alone, unless it is, and to its briefing."""
    asked = shown.selection.chosen("country")
    return fragment(
        (
            button(
                f"Briefing on {country_name(code)}",
                f"brief:{code}",
                class_="main" if at == 0 else None,
            )
            if has_briefing
            else ""
        )
        + (
            button(f"Only {country_name(code)}", f"country:{code}")
            if asked != frozenset({code})
            else ""
        )
        for at, code in enumerate(countries)
    )


def _bar(title: str) -> Markup:
    heading = element("h2", title, tabindex="-1")
    return element("div", heading + button("Close", "close"), class_="bar")


def _one(shown: Selected, layer: Layer, row: Row) -> Markup:
    collection = shown.collection
    told = Claim(row, Words(collection))
    tags = map(capital, filter(None, [told.words.noun(layer, 1), told.remark_on_sources]))
    written = fragment(element("span", tag, class_="tag") for tag in tags)
    left_out = "" if shown.holds(layer, row["id"]) else element("p", LEFT_OUT)
    rest = _answers(shown, row["host"]) if told.role == "site" else ""
    sources = element("h3", "Sources") + sources_html(collection, row["sources"])
    summary = element("p", row["summary"], lang=_language(told)) if row["summary"] else ""
    facts = [(fact.title, _meaning(told, fact)) for fact in told.facts]
    listed = definitions([*facts, ("Record", row["id"])])
    return _bar(_heading(told)) + written + left_out + summary + listed + rest + sources


def _heading(told: Claim) -> str:
    """What a record is called over its own text, which need not be said twice."""
    if told.row["title"] or told.row["city"] or told.role == "site":
        return told.name
    return told.words.in_line([told.head, told.hosts] if told.row["hosts"] else [told.head])


def _meaning(told: Claim, fact: Fact) -> Markup | str:
    """A fact; what is in another language than the page says so."""
    if fact.name == "date" and not told.row["date"]:
        return capital(fact.text)
    language = _language(told) if fact.is_prose else None
    return element("span", fact.text, lang=language) if language else fact.text


def _language(told: Claim) -> str | None:
    return None if told.is_in_own_language else told.words.record_language


def _answers(shown: Selected, country: str) -> Markup:
    """What the host country did or said, and who else denied the claim, beside it."""
    if not country:
        return fragment(())
    name = country_name(country)
    own, others = (tell(shown, country, MAX_TOLD) for tell in (weightiest, denials))
    more = rest_html(count_answers(shown, country) - len(own))
    nothing = element("p", f"Nothing by {name} is on record.", class_="muted")
    denied = (
        element("h3", "Denied by others") + said_html(shown, each_row(others))
        if len(others)
        else ""
    )
    return (
        element("h3", f"What {name} said")
        + (said_html(shown, each_row(own), said_for=country) or nothing)
        + more
        + denied
        + rest_html(count_denials(shown, country) - len(others))
    )


def _many(shown: Selected, opened: str) -> Markup:
    parts = []
    for layer, here in records_at(shown, opened).items():
        parts.append(element("h3", Words(shown.collection).title(layer)))
        parts.append(_links(shown, here.records))
        if here.number > len(here.records):
            rest = here.number - len(here.records)
            parts.append(element("p", f"{rest:,} more are in the list.", class_="muted"))
    if not parts:
        parts.append(element("p", "Nothing of the selection is here."))
    return fragment(parts)


def _links(shown: Selected, records: pd.DataFrame) -> Markup:
    words = Words(shown.collection)
    items = []
    for row in each_row(records):
        told = Claim(row, words)
        name = button(told.name, f"open:{row['id']}", class_="plain")
        items.append(element("li", name + element("small", " " + _remark(told))))
    return element("ul", fragment(items))


def _remark(told: Claim) -> str:
    """What tells a record from others of its name."""
    remarks = [told.parties] if told.role == "site" else []
    remarks += [told.speaker, told.date] if told.role == "statement" else []
    return " · ".join(filter(None, [*remarks, told.status, told.remark_on_sources]))
