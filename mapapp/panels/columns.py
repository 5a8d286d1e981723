"""The columns of the list of records, by layer: what stands in them, by what they are sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.names import fold_name
from layers.claims import name_record, say_hosts, say_parties, say_speaker, say_status
from layers.words import Words, capital
from layers.words.dates import spell_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from geodata.collection import Collection
    from layers.claims import Row
    from layers.selection import Layer

    Say = Callable[[Row], str]


NO_CITY = "No city named"


@dataclass(frozen=True)
class Column:
    """A column: what it says of a row, and what a row is sorted by; None is last.

    `style` is the class of its cells: `number` is set to the right, `short` is never broken.
    """

    name: str
    title: str
    say: Say
    sort: Callable[[Row], object] | None = None
    style: str | None = None

    def key(self, row: Row) -> object:
        """What a row is sorted by: its words, if nothing else is said."""
        return self.sort(row) if self.sort else fold_name(self.say(row))


def columns_of(collection: Collection, layer: Layer) -> list[Column]:
    """The columns of a layer; the first says what the record is."""
    behind = _said(collection, "jurisdiction", lambda row: say_parties(row, Words(collection)))
    where = _said(collection, "country", lambda row: say_hosts(row, Words(collection)))
    kind = Column("kind", "Kind", lambda row: Words(collection).value(row, "kind"))
    status = Column("status", "Status", lambda row: say_status(row, Words(collection)))
    speaker = Column("speaker", "Who speaks", lambda row: say_speaker(row, Words(collection)))
    record = Column("title", "Record", lambda row: name_record(row, Words(collection)))
    by_role = {
        "site": [
            Column("title", "Place", _place),
            where,
            behind,
            _number("count", "Number", lambda row: int(row["weight"])),
            _dated(collection, layer, "Since"),
            status,
            _edition(collection),
        ],
        "agreement": [
            record, where, behind, _dated(collection, layer, "Period"), kind, status,
        ],
        "statement": [record, where, kind, speaker, _dated(collection, layer, "Date")],
        "event": [record, where, behind, _dated(collection, layer, "Date")],
    }  # fmt: skip
    return [
        *by_role[collection.about.specs[layer].role],
        _number("sources", "Sources", lambda row: len(row["sources"])),
    ]


def _place(row: Row) -> str:
    """What a site is called beside its country."""
    return str(row["title"] or row["city"] or row["region"] or NO_CITY)


def _said(collection: Collection, name: str, say: Say) -> Column:
    """A column under the collection's own word."""
    return Column(name, capital(Words(collection).term(name)), say)


def _edition(collection: Collection) -> Column:
    """The title of the edition; sorted by its id, which is in the order of time."""
    titles = dict(zip(collection.editions["id"], collection.editions["title"], strict=True))
    name = capital(Words(collection).term("edition"))
    return Column(
        "edition", name, lambda row: titles.get(row["edition"], ""), lambda row: row["edition"]
    )


def _dated(collection: Collection, layer: Layer, title: str) -> Column:
    """When a record was; a list is sorted by the name of the layer's own column."""
    return Column(
        collection.about.specs[layer].columns.get("date", "date"),
        title,
        lambda row: spell_date(row["date"]) or "–",
        lambda row: row["date"] or None,
        style="short",
    )


def _number(name: str, title: str, count: Callable[[Row], int]) -> Column:
    return Column(name, title, lambda row: f"{count(row):,}", count, style="number")
