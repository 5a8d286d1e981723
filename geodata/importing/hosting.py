"""Which of several columns of countries is the one that the places lie in.

A sheet of missions, lenders or flags names two countries in a row. The host is the one in which
the positions lie or the places are found; a header such as Country may as well be the sender's.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geodata.countries import find_country_code
from geodata.divisions import MIN_NAME_LENGTH, country_of_divisions, find_division
from geodata.geocoding import resolve_many
from geodata.importing.column_cells import are_other_codes
from geodata.importing.coordinates import (
    Position,
    find_position_fault,
    lies_off,
    read_degrees,
    read_pair,
)
from geodata.importing.place_scores import (
    CLEARLY_MORE,
    MIN_ROWS,
    MIN_SHARE_ALIKE,
    MIN_SHARE_OF_COUNTRIES,
    MIN_SHARE_OF_DIVISIONS,
    ROWS_WEIGHED,
)
from geodata.matches import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd


FITTING = (None, "swapped")
"""What may be said of a position that lies in a country: whether pairs begin with the longitude is
not known yet."""


def columns_of_countries(cells: pd.DataFrame) -> list[str]:
    """The columns whose cells are mostly countries."""
    found = []
    for column in map(str, cells):
        distinct = [cell for cell in cells[column].drop_duplicates().head(ROWS_WEIGHED) if cell]
        known = sum(find_country_code(cell) is not None for cell in distinct)
        is_mostly = len(distinct) > 1 and known >= MIN_SHARE_OF_COUNTRIES * len(distinct)
        if is_mostly and not are_other_codes(distinct):
            found.append(column)
    return found


def find_host(cells: pd.DataFrame, fields: Mapping[str, str]) -> tuple[str, list[str]]:
    """The column of the host, and other columns that hold other countries.

    Args:
        cells: The table.
        fields: Field by column, as guessed so far.

    Returns:
        Nothing where fewer than two columns hold countries that differ. Where the places do not
        decide, the column that was guessed is first.
    """
    guessed = next((column for column, field in fields.items() if field == "country"), "")
    columns = columns_of_countries(cells)
    if guessed not in columns:
        return "", []
    others = [each for each in columns if each != guessed and not are_same(cells, guessed, each)]
    if not others:
        return "", []
    ordered = [guessed, *others]
    shares = _shares_found(cells.head(ROWS_WEIGHED), ordered, fields)
    ranked = sorted(zip(ordered, shares, strict=True), key=lambda each: -each[1])
    (best, share), (_, next_share) = ranked[:2]
    host = best if share - next_share >= CLEARLY_MORE else guessed
    return host, [each for each in ordered if each != host]


def share_in(cells: pd.DataFrame, column: str, fields: Mapping[str, str]) -> float:
    """The share of rows whose position or place is in the country that a column names."""
    return _shares_found(cells.head(ROWS_WEIGHED), [column], fields)[0]


def are_same(cells: pd.DataFrame, one: str, other: str) -> bool:
    """Whether two columns write one country twice, such as its name and its code."""
    codes = [
        (find_country_code(first), find_country_code(second))
        for first, second in zip(
            cells[one].head(ROWS_WEIGHED), cells[other].head(ROWS_WEIGHED), strict=True
        )
        if first and second
    ]
    return not codes or sum(a == b for a, b in codes) >= MIN_SHARE_ALIKE * len(codes)


def _shares_found(
    cells: pd.DataFrame, columns: Sequence[str], fields: Mapping[str, str]
) -> list[float]:
    """The share of rows whose position or place is in the country of each column."""
    held = {field: column for column, field in fields.items() if column not in columns}
    found = _by_positions(cells, columns, held)
    return found or _by_places(cells, columns, held) or [0.0] * len(columns)


def _by_positions(
    cells: pd.DataFrame, columns: Sequence[str], held: Mapping[str, str]
) -> list[float]:
    positions = [_position(row, held) for row in cells.to_dict("records")]
    usable = [(place, each) for place, each in enumerate(positions) if each]
    if len(usable) < MIN_ROWS:
        return []
    shares = []
    for column in columns:
        codes = [find_country_code(cell) or "" for cell in cells[column]]
        inside = [
            (code := codes[at]) != ""
            and (find_position_fault(position, code) in FITTING or lies_off(position, code))
            for at, position in usable
        ]
        shares.append(sum(inside) / len(usable))
    return shares


def _position(row: Mapping[Any, str], held: Mapping[str, str]) -> Position | None:
    if pair := held.get("coordinates"):
        return read_pair(row[pair])
    if "latitude" not in held or "longitude" not in held:
        return None
    lat, lon = read_degrees(row[held["latitude"]]), read_degrees(row[held["longitude"]])
    return None if lat is None or lon is None else Position(lon, lat)


def _by_places(cells: pd.DataFrame, columns: Sequence[str], held: Mapping[str, str]) -> list[float]:
    if "place" not in held:
        return []
    rows = cells[[held["place"], *columns]].drop_duplicates()
    rows = rows[(rows != "").all(axis=1)]
    if len(rows) < MIN_ROWS:
        return []
    names, *codes = (rows[column] for column in (held["place"], *columns))
    asked = [
        Question(name, find_country_code(code) or code)
        for column in codes
        for name, code in zip(names, column, strict=True)
    ]
    found = [match.is_settled for match in resolve_many(asked)]
    ends = range(0, len(found) + 1, len(rows))
    return [sum(found[start:end]) / len(rows) for start, end in pairwise(ends)]


def find_divisions(cells: pd.DataFrame, country: str, columns: Sequence[str]) -> str:
    """The first of some columns whose cells are mostly divisions of the countries beside them."""
    for column in columns:
        pairs = cells[[column, country]].drop_duplicates().head(ROWS_WEIGHED)
        pairs = pairs[(pairs != "").all(axis=1)]
        known = [
            find_division(text, find_country_code(code) or "") is not None
            for text, code in zip(pairs[column], pairs[country], strict=True)
            if len(text) >= MIN_NAME_LENGTH
        ]
        if len(known) >= MIN_ROWS and sum(known) >= MIN_SHARE_OF_DIVISIONS * len(pairs):
            return column
    return ""


def countries_of_rows(cells: pd.DataFrame, held: Mapping[str, str]) -> Sequence[str]:
    """The code of the country of each row: by its column, or the one that all regions are of."""
    if "country" in held:
        return [find_country_code(cell) or "" for cell in cells[held["country"]]]
    regions = frozenset(cells[held["region"]]) - {""} if "region" in held else frozenset()
    return [country_of_divisions(regions)] * len(cells)


def share_of_towns(codes: Sequence[str], names: Sequence[str], most: int) -> float:
    """The share of cells that are towns of the countries beside them.

    Args:
        codes: Of the countries of the rows; empty where none is known.
        names: The cells.
        most: How many different cells are looked up; fewer than three decide nothing.
    """
    pairs = dict.fromkeys(
        (name, code) for name, code in zip(names, codes, strict=True) if name and code
    )
    asked = [Question(*pair) for pair in pairs if find_country_code(pair[0]) != pair[1]][:most]
    if len(asked) < MIN_ROWS:
        return 0.0
    found = resolve_many(asked)
    return sum(each.is_settled and each.precision == "city" for each in found) / len(asked)
