"""Two columns of countries: the host is the one in which the places of the rows are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.countries import find_country_code
from geodata.geocoding import resolve_many
from geodata.importing.column_scores import FEWEST_VOTES, PLACES_LOOKED_UP, TIMES_AS_MANY
from geodata.importing.coordinates import Position, country_at, read_degrees
from geodata.matches import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd


@dataclass(frozen=True)
class HostVote:
    """How many rows lie in the country of each column, of those whose columns differ."""

    rows: int
    found: Mapping[str, int]

    def winner(self) -> str:
        """The column in whose countries clearly more rows lie; empty if none stands out."""
        ranked = Counter(self.found).most_common()
        if not ranked or ranked[0][1] < FEWEST_VOTES:
            return ""
        best, votes = ranked[0]
        return best if len(ranked) == 1 or votes >= TIMES_AS_MANY * ranked[1][1] else ""


def count_hosts(cells: pd.DataFrame, columns: Sequence[str], where: Mapping[str, str]) -> HostVote:
    """Look up some rows, wherever in the world, and see in which column their country stands.

    Args:
        cells: The table.
        columns: Those that hold countries.
        where: Column by field, of those that tell where a row is.
    """
    codes = (cells[column].map(find_country_code) for column in columns)
    differ = [len({code for code in row if code}) > 1 for row in zip(*codes, strict=True)]
    sample = cells[differ].head(PLACES_LOOKED_UP)
    votes: Counter[str] = Counter(dict.fromkeys(columns, 0))
    for (_, row), country in zip(sample.iterrows(), _countries(sample, where), strict=True):
        for column in columns:
            if country and find_country_code(str(row[column])) == country:
                votes[column] += 1
    return HostVote(len(sample), votes)


def _countries(sample: pd.DataFrame, where: Mapping[str, str]) -> list[str]:
    """Where rows lie, by their positions, else by the place that the name is best known for."""
    if "latitude" in where and "longitude" in where:
        pairs = zip(sample[where["latitude"]], sample[where["longitude"]], strict=True)
        return [_country_at(str(lat), str(lon)) for lat, lon in pairs]
    if "place" not in where:
        return [""] * len(sample)
    names = [str(name) for name in sample[where["place"]]]
    matches = resolve_many([Question(name) for name in names], suggest=True)
    return [match.candidates[0].country if match.candidates else "" for match in matches]


def _country_at(lat: str, lon: str) -> str:
    north, east = read_degrees(lat), read_degrees(lon)
    return "" if north is None or east is None else country_at(Position(east, north)) or ""
