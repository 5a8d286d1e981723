"""Which column says what: guessed from headers and cells, shown with reasons, for a person to mend.

Headers are compared with `data/column_names.csv`, in the languages of the interface. A header that
is a known name counts most, then one that holds such a name among its words, then one that is
spelt like it; cells that all look like countries, dates or links speak for a column without one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geodata.countries import find_country_code
from geodata.divisions import SHORTEST_NAME
from geodata.errors import GeodataError
from geodata.exported import DERIVED, LAT, LON, is_exported
from geodata.importing.column_names import usual_names
from geodata.importing.coordinates import is_plain_position
from geodata.importing.date_words import is_still_so
from geodata.importing.hosting import are_same, find_divisions, find_host
from geodata.importing.written_dates import read_date
from geodata.names import fold_name
from geodata.regions import is_world_region
from geodata.web_addresses import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from geodata.importing.grid import RawTable

SAMPLES = 4
SAMPLED = 200
"""Distinct cells of a column that are looked at."""

ALIKE_FROM = 88  # of 100
ALIKE_BY_HEADER = 0.5
"""The least score of a header that is a known name, or holds or resembles one."""

MOSTLY = 0.6
NEARLY_ALL = 0.8
KEPT = ""
"""The field of a column that is kept as it is."""

IGNORED = "ignore"
"""The field of a column that is not taken over."""

SHORTEST_WORD = 3


@dataclass(frozen=True)
class Field:
    """Something that a column can say. `is_repeatable`: several columns may."""

    name: str
    title: str
    description: str
    is_repeatable: bool = False


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("place", "Place", "City or town; a region where no town is known"),
        Field("country", "Country", "In any language, or as a code"),
        Field("address", "Address", "Postal address; read to the town where no place is named"),
        Field("region", "Region", "State or province, to tell namesakes apart"),
        Field("opened", "Opened", "When it began, as closely as is known"),
        Field("closed", "Closed", "When it ended"),
        Field("date", "Date", "Any other date of the record, if nothing says when it opened"),
        Field("status", "Status", "What is last said of it; each wording becomes a status"),
        Field("originator", "Originator", "Who is behind it; each gets a colour"),
        Field("source", "Source", "Links or titles; several in a cell are told apart", True),
        Field("count", "Number", "How many sites the row stands for"),
        Field("title", "Title", "What the record is called"),
        Field("note", "Note", "What a reader must know besides"),
        Field("id", "Identifier", "The same in every version of the sheet"),
        Field("latitude", "Latitude", "Degrees north"),
        Field("longitude", "Longitude", "Degrees east"),
        Field("coordinates", "Coordinates", "Latitude and longitude in one cell"),
        Field(IGNORED, "Leave out", "Worked out from other columns, or of no use here", True),
    )
}


OWN_FIELDS: Mapping[str, str] = {
    "id": "id", "country": "country", "admin1": "region", "city": "place", "count": "count",
    "jurisdiction": "originator", "established": "opened", "status": "status",
    "sources": "source", "note": "note", LON: "longitude", LAT: "latitude",
    "longitude": "longitude", "latitude": "latitude",
}  # fmt: skip
"""The fields of columns in a table that was exported from a collection."""


class BadMappingError(GeodataError, ValueError):
    """A mapping names a field or a column that does not exist, or one field twice."""

    def __init__(self, text: str, reason: str, allowed: Iterable[str] = ()) -> None:
        self.text = text
        self.reason = reason
        self.allowed = tuple(allowed)
        choices = f": use one of {', '.join(self.allowed)}" if self.allowed else ""
        super().__init__(f"{text!r} {reason}{choices}.")


@dataclass(frozen=True)
class Guess:
    """What a column seems to say.

    Attributes:
        column: Its header.
        field: A name in `FIELDS`; `KEPT` for a column that is kept as it is.
        reason: What it was told by.
        samples: A few of its cells, none twice.
        alike: The field that it would have if another column did not have it; else `KEPT`.
    """

    column: str
    field: str
    reason: str
    samples: tuple[str, ...]
    alike: str = KEPT


def guess_mapping(table: RawTable) -> tuple[Guess, ...]:
    """Guess for every column what it says; no field is given twice, but for sources.

    In a table that was exported from a collection, columns are what they are called there, and what
    is worked out from others is left out.

    Returns:
        A guess for each column, in the order of the table.
    """
    distinct = {str(name): _distinct(cells) for name, cells in table.cells.items()}
    is_own = is_exported(distinct)
    linked = Counter(column for _, column in table.links)
    headers = frozenset(map(fold_name, distinct))
    has_halves = all(headers & set(usual_names()[half]) for half in ("latitude", "longitude"))
    scored = [
        (score, -position, column, field, reason)
        for position, (column, cells) in enumerate(distinct.items())
        for field, score, reason in (
            _own_candidates(column, cells)
            if is_own
            else (not has_halves and _positions(cells)) or _candidates(column, cells)
        )
    ]
    scored += [
        (0.3 * share, -position, column, "source", "by the links behind it")
        for position, column in enumerate(distinct)
        if (share := linked[column] / len(table.cells)) >= MOSTLY
    ]
    chosen: dict[str, tuple[str, str]] = {}
    holders: dict[str, str] = {}
    alike: dict[str, str] = {}
    for score, _, column, field, reason in sorted(scored, reverse=True):
        if column in chosen:
            continue
        if field not in holders:
            chosen[column] = field, reason
            if not FIELDS[field].is_repeatable:
                holders[field] = column
        elif score >= ALIKE_BY_HEADER:
            alike.setdefault(column, field)
    guesses = tuple(
        Guess(column, *chosen[column], cells[:SAMPLES])
        if column in chosen
        else _kept(column, alike.get(column, ""), holders, cells[:SAMPLES])
        for column, cells in distinct.items()
    )
    return guesses if is_own else _with_region(tuple(_with_host(guesses, table)), table)


def _with_region(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where no column is called a place, one of divisions of the countries is the region."""
    held = {guess.field: guess.column for guess in guesses}
    if "country" not in held or not {"place", "region"}.isdisjoint(held):
        return guesses
    kept = [guess.column for guess in guesses if guess.field == KEPT]
    region = find_divisions(table.cells, held["country"], kept)
    return tuple(
        replace(guess, field="region", reason="by what stands in it", alike=KEPT)
        if guess.column == region
        else guess
        for guess in guesses
    )


def _with_host(guesses: Sequence[Guess], table: RawTable) -> Iterator[Guess]:
    """Of several columns of countries, the one that the places lie in is the country."""
    fields = {guess.column: guess.field for guess in guesses}
    host, others = find_host(table.cells, fields)
    country = next((column for column, field in fields.items() if field == "country"), "")
    for guess in guesses:
        if guess.column == host and guess.field != "country":
            yield replace(guess, field="country", reason="as the places lie in these countries")
        elif guess.column in others and guess.field in {"country", "region", "place", KEPT}:
            reason = f"the places lie in the countries of “{host}”"
            yield replace(guess, field=KEPT, reason=reason, alike="country")
        elif guess.alike == "country" and are_same(table.cells, country, guess.column):
            yield replace(guess, alike=KEPT)
        else:
            yield guess


def find_contests(guesses: Iterable[Guess], fields: Mapping[str, str]) -> dict[str, list[str]]:
    """Columns that seem to say the same, by field: those that are read, and those that are kept.

    Columns that are numbered, such as Source 1 and Source 2, say that they belong together.

    Args:
        guesses: Of all columns.
        fields: What was made of them; a column that a person gave another field is no rival.
    """
    columns: dict[str, list[str]] = {}
    for guess in guesses:
        field = fields.get(guess.column, KEPT)
        if field == guess.field:
            columns.setdefault(field or guess.alike, []).append(guess.column)
    return {
        field: names
        for field, names in columns.items()
        if field not in {KEPT, IGNORED}
        and field in map(fields.get, names)
        and len(set(map(_without_number, names))) > 1
    }


def _without_number(column: str) -> str:
    return re.sub(r"[\W\d]*\d\W*$", "", column).casefold()


def _kept(column: str, alike: str, holders: Mapping[str, str], samples: tuple[str, ...]) -> Guess:
    """A column without a field: none is called so, or another column has it."""
    reason = f"“{holders[alike]}” says the same" if alike else "no field is called so"
    return Guess(column, KEPT, reason, samples, alike)


def _own_candidates(column: str, cells: Sequence[str]) -> list[tuple[str, float, str]]:
    """The field of a column of an export: its header says it word for word."""
    del cells
    if column in OWN_FIELDS:
        return [(OWN_FIELDS[column], 1.0, "by its header")]
    return [(IGNORED, 1.0, "worked out from other columns")] if column in DERIVED else []


def read_mapping(
    guesses: Sequence[Guess], assigned: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The fields of the columns, by the guesses and by what a person says instead.

    Args:
        guesses: As `guess_mapping` made them.
        assigned: Field by column; `KEPT` keeps the column as it is. It wins over the guesses, and
            takes its field away from other columns.

    Returns:
        Field by column, for the columns that have one.

    Raises:
        BadMappingError: A column or field does not exist, or a field is assigned twice.
    """
    assigned = assigned or {}
    columns = [guess.column for guess in guesses]
    for column, field in assigned.items():
        if column not in columns:
            raise BadMappingError(column, "is no column of the table", columns)
        if field and field not in FIELDS:
            raise BadMappingError(field, "is nothing that a column can say", FIELDS)
    given = [field for field in assigned.values() if field and not FIELDS[field].is_repeatable]
    for field in given:
        if given.count(field) > 1:
            raise BadMappingError(field, "is given to two columns: keep one of them as it is")
    fields = {
        guess.column: assigned.get(guess.column, KEPT if guess.field in given else guess.field)
        for guess in guesses
    }
    return {column: field for column, field in fields.items() if field}


def _distinct(cells: pd.Series[str]) -> tuple[str, ...]:
    return tuple(cell for cell in cells.drop_duplicates().head(SAMPLED) if cell)


def _candidates(column: str, cells: Sequence[str]) -> list[tuple[str, float, str]]:
    """Fields with a score and a reason; the cells can weaken or speak against a header."""
    name = fold_name(re.sub(r" \(\d+\)$", "", column))
    found = []
    are_flags = bool(cells) and all(map(_is_flag, cells))
    for field, known in usual_names().items():
        if are_flags and field in _NO_FLAGS:
            continue
        if field == "region" and _share(cells, _is_wider_than_region) >= NEARLY_ALL:
            continue
        score, reason = _likeness(name, known)
        if score:
            share = _share(cells, _LOOKS[field]) if field in _LOOKS else 0.0
            if not cells or share >= _LEAST.get(field, 0.0):
                found.append((field, score + 0.05 * share, reason))
        elif field in _TOLD_BY_CELLS and len(cells) > 1:
            share = _share(cells, _TOLD_BY_CELLS[field])
            if share >= MOSTLY:
                found.append((field, 0.3 * share, "by what stands in it"))
    return found


def _positions(cells: Sequence[str]) -> list[tuple[str, float, str]]:
    """A column is one of positions by its cells, whatever its header."""
    share = _share(cells, is_plain_position)
    return [("coordinates", 1.0 + 0.05 * share, "by what stands in it")] if share >= MOSTLY else []


def _likeness(name: str, known: Sequence[str]) -> tuple[float, str]:
    if name in known:
        return 1.0 - 0.002 * known.index(name), "by its header"
    words = name.split()
    held = [each for each in known if len(each) >= SHORTEST_WORD and _holds(words, each.split())]
    if held:
        longest = max(held, key=len)
        return 0.6 + 0.2 * len(longest) / max(len(name), 1), f"as its header holds “{longest}”"
    if len(name) > SHORTEST_WORD + 1:
        best = max(known, key=lambda each: fuzz.ratio(name, each))
        if fuzz.ratio(name, best) >= ALIKE_FROM:
            return 0.5, f"as its header is like “{best}”"
    return 0.0, ""


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    joined = " ".join(part)
    if not joined.isascii():
        return joined in "".join(words)
    return f" {joined} " in f" {' '.join(words)} "


def _share(cells: Sequence[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, cells)) / len(cells) if cells else 0.0


def _is_flag(cell: str) -> bool:
    return fold_name(cell) in _FLAGS


def _is_wider_than_region(cell: str) -> bool:
    """Whether a cell names a part of the world or a country, in a column of either."""
    return is_world_region(cell) or (
        len(cell) >= SHORTEST_NAME and find_country_code(cell) is not None
    )


def _looks_like_country(cell: str) -> bool:
    return find_country_code(cell) is not None


def _looks_like_date(cell: str) -> bool:
    return bool(read_date(cell).edtf)


def _looks_like_end(cell: str) -> bool:
    return is_still_so(cell) or _looks_like_date(cell)


def _looks_like_written_date(cell: str) -> bool:
    """A date that is more than a number: five figures may as well be a postal code."""
    reading = read_date(cell)
    return bool(reading.edtf) and not reading.is_counted


def _looks_like_link(cell: str) -> bool:
    return bool(WRITTEN.search(cell))


def _looks_like_address(cell: str) -> bool:
    """Words with a number or parts, and neither an address of a page nor of a mailbox."""
    has_parts = "," in cell or any(map(str.isdigit, cell))
    return has_parts and any(map(str.isalpha, cell)) and "@" not in cell and "://" not in cell


def _looks_like_degrees(cell: str) -> bool:
    return bool(re.match(r"\s*[NSEWO]?\s*[-+−]?\d{1,3}(?:[.,°º\s]|$)", cell))


def _looks_like_two_degrees(cell: str) -> bool:
    return len(re.findall(r"\d+", cell)) > 1


def _is_number(cell: str) -> bool:
    return any(each.isdigit() for each in cell)


_LOOKS: Mapping[str, Callable[[str], bool]] = {
    "country": _looks_like_country,
    "address": _looks_like_address,
    "opened": _looks_like_date,
    "closed": _looks_like_end,
    "date": _looks_like_date,
    "source": _looks_like_link,
    "latitude": _looks_like_degrees,
    "longitude": _looks_like_degrees,
    "coordinates": _looks_like_two_degrees,
    "count": _is_number,
}
_LEAST: Mapping[str, float] = {
    "country": 0.3, "address": 0.5, "opened": 0.2, "closed": 0.1, "date": 0.2, "source": 0.0,
    "latitude": 0.5, "longitude": 0.5, "coordinates": 0.5, "count": 0.5,
}  # fmt: skip
"""The share of cells that must look like the field, even where the header is its name."""

_FLAGS = frozenset(
    {
        "true", "false", "yes", "no", "vrai", "faux", "oui", "non", "wahr", "falsch", "ja", "nein",
        "verdadero", "falso", "si", "vero", "verdadeiro", "sim", "nao", "是", "否",
    }
)  # fmt: skip
_NO_FLAGS = frozenset({"source", "place", "region", "originator", "title", "id"})
"""Fields that no column of yes and no can be, whatever its header."""

_TOLD_BY_CELLS: Mapping[str, Callable[[str], bool]] = {
    "country": _looks_like_country,
    "source": _looks_like_link,
    "date": _looks_like_written_date,
}
