from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.apart import Allowed
from geodata.errors import BadCollectionError
from layers.selection import Selection, select
from layers.stored import StoredCollection
from layers.stores import large_collections, opening
from layers.stores.opening import open_collection, read_for_documents
from layers.stores.store_files import are_fresh, build_files, folder_of_files
from mapapp.commands.check import check

ROOT = Path(__file__).parents[3]


@pytest.fixture
def large(monkeypatch):
    """Any collection counts as a large one."""
    monkeypatch.setattr(large_collections, "LARGE_BYTES", 0)


def test_a_small_collection_is_kept_in_memory_without_a_word(write_collection):
    opened = open_collection(write_collection(stations=[{}]))
    assert not isinstance(opened.collection, StoredCollection)
    assert opened.remark == ""


@pytest.mark.usefixtures("large")
def test_a_large_collection_is_answered_from_files_that_are_made_when_they_are_missing(
    write_collection,
):
    folder = write_collection(stations=[{}])
    opened = open_collection(folder)
    assert isinstance(opened.collection, StoredCollection)
    assert "DuckDB" in opened.remark
    assert are_fresh(folder)
    assert select(opened.collection, Selection()).size("stations") == 1


@pytest.mark.usefixtures("large")
def test_documents_of_a_large_collection_are_made_from_its_files_while_they_are_fresh(
    write_collection,
):
    folder = write_collection(stations=[{}])
    assert not isinstance(read_for_documents(folder), StoredCollection)
    build_files(folder)
    assert isinstance(read_for_documents(folder), StoredCollection)
    write_collection(stations=[{}, {"country": "FR"}])
    read = read_for_documents(folder)
    assert not isinstance(read, StoredCollection)
    assert len(read.tables["stations"]) == 2


@pytest.mark.usefixtures("large")
def test_a_large_collection_with_faults_is_not_prepared(write_collection):
    folder = write_collection(stations=[{"country": "QQ"}])
    with pytest.raises(BadCollectionError, match="QQ"):
        open_collection(folder)
    assert not are_fresh(folder)


@pytest.mark.usefixtures("large")
def test_where_no_files_can_be_made_a_large_collection_is_kept_in_memory(
    write_collection, monkeypatch
):
    folder = write_collection(stations=[{}])
    monkeypatch.setattr(opening, "PREPARING", Allowed(seconds=0.01, memory=1024**3))
    opened = open_collection(folder)
    assert not isinstance(opened.collection, StoredCollection)
    assert "cannot be made" in opened.remark


@pytest.mark.usefixtures("large")
def test_without_the_extra_a_large_collection_is_kept_in_memory(write_collection, monkeypatch):
    monkeypatch.setattr(large_collections, "PACKAGES", ("no_such_package",))
    opened = open_collection(write_collection(stations=[{}]))
    assert not isinstance(opened.collection, StoredCollection)
    assert "mapapp[columnar]" in opened.remark


def test_files_are_stale_after_any_change_and_made_anew(write_collection):
    folder = write_collection(stations=[{}])
    assert not are_fresh(folder)
    build_files(folder)
    assert are_fresh(folder)
    table = folder / "stations.csv"
    table.write_bytes(table.read_bytes())
    os.utime(table, (0, 0))
    assert not are_fresh(folder)
    build_files(folder)
    assert are_fresh(folder)
    (folder_of_files(folder) / "state.json").write_text("{", encoding="utf-8")
    assert not are_fresh(folder)


def test_a_build_that_fails_leaves_the_files_as_they_were(write_collection, monkeypatch):
    folder = write_collection(stations=[{}])
    build_files(folder)
    before = {path.name: path.read_bytes() for path in folder_of_files(folder).iterdir()}
    monkeypatch.setattr("layers.stores.store_files.derive_layer", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_files(folder)
    assert {path.name: path.read_bytes() for path in folder_of_files(folder).iterdir()} == before
    assert not list(folder.parent.glob(".mapapp-*"))


@pytest.mark.usefixtures("large")
def test_check_prepares_a_large_collection_and_says_so(write_collection, capsys):
    folder = write_collection(stations=[{}])
    check(folder)
    assert "answered by DuckDB now" in capsys.readouterr().err
    assert are_fresh(folder)
    check(folder)
    assert "DuckDB" not in capsys.readouterr().err


def test_the_extra_is_not_loaded_unless_it_is_asked_for():
    program = (
        "import sys; from pathlib import Path; from layers.stores.opening import open_collection; "
        "from mapapp.commands.check import check; open_collection(Path('seeds')); "
        "check(Path('seeds')); "
        "sys.exit(bool({'duckdb', 'sqlglot', 'psycopg', 'psycopg_pool'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)  # noqa: S603
    assert done.returncode == 0
