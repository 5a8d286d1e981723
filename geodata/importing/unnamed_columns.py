"""Columns whose header says nothing: their cells show a place, a position, a title, an id.

Latitude and longitude are recognised by their cells whatever their headers are, in any
language: two columns side by side whose points lie in the countries of their rows.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.geocoding import resolve_many
from geodata.importing.column_scores import (
    BY_CELLS,
    MIN_SHARE,
    NEARLY_ALL,
    PLACES_LOOKED_UP,
    TITLES_UNIQUE,
)
from geodata.importing.coordinates import Position, country_at
from geodata.importing.header_words import says_measure
from geodata.matches import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geodata.importing.column_cells import Column

NAMELESS = re.compile(r"Column [A-Z]{1,3}")
MAX_LATITUDE, MAX_LONGITUDE = 90.0, 180.0
_DECIMAL = re.compile(r"[-+−]?\d{1,3}[.,]\d+")
_FINE = re.compile(r"[-+−]?\d{1,3}[.,]\d{3,}")
"""Degrees as maps write them: fractions of amounts are mostly shorter."""

_LETTER = re.compile(r"[^\W\d_]{2}")


def judge_nameless(columns: Sequence[Column]) -> Iterator[tuple[str, str, float]]:
    """Give column, field and score of what columns without a header may be.

    Args:
        columns: All of the table; of those with a header, only positions are recognised.
    """
    nameless = [column for column in columns if NAMELESS.fullmatch(column.name)]
    countries = next(
        (each for each in columns if each.distinct and each.share(_is_country) >= MIN_SHARE), None
    )
    yield from _positions([each for each in columns if not says_measure(each.name)], countries)
    if not nameless:
        return
    texts = [
        each for each in nameless if each is not countries and each.share(_is_text) >= NEARLY_ALL
    ]
    found = {each.name: _share_of_places(each, countries) for each in texts}
    place = max(texts, key=lambda each: (found[each.name], -_length(each)), default=None)
    if place and found[place.name] >= MIN_SHARE:
        yield place.name, "place", BY_CELLS * found[place.name]
    for each in texts:
        if each is not place and each.unique >= TITLES_UNIQUE:
            yield each.name, "title", BY_CELLS * each.unique
    first = nameless[0]
    if first.unique == 1 and first.share_filled == 1 and first.share(_is_figures) == 1:
        yield first.name, "id", BY_CELLS


def _positions(
    columns: Sequence[Column], countries: Column | None
) -> Iterator[tuple[str, str, float]]:
    """Two columns of degrees side by side; the countries of the rows show which is which."""
    degrees = [each for each in columns if each.share(_is_degrees) >= NEARLY_ALL]
    for one, other in pairwise(degrees):
        finest = _DECIMAL if NAMELESS.fullmatch(one.name) else _FINE
        if min(one.share(_matches(finest)), other.share(_matches(finest))) < NEARLY_ALL:
            continue
        pairs = [
            (_number(a), _number(b), at)
            for at, (a, b) in enumerate(zip(one.cells, other.cells, strict=True))
            if _is_degrees(a) and _is_degrees(b)
        ][:PLACES_LOOKED_UP]
        forward, backward = (
            sum(_fits(lat, lon, at, countries) for lat, lon, at in turned)
            for turned in (pairs, [(b, a, at) for a, b, at in pairs])
        )
        lat, lon = (one, other) if forward >= backward else (other, one)
        if max(forward, backward) >= MIN_SHARE * len(pairs):
            yield lat.name, "latitude", BY_CELLS
            yield lon.name, "longitude", BY_CELLS
            return


def _number(cell: str) -> float:
    return float(cell.replace("−", "-").replace(",", "."))


def _fits(lat: float, lon: float, at: int, countries: Column | None) -> bool:
    if abs(lat) > MAX_LATITUDE or abs(lon) > MAX_LONGITUDE:
        return False
    code = find_country_code(countries.cells[at]) if countries else None
    found = country_at(Position(lon, lat))
    return found == code if code else bool(found)


def _share_of_places(column: Column, countries: Column | None) -> float:
    """The share of cells that the gazetteer knows, in the country of their row if it is known."""
    asked = list(dict.fromkeys(
        Question(cell, find_country_code(countries.cells[at]) if countries else None)
        for at, cell in enumerate(column.cells)
        if cell
    ))[:PLACES_LOOKED_UP]  # fmt: skip
    known = [match.is_settled or match.match == "ambiguous" for match in resolve_many(asked)]
    return sum(known) / len(known) if known else 0.0


def _length(column: Column) -> float:
    """Letters of a cell: a town is shorter than what is named after it."""
    return sum(map(len, column.distinct)) / len(column.distinct)


def _is_country(cell: str) -> bool:
    return find_country_code(cell) is not None


def _is_degrees(cell: str) -> bool:
    return bool(_DECIMAL.fullmatch(cell))


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: bool(pattern.fullmatch(cell))


def _is_figures(cell: str) -> bool:
    return cell.isascii() and cell.isdigit()


def _is_text(cell: str) -> bool:
    return bool(_LETTER.search(cell))
