"""The list of an article: every record as a reader sees it, grouped by country.

The template writes it as HTML; where there are too many for a page, `static/list.js` writes the
same entries when a country is opened.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.names import fold_name
from layers.cited_sources import cite_all_briefly
from layers.claims import (
    NOTES,
    PROSE,
    Claim,
    name_in_note,
    names_parties,
    say_lack,
    say_single,
)
from layers.rows import each_row
from layers.units import BY, read_units
from layers.words import capital
from mapapp.exports.article.denials import DenialNames, find_denials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from layers.cited_sources import Citation
    from layers.rows import Row
    from layers.selection import Layer, Selected
    from layers.words import Words

MAX_LISTED = 1500
"""Records that a page lists as HTML; beyond, it lists countries, and opens them from data."""


@dataclass(frozen=True)
class Entry:
    """One record in the list.

    `row` counts the rows of the layer in the data of the page (`rows.PageRows`). `is_titled` says
    that the head is the record's own title. `count` is empty where a record stands for one.
    `jurisdictions` are (index, name), `notes` (column, text). `is_placed` says that it lies in a
    city or names one.
    """

    layer: Layer
    is_site: bool
    row: int
    id: str
    head: str
    is_titled: bool
    count: str
    jurisdictions: tuple[tuple[int, str], ...]
    facts: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    sources: tuple[Citation, ...]
    is_placed: bool


@dataclass(frozen=True)
class Group:
    """The records of one country; `code` is empty for those that name none.

    `denied` says who denied what is claimed of its sites; empty if no one did. `remark` is what
    must be known of its number.
    """

    code: str
    name: str
    counts: str
    denied: str
    remark: str
    entries: tuple[Entry, ...]


def list_groups(
    shown: Selected, words: Words, listed: Mapping[str, Sequence[Entry]] | None = None
) -> tuple[Group, ...]:
    """Group the records of a selection by country: those with most sites first.

    A record of several countries is in each. What names no country comes last. Beyond
    `MAX_LISTED` records the groups have counts and no entries.

    Args:
        shown: The selection.
        words: Of the language.
        listed: The entries by country, where they are not those of all records.
    """
    writer = EntryWriter(shown, words)
    counts: dict[str, dict[Layer, Counter[str]]] = {}
    for layer in shown.layers:
        units = read_units(shown.collection.about, layer)
        for hosts, kind, status, number in shown.grouped(layer, "hosts", *BY):
            for code in dict.fromkeys(hosts) or [""]:
                of_layer = counts.setdefault(code, {}).setdefault(layer, Counter())
                of_layer[units.of(kind, status)] += number
    if listed is None:
        listed = _entries(shown, writer) if is_listed_whole(shown) else {}
    denied = DenialNames(shown, counts, words)
    names = {code: writer.country(code) for code in counts}
    sites, records = (
        {code: sum(each[layer].total() for layer in layers if layer in each)
         for code, each in counts.items()}
        for layers in (shown.collection.about.of_role("site"), shown.layers)
    )  # fmt: skip
    order = sorted(
        counts,
        key=lambda code: (not code, -sites[code], -records[code], fold_name(names[code]), code),
    )
    return tuple(
        Group(
            code,
            names[code],
            writer.counts(counts[code]),
            denied.name_deniers(code) if writer.has_sites(counts[code]) else "",
            writer.remark(code) if writer.has_sites(counts[code]) else "",
            tuple(sorted(listed.get(code, ()), key=writer.order)),
        )
        for code in order
    )


def _entries(shown: Selected, writer: EntryWriter) -> dict[str, list[Entry]]:
    """Every record by country."""
    entries: dict[str, list[Entry]] = {}
    for layer in shown.layers:
        for at, row in enumerate(each_row(shown.table(layer))):
            entry = writer.write(layer, at, row)
            for code in dict.fromkeys(row["hosts"]) or [""]:
                entries.setdefault(code, []).append(entry)
    return entries


def list_entries(shown: Selected, words: Words) -> dict[Layer, dict[str, Any]]:
    """Every record as the list shows it, in columns by layer, for `static/list.js`.

    `rank` orders the records of a country within their layer. A head is None where it is the city
    of a site. Texts are in the table that a reader saves; `notes` has, by column and row, those
    that a reader sees otherwise.
    """
    writer = EntryWriter(shown, words)
    found: dict[Layer, dict[str, Any]] = {}
    for layer in shown.layers:
        rows = [*each_row(shown.table(layer))]
        entries = [writer.write(layer, at, row) for at, row in enumerate(rows)]
        ranks = {each.row: at for at, each in enumerate(sorted(entries, key=writer.order))}
        found[layer] = {
            "head": [
                None if each.is_site and each.head == city else each.head
                for each, city in zip(entries, shown.table(layer)["city"], strict=True)
            ],
            "count": [each.count for each in entries],
            "facts": [" · ".join(each.facts) for each in entries],
            "notes": reworded_notes(rows, words),
            "rank": [ranks[at] for at in range(len(entries))],
        }
    return found


def reworded_notes(rows: Sequence[Row], words: Words) -> dict[str, dict[int, str]]:
    """The notes that a reader sees with the names of other records, by column and row."""
    found: dict[str, dict[int, str]] = {}
    for name in NOTES:
        for at, row in enumerate(rows):
            if row[name] and (seen := name_in_note(row[name], words)) != row[name]:
                found.setdefault(name, {})[at] = seen
    return found


def entry_settings(words: Words) -> dict[str, Any]:
    """What `static/list.js` writes every entry by: which parts it has, and the words above them."""
    one, several = (
        words.text("{name}:", name=each)
        for each in (capital(say_single(words)), words.text("Sources"))
    )
    return {
        "namesParties": names_parties(words),
        "prose": PROSE,
        "oneSource": one,
        "sources": several,
    }


def is_listed_whole(shown: Selected) -> bool:
    """Whether the page lists every record as HTML."""
    return sum(map(shown.number, shown.layers)) <= MAX_LISTED


def cited_sources(shown: Selected) -> list[Row]:
    """Every source that a shown record or a denial of it cites, by publisher and date."""
    lists = [ids for layer in shown.layers for ids, _ in shown.grouped(layer, "sources")]
    cited = {each for ids in (*lists, *find_denials(shown).rows["sources"]) for each in ids}
    rows = [row for row in each_row(shown.collection.sources) if row["id"] in cited]
    return sorted(rows, key=lambda row: (row["publisher"].casefold(), row["published"], row["id"]))


class EntryWriter:
    """Writes the entries of one selection in one language."""

    def __init__(self, shown: Selected, words: Words) -> None:
        self.shown = shown
        self.words = words
        self.jurisdictions = {
            row_id: (at, name) for at, (row_id, name) in enumerate(words.names.items())
        }
        self.names_parties = names_parties(words)
        self.sources = cite_all_briefly(words)

    def write(self, layer: Layer, at: int, row: Row) -> Entry:
        """The entry of a record; `at` is its row in the data of the page."""
        claim = Claim(row, self.words)
        return Entry(
            layer=layer,
            is_site=self.is_site(layer),
            row=at,
            id=row["id"],
            head=claim.head,
            is_titled=bool(row["title"]),
            count=claim.count if row["weight"] > 1 else "",
            jurisdictions=tuple(self.jurisdictions[each] for each in row["parties"])
            if self.names_parties
            else (),
            facts=tuple(_facts(claim)),
            notes=tuple((each.name, each.text) for each in claim.prose),
            sources=tuple(self.sources[each] for each in row["sources"]),
            is_placed=bool(row["towns"]),
        )

    def is_site(self, layer: Layer) -> bool:
        """Whether a layer is of sites."""
        return layer in self.words.about.of_role("site")

    def has_sites(self, layers: Iterable[Layer]) -> bool:
        """Whether one of some layers is of sites."""
        return any(map(self.is_site, layers))

    def order(self, entry: Entry) -> tuple[int, bool, str, int]:
        """Layers in their order; sites by city, those without one last."""
        return (
            self.words.about.layers.index(entry.layer),
            entry.is_site and not entry.is_placed,
            entry.head.casefold() if entry.is_site else "",
            entry.row,
        )

    def country(self, code: str) -> str:
        """What a country is called; the heading of records of none."""
        return self.words.country(code) if code else self.words.text("No single country")

    def remark(self, code: str) -> str:
        """Whether the number of sites was taken for lack of a total."""
        lack = say_lack(code, self.words)
        return self.words.text("{sentence}.", sentence=capital(lack)) if lack else ""

    def counts(self, totals: Mapping[Layer, Mapping[str, int]]) -> str:
        """What a country's heading says that it holds, by layer and unit."""
        about = self.shown.collection.about
        counted = [
            text
            for layer, counts in totals.items()
            for text in read_units(about, layer).list_counts(counts, self.words)
        ]
        return self.words.in_line(counted)


def _facts(claim: Claim) -> Iterator[str]:
    """What is between the head and the notes; empty facts are left out."""
    if claim.row["title"] and claim.row["kind"]:
        yield claim.kind
    if claim.row["signed"]:
        yield claim.line(claim.fact("signed"))
    if claim.row["speaker"]:
        yield claim.speaker
    yield claim.date
    if claim.status:
        yield claim.status
    yield from map(claim.line, claim.declared)
