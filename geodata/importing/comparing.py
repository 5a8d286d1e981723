"""Columns judged against each other, once each has been judged by itself.

Of several that hold countries one is the host, of several words for a place one is a town of these
countries, and of two that say the same date one says it more closely.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.divisions import country_of_divisions
from geodata.importing.addresses import looks_like_address, read_addresses
from geodata.importing.column_cells import (
    Column,
    looks_like_country,
    looks_like_link,
    looks_like_year,
    names_country,
)
from geodata.importing.column_scores import (
    HALF,
    LIKELY_YEARS,
    MIN_SHARE,
    MIN_TOWNS,
    NAMES_UNIQUE,
    NEARLY_ALL,
    NO_TOWNS,
    PLACES_LOOKED_UP,
    ROWS_COMPARED,
    TITLE_LONGEST,
    TITLES_UNIQUE,
)
from geodata.importing.guesses import BY_ITS_CELLS, KEPT
from geodata.importing.header_words import (
    is_perhaps_originator,
    likenesses,
    names_another,
    says_host,
    says_measure,
    says_name,
    says_other_date,
    says_sender,
)
from geodata.importing.hosting import (
    are_same,
    countries_of_rows,
    find_divisions,
    find_host,
    share_in,
    share_of_towns,
)
from geodata.importing.place_scores import MIN_ROWS, ROWS_WEIGHED
from geodata.importing.written_dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geodata.importing.grid import RawTable
    from geodata.importing.guesses import Guess

YEAR = 4
"""Characters of an EDTF date that says a year alone."""


def compare(guesses: Sequence[Guess], table: RawTable) -> tuple[Guess, ...]:
    """The guesses, after the columns were judged against each other."""
    found = _without_sender(tuple(_with_host(guesses, table)), table)
    found = _with_address(_with_region(found, table), table)
    placed = _with_place(found, table)
    if placed != found:
        placed = _without_sender(tuple(_with_host(placed, table)), table)
    dated = _with_open_years(_with_one_begin(_with_closer_date(placed, table)), table)
    return _with_title(_without_parts(dated, table), table)


def _held(guesses: Sequence[Guess]) -> dict[str, str]:
    """Column by field, but for empty columns."""
    return {guess.field: guess.column for guess in guesses if guess.field and guess.samples}


def _column(guess: Guess, table: RawTable) -> Column:
    """The column of a guess, of the first rows of a long sheet."""
    return Column.of(guess.column, table.cells[guess.column].head(ROWS_COMPARED))


def _given(
    guesses: Sequence[Guess], column: str, field: str, reason: str, *, kept: str = ""
) -> tuple[Guess, ...]:
    """The guesses with a field given to a column, and taken from the one that had it.

    Args:
        guesses: So far.
        column: Which gets it.
        field: What it gets.
        reason: By what.
        kept: Why the one that had it is kept as it is.
    """
    return tuple(
        replace(guess, field=field, reason=reason, alike=KEPT, perhaps=KEPT)
        if guess.column == column
        else replace(guess, field=KEPT, reason=kept, alike=field if guess.samples else KEPT)
        if guess.field == field
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
            reason = "as the places lie in these countries"
            yield replace(guess, field="country", reason=reason, alike=KEPT)
        elif guess.column in others and guess.field in {"country", "region", "place", KEPT}:
            reason = f"the places lie in the countries of “{host}”"
            yield replace(guess, field=KEPT, reason=reason, alike="country", perhaps=KEPT)
        elif guess.alike == "country" and are_same(table.cells, country, guess.column):
            yield replace(guess, alike=KEPT)
        else:
            yield guess


def _without_sender(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """No country where the only column of countries says from where something comes.

    If the places lie in these countries after all, it is where they are.
    """
    fields = {guess.column: guess.field for guess in guesses}
    sender = _held(guesses).get("country", "")
    if not sender or not says_sender(sender) or says_host(sender):
        return guesses
    others = {column: field for column, field in fields.items() if column != sender}
    if share_in(table.cells, sender, others) >= MIN_SHARE:
        return guesses
    reason = "no country: its header says from where something comes"
    return tuple(
        replace(guess, field=KEPT, reason=reason, perhaps="country")
        if guess.column == sender
        else guess
        for guess in guesses
    )


def _with_region(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where no column is called a region, one of divisions is it.

    They are those of the countries beside them, or all of one country where none is named.
    """
    held = _held(guesses)
    if "region" in held:
        return guesses
    kept = [guess.column for guess in guesses if guess.field == KEPT]
    if "country" not in held:
        texts = ((each, frozenset(table.cells[each].head(ROWS_WEIGHED)) - {""}) for each in kept)
        region = next((each for each, cells in texts if country_of_divisions(cells)), "")
    elif "place" in held:
        return guesses
    else:
        region = find_divisions(table.cells, held["country"], kept)
    return _given(guesses, region, "region", BY_ITS_CELLS) if region else guesses


def _with_place(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """The column whose cells are towns of the countries beside them, where none is called a place.

    One that is called so, and holds hardly a town, goes behind one that holds mostly towns. Where
    nothing names countries, cells such as `Lima (Peru)` do.
    """
    held = _held(guesses)
    cells = table.cells.head(ROWS_COMPARED)
    taken = held.get("place", "")
    codes = countries_of_rows(cells, held)

    def share(column: str) -> float:
        return share_of_towns(codes, list(cells[column]), PLACES_LOOKED_UP)

    if taken and (not any(codes) or share(taken) > NO_TOWNS):
        return guesses
    free = [guess for guess in guesses if guess.field in {KEPT, "title"}]
    texts = [guess for guess in free if _may_hold_towns(_column(guess, table))]
    if any(codes):
        shares = {guess.column: share(guess.column) for guess in texts}
    else:
        shares = {guess.column: _column(guess, table).share(names_country) for guess in texts}
    named = [each.column for each in guesses if each.alike == "place"]
    best = max(
        shares,
        key=lambda each: (shares[each] >= MIN_SHARE, each in named, shares[each]),
        default="",
    )
    if not best or shares[best] < MIN_SHARE:
        return guesses
    reason = "as its cells are towns in these countries" if any(codes) else BY_ITS_CELLS
    return _given(guesses, best, "place", reason, kept=_outdone({"place": best}))


def _outdone(held: Mapping[str, str]) -> str:
    """Why a column that is called a place is not one: another holds more places."""
    return f"“{held.get('place', '')}” holds more towns"


def _with_address(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where nothing says where rows are but perhaps their country, a column of addresses does."""
    held = _held(guesses)
    if not PLACED.isdisjoint(held):
        return guesses
    codes = countries_of_rows(table.cells.head(ROWS_COMPARED), held)
    for guess in guesses:
        column = _column(guess, table)
        if guess.field in {KEPT, "title"} and column.share(looks_like_address) >= MIN_SHARE:
            pairs = dict.fromkeys(zip(column.cells, codes, strict=True))
            wanted = [pair for pair in pairs if pair[0]][:PLACES_LOOKED_UP]
            towns = [address for address in read_addresses(wanted).values() if address.town]
            if len(towns) >= max(MIN_ROWS, MIN_SHARE * len(wanted)):
                return _given(guesses, guess.column, "address", BY_ITS_CELLS)
    return guesses


PLACED = frozenset({"place", "address", "coordinates", "latitude", "northing"})
"""Fields beside which an address is not needed."""


def _may_hold_towns(column: Column) -> bool:
    return (
        len(column.distinct) >= MIN_TOWNS
        and column.numbers < MIN_SHARE
        and not says_measure(column.name)
        and not is_perhaps_originator(column.name)
        and not any(each.field in {"originator", "source"} for each in likenesses(column.name))
    )


def _with_closer_date(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where a column only repeats the year of dates in another one, the date is in the other."""
    held = _held(guesses)
    years = [held["opened"]] if "opened" in held else []
    years += [guess.column for guess in guesses if guess.alike in {"opened", "date"}]
    dates = [
        guess.column
        for guess in guesses
        if guess.field in {KEPT, "opened", "date"} and not says_other_date(guess.column)
    ]
    found = guesses
    for year in years:
        date = next((each for each in dates if each != year and _repeats(table, year, each)), "")
        if date:
            reason = f"it is the year of “{date}”"
            found = tuple(
                replace(each, field=KEPT, reason=reason, alike=KEPT)
                if each.column == year
                else each
                for each in found
            )
            if {"opened", "date"}.isdisjoint(_held(found)):
                found = _given(found, date, "date", "as it says the date most closely")
    return found


def _with_one_begin(guesses: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """Where a column says when records began, another date is not read: it is kept as it is."""
    begin = _held(guesses).get("opened", "")
    reason = f"“{begin}” says when it began"
    return tuple(
        replace(each, field=KEPT, reason=reason) if begin and each.field == "date" else each
        for each in guesses
    )


def _with_open_years(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where nothing is a date, a column of years under an unknown header may be: that is asked."""
    if not {"opened", "closed", "date"}.isdisjoint(_held(guesses)):
        return guesses
    return tuple(
        replace(guess, perhaps="date")
        if guess.field == KEPT
        and not (guess.alike or guess.perhaps)
        and _may_be_years(_column(guess, table))
        else guess
        for guess in guesses
    )


def _may_be_years(column: Column) -> bool:
    first, last = LIKELY_YEARS
    is_known = says_measure(column.name) or says_other_date(column.name)
    return (
        not is_known
        and len(column.distinct) >= MIN_TOWNS
        and all(looks_like_year(cell) and first <= int(cell) <= last for cell in column.distinct)
    )


def _repeats(table: RawTable, year: str, date: str) -> bool:
    """Whether the years of a column are those of dates in another that say more than a year."""
    pairs = table.cells[[year, date]].drop_duplicates().head(ROWS_WEIGHED)
    pairs = pairs[(pairs != "").all(axis=1)]
    if len(pairs) < MIN_ROWS:
        return False
    read = [read_date(text).edtf for text in pairs[date]]
    same = [
        len(edtf) > YEAR and edtf[:YEAR] == written and len(written) == YEAR
        for written, edtf in zip(pairs[year], read, strict=True)
    ]
    return bool(sum(same) >= NEARLY_ALL * len(same))


def _without_parts(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where dates say more than a year, months and days in columns of their own are kept."""
    held = _held(guesses)
    date = held.get("opened") or held.get("date") or ""
    if not date or {"month", "day"}.isdisjoint(held):
        return guesses
    years = _column(next(each for each in guesses if each.column == date), table)
    if years.share(looks_like_year) >= HALF:
        return guesses
    return tuple(
        replace(each, field=KEPT, reason=f"“{date}” says it")
        if each.field in {"month", "day"}
        else each
        for each in guesses
    )


def _with_title(guesses: tuple[Guess, ...], table: RawTable) -> tuple[Guess, ...]:
    """Where no column is called a title, one that says names, or the first that names each record.

    That of names may have the same one in several rows, such as those of the units of a plant.
    """
    held = _held(guesses)
    if "title" in held or WHERE_FROM.isdisjoint(held):
        return guesses
    outdone = _outdone(held)
    free = [
        _column(guess, table)
        for guess in guesses
        if guess.field == KEPT and (not guess.alike or guess.reason == outdone)
    ]
    titled = next(
        (
            column.name
            for says, least in ((says_name, NAMES_UNIQUE), (lambda _: True, TITLES_UNIQUE))
            for column in free
            if says(column.name) and column.unique >= least and _names_records(column)
        ),
        "",
    )
    return _given(guesses, titled, "title", "as its cells name each record") if titled else guesses


WHERE_FROM = frozenset({"country", "place", "coordinates", "latitude", "address", "northing"})
"""A title is looked for by cells only where something says where the records are."""


def _names_records(column: Column) -> bool:
    """Whether the cells are short texts of words, and the header says nothing else of them."""
    if any(each.score and each.field not in {"title", "place"} for each in likenesses(column.name)):
        return False
    if is_perhaps_originator(column.name) or says_measure(column.name):
        return False
    if names_another(column.name):
        return False
    if says_other_date(column.name) or len(column.distinct) < MIN_TOWNS:
        return False
    return column.share_filled >= NEARLY_ALL and column.share(_is_name) >= NEARLY_ALL


def _is_name(cell: str) -> bool:
    """A few words that are not a link, date, country or code: more letters than figures."""
    letters = sum(map(str.isalpha, cell))
    return (
        letters > len(cell) / 2
        and len(cell) <= TITLE_LONGEST
        and "@" not in cell
        and not (looks_like_link(cell) or looks_like_country(cell) or read_date(cell).edtf)
    )
