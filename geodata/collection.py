"""A collection: a folder with a `datapackage.json` and its tables, read and checked.

collection = read_collection(Path("seeds"))
collection.stations      # a GeoDataFrame, one row per record
collection.about.words() # the collection's title, caveat and names of layers
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from shapely import points

from geodata.check import find_faults
from geodata.dates import UNBOUNDED_FUTURE, UNBOUNDED_PAST, year_span
from geodata.description import Description, read_description
from geodata.errors import BadCollectionError
from geodata.places import Places, parse_place, station_place
from geodata.tables import read_table, usual_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

DATED = {
    "stations": "established",
    "agreements": "period",
    "responses": "date",
    "operations": "date",
    "network_claims": "date",
}
"""Which column of a table says when: the one that a range of years is compared with."""

SPAN = ("first_from", "first_to", "last_from", "last_to")
"""Columns added to dated tables: the years of `geodata.dates.YearSpan`, NaN if undated."""


@dataclass(frozen=True, eq=False)
class Collection:
    """The tables of a collection.

    Every table has its record id as index, in the order of the file; one that the descriptor
    leaves out has no rows. Text cells are `str`, empty where nothing is known; lists are tuples;
    dated tables also have the columns of `SPAN`.
    """

    folder: Path
    about: Description
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def stations(self) -> gpd.GeoDataFrame:
        """Sites, with a point (lon, lat; WGS 84) where the city is known and resolved, else None.

        `place` is the key of the place, empty where only the country is known.
        """
        table = self.tables["stations"]
        wanted = [
            station_place(*names)
            for names in zip(table["country"], table["admin1"], table["city"], strict=True)
        ]
        found = [self.places.get(name) if name else None for name in wanted]
        is_city = (table["precision"] == "city").to_numpy()
        lon = [place.lon if place and place.lon is not None else np.nan for place in found]
        lat = [place.lat if place and place.lat is not None else np.nan for place in found]
        geometry = np.where(is_city & ~np.isnan(lon), points(lon, lat), None)  # type: ignore[call-overload]  # the stubs want arrays of floats
        return gpd.GeoDataFrame(
            table.assign(place=[place.key if place else "" for place in found]),
            geometry=geometry,
            crs="EPSG:4326",
        )

    @cached_property
    def places(self) -> Places:
        """The resolved places, found by the names that rows use."""
        return Places.from_table(self.tables["places"])

    @property
    def agreements(self) -> pd.DataFrame:
        """Agreements and editions of patrols."""
        return self.tables["agreements"]

    @property
    def responses(self) -> pd.DataFrame:
        """What governments and others said or did."""
        return self.tables["responses"]

    @property
    def operations(self) -> pd.DataFrame:
        """Reported operations."""
        return self.tables["operations"]

    @property
    def jurisdictions(self) -> pd.DataFrame:
        """Who is reported to be behind a record."""
        return self.tables["jurisdictions"]

    @property
    def sources(self) -> pd.DataFrame:
        """Every source that a record cites."""
        return self.tables["sources"]

    @property
    def editions(self) -> pd.DataFrame:
        """The reports that list sites."""
        return self.tables["editions"]

    @property
    def claims(self) -> pd.DataFrame:
        """Published totals."""
        return self.tables["claims"]

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year that any dated site or agreement names."""
        spans = [self.tables[name][list(SPAN)].to_numpy() for name in ("stations", "agreements")]
        years = np.concatenate(spans)
        known = years[(years > UNBOUNDED_PAST) & (years < UNBOUNDED_FUTURE)]
        return (int(known.min()), int(known.max())) if known.size else (0, 0)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the descriptor and the tables: the same for the same data, on any machine."""
        digest = hashlib.sha256()
        for name in ("datapackage.json", *map(self.about.file_name, self.about.tables)):
            digest.update(name.encode())
            digest.update((self.folder / name).read_bytes())
        return digest.hexdigest()

    def positions(self, table: str, record: str) -> tuple[tuple[str, float, float], ...]:
        """The towns that a record of `agreements`, `responses` or `operations` names.

        Returns:
            (key, lon, lat) of each that is resolved to a city; regions have no point.
        """
        known = self._positions
        if (table, record) not in known:
            known[table, record] = self._find_positions(table, record)
        return known[table, record]

    @cached_property
    def _positions(self) -> dict[tuple[str, str], tuple[tuple[str, float, float], ...]]:
        """What `positions` has found: every drawing of a selection asks for them again."""
        return {}

    def _find_positions(self, table: str, record: str) -> tuple[tuple[str, float, float], ...]:
        row = self.tables[table].loc[record]
        country = row["countries"][0] if len(row["countries"]) == 1 else ""
        found = [self.places.get(parse_place(text, country)) for text in row["places"]]
        return tuple(
            (place.key, place.lon, place.lat)
            for place in found
            if place
            and place.precision == "city"
            and place.lon is not None
            and place.lat is not None
        )


def read_collection(folder: Path) -> Collection:
    """Read a collection and check it.

    Raises:
        NoCollectionError: The folder has no `datapackage.json`.
        BadCollectionError: It has faults; the error carries all of them.
    """
    about = read_description(folder)
    faults = find_faults(folder)
    if faults:
        raise BadCollectionError(folder, faults)
    names = dict.fromkeys([*about.tables, *usual_tables().tables])
    tables = {name: _with_years(name, read_table(folder, about, name)) for name in names}
    return Collection(folder=Path(folder), about=about, tables=tables)


def _with_years(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Add the bounds of each row's date, so that a selection compares numbers, not texts."""
    if name not in DATED:
        return table
    spans = [year_span(text) for text in table[DATED[name]]]
    bounds = {
        column: np.array(
            [getattr(span, column) if span else np.nan for span in spans], dtype="float64"
        )
        for column in SPAN
    }
    return table.assign(**bounds)
