"""Briefs on every country of a record, and an index of them, in one folder."""

from __future__ import annotations

import multiprocessing
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.collection import read_collection
from geodata.countries import country_name
from geodata.names import fold_name
from geodata.writing import write_atomically
from mapapp.exports.brief.asked import by_name
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.comparison import count_world
from mapapp.exports.brief.facts import countries_of_record
from mapapp.exports.brief.index import IndexEntry, index_html
from mapapp.exports.brief.wording import Wording
from mapapp.exports.brief.writers import write_brief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.collection import Collection

WORKERS = 2
INDEX = "index.html"


@dataclass(frozen=True)
class _Job:
    """One brief to write, told to another process."""

    collection: Path
    code: str
    language: str
    paper: str
    target: Path


def file_name(code: str) -> str:
    """The name of a country's file: its code and its English name, in plain letters."""
    name = re.sub(r"[^a-z0-9]+", "-", fold_name(country_name(code))).strip("-")
    return f"{code.lower()}-{name}.pdf"


def write_all(
    collection: Collection, folder: Path, *, language: str = "en", paper: str = "a4"
) -> Iterator[tuple[str, int]]:
    """Write a brief on every country that a record names, then an index of them.

    Args:
        collection: What the briefs rest on.
        folder: Where to write; it is made if there is none.
        language: One of `mapapp.language.LANGUAGES`.
        paper: `a4` or `letter`.

    Yields:
        The code of a country whose brief has been written, and how many there will be.

    Raises:
        OSError: A file cannot be written.
    """
    codes = by_name(countries_of_record(collection), language)
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        _Job(collection.folder, code, language, paper, folder / file_name(code)) for code in codes
    ]
    # Started afresh, not forked: the typesetter has threads of its own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        for code in pool.map(_write, jobs):
            yield code, len(codes)
    write_atomically(folder / INDEX, _index(collection, codes, language))


def _write(job: _Job) -> str:
    brief = build_brief(_collection(job.collection), [job.code], job.language)
    write_atomically(job.target, write_brief(brief, "pdf", paper=job.paper))
    return job.code


@lru_cache(maxsize=1)
def _collection(folder: Path) -> Collection:
    return read_collection(folder)


def _index(collection: Collection, codes: list[str], language: str) -> bytes:
    say, world = Wording(collection, language), count_world(collection)
    entries = [
        IndexEntry(
            country=say.country(code),
            file=file_name(code),
            stations=say.number(world.stations.get(code, 0)),
            agreements=say.number(world.agreements.get(code, 0)),
        )
        for code in codes
    ]
    return index_html(entries, say)
