"""The list of an article: every record as a reader sees it, grouped by country.

The template writes it as HTML; `static/list.js` writes the same entries from data where there are
too many for a page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.collection import DATED
from geodata.web_addresses import web_address
from layers.selection import LAYERS
from layers.totals import lacks_total
from layers.units import read_units
from layers.words import capital
from mapapp.exports.article.denials import find_denials, name_denials, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from layers.selection import Layer, Selected
    from layers.words import Words

LISTED_AT_MOST = 1500
"""Records that a page lists as HTML; beyond, it lists countries, and opens them from data."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """A source as a record cites it. `url` is empty where the address is not one of the web."""

    text: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One record in the list.

    `row` counts within the layer. `count` is empty where a record stands for one. `jurisdictions`
    are (index, name), `notes` (column, text). `places` are the keys of its marks on the map.
    """

    layer: Layer
    row: int
    id: str
    head: str
    count: str
    jurisdictions: tuple[tuple[int, str], ...]
    facts: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    sources: tuple[Link, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The records of one country; `code` is empty for those that name none.

    `denied` says who denied what is claimed of its sites; empty if nobody did. `remark` is what
    must be known of its number.
    """

    code: str
    name: str
    counts: str
    denied: str
    remark: str
    entries: tuple[Entry, ...]


def list_groups(shown: Selected, words: Words) -> tuple[Group, ...]:
    """Group the records of a selection by country, ordered by its name.

    A record of several countries stands in each. What names no country comes last. Beyond
    `LISTED_AT_MOST` records the groups have counts and no entries.
    """
    writer = _EntryWriter(shown, words)
    is_whole = is_listed_whole(shown)
    counts: dict[str, dict[Layer, Counter[str]]] = {}
    entries: dict[str, list[Entry]] = {}
    for layer in LAYERS:
        table = shown.table(layer)
        counted_as = read_units(shown.collection.about, layer).of_rows(table)
        for at, (row, unit) in enumerate(zip(_rows(table), counted_as, strict=True)):
            entry = writer.write(layer, at, row) if is_whole else None
            for code in _countries_of(row):
                of_layer = counts.setdefault(code, {}).setdefault(layer, Counter())
                of_layer[unit] += int(row.get("count", 1))
                entries.setdefault(code, []).extend([entry] if entry else [])
    names = {code: writer.country(code) for code in entries}
    order = sorted(entries, key=lambda code: (not code, names[code].casefold(), code))
    return tuple(
        Group(
            code,
            names[code],
            writer.counts(counts[code]),
            name_denials(shown, code, words) if counts[code].get("stations") else "",
            writer.remark(code) if counts[code].get("stations") else "",
            tuple(sorted(entries[code], key=_order)),
        )
        for code in order
    )


def is_listed_whole(shown: Selected) -> bool:
    """Whether the page lists every record as HTML."""
    return sum(len(shown.table(layer)) for layer in LAYERS) <= LISTED_AT_MOST


def cited_sources(shown: Selected) -> list[Row]:
    """Every source that a shown record or a denial of it cites, by publisher and date."""
    tables = [*(shown.table(layer) for layer in LAYERS), find_denials(shown)]
    cited = {each for table in tables for ids in table["sources"] for each in ids}
    rows = [row for row in _rows(shown.collection.sources) if row["id"] in cited]
    return sorted(rows, key=lambda row: (row["publisher"].casefold(), row["published"], row["id"]))


def source_links(words: Words) -> Mapping[str, Link]:
    """Every source of the collection as it is cited in a language, by id."""
    return {
        row["id"]: Link(
            text=source_text(row["publisher"], row["published"], words),
            url=web_address(row["url"]),
        )
        for row in _rows(words.collection.sources)
    }


def source_text(publisher: str, published: str, words: Words) -> str:
    """What a link to a source says: who published it, and when, in words."""
    return f"{publisher}, {words.date(published)}" if published else publisher


class _EntryWriter:
    """Writes the entries of one selection in one language."""

    def __init__(self, shown: Selected, words: Words) -> None:
        self.shown = shown
        self.words = words
        self.jurisdictions = {
            row_id: (at, name) for at, (row_id, name) in enumerate(words.names.items())
        }
        self.sources = source_links(words)

    def write(self, layer: Layer, at: int, row: Row) -> Entry:
        behind = _list_of(row, "jurisdiction", "jurisdictions")
        return Entry(
            layer=layer,
            row=at,
            id=row["id"],
            head=self.head(layer, row),
            count=self.words.counted(layer, row["count"]) if row.get("count", 1) > 1 else "",
            jurisdictions=tuple(self.jurisdictions[each] for each in behind),
            facts=tuple(self.facts(layer, row)),
            notes=tuple((name, row[name]) for name in NOTES if row.get(name)),
            sources=tuple(self.sources[each] for each in row["sources"]),
            places=tuple(self.places(layer, row)),
        )

    def head(self, layer: Layer, row: Row) -> str:
        if layer == "stations":
            return str(row["city"] or row["admin1"] or self.words.text("City not known"))
        if layer == "agreements":
            return str(row["title"])
        if layer == "responses":
            return self.label(layer, "kind", row)
        return capital(self.words.noun(layer, 1))

    def facts(self, layer: Layer, row: Row) -> Iterator[str]:
        """What stands between the head and the notes; empty facts are left out."""
        if layer == "agreements":
            yield self.label(layer, "kind", row)
            if row["signed"]:
                yield self.words.text("signed {date}", date=self.words.date(row["signed"]))
        if layer == "responses":
            yield speaker_of(row, self.words)
        when = row[DATED[layer]]
        yield self.words.date(when) if when else self.words.text("no date")
        if "status" in row:
            yield self.status(layer, row)

    def places(self, layer: Layer, row: Row) -> Iterator[str]:
        """The keys of the marks that the map has for a record."""
        if layer == "stations" and row["geometry"] is not None:
            yield row["place"]
        if layer == "agreements":
            towns = self.shown.collection.positions(layer, row["id"])
            yield from (key for key, _, _ in sorted(set(towns)))

    def status(self, layer: Layer, row: Row) -> str:
        label = self.label(layer, "status", row)
        when = row.get("status_date", "")
        return f"{label} ({self.words.date(when)})" if when else label

    def label(self, layer: Layer, column: str, row: Row) -> str:
        return self.words.label(layer, column, row[column])

    def country(self, code: str) -> str:
        return self.words.country(code) if code else self.words.text("No single country")

    def remark(self, code: str) -> str:
        """Whether the number of sites was taken for lack of a total."""
        if not lacks_total(self.shown.collection, code):
            return ""
        return self.words.text("The number is taken for lack of a published total.")

    def counts(self, totals: Mapping[Layer, Mapping[str, int]]) -> str:
        """What a country's heading says that it holds, by layer and unit."""
        about = self.shown.collection.about
        said = [
            text
            for layer, counts in totals.items()
            for text in read_units(about, layer).tell(counts, self.words)
        ]
        return self.words.in_line(said)


NOTES = ("status_note", "summary", "note")


def _rows(table: pd.DataFrame) -> Iterator[Row]:
    columns = [str(name) for name in table.columns]
    for values in zip(*(table[name] for name in columns), strict=True):
        yield dict(zip(columns, values, strict=True))


def _list_of(row: Row, one: str, many: str) -> tuple[str, ...]:
    return (row[one],) if one in row else tuple(row.get(many, ()))


def _countries_of(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_list_of(row, "country", "countries"))) or ("",)


def _order(entry: Entry) -> tuple[int, bool, str, int]:
    """Layers in their order; sites by city, those without one last."""
    is_site = entry.layer == "stations"
    return (
        LAYERS.index(entry.layer),
        is_site and not entry.places,
        entry.head.casefold() if is_site else "",
        entry.row,
    )
