"""An opened record, place or country: what is claimed, by whom, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.countries import country_name
from layers.claims import name_record, say_hosts, say_parties, say_speaker, say_status
from layers.rows import each_row, row_of
from layers.totals import lacks_total
from layers.weighing import count_answers, count_denials, denials, weightiest
from layers.words import Words, capital
from layers.words.dates import spell_date
from mapapp.panels.countries import country_html
from mapapp.panels.facts import sources_html
from mapapp.panels.markup import button, definitions, element, fragment
from mapapp.panels.opened import find_record, mark_of, name_of, records_at
from mapapp.panels.said import MOST_TOLD, rest_html, said_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from markupsafe import Markup

    from geodata.collection import Collection
    from layers.overview import Overview
    from layers.rows import Row
    from layers.selection import Layer, Selected

SINGLE = "Single source"
LEFT_OUT = "The filters leave this record out: it is neither on the map nor in the list."
NO_DATE = "No source seen gives a year"
NO_TOTAL = " (a number taken for lack of a published total)"


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
    role = collection.about.specs[layer].role
    *parts, note, record = _FACTS_OF[role](collection, row)
    parts = [*parts, *Words(collection).facts(row), note, record]
    title = capital(Words(collection).noun(layer, 1))
    tags = [title, *([SINGLE] if len(row["sources"]) == 1 else [])]
    written = fragment(element("span", tag, class_="tag") for tag in tags)
    is_shown = shown.holds(layer, row["id"])
    left_out = "" if is_shown else element("p", LEFT_OUT)
    rest = _answers(shown, row["host"]) if role == "site" else ""
    sources = element("h3", "Sources") + sources_html(collection, row["sources"])
    summary = element("p", row["summary"]) if row["summary"] else ""
    facts = definitions((each, value) for each, value in parts if value)
    bar = _bar(_heading(collection, layer, row))
    return bar + written + left_out + summary + facts + rest + sources


def _heading(collection: Collection, layer: str, row: Row) -> str:
    """What a record is called over its own text, which need not be said twice."""
    if row["title"] or row["city"] or collection.about.specs[layer].role == "site":
        return name_record(row, Words(collection))
    words = Words(collection)
    what = words.value(row, "kind") if row["kind"] else words.noun(layer, 1)
    return ", ".join(filter(None, [capital(what), say_hosts(row, Words(collection))]))


def _site(collection: Collection, row: Row) -> list[tuple[str, str]]:
    claim = Words(collection).counted(row["layer"], int(row["weight"]))
    return [
        ("Claim", claim + (NO_TOTAL if lacks_total(collection, row["host"]) else "")),
        (capital(Words(collection).term("jurisdiction")), say_parties(row, Words(collection))),
        ("Since", spell_date(row["date"]) or NO_DATE),
        ("Status", say_status(row, Words(collection))),
        ("On the status", row["status_note"]),
        ("Precision", collection.about.label(row["layer"], "precision", row["precision"])),
        ("As reported", row["as_reported"]),
        (capital(Words(collection).term("edition")), _edition(collection, row["edition"])),
        ("Note", row["note"]),
        ("Record", row["id"]),
    ]


def _agreement(collection: Collection, row: Row) -> list[tuple[str, str]]:
    return [
        ("Kind", Words(collection).value(row, "kind")),
        ("Between", say_parties(row, Words(collection))),
        (capital(Words(collection).term("country")), say_hosts(row, Words(collection))),
        ("Signed", spell_date(row["signed"])),
        ("Period", spell_date(row["date"]) or NO_DATE),
        ("Status", say_status(row, Words(collection))),
        ("Places", "; ".join(row["places"])),
        ("Note", row["note"]),
        ("Record", row["id"]),
    ]


def _statement(collection: Collection, row: Row) -> list[tuple[str, str]]:
    return [
        ("Kind", _kind(collection, row)),
        ("Who speaks", say_speaker(row, Words(collection))),
        ("Concerns", say_hosts(row, Words(collection)) or "No country in particular"),
        ("Date", spell_date(row["date"]) or NO_DATE),
        ("Places", "; ".join(row["places"])),
        ("Note", row["note"]),
        ("Record", row["id"]),
    ]


def _event(collection: Collection, row: Row) -> list[tuple[str, str]]:
    return [
        (capital(Words(collection).term("country")), say_hosts(row, Words(collection))),
        ("Places", "; ".join(row["places"])),
        ("Date", spell_date(row["date"]) or NO_DATE),
        (capital(Words(collection).term("jurisdiction")), say_parties(row, Words(collection))),
        ("Note", row["note"]),
        ("Record", row["id"]),
    ]


_FACTS_OF = {
    "site": _site,
    "agreement": _agreement,
    "statement": _statement,
    "event": _event,
}


def _kind(collection: Collection, row: Row) -> str:
    return collection.about.layer_label(row["layer"], "kind", row["kind"])


def _answers(shown: Selected, country: str) -> Markup:
    """What the host country did or said, and who else denied the claim, beside it."""
    if not country:
        return fragment(())
    name = country_name(country)
    own, others = (tell(shown, country, MOST_TOLD) for tell in (weightiest, denials))
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
        parts.append(_links(shown, layer, here.records))
        if here.number > len(here.records):
            rest = here.number - len(here.records)
            parts.append(element("p", f"{rest:,} more stand in the list.", class_="muted"))
    if not parts:
        parts.append(element("p", "Nothing of the selection is here."))
    return fragment(parts)


def _links(shown: Selected, layer: str, records: pd.DataFrame) -> Markup:
    words = Words(shown.collection)
    items = [
        element(
            "li",
            button(name_record(row, words), f"open:{row['id']}", class_="plain")
            + _remark(shown, layer, row),
        )
        for row in each_row(records)
    ]
    return element("ul", fragment(items))


def _remark(shown: Selected, layer: str, row: Row) -> Markup:
    role = shown.collection.about.specs[layer].role
    remarks = [say_parties(row, Words(shown.collection))] if role == "site" else []
    if role == "statement":
        remarks += [say_speaker(row, Words(shown.collection)), spell_date(row["date"])]
    if row["status"]:
        remarks.append(say_status(row, Words(shown.collection)))
    if len(row["sources"]) == 1:
        remarks.append(SINGLE.lower())
    return element("small", " " + " · ".join(filter(None, remarks)))


def _edition(collection: Collection, edition: str) -> str:
    row = row_of(collection.editions.set_index("id", drop=False), edition)
    return ", ".join(filter(None, [row["title"], row["publisher"], spell_date(row["published"])]))
