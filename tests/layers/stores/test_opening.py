from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from layers.selection import Selection
from layers.stores import sizes
from layers.stores.building import are_fresh, build_files, files_of
from layers.stores.columnar import ColumnarStore
from layers.stores.memory import MemoryStore
from layers.stores.opening import open_store
from mapapp.commands.check import check

ROOT = Path(__file__).parents[3]


@pytest.fixture
def large(monkeypatch):
    """Any collection counts as a large one."""
    monkeypatch.setattr(sizes, "LARGE_BYTES", 0)


def test_a_small_collection_is_answered_from_memory_without_a_word(write_collection):
    opened = open_store(write_collection(stations=[{}]))
    assert isinstance(opened.store, MemoryStore)
    assert opened.remark == ""


@pytest.mark.usefixtures("large")
def test_a_large_collection_is_answered_from_its_files_once_they_are_made(write_collection):
    folder = write_collection(stations=[{}])
    opened = open_store(folder)
    assert isinstance(opened.store, MemoryStore)
    assert "mapapp check" in opened.remark
    build_files(folder)
    opened = open_store(folder)
    assert isinstance(opened.store, ColumnarStore)
    assert opened.store.summary(Selection()).sites == 1


@pytest.mark.usefixtures("large")
def test_without_the_extra_a_large_collection_is_answered_from_memory(
    write_collection, monkeypatch
):
    monkeypatch.setattr(sizes, "PACKAGES", ("no_such_package",))
    opened = open_store(write_collection(stations=[{}]))
    assert isinstance(opened.store, MemoryStore)
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
    (files_of(folder) / "state.json").write_text("{", encoding="utf-8")
    assert not are_fresh(folder)


def test_a_build_that_fails_leaves_the_files_as_they_were(write_collection, monkeypatch):
    folder = write_collection(stations=[{}])
    build_files(folder)
    before = {path.name: path.read_bytes() for path in files_of(folder).iterdir()}
    monkeypatch.setattr("layers.stores.building.marks_of_layer", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_files(folder)
    assert {path.name: path.read_bytes() for path in files_of(folder).iterdir()} == before
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
        "import sys; from pathlib import Path; from layers.stores.opening import open_store; "
        "from mapapp.commands.check import check; open_store(Path('seeds')); check(Path('seeds')); "
        "sys.exit(bool({'duckdb', 'sqlglot'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)  # noqa: S603
    assert done.returncode == 0
