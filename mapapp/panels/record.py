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
from mapapp.panels.statement_list import MAX_LISTED, rest_html, said_html

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
                f"Briefing: {country_name(code)}",
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
    claim = Claim(row, Words(collection))
    tags = map(capital, filter(None, [claim.words.noun(layer, 1), claim.remark_on_sources]))
    written = fragment(element("span", tag, class_="tag") for tag in tags)
    left_out = "" if shown.holds(layer, row["id"]) else element("p", LEFT_OUT)
    rest = _answers(shown, row["host"]) if claim.role == "site" else ""
    sources = element("h3", "Sources") + sources_html(collection, row["sources"])
    summary = element("p", row["summary"], lang=_language(claim)) if row["summary"] else ""
    facts = [(fact.title, _meaning(claim, fact)) for fact in claim.facts]
    listed = definitions([*facts, ("Record", row["id"])])
    return _bar(_heading(claim)) + written + left_out + summary + listed + rest + sources


def _heading(claim: Claim) -> str:
    """What a record is called over its own text, which need not be said twice."""
    if claim.row["title"] or claim.row["city"] or claim.role == "site":
        return claim.name
    return claim.words.in_line([claim.head, claim.hosts] if claim.row["hosts"] else [claim.head])


def _meaning(claim: Claim, fact: Fact) -> Markup | str:
    """A fact; what is in another language than the page says so."""
    if fact.name == "date" and not claim.row["date"]:
        return capital(fact.text)
    language = _language(claim) if fact.is_prose else None
    return element("span", fact.text, lang=language) if language else fact.text


def _language(claim: Claim) -> str | None:
    return None if claim.is_in_own_language else claim.words.record_language


def _answers(shown: Selected, country: str) -> Markup:
    """What the host country did or said, and who else denied the claim, beside it."""
    if not country:
        return fragment(())
    name = country_name(country)
    own, others = (find(shown, country, MAX_LISTED) for find in (weightiest, denials))
    more = rest_html(count_answers(shown, country) - len(own))
    nothing = element("p", f"{name}: no statement is on record.", class_="muted")
    denied = (
        element("h3", "Denied by others") + said_html(shown, each_row(others))
        if len(others)
        else ""
    )
    return (
        element("h3", f"{name}: statements")
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
        claim = Claim(row, words)
        name = button(claim.name, f"open:{row['id']}", class_="plain")
        items.append(element("li", name + element("small", " " + _remark(claim))))
    return element("ul", fragment(items))


def _remark(claim: Claim) -> str:
    """What distinguishes a record from others of its name."""
    remarks = [claim.parties] if claim.role == "site" else []
    remarks += [claim.speaker, claim.date] if claim.role == "statement" else []
    return " · ".join(filter(None, [*remarks, claim.status, claim.remark_on_sources]))
