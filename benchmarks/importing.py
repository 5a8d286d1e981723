"""How two messy sheets of 600 rows come out, and how long sheets take.

    python benchmarks/importing.py

Right: within 60 km of where the row belongs, or said to be known only to the country where it names
no more. Flagged: open, with a question. Wrong: elsewhere, without a word.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks._ledger_sheet import Meant, make_ledger
from benchmarks.messy_sheet import Truth, make_messy_sheet
from geodata.dates import year_span
from geodata.importing.building import write_collection
from geodata.importing.coordinates import Position, apart_km
from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.reading import read_data

if TYPE_CHECKING:
    from geodata.importing.sheet_records import PlacedName

TODAY = dt.date(2026, 11, 23)
NEAR_KM = 60.0
FIRST_ROW = 4
ASKED = {"place", "country", "coordinates", "latitude"}


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
    print("the ledger:", dict(judge_ledger()))
    for rows in (10_000, 100_000):
        measure(rows)


def judge_places(draft: Draft, truths: list[Truth]) -> Counter[str]:
    """Count how the rows came out."""
    flagged, placed = _outcome(draft)
    counts: Counter[str] = Counter()
    for number, truth in enumerate(truths, start=FIRST_ROW):
        place = placed.get(number)
        counts[_verdict(place, truth, is_flagged=number in flagged)] += 1
    return counts


def _outcome(draft: Draft) -> tuple[set[int], dict[int, PlacedName]]:
    """The rows that a question was asked about, and where each row was put."""
    flags = (each for each in draft.understood.findings if each.subject.field in ASKED)
    flagged = {row for each in flags for row in each.rows}
    return flagged, {record.row.number: record.place for record in draft.understood.records}


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


def judge_ledger() -> Counter[str]:
    """Count how the rows of the other sheet came out: a workbook, its positions not ours."""
    data, meant = make_ledger()
    draft = make_draft(read_data(data, "ledger.xlsx"), Choices(), today=TODAY)
    flagged, placed = _outcome(draft)
    counts = Counter(
        _ledger_verdict(placed.get(number), meaning, is_flagged=number in flagged)
        for number, meaning in meant.items()
    )
    counts["no record, but taken for one"] = len(placed.keys() - meant.keys())
    return counts


def _ledger_verdict(place: PlacedName | None, meant: Meant, *, is_flagged: bool) -> str:
    if place and meant.lat is None and meant.lon is None:
        is_right = place.position is None and place.country == meant.country
    else:
        is_right = bool(
            place and place.position and meant.lat is not None and meant.lon is not None
            and apart_km(place.position, Position(meant.lon, meant.lat)) <= NEAR_KM
        )  # fmt: skip
    if is_right:
        return "right"
    is_placed = place is not None and place.position is not None
    return "flagged" if is_flagged else "wrong" if is_placed else "none"


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
    """Print time and memory of a sheet with that many rows.

    Seconds of the processor stand beside those of the clock: other programs do not slow them.
    """
    data, _ = make_messy_sheet(rows)
    started, worked = time.perf_counter(), time.process_time()
    table = read_data(data, "messy.csv")
    draft = make_draft(table, Choices(), today=TODAY)
    seconds, of_processor = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows, read, understood and built: {seconds:.1f} s ({of_processor:.1f} s of the "
        f"processor), {peak:.0f} MB at most, {len(draft.understood.records):,} records"
    )


if __name__ == "__main__":
    main()
