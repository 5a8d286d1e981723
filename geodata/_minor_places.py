"""Places that are looked up only where the gazetteer knows none by a name: never their rivals.

They are second-level divisions, such as a district or the municipality of an island, whose towns
all lie near their middle, and small places with a post office. Namesakes among them are left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata._index import DEGREE, load_index
from geodata.matches import GEONAMES, Candidate
from geodata.names import place_form, place_key
from geodata.packaged import packaged_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa
    from numpy.typing import NDArray

MINOR_TABLE = "gazetteer_minor.parquet"
POSTAL = "geonames-postal:"
"""How the id of a place begins that GeoNames has only for its postal code; its region and name
follow."""


@dataclass(frozen=True, eq=False)
class MinorPlaces:
    """A row for each name of each place, sorted by the key of the name."""

    key: NDArray[np.int64]
    geonameid: NDArray[np.int32]
    table: pa.Table

    def knows(self, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether any place has each of the names."""
        found = np.minimum(np.searchsorted(self.key, keys), len(self.key) - 1)
        known: NDArray[np.bool_] = self.key[found] == keys
        return known

    def find(
        self, key: int, country: str, admin1_codes: frozenset[str] = frozenset()
    ) -> list[Candidate]:
        """The places of a country that bear a name; of some of its regions, if any are given."""
        start, end = np.searchsorted(self.key, [key, key + 1])
        rows = self.table.slice(int(start), int(end - start)).to_pylist()
        return [
            _describe(row)
            for row in rows
            if row["country"] == country and (not admin1_codes or row["admin1"] in admin1_codes)
        ]

    def find_id(self, gazetteer_id: str) -> Candidate | None:
        """The place with an id, as `Candidate.gazetteer_id` has it."""
        if gazetteer_id.startswith(POSTAL):
            admin1, _, name = gazetteer_id.removeprefix(POSTAL).partition("/")
            country = admin1.partition(".")[0]
            found = self.find(place_key(place_form(name)), country, frozenset({admin1}))
            return next((each for each in found if each.gazetteer_id == gazetteer_id), None)
        digits = gazetteer_id.removeprefix(GEONAMES)
        if not is_number(digits):
            return None
        rows = np.flatnonzero(self.geonameid == int(digits))
        return _describe(self.table.slice(int(rows[0]), 1).to_pylist()[0]) if len(rows) else None


@cache
def load_minor_places() -> MinorPlaces:
    """Read the packaged table; kept for the life of the process."""
    table = packaged_table(MINOR_TABLE).combine_chunks()
    return MinorPlaces(table["key"].to_numpy(), table["geonameid"].to_numpy(), table)


def admin1_codes_at(positions: Iterable[int]) -> frozenset[str]:
    """The codes of first-level regions by their positions in the gazetteer."""
    codes = load_index().admin1_codes
    return frozenset(codes[position] for position in positions)


def is_number(digits: str) -> bool:
    """Whether a text can be a number of GeoNames."""
    return digits.isascii() and digits.isdigit() and digits != "0"


def _describe(row: dict[str, Any]) -> Candidate:
    name, admin1, geonameid = row["name"], row["admin1"], row["geonameid"]
    return Candidate(
        name=name,
        country=row["country"],
        admin1=load_index().name_of_admin1(admin1),
        lon=row["lon"] / DEGREE,
        lat=row["lat"] / DEGREE,
        population=row["population"],
        precision="region" if row["is_division"] else "city",
        gazetteer_id=f"{GEONAMES}{geonameid}" if geonameid else f"{POSTAL}{admin1}/{name}",
        share=0.0,
    )
