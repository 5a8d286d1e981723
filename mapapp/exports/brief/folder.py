"""Briefs on every country of a record, and an index of them, in one folder."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from geodata.countries import by_name, country_name
from geodata.names import fold_name
from geodata.writing import write_atomically
from layers.words import Words
from mapapp.exports.bounds import refuse_large_brief
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.comparison import count_world
from mapapp.exports.brief.facts import countries_of_record
from mapapp.exports.brief.index import IndexEntry, index_html
from mapapp.exports.brief.writers import write_brief

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geodata.collection import Collection

WORKERS = 2
INDEX = "index.html"


def file_name(code: str) -> str:
    """The name of a country's file: its code and its English name, in plain letters."""
    name = re.sub(r"[^a-z0-9]+", "-", fold_name(country_name(code))).strip("-")
    return f"{code.lower()}-{name}.pdf"


def write_all(
    collection: Collection,
    folder: Path,
    *,
    language: str = "en",
    paper: str = "a4",
    borders: str = "",
) -> Iterator[tuple[str, int]]:
    """Write a brief on every country that a record names, then an index of them.

    Args:
        collection: What the briefs rest on.
        folder: Where to write; it is made if there is none.
        language: One of `layers.words.LANGUAGES`.
        paper: `a4` or `letter`.
        borders: As for `build_brief`.

    Yields:
        The code of a country whose brief has been written, and how many there will be.

    Raises:
        OSError: A file cannot be written.
        TooManyRecordsError: A country has more records than a brief can hold; nothing is written.
    """
    codes = by_name(countries_of_record(collection), language)
    for code in codes:
        refuse_large_brief(collection, [code])
    folder.mkdir(parents=True, exist_ok=True)

    def write(code: str) -> str:
        brief = build_brief(collection, [code], language, borders=borders)
        write_atomically(folder / file_name(code), write_brief(brief, "pdf", paper=paper))
        return code

    # The typesetter works outside Python: while one brief is set, the next is written.
    with ThreadPoolExecutor(WORKERS) as pool:
        for code in pool.map(write, codes):
            yield code, len(codes)
    write_atomically(folder / INDEX, _index(collection, codes, language))


def _index(collection: Collection, codes: list[str], language: str) -> bytes:
    say, world = Words(collection, language), count_world(collection)
    counted = {
        say.title(layer, world.term(layer, unit)): counts
        for (layer, unit), counts in world.units.items()
        if counts
    }
    if collection.about.of_role("site"):
        counted = {say.role_title("site"): world.sites, **counted}
    entries = [
        IndexEntry(
            country=say.country(code),
            file=file_name(code),
            counts=tuple(say.number(counts.get(code, 0)) for counts in counted.values()),
        )
        for code in codes
    ]
    return index_html(entries, list(counted), say)
