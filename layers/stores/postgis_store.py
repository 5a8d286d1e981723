"""The engine for many people: a collection that was pushed to PostgreSQL with PostGIS.

    open_pushed(DatabaseAddress("postgresql://reader@maps.example.org/record"))

Each version is a collection of its own: a reader who has opened one is answered from it, whatever
is pushed meanwhile, until two newer ones have been pushed (`pushing.KEPT_VERSIONS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from sqlglot import exp

from geodata.description import DESCRIPTOR, read_description
from geodata.working_folders import temporary_folder
from layers.stored import StoredCollection, StoredTables
from layers.stores.columns import ROW
from layers.stores.compiling import column
from layers.stores.database import NOT_HERE, readers_of
from layers.stores.database_errors import NothingPushedError
from layers.stores.pushing import LAYOUT, codes_table, words_table
from layers.stores.sql_store import FOUND, SqlStore, select_rows_with
from layers.stores.store_files import read_skeleton

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.searching import Mask
    from layers.selected import Positions
    from layers.stores.database import Answer, Readers
    from layers.stores.sources import DatabaseAddress

DIALECT = "postgres"
MAX_LISTED_POSITIONS = 1_000
"""Positions that are looked up one by one."""
IS_RECORD = (
    "records.layer = $1 AND records.id = codes.id AND records.since <= $2 "
    "AND (records.until IS NULL OR records.until > $2)"
)
"""Which record of the history is the one of a version."""

_INTEGERS = {20, 21, 23}
"""The numbers of the types of whole numbers, see `pg_type`."""


class Version(NamedTuple):
    """A version of a collection in a database."""

    number: int
    fingerprint: str
    layout: int


@dataclass(frozen=True, eq=False)
class PushedCollection(StoredCollection):
    """A version of a collection in a database; the same object in another process asks again."""

    address: DatabaseAddress
    version: Version

    @property
    def fingerprint(self) -> str:
        """See `Collection.fingerprint`."""
        return self.version.fingerprint

    def __reduce__(self) -> tuple[Any, ...]:
        return open_pushed, (self.address, self.version)


def read_version(address: DatabaseAddress) -> Version:
    """The latest version in a database.

    Raises:
        NothingPushedError: There is no collection, or it was pushed by a program of another
            version.
        DatabaseUnavailableError: The database does not answer.
        DatabaseRefusedError: It does not let the user read.
    """
    query = "SELECT number, fingerprint, layout FROM mapapp.versions ORDER BY number DESC LIMIT 1"
    found = readers_of(address).ask(query).rows
    if not found:
        raise NothingPushedError(address, "collection", "push one with `mapapp push`")
    version = Version(*found[0])
    if version.layout != LAYOUT:
        remedy = "push it again with this one"
        raise NothingPushedError(address, "collection that this version of mapapp reads", remedy)
    return version


def open_pushed(address: DatabaseAddress, version: Version | None = None) -> PushedCollection:
    """Open a version of the collection in a database, the latest if none is named.

    Raises:
        NothingPushedError: There is no collection.
        BadCollectionError: What describes it is not as it should be.
        DatabaseUnavailableError: The database does not answer.
        DatabaseRefusedError: It does not let the user read.
    """
    version = version or read_version(address)
    readers = readers_of(address)
    with temporary_folder("pushed") as folder:
        _write_files(readers, version, folder)
        skeleton = read_skeleton(folder)
    store = PostgisStore(skeleton, readers, version)
    tables = StoredTables(skeleton.tables, store, skeleton.about.layers)
    return PushedCollection(
        skeleton.folder, skeleton.about, tables, store=store, address=address, version=version
    )


class PostgisStore(SqlStore):
    """Answers from the tables of one version."""

    def __init__(self, skeleton: Collection, readers: Readers, version: Version) -> None:
        """Read what the codes stand for.

        Args:
            skeleton: The tables of the collection other than the layers.
            readers: The connections to the database.
            version: Which version is asked for.

        Raises:
            NothingPushedError: It is not there any more.
        """
        self._readers = readers
        self._version = version
        asked = "SELECT layer, number, meanings FROM mapapp.layers WHERE version = $1"
        found = readers.ask(asked, [version.number]).rows
        if not found:
            raise NothingPushedError(readers.address, *NOT_HERE)
        self._numbers = {layer: number for layer, number, _ in found}
        super().__init__(
            skeleton,
            {layer: values for layer, _, values in found},
            {layer: self._count_records(layer) for layer in self._numbers},
        )

    def _answer(self, query: exp.Query, found: Mask | None) -> Mapping[str, Any]:
        del found  # is in the query
        texts: list[str] = []
        asked = query.transform(_take_text, texts, copy=False).sql(DIALECT, copy=False)
        return _as_arrays(self._readers.ask(asked, texts))

    def _cells(self, layer: Layer, positions: Positions | None) -> pa.Table:
        query = (
            exp.select('codes."row"', "records.cells")
            .from_(exp.alias_(self._codes(layer), "codes", table=True))
            .join("mapapp.records", on=IS_RECORD, dialect=DIALECT)
        )
        asked: list[Any] = [layer, self._version.number]
        if positions is None:
            rows = self._readers.ask(query.order_by('codes."row"').sql(DIALECT), asked).rows
            found = [cells for _, cells in rows]
        else:
            some = query.where('codes."row" = ANY(CAST($3 AS INT[]))', dialect=DIALECT)
            listed = positions.tolist()
            by_row = dict(self._readers.ask(some.sql(DIALECT), [*asked, listed]).rows)
            found = [by_row[row] for row in listed]
        columns = self._collection.about.columns(layer)
        return pa.table(
            {
                name: pa.array([cells[name] for cells in found], pa.large_string())
                for name in columns
            }
        )

    def _codes(self, layer: Layer) -> exp.Table:
        return _table(codes_table(self._version.number, self._numbers[layer]))

    def _beside(self, codes: exp.Table, found: Mask) -> exp.Subquery:
        is_found = exp.alias_(is_among(np.flatnonzero(found)), FOUND, quoted=True)
        return exp.select("*", is_found).from_(codes, copy=False).subquery("codes", copy=False)

    def _rows_with(self, layer: Layer, word: str) -> Positions:
        words = _table(words_table(self._version.number, self._numbers[layer]))
        rows = self._answer(select_rows_with(words, word).distinct(), None)[ROW]
        return np.asarray(rows, dtype=np.intp)

    def _count_records(self, layer: Layer) -> int:
        last = exp.select(exp.Max(this=column(ROW))).from_(self._codes(layer)).sql(DIALECT)
        ((found,),) = self._readers.ask(last).rows
        return 0 if found is None else int(found) + 1


def is_among(positions: Positions) -> exp.Expr:
    """Whether a record is at one of some positions: few are looked up, many are bits by position.

    A list of many is sent again with each query, and looking through it takes long.
    """
    if len(positions) <= MAX_LISTED_POSITIONS:
        return column(ROW).isin(*positions.tolist()) if len(positions) else exp.false()
    held = np.zeros(int(positions.max()) + 1, dtype=bool)
    held[positions] = True
    packed = np.packbits(held, bitorder="little").tobytes()  # as `get_bit` numbers them
    bits = exp.cast(exp.Literal.string(rf"\x{packed.hex()}"), "bytea")
    bit = exp.Anonymous(this="get_bit", expressions=[bits, column(ROW)])
    is_within = exp.LT(this=column(ROW), expression=exp.Literal.number(len(held)))
    return exp.Case().when(is_within, bit.eq(1)).else_(exp.false())


def _write_files(readers: Readers, version: Version, folder: Path) -> None:
    """Write the files of a version: the descriptor, and what it describes but for the layers."""
    query = (
        "SELECT name, content FROM mapapp.files WHERE since <= $1 AND (until IS NULL OR until > $1)"
    )
    files = dict(readers.ask(query, [version.number]).rows)
    (folder / DESCRIPTOR).write_bytes(files[DESCRIPTOR])
    about = read_description(folder)  # refuses names of files that lie elsewhere
    for table in about.tables:
        if table not in about.layers:
            path = folder / about.file_name(table)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[about.file_name(table)])


def _take_text(node: exp.Expr, texts: list[str]) -> exp.Expr:
    """Take a text out of a query, and leave the number of a value in its place."""
    if not (isinstance(node, exp.Literal) and node.is_string):
        return node
    texts.append(node.this)
    return _parameter(len(texts))


def _parameter(number: int) -> exp.Parameter:
    return exp.Parameter(this=exp.Literal.number(number))


def _table(name: str) -> exp.Table:
    return exp.table_(name, db="mapapp", quoted=True)


def _as_arrays(answer: Answer) -> dict[str, Any]:
    """The columns of an answer: whole numbers as such if all are known, else objects."""
    cells = zip(*answer.rows, strict=True) if answer.rows else [()] * len(answer.columns)
    return {
        name: _as_array(column, kind)
        for (name, kind), column in zip(answer.columns.items(), cells, strict=True)
    }


def _as_array(cells: tuple[Any, ...], kind: int) -> Any:
    is_whole = kind in _INTEGERS and None not in cells
    return np.fromiter(cells, dtype=np.int64 if is_whole else object, count=len(cells))
