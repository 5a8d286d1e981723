"""The columns of a list of records, by layer: what is in them, by what they are sorted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from geodata.distinct import find_distinct
from geodata.excerpts import shorten
from geodata.folding import fold_each
from geodata.names import fold_name
from geodata.tables import in_one_piece
from layers.claims import MAX_NAME_LENGTH, Claim, title_of
from layers.words import Words, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geodata.collection import Collection
    from geodata.layer_specs import Role
    from layers.facets import Layer
    from layers.rows import Row

    Say = Callable[[Row], str]


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
    words, role = Words(collection), collection.about.specs[layer].role
    column = partial(_fact, words, role)
    behind = column("parties", of=("parties",), name="jurisdiction")
    where = column("hosts", of=("hosts",), name="country")
    kind = column("kind", of=("layer", "kind"))
    status = column("status", of=("layer", "status", "status_date"))
    speaker = column("speaker", of=("layer", "speaker", "speaker_country"))
    date = _dated(collection, layer, words)
    record = Column(
        NAME, "Record", lambda row: Claim(row, words).name,
        say_each=lambda table: name_records(table, words),
    )  # fmt: skip
    place = Column(
        NAME, "Place", lambda row: Claim(row, words).head, of=("layer", "title", "city", "region")
    )
    number = _number("count", "Number", lambda row: int(row["weight"]), "weight")
    by_role: dict[Role, list[Column]] = {
        "site": [place, where, behind, number, date, status, _edition(collection)],
        "agreement": [record, where, behind, date, kind, status],
        "statement": [record, where, kind, speaker, date],
        "event": [record, where, behind, date],
    }
    return [
        *by_role[role],
        _number("sources", "Sources", lambda row: len(row["sources"]), "sources"),
    ]


def _fact(words: Words, role: Role, fact: str, *, of: tuple[str, ...], name: str = "") -> Column:
    """A column that says a fact of each record."""
    return Column(
        name or fact,
        title_of(fact, role, words),
        lambda row: str(getattr(Claim(row, words), fact)),
        of=of,
    )


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


def _dated(collection: Collection, layer: Layer, words: Words) -> Column:
    """When a record was; a list is sorted by the name of the layer's own column."""
    spec = collection.about.specs[layer]
    return Column(
        spec.columns.get("date", "date"),
        title_of("date", spec.role, words),
        lambda row: Claim(row, words).date if row["date"] else "–",
        lambda row: row["date"] or None,
        style="short",
        of=("date",),
    )


def _number(name: str, title: str, count: Callable[[Row], int], of: str) -> Column:
    return Column(name, title, lambda row: f"{count(row):,}", count, style="number", of=(of,))


def name_records(table: pd.DataFrame, words: Words) -> pa.Array:
    """`Claim.name` of each row of a table: a million titles are not looked at one by one."""
    titles, summaries = (in_one_piece(table[name]) for name in ("title", "summary"))
    said = pc.if_else(pc.equal(titles, ""), summaries, titles)
    is_long = pc.greater(pc.utf8_length(said), MAX_NAME_LENGTH)
    cut = [shorten(text, MAX_NAME_LENGTH) for text in said.filter(is_long).to_pylist()]
    is_unsaid = pc.equal(said, "")
    others = table.loc[is_unsaid.to_numpy(zero_copy_only=False), ["host", "city", "region"]]
    alike = find_distinct(*(others[name] for name in others))
    places = alike.take([words.place(*value) for value in alike.values])
    for mask, texts in ((is_long, cut), (is_unsaid, places)):
        said = pc.replace_with_mask(said, mask, pa.array(texts, said.type))
    return said
