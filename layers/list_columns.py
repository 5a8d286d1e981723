"""The columns of a list of records, by layer: what stands in them, by what they are sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from geodata.distinct import find_distinct
from geodata.folding import fold_each
from geodata.names import fold_name
from layers.claims import name_record, name_records, say_hosts, say_parties, say_speaker, say_status
from layers.words import Words, capital
from layers.words.dates import spell_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.rows import Row

    Say = Callable[[Row], str]


NO_CITY = "No city named"
NAME = "title"
"""The first column of every layer: what a record is called."""


@dataclass(frozen=True)
class Column:
    """A column: what it says of a row, and what a row is sorted by; None is last.

    `of` are the columns of `geodata.layer_tables` that decide both, where `say_each` does not say
    it of all rows of a table at once; `style` is the class of its cells: `number` is set to the
    right, `short` is never broken.
    """

    name: str
    title: str
    say: Say
    sort: Callable[[Row], object] | None = None
    style: str | None = None
    of: tuple[str, ...] = ()
    say_each: Callable[[pd.DataFrame], pa.Array] | None = None

    def key(self, row: Row) -> object:
        """What a row is sorted by: its words, if nothing else is said."""
        return self.sort(row) if self.sort else fold_name(self.say(row))

    def keys(self, table: pd.DataFrame) -> tuple[NDArray[np.intp], Sequence[Any] | pa.Array]:
        """What each row of a table is sorted by, worked out once for rows that are alike.

        Returns:
            For each row the place of its key, and the keys; an array where these are texts.
        """
        if self.say_each:
            said = self.say_each(table).dictionary_encode()
            return said.indices.to_numpy(), fold_each(said.dictionary)
        alike = find_distinct(*(table[name] for name in self.of))
        values = alike.values if len(self.of) > 1 else [(value,) for value in alike.values]
        rows = (dict(zip(self.of, each, strict=True)) for each in values)
        if self.sort:
            return alike.codes, [*map(self.sort, rows)]
        return alike.codes, fold_each(pa.array([*map(self.say, rows)], pa.string()))


def columns_of(collection: Collection, layer: Layer) -> list[Column]:
    """The columns of a layer; the first says what the record is."""
    words = Words(collection)
    behind = _said(words, "jurisdiction", lambda row: say_parties(row, words), "parties")
    where = _said(words, "country", lambda row: say_hosts(row, words), "hosts")
    kind = Column("kind", "Kind", lambda row: words.value(row, "kind"), of=("layer", "kind"))
    status = Column(
        "status", "Status", lambda row: say_status(row, words),
        of=("layer", "status", "status_date"),
    )  # fmt: skip
    speaker = Column(
        "speaker", "Who speaks", lambda row: say_speaker(row, words),
        of=("layer", "speaker", "speaker_country"),
    )  # fmt: skip
    record = Column(
        NAME, "Record", lambda row: name_record(row, words),
        say_each=lambda table: name_records(table, words),
    )  # fmt: skip
    by_role = {
        "site": [
            Column(NAME, "Place", _place, of=("title", "city", "region")),
            where,
            behind,
            _number("count", "Number", lambda row: int(row["weight"]), "weight"),
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
        _number("sources", "Sources", lambda row: len(row["sources"]), "sources"),
    ]


def _place(row: Row) -> str:
    """What a site is called beside its country."""
    return str(row["title"] or row["city"] or row["region"] or NO_CITY)


def _said(words: Words, name: str, say: Say, of: str) -> Column:
    """A column under the collection's own word."""
    return Column(name, capital(words.term(name)), say, of=(of,))


def _edition(collection: Collection) -> Column:
    """The title of the edition; sorted by its id, which is in the order of time."""
    titles = dict(zip(collection.editions["id"], collection.editions["title"], strict=True))
    return Column(
        "edition",
        capital(Words(collection).term("edition")),
        lambda row: titles.get(row["edition"], ""),
        lambda row: row["edition"],
        of=("edition",),
    )


def _dated(collection: Collection, layer: Layer, title: str) -> Column:
    """When a record was; a list is sorted by the name of the layer's own column."""
    return Column(
        collection.about.specs[layer].columns.get("date", "date"),
        title,
        lambda row: spell_date(row["date"]) or "–",
        lambda row: row["date"] or None,
        style="short",
        of=("date",),
    )


def _number(name: str, title: str, count: Callable[[Row], int], of: str) -> Column:
    return Column(name, title, lambda row: f"{count(row):,}", count, style="number", of=(of,))
