"""The columns of the list of records, by layer: what stands in them, by what they are sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.names import fold_name
from layers.words import Words, capital
from layers.words.dates import spell_date
from mapapp.panels.facts import say_hosts, say_parties, say_speaker, say_status
from mapapp.panels.opened import title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from geodata.collection import Collection
    from layers.selection import Layer

    Say = Callable[[pd.Series[Any]], str]


@dataclass(frozen=True)
class Column:
    """A column: what it says of a row, and what a row is sorted by; None is last.

    `style` is the class of its cells: `number` is set to the right, `short` is never broken.
    """

    name: str
    title: str
    say: Say
    sort: Callable[[pd.Series[Any]], object] | None = None
    style: str | None = None

    def key(self, row: pd.Series[Any]) -> object:
        """What a row is sorted by: its words, if nothing else is said."""
        return self.sort(row) if self.sort else fold_name(self.say(row))


def columns_of(collection: Collection, layer: Layer) -> list[Column]:
    """The columns of a layer; the first says what the record is."""
    behind = _said(collection, "jurisdiction", lambda row: say_parties(collection, row))
    where = _said(collection, "country", lambda row: say_hosts(collection, row))
    kind = Column("kind", "Kind", lambda row: collection.about.label(layer, "kind", row["kind"]))
    status = Column("status", "Status", lambda row: say_status(collection, layer, row))
    speaker = Column("speaker", "Who speaks", lambda row: say_speaker(collection, row))
    record = Column("title", "Record", lambda row: title_of(layer, row))
    by_layer = {
        "stations": [
            Column("title", "Place", lambda row: title_of(layer, row)),
            behind,
            _number("count", "Number", lambda row: int(row["count"])),
            _dated("established", "Since"),
            status,
            _edition(collection),
        ],
        "agreements": [record, where, behind, _dated("period", "Period"), kind, status],
        "responses": [record, where, kind, speaker, _dated("date", "Date")],
        "operations": [record, where, behind, _dated("date", "Date")],
    }
    return [*by_layer[layer], _number("sources", "Sources", lambda row: len(row["sources"]))]


def _said(collection: Collection, name: str, say: Say) -> Column:
    """A column under the collection's own word."""
    return Column(name, capital(Words(collection).term(name)), say)


def _edition(collection: Collection) -> Column:
    """The title of the edition; sorted by its id, which is in the order of time."""
    titles = dict(zip(collection.editions["id"], collection.editions["title"], strict=True))
    name = capital(Words(collection).term("edition"))
    return Column("edition", name, lambda row: titles[row["edition"]], lambda row: row["edition"])


def _dated(name: str, title: str) -> Column:
    return Column(
        name,
        title,
        lambda row: spell_date(row[name]) or "–",
        lambda row: row[name] or None,
        style="short",
    )


def _number(name: str, title: str, count: Callable[[pd.Series[Any]], int]) -> Column:
    return Column(name, title, lambda row: f"{count(row):,}", count, style="number")
