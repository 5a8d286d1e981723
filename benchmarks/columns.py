"""How the columns of sheets in the shapes of public trackers are taken.

    python benchmarks/columns.py

Silent errors: a column that was taken for what it is not, without a question. Missed: kept as it
is, though its header and its cells say what it is. Wrong countries, and far: rows that are read
into another country than they say, or drawn more than 2 km from their own positions. All of it for
the half that the scores were set on and for the other.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.tracker_sheets import FIRST_HALF, ROWS, SECOND_HALF, Shape
from geodata.countries import find_country_code
from geodata.importing.coordinates import Position, apart_km
from geodata.importing.drafting import Choices, make_draft

if TYPE_CHECKING:
    from collections.abc import Iterable

PRECISION_KM = 2.0
TODAY = dt.date(2026, 11, 25)


def main() -> None:
    """Print the figures."""
    for name, shapes in (("set on", FIRST_HALF), ("checked on", SECOND_HALF)):
        print(f"{name}: {dict(judge(shapes, is_verbose=True))}")


def judge(shapes: Iterable[Shape], *, is_verbose: bool = False) -> Counter[str]:
    """Count how columns, rows and questions came out."""
    counts: Counter[str] = Counter()
    for shape in shapes:
        made = shape.make()
        draft = make_draft(made.table, Choices(), today=TODAY)
        findings = draft.understood.findings
        asked = " ".join(map(str, findings))
        for column, (_, role) in shape.columns.items():
            taken = draft.plan.fields.get(column, "")
            verdict = _verdict(taken, role, is_asked=column in asked)
            counts[verdict] += 1
            if is_verbose and verdict != "right":
                print(f"  {shape.name}: {column} -> {taken or 'kept'}: {verdict}")
        counts["questions"] += len(findings)
        counts["lost rows"] += ROWS - draft.count
        found = [
            (record.place, made.countries[at], Position(lon, lat))
            for record in draft.understood.records
            for at in [record.row.number - 2]
            for lat, lon in [made.positions[at]]
        ]
        wrong = sum(place.country != find_country_code(written) for place, written, _ in found)
        far = sum(_is_far(place.position, own) for place, _, own in found if shape.has_positions)
        counts["wrong countries"] += wrong
        counts["far"] += far
        if is_verbose and wrong + far:
            print(f"  {shape.name}: {wrong} in wrong countries, {far} far from their positions")
    return counts


def _is_far(drawn: Position | None, own: Position) -> bool:
    return drawn is None or apart_km(drawn, own) > PRECISION_KM


def _verdict(taken: str, role: str, *, is_asked: bool) -> str:
    if taken == role.rstrip("?") or (role.endswith("?") and not taken):
        return "right"
    if is_asked:
        return "asked"
    return "silent error" if taken else "missed"


if __name__ == "__main__":
    main()
