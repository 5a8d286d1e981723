"""What the page of methods says: all of it is read from the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.plurals import count_of
from geodata.regions import region_countries
from layers.borders import read_borders, say_borders
from layers.claims import name_in_note
from layers.rows import each_row
from layers.selection import Selection, select
from layers.totals import covered_editions, measured
from layers.words import Words, capital
from layers.words.spelled_dates import spell_date
from mapapp.panels.markup import definitions, element, fragment, link
from mapapp.panels.source_links import sources_html

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from markupsafe import Markup

    from geodata.collection import Collection
    from geodata.description import Column
    from layers.rows import Row

CLAIMED = ("Of", "What", "Claimed", "Found", "Missing", "Sources")
"""The headings of what was claimed, behind the report that claims it."""

NUMBERS = frozenset({"Claimed", "Found", "Missing"})
"""Headings that are aligned right, over their numbers."""

RULES = ("introduction", "caveat", "precision_rule", "fairness", "denials")


def methods_html(collection: Collection, borders: str = "") -> Markup:
    """Write the page.

    Args:
        collection: Whose methods they are.
        borders: Those that the maps draw; what the collection names if left out.
    """
    about = collection.about
    parts = [
        element("h1", f"Methods: {about.words()['title']}"),
        _rules(collection, borders),
        _completeness(collection),
        _definitions(collection),
        _origin(collection),
    ]
    return element("article", fragment(parts), class_="methods")


def _rules(collection: Collection, borders: str) -> Markup:
    words = collection.about.words()
    sentences = [words[name] for name in RULES if words.get(name)]
    sentences.append(say_borders(Words(collection), read_borders(collection, borders)))
    rules = fragment(element("li", each) for each in sentences)
    single = (
        "Every record cites at least one source; a record with one says so. Records without a "
        "year are drawn faded and counted, never dropped in silence."
    )
    return element("h2", "Editorial rules") + element("ul", rules + element("li", single))


def _completeness(collection: Collection) -> Markup:
    caption = "What was claimed, and what this record holds"
    claims = collection.claims
    names = [capital(Words(collection).term("edition")), *CLAIMED]
    rows = fragment(_claim(collection, row, names) for row in each_row(claims))
    head = element(
        "tr",
        fragment(
            element("th", name, scope="col", class_="number" if name in NUMBERS else None)
            for name in names
        ),
    )
    table = element(
        "table", element("caption", caption) + element("thead", head) + element("tbody", rows)
    )
    scroll = element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)
    return element("h2", "Completeness") + scroll


def _claim(collection: Collection, row: Row, names: Sequence[str]) -> Markup:
    """A row of the table; on a narrow screen a card whose cells say what they are."""
    found = find_number(collection, row)
    bound = "at least " if row["bound"] == "at_least" else ""
    cells = [
        _editions(collection, row),
        _scope(collection, row),
        collection.about.label("claims", "measure", row["measure"]),
    ]
    numbers = [
        f"{bound}{row['number']:,}",
        "not counted" if found is None else f"{found:,}",
        _missing(row, found),
    ]
    return element(
        "tr",
        fragment(
            element("td", cell, class_=_style(name, cell), data_title=name)
            for name, cell in zip(names, [*cells, *numbers], strict=False)
        )
        + element("td", _claim_sources(collection, row)),
    )


def _style(name: str, cell: str) -> str | None:
    """Numbers are aligned right; a card leaves out what has nothing to say."""
    styles = ("number" if name in NUMBERS else "", "" if cell else "none")
    return " ".join(filter(None, styles)) or None


def _missing(row: Row, found: int | None) -> str:
    """How many of those claimed the record does not hold; empty if it holds them all."""
    return f"{row['number'] - found:,}" if found is not None and found < row["number"] else ""


def find_number(collection: Collection, row: Row) -> int | None:
    """Count in the record what a published total counts; None of an unknown region.

    A cumulative total is compared with the editions up to its own, one of a region with the
    countries that the United Nations put there.
    """
    region = region_countries(row["region"])
    if row["region"] and not region:
        return None
    layers = frozenset(collection.about.of_role("site"))
    shown = select(collection, Selection(layer=layers))
    among: dict[str, Container[str]] = {"edition": covered_editions(collection, row)}
    if region:
        among["host"] = region
    if row["country"]:
        among["host"] = {row["country"]}.intersection(region or {row["country"]})
    if row["jurisdiction"]:
        among["party"] = {row["jurisdiction"]}
    return measured(shown, row["measure"], **among)


def _editions(collection: Collection, row: Row) -> str:
    titles = collection.editions.set_index("id")["title"]
    scope = collection.about.label("claims", "scope", row["scope"])
    return f"{titles.get(row['edition'], row['edition'])} ({scope.lower()})"


def _scope(collection: Collection, row: Row) -> str:
    words = Words(collection)
    country = words.country(row["country"]) if row["country"] else ""
    jurisdiction = words.name(row["jurisdiction"]) if row["jurisdiction"] else ""
    return ", ".join(filter(None, [jurisdiction, row["region"], country])) or "The whole"


def _claim_sources(collection: Collection, row: Row) -> Markup:
    text = name_in_note(row["note"], Words(collection))
    note = element("p", text, class_="muted") if text else ""
    summary = element("summary", count_of(len(row["sources"]), "source"))
    return element("details", summary + note + sources_html(collection, row["sources"]))


def _definitions(collection: Collection) -> Markup:
    parts = [element("h2", "Definitions")]
    layers = collection.about.layers
    for table in (*layers, "places", "sources"):
        columns = [each for each in collection.about.columns(table).values() if each.terms]
        if columns:
            titles: dict[str, str] = {layer: Words(collection).title(layer) for layer in layers}
            parts.append(element("h3", titles.get(table, capital(table))))
            parts += [_column(each) for each in columns]
    return fragment(parts)


def _column(column: Column) -> Markup:
    meanings: Iterable[tuple[str, str]] = (
        (each.label, each.description or "–") for each in column.terms
    )
    intro = f"{column.title}: {column.description}" if column.description else column.title
    return element("p", intro, class_="muted") + definitions(meanings)


def _origin(collection: Collection) -> Markup:
    about = collection.about
    licence = link(about.license_url, about.license_title) if about.license_title else "not stated"
    facts = [
        ("Version of the data", f"{about.version}, {spell_date(about.created)}"),
        ("Made by", about.publisher or "not stated"),
        ("Licence of the data", licence),
        ("Fingerprint", element("code", collection.fingerprint[:16])),
        ("Sources cited", f"{len(collection.sources):,}"),
        ("Outlines", "Natural Earth, public domain"),
        (
            "Places",
            link("https://www.geonames.org/", "GeoNames")
            + ", "
            + link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ),
    ]
    return element("h2", "Origin and licence") + definitions(facts)
