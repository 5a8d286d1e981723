"""The gazetteer in memory: places as columns, and the keys of their names in one sorted array.

A name is found by binary search for its key (`geodata.names.place_key`), a batch of names by one
vectorised search. Loading takes a fraction of a second and happens at the first look-up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from geodata.names import place_form, place_key
from geodata.packaged import packaged_table, packaged_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIMARY = 0  # the name that GeoNames heads its entry with, or any name of a region
ALTERNATE = 1  # a spelling of it, or a name in another script
UNLIKE = 2  # an alternate name with no likeness: an exonym, an old name, at times a mistake

DEGREE = 100_000  # the packaged coordinates are whole hundred-thousandths of a degree
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """Columns of equal length, one row a place; and keys of names, sorted, with their places.

    Attributes:
        geonameid: Identifiers of GeoNames; 0 where a region has none.
        name: Names to show.
        country: Positions in `countries`.
        countries: ISO 3166-1 alpha-2 codes, sorted.
        admin1: Positions in `admin1_codes`.
        admin1_codes: Codes of first-level regions as in GeoNames, such as `IT.16`.
        iso: ISO 3166-2 codes of regions, empty for other places.
        lon: Longitudes in degrees, WGS 84.
        lat: Latitudes in degrees, WGS 84.
        population: People, 0 where unknown; for regions the sum of their places.
        feature: `city`, `capital` or `region`.
        is_region: Whether the feature is a region.
        key: Keys of names, sorted, with repetitions.
        key_place: Positions of the places that bear them.
        key_kind: `PRIMARY`, `ALTERNATE` or `UNLIKE`.
    """

    geonameid: NDArray[np.int32]
    name: pa.StringArray
    country: NDArray[np.int16]
    countries: tuple[str, ...]
    admin1: NDArray[np.int32]
    admin1_codes: tuple[str, ...]
    iso: pa.StringArray
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    population: NDArray[np.int32]
    feature: pa.StringArray
    is_region: NDArray[np.bool_]
    key: NDArray[np.int64]
    key_place: NDArray[np.int32]
    key_kind: NDArray[np.int8]

    def look_up(
        self, keys: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int8]]:
        """Every place that has one of the names.

        Returns:
            Three columns, a row a find: position of the name in `keys`, of the place, kind of name.
        """
        start = np.searchsorted(self.key, keys, "left")
        counts = np.searchsorted(self.key, keys, "right") - start
        asked = np.repeat(np.arange(len(keys)), counts)
        within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
        found = np.repeat(start, counts) + within
        return asked, self.key_place[found], self.key_kind[found]

    @cached_property
    def country_positions(self) -> dict[str, int]:
        """From ISO 3166-1 alpha-2 code to the position in `countries`."""
        return {code: position for position, code in enumerate(self.countries)}

    @cached_property
    def region_of_admin1(self) -> dict[int, int]:
        """From the position of an admin1 code to the region's row."""
        return {int(self.admin1[row]): int(row) for row in np.flatnonzero(self.is_region)}

    @cached_property
    def admin1_by_code(self) -> dict[str, int]:
        """From codes of regions, as in GeoNames and in ISO 3166-2, to positions of admin1 codes."""
        codes = {code.upper(): position for position, code in enumerate(self.admin1_codes)}
        rows = np.flatnonzero(self.is_region)
        iso_codes = self.iso.take(pa.array(rows)).to_pylist()
        isos = {
            code: int(self.admin1[row]) for code, row in zip(iso_codes, rows, strict=True) if code
        }
        return codes | isos

    def find_admin1(self, text: str, country: str | None) -> frozenset[int]:
        """Positions of the admin1 codes that a region's name or code may mean; empty if unknown."""
        written = text.strip().upper()
        by_code = (self.admin1_by_code.get(f"{country}{mark}{written}") for mark in ("-", "."))
        known = {self.admin1_by_code.get(written), *by_code} - {None}
        if not known:
            _, rows, _ = self.look_up(np.array([place_key(place_form(text))], np.int64))
            known = {int(self.admin1[row]) for row in rows if self.is_region[row]}
        return frozenset(
            admin1
            for admin1 in known
            if admin1 is not None
            and (country is None or self.admin1_codes[admin1].startswith(f"{country}."))
        )

    def admin1_name(self, row: int) -> str | None:
        """The name of the first-level region in which a place lies."""
        return self._name_of(int(self.admin1[row]))

    def name_of_admin1(self, code: str) -> str | None:
        """The name of a first-level region by its code, such as `IT.16`."""
        return self._name_of(self.admin1_by_code.get(code.upper(), -1))

    def _name_of(self, admin1: int) -> str | None:
        region = self.region_of_admin1.get(admin1)
        return None if region is None else str(self.name[region].as_py())


@cache
def load_index() -> PlaceIndex:
    """Read the packaged gazetteer; kept for the life of the process."""
    places = packaged_table("gazetteer_places.parquet")
    names = packaged_table("gazetteer_names.parquet")
    country, countries = _encode(places["country"])
    admin1, admin1_codes = _encode(places["admin1"])
    feature = places["feature"].combine_chunks()
    pa.default_memory_pool().release_unused()  # what was needed to unpack them
    return PlaceIndex(
        geonameid=places["geonameid"].to_numpy(),
        name=places["name"].combine_chunks(),
        country=country.astype(np.int16),
        countries=countries,
        admin1=admin1,
        admin1_codes=admin1_codes,
        iso=places["iso"].combine_chunks(),
        lon=places["lon"].to_numpy() / DEGREE,
        lat=places["lat"].to_numpy() / DEGREE,
        population=places["population"].to_numpy(),
        feature=feature,
        is_region=np.asarray(feature.to_numpy(zero_copy_only=False) == "region"),
        key=names["key"].to_numpy(),
        key_place=names["place"].to_numpy(),
        key_kind=names["kind"].to_numpy(),
    )


@cache
def load_territories() -> dict[str, str]:
    """From codes of dependent or disputed territories to the state that sources list them under."""
    text = packaged_text("territories.csv")
    return {row["code"]: row["under"] for row in csv.DictReader(text.splitlines())}


def belong_together(code: str, country: str) -> bool:
    """Whether two codes are one country, or a territory and the state that it is listed under."""
    states = load_territories()
    return code == country or states.get(code) == country or states.get(country) == code


def distance_km(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    other_lon: NDArray[np.float64] | float,
    other_lat: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Great-circle distances by the haversine formula, on a sphere of 6,371 km; degrees in."""
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    across = np.sin(np.radians(other_lon - lon) / 2) ** 2
    chord = np.sin((other_phi - phi) / 2) ** 2 + np.cos(phi) * np.cos(other_phi) * across
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1)))
    return distances


def _encode(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Positions in the sorted distinct values, and those values."""
    encoded = column.combine_chunks().dictionary_encode()
    values = encoded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=lambda position: str(values[position]))
    rank = np.empty(len(values), np.int32)
    rank[order] = np.arange(len(values), dtype=np.int32)
    return rank[encoded.indices.to_numpy()], tuple(values[position] for position in order)
