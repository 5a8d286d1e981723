"""How a table is exported: the columns that it gets besides its own, and how cells are written.

The exporter writes by this, and import knows by it what it need not take over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geodata.dates import is_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LAYER = "layer"
"""The table that a record belongs to, where a file holds several."""

LON, LAT = "lon", "lat"
PLACE, CERTAINTY = "place", "certainty"
COUNTRY_NAMES: Mapping[str, str] = {
    "country": "country_name",
    "countries": "country_names",
    "speaker_country": "speaker_country_name",
}
JURISDICTION_NAMES: Mapping[str, str] = {
    "jurisdiction": "jurisdiction_name",
    "jurisdictions": "jurisdiction_names",
}
"""The usual columns of codes and ids, and the columns with their names that follow them."""

SINGLE_SOURCE = "single_source"
SOURCE_CITATIONS = "source_citations"
SOURCE_URLS = "source_urls"
SAID_ONCE = ("citation", "data_version", "licence")
"""Columns that are the same in every row."""

DERIVED = frozenset(
    {
        LAYER, LON, LAT, PLACE, CERTAINTY, SINGLE_SOURCE, SOURCE_CITATIONS, SOURCE_URLS,
        *COUNTRY_NAMES.values(), *JURISDICTION_NAMES.values(), *SAID_ONCE,
    }
)  # fmt: skip
"""Columns that say nothing which the table of the record does not say, or its other tables."""

_DISTINCTIVE = frozenset({SINGLE_SOURCE, SOURCE_CITATIONS, SOURCE_URLS, "data_version"})
_MIN_DISTINCTIVE = 2
_SEMICOLON, _LINES = "; ", "\n"
_ARCHIVED = re.compile(r", archived at (https?://\S+)$")
_DATED = re.compile(r" \(([^()]+)\)$")


class CitedSource(NamedTuple):
    """What a citation says of a source; `published` is EDTF, empty parts are not stated."""

    publisher: str
    title: str
    published: str
    url: str
    archived_url: str


def is_exported(headers: Iterable[str]) -> bool:
    """Whether a table with these headers is an export of ours: few others use them."""
    return len(_DISTINCTIVE.intersection(headers)) >= _MIN_DISTINCTIVE


def names_column(column: str, *, is_list: bool) -> str:
    """What the column with the names is called that follows one of codes or ids."""
    usual = {**COUNTRY_NAMES, **JURISDICTION_NAMES}
    return usual.get(column, f"{column}_names" if is_list else f"{column}_name")


def write_list(entries: Sequence[str]) -> str:
    """A list as the text of a cell: separated by semicolons, or lines where an entry has one."""
    mark = _LINES if any(_SEMICOLON.strip() in entry for entry in entries) else _SEMICOLON
    return mark.join(" ".join(entry.split(_LINES)) for entry in entries)


def read_list(cell: str, length: int | None = None) -> tuple[str, ...]:
    """The entries of such a cell, blank ones too: they are entries without a value.

    Args:
        cell: As `write_list` wrote it.
        length: How many there are, if another column says so: a single one is the whole cell.
    """
    if length == 1:
        return (cell.strip(),)
    if not cell.strip():
        return ()
    entries = cell.split(_LINES if _LINES in cell else _SEMICOLON.strip())
    return tuple(entry.strip() for entry in entries)


def write_citation(source: CitedSource) -> str:
    """Publisher, title, date and address of a source, in one line; none of them empty or twice."""
    named = ": ".join(dict.fromkeys(filter(None, (source.publisher, source.title))))
    dated = f" ({source.published})" if source.published else ""
    archived = f"archived at {source.archived_url}" if source.archived_url else ""
    url = "" if source.url in {source.title, source.archived_url} else source.url
    return ", ".join(filter(None, (f"{named}{dated}", url, archived)))


def read_citation(text: str, url: str) -> CitedSource:
    """The parts of such a line; `url` is the address, which need not be in it.

    A publisher whose name holds a colon is cut there; the line that is written of it is the same.
    """
    archived = _ARCHIVED.search(text)
    named = _ARCHIVED.sub("", text).strip().removesuffix(f", {url}").removesuffix(",")
    dated = _DATED.search(named)
    published = dated[1] if dated and is_edtf(dated[1]) else ""
    publisher, mark, title = (_DATED.sub("", named) if published else named).partition(": ")
    return CitedSource(
        publisher, title if mark else publisher, published, url, archived[1] if archived else ""
    )
