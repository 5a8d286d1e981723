"""Which column says what: judged by headers, by cells and against each other, for a person to mend.

Headers are compared with `data/column_names.csv`, in the languages of the interface, and taken
apart in `header_words`. What is in a column can weaken or speak against its header, and shows
countries, links, positions and dates without one. Each field goes to the column that fits best;
all figures are in `column_scores`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from geodata.exported import DERIVED, LAT, LON, is_exported
from geodata.importing.column_cells import (
    LOOKS,
    SAMPLED,
    Column,
    is_pair_of_numbers,
    looks_like_country,
    looks_like_link,
    looks_like_written_date,
    speaks_against,
)
from geodata.importing.column_scores import (
    BY_CELLS,
    BY_HEADER,
    EXACT,
    HOST,
    MIN_SHARE,
    MIN_SHARES,
    OF_A_RECORD,
    SENDER,
    TITLES_UNIQUE,
    WITH_ASIDE,
)
from geodata.importing.comparing import compare
from geodata.importing.coordinates import is_plain_position
from geodata.importing.guesses import BY_ITS_CELLS, KEPT, Guess
from geodata.importing.header_words import (
    Likeness,
    is_perhaps_originator,
    is_plain_originator,
    is_plain_source,
    is_record_noun,
    likenesses,
    says_host,
    says_measure,
    says_other_date,
    says_sender,
)
from geodata.importing.unnamed_columns import NAMELESS, judge_nameless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.importing.grid import RawTable

SAMPLES = 4
IGNORED = "ignore"
"""The field of a column that is not taken over."""


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
        Field("region", "Region", "State or province, to tell namesakes apart"),
        Field("address", "Address", "Postal address; read to the town where no place is named"),
        Field("opened", "Opened", "When it began, as closely as is known"),
        Field("closed", "Closed", "When it ended"),
        Field("date", "Date", "Any other date of the record, if nothing says when it opened"),
        Field("month", "Month", "Of a date whose year is in a column of its own"),
        Field("day", "Day", "Of a date whose year and month are in columns of their own"),
        Field("status", "Status", "Its latest status; each wording becomes a status"),
        Field("originator", "Originator", "Who is behind it; each gets a colour"),
        Field("source", "Source", "Links or titles; a cell may hold several", True),
        Field("count", "Number", "How many sites the row stands for"),
        Field("title", "Title", "What the record is called"),
        Field("note", "Note", "What else a reader must know"),
        Field("id", "Identifier", "The same in every version of the sheet"),
        Field("latitude", "Latitude", "Degrees north"),
        Field("longitude", "Longitude", "Degrees east"),
        Field("coordinates", "Coordinates", "Latitude and longitude in one cell"),
        Field(
            "easting",
            "Easting (x)",
            "East of a coordinate system in metres that is named beside it",
        ),
        Field("northing", "Northing (y)", "North of the same"),
        Field("system", "Coordinate system", "Of x and y, by its EPSG code"),
        Field(IGNORED, "Leave out", "Worked out from other columns, or of no use here", True),
    )
}


ASKED_OF = ("count", "originator")
"""Fields that a person is asked of where a header names them and something speaks against it."""

WHERE = frozenset({"country", "place", "region", "coordinates", "latitude", "northing"})
"""Fields that say where something is."""

BEGINS = frozenset({"opened", "date"})
"""Of these one alone is read, so that no empty column takes them but by their usual names."""

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
class _Candidate:
    """A field that a column may have; `against` says why it cannot."""

    score: float
    position: int
    column: str
    field: str
    reason: str
    against: str = ""


def guess_mapping(table: RawTable) -> tuple[Guess, ...]:
    """Guess for every column what it says; no field is given twice, but for sources.

    In a table that was exported from a collection, columns are what they are called there, and what
    is worked out from others is left out.

    Returns:
        A guess for each column, in the order of the table.
    """
    names = list(map(str, table.cells))
    columns = [Column.of(name, table.cells[name]) for name in names]
    judge = _own_candidates if is_exported(names) else _candidates
    found = [each for at, column in enumerate(columns) for each in judge(at, column)]
    found += [
        _Candidate(score, names.index(name), name, field, BY_ITS_CELLS)
        for name, field, score in judge_nameless(columns)
    ]
    found = _without_second_position(found)
    linked = Counter(column for _, column in table.links)
    found += [
        _Candidate(BY_CELLS * share, at, name, "source", "by the links behind it")
        for at, name in enumerate(names)
        if (share := linked[name] / len(table.cells)) >= MIN_SHARE
    ]
    empty = {column.name for column in columns if not column.filled}
    chosen: dict[str, _Candidate] = {}
    holders: dict[str, str] = {}
    alike: dict[str, str] = {}
    for each in sorted(
        found, key=lambda one: (one.column in empty, -one.score, one.position, one.field)
    ):
        if each.column in chosen or each.against:
            continue
        if each.column in empty and each.field in BEGINS and each.score < WITH_ASIDE:
            continue
        if each.field not in holders:
            chosen[each.column] = each
            if not FIELDS[each.field].is_repeatable:
                holders[each.field] = each.column
        elif each.score >= BY_HEADER and each.column not in empty:
            alike.setdefault(each.column, each.field)
    guesses = tuple(
        Guess(column.name, given.field, given.reason, column.distinct[:SAMPLES])
        if (given := chosen.get(column.name))
        else _kept(column, alike.get(column.name, ""), holders, found)
        for column in columns
    )
    if is_exported(names):
        return guesses
    return compare(guesses, table)


def _without_second_position(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Where headers name latitude and longitude, cells alone make no column one of positions.

    Nor do two columns of degrees beside one that holds both, or beside x and y.
    """
    named = {each.field for each in found if not each.against and each.score >= BY_HEADER}
    if named >= {"latitude", "longitude"}:
        refused = {"coordinates", "latitude", "longitude"}
    elif "coordinates" in named or named >= {"easting", "northing"}:
        refused = {"latitude", "longitude"}
    else:
        refused = set()
    return [each for each in found if each.reason != BY_ITS_CELLS or each.field not in refused]


def count_fields(table: RawTable) -> int:
    """How many things the columns of a table seem to say; 0 if nothing says where its rows are."""
    sample = replace(table, cells=table.cells.head(SAMPLED), links={})
    fields = {guess.field for guess in guess_mapping(sample)} - {KEPT, IGNORED}
    return len(fields) if fields & WHERE else 0


def find_contests(guesses: Iterable[Guess], fields: Mapping[str, str]) -> dict[str, list[str]]:
    """Columns that seem to say the same, by field: those that are read, and those that are kept.

    Columns that are numbered, such as Source 1 and Source 2, say that they belong together.

    Args:
        guesses: Of all columns.
        fields: What was made of them; a column that a person gave another field is not a rival.
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


def _kept(
    column: Column, alike: str, holders: Mapping[str, str], found: Iterable[_Candidate]
) -> Guess:
    """A column without a field: its header or cells do not fit, or another column has it."""
    refused = [each for each in found if each.column == column.name and each.against]
    reason = "no field has this name"
    if alike:
        reason = f"“{holders[alike]}” says the same"
    elif refused:
        best = max(refused, key=lambda each: each.score)
        reason = f"no {FIELDS[best.field].title.lower()}: {best.against}"
    perhaps = KEPT
    if column.filled and not alike:
        perhaps = next(
            (each.field for each in refused if each.field in ASKED_OF or _is_open_date(each)), KEPT
        )
        if is_perhaps_originator(column.name):
            perhaps = "originator"
    return Guess(column.name, KEPT, reason, column.distinct[:SAMPLES], alike, perhaps)


def _is_open_date(candidate: _Candidate) -> bool:
    """Whether cells are dates whose header does not say what of."""
    return (candidate.field, candidate.reason) == ("date", BY_ITS_CELLS)


def _own_candidates(position: int, column: Column) -> list[_Candidate]:
    """The field of a column of an export: its header says it word for word."""
    name = column.name
    if name in OWN_FIELDS:
        return [_Candidate(1.0, position, name, OWN_FIELDS[name], "by its header")]
    if name in DERIVED:
        return [_Candidate(1.0, position, name, IGNORED, "worked out from other columns")]
    return []


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
            raise BadMappingError(column, "is not a column of the table", columns)
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


def _candidates(position: int, column: Column) -> list[_Candidate]:
    """Fields with a score and a reason; the cells can weaken or speak against a header."""
    named = {each.field: each for each in likenesses(column.name)}
    found = [_by_header(position, column, each) for each in named.values()]
    is_place = not named.keys().isdisjoint({"place", "address", "coordinates"})
    if is_place and (share := column.share(is_pair_of_numbers)) >= MIN_SHARE:
        found.append(_Candidate(EXACT * share, position, column.name, "coordinates", BY_ITS_CELLS))
    if is_record_noun(column.name) and column.unique >= TITLES_UNIQUE:
        titled = Likeness("title", OF_A_RECORD, "as its header says what a record is")
        found.append(_by_header(position, column, titled))
    for field, (looks, usual) in _FOUND_BY_CELLS.items():
        if field == "date" and says_other_date(column.name):
            continue
        is_unclear = field == "date" and not NAMELESS.fullmatch(column.name)
        against = "its header does not say what the dates are of" if is_unclear else ""
        score = _score_of_countries(column.name) if field == "country" else usual
        if len(column.distinct) > 1 and (share := column.share(looks)) >= MIN_SHARE:
            if field == "country":
                says_so = says_host(column.name) or says_sender(column.name)
                against = speaks_against(column, field, is_named=says_so)
                against = "its header says a measure" if says_measure(column.name) else against
            found.append(
                _Candidate(score * share, position, column.name, field, BY_ITS_CELLS, against)
            )
    return found


def _score_of_countries(header: str) -> float:
    """What cells that are countries are worth, by whether the header says that they are hosts."""
    return HOST if says_host(header) else SENDER if says_sender(header) else BY_CELLS


def _by_header(position: int, column: Column, likeness: Likeness) -> _Candidate:
    field, is_named = likeness.field, likeness.score >= WITH_ASIDE
    share = column.looks_like(field) if field in LOOKS else 0.0
    against = speaks_against(column, field, is_named=is_named)
    if not against and column.distinct and share < MIN_SHARES.get(field, 0.0):
        against = "its cells look otherwise"
    if not against and field == "count" and not is_named:
        against = "its header does not say so plainly"
    if not against and field == "originator" and not is_named:
        against = "" if is_plain_originator(column.name) else "its header does not say so plainly"
    if not against and field == "source" and not is_named and share < MIN_SHARE / 2:
        against = "" if is_plain_source(column.name) else "its header does not say so plainly"
    return _Candidate(
        likeness.score + 0.05 * share, position, column.name, field, likeness.reason, against
    )


_FOUND_BY_CELLS = {
    "coordinates": (is_plain_position, EXACT),
    "country": (looks_like_country, BY_CELLS),
    "source": (looks_like_link, BY_CELLS),
    "date": (looks_like_written_date, BY_CELLS),
}
"""Fields that cells show without a header. Nothing but a position looks like one, so that goes
before a header that resembles another name."""
