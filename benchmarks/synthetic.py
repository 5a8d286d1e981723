"""Write a large collection of invented records at real places, the same for the same seed.

python benchmarks/synthetic.py FOLDER --places 5000
python benchmarks/synthetic.py FOLDER --places 20000 --records 1000000
python benchmarks/synthetic.py FOLDER --places 300 --records 100000 --country IT

With `--records` there are so many sites, and agreements and statements in the proportion of the
collection that ships. Each is one of its records at another place, with an id and texts of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "seeds"
JURISDICTIONS = ("fuzhou", "qingtian", "nantong", "wenzhou", "unknown")
STATUSES = ("reported", "under investigation", "closed")
DATES = ("", "2016", "2018-09", "2020", "201X", "2022-02-15")

Row = dict[str, object]


def write_synthetic(
    folder: Path, *, places: int, records: int | None = None, country: str = "", seed: int = 1
) -> Path:
    """Write a collection with one record at most places and two at every fifth.

    Args:
        folder: Where to; made if it does not exist.
        places: How many cities of the gazetteer, drawn by chance among all.
        records: How many sites to have at these places, and agreements and statements in
            proportion to them.
        country: The code of the one in which all places lie; anywhere if left out.
        seed: For the draw.
    """
    draw = random.Random(seed)  # noqa: S311 - invented records, no secret
    cities = list(_draw_cities(places, country, seed).itertuples())
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = json.loads((SHIPPED / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        rows = _rows(resource["name"], cities, records, draw)
        if rows is None:
            (folder / resource["path"]).write_bytes((SHIPPED / resource["path"]).read_bytes())
        else:
            _write(folder / resource["path"], columns, rows)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _draw_cities(places: int, country: str, seed: int) -> pd.DataFrame:
    table = pd.read_parquet(ROOT / "geodata/data/gazetteer_places.parquet")
    cities = table[table["feature"] == "city"].drop_duplicates(["country", "name"])
    cities = cities[cities["country"] == country] if country else cities
    drawn = cities.sample(n=places, random_state=seed).sort_values("geonameid")
    return drawn.assign(lon=drawn["lon"] / 1e5, lat=drawn["lat"] / 1e5)


def _rows(
    table: str, cities: Sequence[Any], records: int | None, draw: random.Random
) -> Iterable[Row] | None:
    """The rows of a table; None for one that is copied from the collection that ships."""
    if table == "places":
        shipped = _shipped("places")
        known = {(row["country"], row["name"]) for row in shipped}
        drawn = map(_place, cities)
        return [*shipped, *(row for row in drawn if (row["country"], row["name"]) not in known)]
    if records is None:
        if table == "stations":
            return [row for at, city in enumerate(cities) for row in _sites(at, city, draw)]
        return None
    if table not in _MANY:
        return None
    shipped = _shipped(table)
    number = records * len(shipped) // len(_shipped("stations"))
    return _many(shipped, number, cities, _MANY[table], draw)


def _many(
    shipped: Sequence[Mapping[str, str]],
    number: int,
    cities: Sequence[Any],
    moved: Any,
    draw: random.Random,
) -> Iterator[Row]:
    for at in range(number):
        row = draw.choice(shipped)
        own = {name: f"{row[name]} (No. {at})" for name in _OWN_TEXTS if row.get(name)}
        yield {**row, "id": f"{row['id']}-{at}", **own, **moved(row, draw.choice(cities), draw)}


def _moved_site(row: Mapping[str, str], city: Any, draw: random.Random) -> Row:
    is_in_city = row["precision"] == "city"
    return {
        "country": city.country,
        "admin1": "",
        "city": city.name if is_in_city else "",
        "as_reported": "",
        "precision": "city" if is_in_city else "country",
        "established": row["established"] or draw.choice(DATES),
    }


def _moved_entry(row: Mapping[str, str], city: Any, _draw: random.Random) -> Row:
    is_plain = "," not in city.name and ";" not in city.name  # which part the entries of a list
    named = city.name if row["places"] and is_plain else ""
    return {"countries": city.country, "places": named}


_MANY = {"stations": _moved_site, "agreements": _moved_entry, "responses": _moved_entry}
_OWN_TEXTS = ("title", "summary", "status_note", "note")


def _shipped(table: str) -> list[dict[str, str]]:
    with (SHIPPED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sites(at: int, city: Any, draw: random.Random) -> list[Row]:
    return [
        {
            "id": f"SY-{at:06d}-{number}",
            "country": city.country,
            "city": city.name,
            "precision": "city",
            "count": draw.choice((1, 1, 1, 2, 3)),
            "jurisdiction": draw.choice(JURISDICTIONS),
            "established": draw.choice(DATES),
            "edition": draw.choice(("2022-09", "2022-12")),
            "status": draw.choice(STATUSES),
            "sources": "st-newsweek-oct22",
        }
        for number in range(2 if at % 5 == 0 else 1)
    ]


def _place(city: Any) -> Row:
    return {
        "country": city.country,
        "name": city.name,
        "precision": "city",
        "lon": f"{city.lon:.2f}",
        "lat": f"{city.lat:.2f}",
        "gazetteer_id": city.geonameid,
        "method": "exact",
    }


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=5000)
    parser.add_argument("--records", type=int)
    parser.add_argument("--country", default="")
    print(write_synthetic(**vars(parser.parse_args())))
