"""Writing a checked collection into a PostgreSQL database with PostGIS, as its next version.

    push_collection(Path("seeds"), DatabaseAddress("postgresql://anna@maps.example.org/record"))

A push is one transaction: readers see the version before it or the one after it. Only one runs at a
time. `pushed.sql` says what the database holds: every record of every version, who pushed it and
when. A collection with faults is never written, so the database has no drafts.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from psycopg import errors, sql
from pyarrow import csv

from geodata.check import find_faults
from geodata.description import DESCRIPTOR
from geodata.errors import BadCollectionError, GeodataError
from geodata.freshness import read_state
from geodata.plain_files import read_plain_file
from geodata.working_folders import temporary_folder
from layers.stores.codes import read_values
from layers.stores.columns import ROW
from layers.stores.database import connect, refusal
from layers.stores.store_files import VERSION, files_of, write_files
from layers.stores.word_index import read_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import psycopg

    from geodata.collection import Collection
    from layers.facets import Layer
    from layers.stores.sources import DatabaseAddress
    from layers.stores.store_files import LayerFiles

    Connection = psycopg.Connection[tuple[Any, ...]]

TABLES = Path(__file__).with_name("pushed.sql")

LAYOUT = 1000 + VERSION
"""Of the tables in the database; the last digits are those of the files they are made of."""

KEPT_VERSIONS = 2
"""Of which readers are answered: those who see the one before have not noticed the new one yet."""

LOCK = 7_305_811_902
"""Of all pushes into a database: any number that other programs do not use."""

AT_ONCE = 20_000
"""Rows that are sent together."""

ADMINISTRATOR_REMEDY = (
    "let an administrator of the database push the first time, and GRANT mapapp_editor to those "
    "who push after that"
)
POSTGIS_REMEDY = (
    "let the packages of PostGIS be installed where the server runs, and an administrator run "
    "CREATE EXTENSION postgis in this database"
)
EDITOR_REMEDY = (
    "let an administrator make the user a member of the role mapapp_editor (GRANT mapapp_editor TO "
    "the user)"
)

TYPES = {pa.int32(): "integer", pa.int64(): "bigint", pa.string(): "text"}


class ChangedMeanwhileError(GeodataError, RuntimeError):
    """A collection was edited while it was read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} was changed while it was read: nothing is pushed, push again.")


class OtherVersionError(GeodataError, RuntimeError):
    """The latest version is not the one that was to be replaced."""

    def __init__(self, wanted: int, latest: int, pushed_by: str) -> None:
        self.wanted = wanted
        self.latest = latest
        by = f", pushed by {pushed_by}" if pushed_by else ""
        super().__init__(
            f"Nothing is pushed: the latest version is {latest}{by}, and not {wanted}. Bring its "
            f"changes into the collection, then push onto {latest}."
        )


class PushResult(NamedTuple):
    """What a push did: the version that readers see now, and the records that differ in it."""

    number: int
    is_new: bool
    added: int = 0
    changed: int = 0
    removed: int = 0


def push_collection(
    folder: Path,
    address: DatabaseAddress,
    *,
    onto: int | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> PushResult:
    """Write a collection as the next version; nothing if it is the latest already.

    Args:
        folder: The collection; it is checked first.
        address: The database. What the first push needs is made in it.
        onto: The version that is replaced; None replaces whichever is the latest.
        on_wait: Called if another push is under way, which is waited for.

    Raises:
        BadCollectionError: It has faults; the error carries all of them.
        ChangedMeanwhileError: It was edited meanwhile.
        OtherVersionError: Another version is the latest.
        DatabaseUnavailableError: The database does not answer; nothing is written.
        DatabaseRefusedError: It does not let the user write; nothing is written.
    """
    state = read_state(folder)
    faults = find_faults(folder)
    if faults:
        raise BadCollectionError(folder, faults)
    with temporary_folder("push") as made:
        skeleton = write_files(folder, made)
        files = {DESCRIPTOR: read_plain_file(folder / DESCRIPTOR)}
        for table in skeleton.about.tables:
            if table not in skeleton.about.layers:
                name = skeleton.about.file_name(table)
                files[name] = read_plain_file(folder / name)
        fingerprint = skeleton.fingerprint
        if read_state(folder) != state:
            raise ChangedMeanwhileError(folder)
        with connect(address) as connection, connection.transaction():
            _lock(connection, on_wait)
            _prepare(connection, address)
            return _Push(connection, skeleton, made).run(files, fingerprint, onto)


def _lock(connection: Connection, on_wait: Callable[[], None]) -> None:
    """Keep other pushes out until the end of the transaction."""
    taken = connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK]).fetchone()
    if taken != (True,):
        on_wait()
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _prepare(connection: Connection, address: DatabaseAddress) -> None:
    """Make the extension, the roles and the tables unless they are there, and become an editor."""
    with _refused(address, POSTGIS_REMEDY, errors.UndefinedFile, errors.FeatureNotSupported,
                  errors.InsufficientPrivilege):  # fmt: skip
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    (has_tables,) = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'mapapp')"
    ).fetchone() or (False,)
    if not has_tables:
        with _refused(address, ADMINISTRATOR_REMEDY, errors.InsufficientPrivilege):
            for role in ("mapapp_editor", "mapapp_reader"):
                make_role(connection, role)
            connection.execute("GRANT mapapp_editor TO CURRENT_USER")
            _search_in(connection)
            connection.execute(TABLES.read_bytes())
    else:
        with _refused(address, EDITOR_REMEDY, errors.InsufficientPrivilege):
            connection.execute("SET LOCAL ROLE mapapp_editor")
        _search_in(connection)


def make_role(connection: Connection, name: str) -> None:
    """Make a role unless the server has it: all its databases share one, and so do their pushes."""
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone() is None:
        with suppress(errors.DuplicateObject, errors.UniqueViolation), connection.transaction():
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))


def _search_in(connection: Connection) -> None:
    """Find the types of PostGIS, in whatever schema it was installed."""
    connection.execute(
        "SELECT set_config('search_path', quote_ident(nspname) || ', pg_temp', true) "
        "FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace "
        "WHERE extname = 'postgis'"
    )


@contextmanager
def _refused(address: DatabaseAddress, remedy: str, *kinds: type[psycopg.Error]) -> Iterator[None]:
    try:
        yield
    except kinds as error:
        raise refusal(address, error, remedy) from None


class _Push:
    """A push inside its transaction."""

    def __init__(self, connection: Connection, skeleton: Collection, made: Path) -> None:
        self._connection = connection
        self._skeleton = skeleton
        self._made = made

    def run(self, files: Mapping[str, bytes], fingerprint: str, onto: int | None) -> PushResult:
        latest = self._connection.execute(
            "SELECT number, pushed_by, fingerprint, layout FROM mapapp.versions "
            "ORDER BY number DESC LIMIT 1"
        ).fetchone()
        number, pushed_by, *known = latest or (0, "", None, None)
        if onto is not None and onto != number:
            raise OtherVersionError(onto, number, pushed_by)
        if known == [fingerprint, LAYOUT]:
            return PushResult(number, is_new=False)
        number += 1
        self._write_files(number, files)
        self._receive()
        counted = self._write_records(number)
        about = self._skeleton.about
        self._connection.execute(
            "INSERT INTO mapapp.versions (number, collection, data_version, fingerprint, layout, "
            "added, changed, removed) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [number, about.name, about.version, fingerprint, LAYOUT, *counted],
        )
        for at, layer in enumerate(about.layers):
            self._write_layer(number, at, layer)
        self._drop_until(number - KEPT_VERSIONS)
        self._connection.execute("ANALYZE mapapp.records")
        return PushResult(number, True, *counted)

    def _write_files(self, number: int, files: Mapping[str, bytes]) -> None:
        """Write the files that are not as in the version before, or were not in it."""
        self._connection.execute(
            "UPDATE mapapp.files SET until = %s WHERE until IS NULL AND name <> ALL (%s)",
            [number, [*files]],
        )
        for name, content in files.items():
            self._connection.execute(
                "UPDATE mapapp.files SET until = %s "
                "WHERE until IS NULL AND name = %s AND content <> %s",
                [number, name, content],
            )
            self._connection.execute(
                "INSERT INTO mapapp.files (name, content, since) SELECT %s, %s, %s WHERE NOT "
                "EXISTS (SELECT FROM mapapp.files WHERE until IS NULL AND name = %s)",
                [name, content, number, name],
            )

    def _receive(self) -> None:
        """Bring all records into a table of this connection."""
        self._connection.execute(
            "CREATE TEMPORARY TABLE incoming (place integer, layer text, id text, cells jsonb, "
            "points geometry(MultiPoint, 4326)) ON COMMIT DROP"
        )
        with self._connection.cursor().copy(
            "COPY pg_temp.incoming (place, layer, id, cells, points) FROM STDIN"
        ) as copy:
            for layer in self._skeleton.about.layers:
                for row in self._rows(layer):
                    copy.write_row(row)
        self._connection.execute("ANALYZE pg_temp.incoming")

    def _rows(self, layer: Layer) -> Iterator[tuple[Any, ...]]:
        """The records of a layer, each with its position and the points of its towns."""
        files = self._files(layer)
        towns = pq.read_table(files.codes, columns=["code_towns"]) if _has_rows(files) else None
        values = read_values(json.loads(files.values.read_text(encoding="utf-8")))
        points = [self._points(keys) for keys in values.get("towns", ())]
        codes = towns["code_towns"].to_pylist() if towns else []
        with pq.ParquetFile(files.records) as file:
            place = 0
            for batch in file.iter_batches(AT_ONCE):
                for cells in batch.to_pylist():
                    text = json.dumps(cells, ensure_ascii=False)
                    yield place, layer, cells["id"], text, points[codes[place]]
                    place += 1

    def _points(self, keys: tuple[str, ...]) -> str | None:
        """Where some towns are, as PostGIS reads it; None of none."""
        places = [self._skeleton.places.by_key[key] for key in keys]
        known = [f"({each.lon!r} {each.lat!r})" for each in places if each.lon is not None]
        return f"SRID=4326;MULTIPOINT({','.join(known)})" if known else None

    def _write_records(self, number: int) -> tuple[int, int, int]:
        """End what is not as in the version before, and begin what is new.

        Returns:
            How many records are added, changed and removed.
        """
        ended = self._connection.execute(
            "UPDATE mapapp.records AS known SET until = %s WHERE until IS NULL AND NOT EXISTS ("
            "SELECT FROM pg_temp.incoming WHERE incoming.layer = known.layer "
            "AND incoming.id = known.id AND incoming.cells = known.cells "
            "AND incoming.points IS NOT DISTINCT FROM known.points)",
            [number],
        ).rowcount
        begun = self._connection.execute(
            "INSERT INTO mapapp.records (layer, id, cells, points, since) "
            "SELECT layer, id, cells, points, %s FROM pg_temp.incoming WHERE NOT EXISTS ("
            "SELECT FROM mapapp.records AS known WHERE known.layer = incoming.layer "
            "AND known.id = incoming.id AND known.until IS NULL) ORDER BY layer, place",
            [number],
        ).rowcount
        (changed,) = self._connection.execute(
            "SELECT count(*) FROM mapapp.records AS ended JOIN mapapp.records AS begun "
            "USING (layer, id) WHERE ended.until = %s AND begun.since = %s",
            [number, number],
        ).fetchone() or (0,)
        return begun - changed, changed, ended - changed

    def _write_layer(self, number: int, at: int, layer: Layer) -> None:
        files = self._files(layer)
        self._connection.execute(
            "INSERT INTO mapapp.layers (version, layer, number, meanings) VALUES (%s, %s, %s, %s)",
            [number, layer, at, files.values.read_text(encoding="utf-8")],
        )
        codes, words = codes_table(number, at), words_table(number, at)
        if _has_rows(files):
            with pq.ParquetFile(files.codes) as file:
                self._fill(codes, file.schema_arrow, file.iter_batches(AT_ONCE))
        else:
            self._connection.execute(_creation(codes, {ROW: "integer", "id": "text"}))
        self._connection.execute(
            sql.SQL("ALTER TABLE mapapp.{} ADD PRIMARY KEY ({}), ADD UNIQUE (id)").format(
                sql.Identifier(codes), sql.Identifier(ROW)
            )
        )
        index = read_index(files.words)
        self._fill(words, index.schema, index.to_batches(AT_ONCE))

    def _fill(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Make a table with the columns of a file."""
        columns = {each.name: _type(each.type) for each in schema}
        self._connection.execute(_creation(table, columns))
        into = sql.SQL("COPY mapapp.{} FROM STDIN (FORMAT csv)").format(sql.Identifier(table))
        with self._connection.cursor().copy(into) as copy:
            for batch in batches:
                copy.write(_as_csv(batch))
        self._connection.execute(sql.SQL("ANALYZE mapapp.{}").format(sql.Identifier(table)))

    def _drop_until(self, last: int) -> None:
        """Take away what readers of old versions were answered from; the records stay."""
        old = self._connection.execute(
            "DELETE FROM mapapp.layers WHERE version <= %s RETURNING version, number", [last]
        ).fetchall()
        for number, at in old:
            for name in (codes_table(number, at), words_table(number, at)):
                table = sql.Identifier(name)
                self._connection.execute(sql.SQL("DROP TABLE mapapp.{}").format(table))

    def _files(self, layer: Layer) -> LayerFiles:
        return files_of(self._made, layer)


def codes_table(number: int, at: int) -> str:
    """The table of the codes of a layer of a version."""
    return f"codes_{number}_{at}"


def words_table(number: int, at: int) -> str:
    """The table of the words of a layer of a version."""
    return f"words_{number}_{at}"


def _has_rows(files: LayerFiles) -> bool:
    """Whether a layer has records: the file of codes has no columns else."""
    return bool(pq.read_schema(files.codes).names)


def _creation(table: str, columns: Mapping[str, str]) -> sql.Composed:
    described = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind))
        for name, kind in columns.items()
    ]
    return sql.SQL("CREATE TABLE mapapp.{} ({})").format(
        sql.Identifier(table), sql.SQL(", ").join(described)
    )


def _type(kind: pa.DataType) -> str:
    return "integer[]" if pa.types.is_list(kind) else TYPES[kind]


def _as_csv(batch: pa.RecordBatch) -> bytes:
    """Rows as COPY reads them: nothing between two commas is NULL, an empty text is quoted."""
    columns = [
        _as_array_texts(column) if pa.types.is_list(column.type) else column
        for column in batch.columns
    ]
    sink = pa.BufferOutputStream()
    table = pa.table(columns, names=batch.schema.names)
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False))
    return bytes(sink.getvalue())


def _as_array_texts(lists: pa.ListArray) -> pa.Array:
    """Lists of numbers as PostgreSQL writes arrays."""
    texts = pa.ListArray.from_arrays(lists.offsets, pc.cast(lists.values, pa.string()))
    joined = pc.binary_join(texts, ",")
    return pc.binary_join_element_wise("{", joined, "}", "")
