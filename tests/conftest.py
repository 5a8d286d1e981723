"""Small collections that a test describes row by row, and the real one."""

from __future__ import annotations

import csv
import gc
import importlib
import json
import pickle
import secrets
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from geodata.collection import Collection, read_collection
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from scripts.start_postgis import Server

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
OBJECTS_LEFT_ALONE = (100_000, 5, 5)
"""How many are made before the garbage collector looks for cycles."""

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "sources": {
        "publisher": "The Daily",
        "title": "A report",
        "url": "https://example.org/report",
        "kind": "news",
        "standing": "press",
        "accessed": "2026-11-01",
    },
    "editions": {"title": "First list", "in_totals": "true", "shown": "true"},
    "claims": {"edition": "first", "scope": "edition", "measure": "stations", "number": "1",
               "bound": "exact", "sources": "s1"},
    "jurisdictions": {"name": "Alpha", "level": "county"},
    "stations": {"country": "IT", "precision": "country", "count": "1", "jurisdiction": "alpha",
                 "edition": "first", "status": "reported", "sources": "s1"},
    "agreements": {"kind": "joint_patrol", "title": "A patrol", "jurisdictions": "alpha",
                   "countries": "IT", "status": "unknown", "summary": "Reported.",
                   "sources": "s1"},
    "responses": {"countries": "IT", "speaker_country": "IT", "speaker": "government",
                  "date": "2022", "kind": "statement", "summary": "Said.", "sources": "s1"},
    "operations": {"countries": "IT", "jurisdictions": "alpha", "summary": "Reported.",
                   "sources": "s1"},
    "network_claims": {"jurisdictions": "alpha", "summary": "Claimed.", "sources": "s1"},
    "places": {"precision": "city", "method": "person"},
}  # fmt: skip
PREFIXES = {"sources": "s", "stations": "st", "agreements": "ag", "responses": "re",
            "operations": "op", "network_claims": "nc", "claims": "cl"}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Before any process that runs tests is started, name what they share."""
    if not hasattr(config, "workerinput"):
        postgres.reserve()


def pytest_unconfigure(config: pytest.Config) -> None:
    """After all of them have ended, clear it."""
    if not hasattr(config, "workerinput"):
        postgres.clear()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what all tests share, and look less often at the rest.

    It would otherwise go through every module, test and parameter again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*OBJECTS_LEFT_ALONE)


class CollectionWriter(Protocol):
    """Writes a collection whose tables hold the rows that a test gives."""

    def __call__(self, folder: Path | None = None, /, **tables: list[dict[str, Any]]) -> Path: ...


@pytest.fixture
def write_collection(tmp_path: Path) -> CollectionWriter:
    """Write rows as a collection; what a row leaves out has a usable default.

    Without rows of their own there are one source `s1`, the edition `first` and the
    jurisdictions `alpha`, `beta` and `unknown`.
    """

    def write(folder: Path | None = None, /, **tables: list[dict[str, Any]]) -> Path:
        return write_tables(folder or tmp_path / "collection", tables)

    return write


def write_tables(folder: Path, tables: Mapping[str, list[dict[str, Any]]]) -> Path:
    """Write rows as a collection, as `write_collection` does, for what several tests share."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        "sources": [{}],
        "editions": [{"id": "first"}],
        "jurisdictions": [
            {"id": "alpha", "colour": "#0072B2"},
            {"id": "beta", "name": "Beta", "colour": "#D55E00"},
            {"id": "unknown", "name": "Unknown", "level": "unknown", "colour": "#8A8A8A"},
        ],
        **tables,
    }
    written, columns = _described()
    for name, (path, names) in columns.items():
        _write_table(folder / path, name, names, rows.get(name, []))
    (folder / "datapackage.json").write_text(written, encoding="utf-8")
    return folder


@cache
def _described() -> tuple[str, dict[str, tuple[str, list[str]]]]:
    """The descriptor as it is written, and of each table the file and the columns."""
    descriptor = json.loads((SEEDS / "datapackage.json").read_text(encoding="utf-8"))
    return json.dumps(descriptor), {
        table["name"]: (table["path"], [field["name"] for field in table["schema"]["fields"]])
        for table in descriptor["resources"]
    }


def _write_table(path: Path, name: str, columns: list[str], rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(rows, start=1):
            named = {"id": f"{PREFIXES[name]}{number}"} if name in PREFIXES else {}
            writer.writerow({**named, **DEFAULTS[name], **row})


@pytest.fixture(scope="session")
def collections_read() -> dict[str, bytes]:
    """What was read of collections, by the rows that were written."""
    return {}


@pytest.fixture
def make_collection(
    write_collection: CollectionWriter, collections_read: dict[str, bytes]
) -> Callable[..., Collection]:
    """Like `write_collection`, and read it: the same rows once for all tests, each with a copy."""

    def make(**tables: list[dict[str, Any]]) -> Collection:
        folder = write_collection(**tables)
        rows = repr(tables)
        if rows not in collections_read:
            collections_read[rows] = pickle.dumps(read_collection(folder))
        read: Collection = pickle.loads(collections_read[rows])  # noqa: S301 - what we wrote ourselves
        return replace(read, folder=folder)

    return make


@pytest.fixture(scope="session")
def seeds() -> Collection:
    """The collection that the project ships."""
    return read_collection(SEEDS)


@pytest.fixture(scope="session")
def postgis() -> Server:
    """The PostgreSQL server of this run."""
    return postgres.find_server()


@pytest.fixture(scope="session")
def make_database(postgis: Server) -> Callable[[], str]:
    """Make a database with PostGIS and nothing else; its address."""
    return lambda: postgis.make_database(f"tests_{secrets.token_hex(6)}")


@pytest.fixture(scope="session", autouse=True)
def _packages_searched_once() -> Iterator[None]:
    """Let Streamlit look once for packages with components: each AppTest looks through all of them.

    That takes longer than most pages. Tests that open none do not load Streamlit for it.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit.testing.v1" in sys.modules:
            scanner = importlib.import_module("streamlit.components.v2.manifest_scanner")
            found = cache(scanner.scan_component_manifests)
            patch.setattr(scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def _own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put `__main__` back: Streamlit's AppTest leaves its script there.

    A process that a later test starts would run that script as its own.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
