"""How a messy sheet of 600 rows comes out, and how long sheets take.

    python benchmarks/importing.py

Right: within 60 km of where the row belongs, or said to be known only to the country where it names
no more. Flagged: open, with a question. Wrong: elsewhere, without a word.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.messy_sheet import Truth, make_messy_sheet
from geodata.dates import year_span
from geodata.importing.building import write_collection
from geodata.importing.coordinates import Position, apart_km
from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.reading import read_data

TODAY = dt.date(2026, 11, 23)
NEAR_KM = 60.0
FIRST_ROW = 4


def main() -> None:
    """Print the figures."""
    data, truths = make_messy_sheet()
    started = time.perf_counter()
    draft = make_draft(read_data(data, "messy.csv"), Choices(), today=TODAY)
    with tempfile.TemporaryDirectory() as folder:
        write_collection(draft.built, Path(folder, "collection"))
    seconds = time.perf_counter() - started
    print(
        f"600 messy rows, read to written: {seconds:.2f} s, {len(draft.understood.findings)} points"
    )
    print("levels:", dict(Counter(each.level for each in draft.understood.findings)))
    print("places:", dict(judge_places(draft, truths)))
    print("dates: ", dict(judge_dates(draft, truths)))
    for rows in (10_000, 100_000):
        measure(rows)


def judge_places(draft: Draft, truths: list[Truth]) -> Counter[str]:
    """Count how the rows came out."""
    asked = {"place", "country", "coordinates", "latitude"}
    told = (each for each in draft.understood.findings if each.subject.field in asked)
    flagged = {row for each in told for row in each.rows}
    placed = {record.row.number: record.place for record in draft.understood.records}
    counts: Counter[str] = Counter()
    for number, truth in enumerate(truths, start=FIRST_ROW):
        place = placed.get(number)
        counts[_verdict(place, truth, is_flagged=number in flagged)] += 1
    return counts


def _verdict(place: object, truth: Truth, *, is_flagged: bool) -> str:
    position = getattr(place, "position", None)
    is_region = truth.is_blank and getattr(place, "precision", "") == "region"
    if is_region and getattr(place, "country", "") == truth.country:
        return "right"
    if position is None:
        if place is not None and truth.is_blank and getattr(place, "country", "") == truth.country:
            return "right"
        return "flagged" if is_flagged else "none"
    if apart_km(Position(*position), Position(truth.lon, truth.lat)) <= NEAR_KM:
        return "right"
    return "flagged" if is_flagged else "wrong"


def judge_dates(draft: Draft, truths: list[Truth]) -> Counter[str]:
    """Count the dates whose span of years holds the true one, is empty, or is another."""
    counts: Counter[str] = Counter()
    for record in draft.understood.records:
        truth = truths[record.row.number - FIRST_ROW]
        span = year_span(record.established)
        if span is None:
            counts["none, rightly" if truth.year is None else "none"] += 1
        elif truth.year is None:
            counts["end only"] += 1
        else:
            counts["right" if span.first_from <= truth.year <= span.last_to else "wrong"] += 1
    return counts


def measure(rows: int) -> None:
    """Print time and memory of a sheet with that many rows."""
    data, _ = make_messy_sheet(rows)
    started = time.perf_counter()
    tracemalloc.start()
    table = read_data(data, "messy.csv")
    read = time.perf_counter() - started
    peak = tracemalloc.get_traced_memory()[1] / 1024**2
    tracemalloc.stop()
    started = time.perf_counter()
    draft = make_draft(table, Choices(), today=TODAY)
    drafted = time.perf_counter() - started
    print(
        f"{rows:,} rows: read {read:.1f} s ({peak:.0f} MB), understood and built {drafted:.1f} s, "
        f"{len(draft.understood.records):,} records"
    )


if __name__ == "__main__":
    main()
