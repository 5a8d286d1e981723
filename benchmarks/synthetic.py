"""Write a large collection of invented records at real places, the same for the same seed.

python benchmarks/synthetic.py FOLDER --places 5000
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).parents[1]
JURISDICTIONS = ("fuzhou", "qingtian", "nantong", "wenzhou", "unknown")
STATUSES = ("reported", "under investigation", "closed")


def write_synthetic(folder: Path, *, places: int, seed: int = 1) -> Path:
    """Write a collection with one record at most places and two at every fifth.

    Args:
        folder: Where to; made if it does not exist.
        places: How many cities of the gazetteer, drawn by chance among all.
        seed: For the draw.
    """
    draw = random.Random(seed)  # noqa: S311 - invented records, no secret
    cities = _draw_cities(places, seed)
    shipped = ROOT / "seeds"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = json.loads((shipped / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        rows = _rows(resource["name"], cities, draw)
        if rows is None:
            (folder / resource["path"]).write_bytes((shipped / resource["path"]).read_bytes())
        else:
            _write(folder / resource["path"], columns, rows)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def _draw_cities(places: int, seed: int) -> pd.DataFrame:
    table = pd.read_parquet(ROOT / "geodata/data/gazetteer_places.parquet")
    cities = table[table["feature"] == "city"].drop_duplicates(["country", "name"])
    drawn = cities.sample(n=places, random_state=seed).sort_values("geonameid")
    return drawn.assign(lon=drawn["lon"] / 1e5, lat=drawn["lat"] / 1e5)


def _rows(table: str, cities: pd.DataFrame, draw: random.Random) -> list[dict[str, object]] | None:
    """The rows of a table; None for one that is copied from the collection that ships."""
    if table == "stations":
        return [
            row for at, city in enumerate(cities.itertuples()) for row in _sites(at, city, draw)
        ]
    if table == "places":
        shipped = list(csv.DictReader((ROOT / "seeds/places.csv").open(encoding="utf-8")))
        known = {(row["country"], row["name"]) for row in shipped}
        drawn = (_place(city) for city in cities.itertuples())
        return shipped + [row for row in drawn if (row["country"], row["name"]) not in known]
    return None


def _sites(at: int, city: Any, draw: random.Random) -> list[dict[str, object]]:
    return [
        {
            "id": f"SY-{at:06d}-{number}",
            "country": city.country,
            "city": city.name,
            "precision": "city",
            "count": draw.choice((1, 1, 1, 2, 3)),
            "jurisdiction": draw.choice(JURISDICTIONS),
            "established": draw.choice(("", "2016", "2018-09", "2020", "201X", "2022-02-15")),
            "edition": draw.choice(("2022-09", "2022-12")),
            "status": draw.choice(STATUSES),
            "sources": "st-newsweek-oct22",
        }
        for number in range(2 if at % 5 == 0 else 1)
    ]


def _place(city: Any) -> dict[str, object]:
    return {
        "country": city.country,
        "name": city.name,
        "precision": "city",
        "lon": f"{city.lon:.2f}",
        "lat": f"{city.lat:.2f}",
        "gazetteer_id": city.geonameid,
        "method": "exact",
    }


def _write(path: Path, columns: list[str], rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=5000)
    asked = parser.parse_args()
    print(write_synthetic(asked.folder, places=asked.places))
