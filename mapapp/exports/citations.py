"""How an export says where it comes from: the record as a whole, and the sources of each row."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from geodata.exported import CitedSource, write_citation
from layers.facets import FACETS
from layers.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.collection import Collection
    from layers.facets import Facet
    from layers.selection import Selection


@dataclass(frozen=True)
class Provenance:
    """What each export carries of the record: how to cite it, its version, its licence.

    `data_date` is the date of the data, never of the export: the same data gives the same bytes.
    """

    title: str
    caveat: str
    citation: str
    data_version: str
    data_date: str
    fingerprint: str
    licence: str
    licence_url: str
    precision_rule: str
    border_policy: str
    fairness: str

    def as_rows(self) -> list[tuple[str, str]]:
        """Name and text of all that is stated."""
        named = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return [(name, text) for name, text in named if text]


def provenance(collection: Collection) -> Provenance:
    """Say of a collection what its exports must carry."""
    about, words = collection.about, Words(collection)
    return Provenance(
        title=words.own("title"),
        caveat=words.own("caveat"),
        citation=cite_record(words),
        data_version=about.version,
        data_date=about.created,
        fingerprint=collection.fingerprint,
        licence=about.license_title,
        licence_url=about.license_url,
        precision_rule=words.own("precision_rule"),
        border_policy=words.own("border_policy"),
        fairness=words.own("fairness"),
    )


def cite_record(words: Words) -> str:
    """How to cite a collection: who, when, what, which version, under which licence.

    Every surface cites it so, in its own language; what the collection does not state is left out.
    """
    about, title = words.about, words.own("title")
    day = words.date(about.created)
    if about.version:
        title = words.text("{title}, version {version}", title=title, version=about.version)
    who = words.aside(about.publisher, day) if about.publisher and day else about.publisher or day
    parts = filter(None, (who, title, about.license_title))
    return words.in_turn(words.text("{sentence}.", sentence=part) for part in parts)


def cite_sources(collection: Collection, wanted: Iterable[str]) -> dict[str, str]:
    """Publisher, title, date and address of sources in one line each, by their ids."""
    rows = collection.sources.loc[list(wanted)]
    empty = [""] * len(rows)
    columns = [list(map(str, rows.get(name, empty))) for name in CitedSource._fields]
    return {
        each: write_citation(CitedSource(*parts))
        for each, *parts in zip(rows.index, *columns, strict=True)
    }


def describe_selection(selection: Selection) -> str:
    """A selection in the words of the command line; empty if nothing is asked."""
    asked = [(facet, selection[facet.word]) for facet in FACETS if facet.word in selection]
    return "; ".join(_describe(*each) for each in asked)


def _describe(facet: Facet, asked: Any) -> str:
    match facet.kind:
        case "choice":
            return f"{facet.word}: {', '.join(sorted(asked)) or 'none'}"
        case "years":
            return f"{facet.word}s: {asked[0]} to {asked[1]}"
        case "switch":
            return f"without {facet.word} records"
        case "text":
            return f"{facet.word}: {asked}"
