"""What is not a fault of a collection, but may show a mistake: a day, a column, a country."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from geodata.crs import distance_m
from geodata.description import read_description
from geodata.plurals import count_of
from geodata.tables import read_cells

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from geodata.description import Description

COUNTED_A_ROW = 20
"""So many things a row, on average, are more than a list of them has."""

MIN_LOST, MIN_SHARE_LOST = 5, 0.6
"""Towns without a position, and their share, from which on the countries may be wrong ones."""

FAR_APART_M = 1_000_000.0
MAX_NAMED = 3
MOMENT = re.compile(r"\d{4}(-\d{2}){0,2}")


def find_remarks(folder: Path, today: dt.date) -> tuple[str, ...]:
    """What a person should look at before a collection without faults is drawn, a sentence each."""
    about = read_description(folder)
    places = read_cells(folder, about, "places")
    return (
        *_days_to_come(folder, about, today.isoformat()),
        *_large_sums(folder, about),
        *_lost_towns(places),
        *_namesakes_far_apart(places),
    )


def _days_to_come(folder: Path, about: Description, today: str) -> Iterator[str]:
    """What is dated after today: the data, the reading of a source, or what was said."""
    if about.created > today:
        yield (
            f"datapackage.json: created is {about.created}, which is after today: every export "
            "prints it as the day of the data."
        )
    statements = about.of_role("statement")
    dated = {layer: about.specs[layer].columns.get("date", "") for layer in statements}
    for table, column in {"sources": "accessed", **dated}.items():
        cells = read_cells(folder, about, table)
        if column not in cells:
            continue
        ids = cells["id"][[_is_to_come(cell, today) for cell in cells[column]]]
        if len(ids):
            where = f"in {count_of(len(ids), 'row')}: {_some(list(ids))}"
            yield f"{about.file_name(table)}: {column} is after today {where}. Check the dates."


def _is_to_come(date: str, today: str) -> bool:
    """Whether a year, month or day is after today; no other date is looked at."""
    return bool(MOMENT.fullmatch(date)) and date > today[: len(date)]


def _large_sums(folder: Path, about: Description) -> Iterator[str]:
    for layer in about.of_role("site"):
        column = about.specs[layer].columns.get("count", "")
        cells = read_cells(folder, about, layer)
        if column not in cells:
            continue
        total = sum(int(cell) for cell in cells[column] if cell.isdigit())
        if total > COUNTED_A_ROW * max(len(cells), 1):
            yield (
                f"{about.file_name(layer)}: its column {column} makes {total:,} of {len(cells):,} "
                "rows: check that it counts what a record is."
            )


def _lost_towns(places: pd.DataFrame) -> Iterator[str]:
    towns = places[places["precision"] == "city"]
    lost = int((towns["lon"] == "").sum())
    if lost >= MIN_LOST and lost >= MIN_SHARE_LOST * len(towns):
        yield (
            f"places.csv: {lost:,} of {len(towns):,} towns have no position: check that they lie "
            "in the countries that are stated."
        )


def _namesakes_far_apart(places: pd.DataFrame) -> Iterator[str]:
    located = places[(places["precision"] == "city") & (places["lon"] != "")]
    again = located[located.duplicated(["country", "name"], keep=False)]
    far = [
        f"{name} ({country})"
        for (country, name), rows in again.groupby(["country", "name"])
        if any(distance_m(a, b) > FAR_APART_M for a, b in combinations(_positions(rows), 2))
    ]
    if far:
        yield (
            "places.csv: places of one name lie more than 1,000 km apart in one country: "
            f"{_some(far)}. Check their positions."
        )


def _some(names: list[str]) -> str:
    """The first few of many, and how many more there are."""
    more = f" and {len(names) - MAX_NAMED:,} more" if len(names) > MAX_NAMED else ""
    return ", ".join(names[:MAX_NAMED]) + more


def _positions(rows: pd.DataFrame) -> list[tuple[float, float]]:
    """The first positions of a name: of very many namesakes a few are enough."""
    return [(float(lon), float(lat)) for lon, lat in zip(rows["lon"], rows["lat"], strict=True)][
        :20
    ]
