"""Briefs on every country of a record, and an index of them, in one folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import by_name, country_name
from geodata.names import fold_name
from geodata.workers import HERE, do_each
from geodata.writing import write_atomically
from layers.words import Words
from mapapp.exports.brief.build import build_brief
from mapapp.exports.brief.comparison import count_world
from mapapp.exports.brief.country_facts import countries_of_record
from mapapp.exports.brief.html import render_page
from mapapp.exports.brief.writers import write_brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geodata.collection import Collection
    from geodata.workers import Workers

INDEX = "index.html"


def file_name(code: str) -> str:
    """The name of a country's file: its code and its English name, in plain letters."""
    name = re.sub(r"[^a-z0-9]+", "-", fold_name(country_name(code))).strip("-")
    return f"{code.lower()}-{name}.pdf"


def write_all(  # noqa: PLR0913 - the options of a command
    collection: Collection,
    folder: Path,
    *,
    language: str = "en",
    paper: str = "a4",
    borders: str = "",
    workers: Workers = HERE,
) -> Iterator[tuple[str, int]]:
    """Write a brief on every country that a record names, then an index of them.

    Args:
        collection: What the briefs rest on.
        folder: Where to write; it is made if there is none.
        language: One of `layers.words.LANGUAGES`.
        paper: `a4` or `letter`.
        borders: As for `build_brief`.
        workers: Where the briefs are worked out. The files are written here.

    Yields:
        The code of a country whose brief has been written, and how many there will be.

    Raises:
        OSError: A file cannot be written.
        ClusterError: A cluster cannot do the work; the briefs that are written stay.
    """
    codes = by_name(countries_of_record(collection), language)
    folder.mkdir(parents=True, exist_ok=True)
    write = _BriefWriter(collection, language, paper, borders)
    for code, pdf in zip(codes, do_each(write, codes, workers), strict=True):
        write_atomically(folder / file_name(code), pdf)
        yield code, len(codes)
    write_atomically(folder / INDEX, _index(collection, codes, language))


@dataclass(frozen=True)
class _BriefWriter:
    """Works out the brief on a country, as PDF; here, or in another process."""

    collection: Collection
    language: str
    paper: str
    borders: str

    def __call__(self, code: str) -> bytes:
        brief = build_brief(self.collection, [code], self.language, borders=self.borders)
        return write_brief(brief, "pdf", paper=self.paper)


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


@dataclass(frozen=True)
class IndexEntry:
    """A line of the index: a country, its file, its counts as written, one for each column."""

    country: str
    file: str
    counts: tuple[str, ...]


def index_html(entries: Sequence[IndexEntry], columns: Sequence[str], say: Words) -> bytes:
    """Write the index as a page that needs nothing but the files beside it.

    Args:
        entries: The lines.
        columns: What is counted.
        say: The words.
    """
    about = say.collection.about
    return render_page(
        "index.html",
        language=say.language,
        title=say.text("Country briefings"),
        subtitle=say.own("title"),
        dateline=say.text(
            "Data of {date}, version {version}",
            date=say.date(about.created),
            version=about.version,
        ),
        notice=say.own("caveat"),
        columns=(say.text("Country"), *columns),
        entries=entries,
    )
