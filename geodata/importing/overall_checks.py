"""What only shows when all records are looked at together: sums, and columns that do not vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importing.coordinates import apart_km
from geodata.importing.findings import Finding, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.importing.sheet_records import Plan, Record

MIN_ROWS_OF_WHOLE = 10
"""Fewer rows may well be of one place, or of one name."""

SITES_A_ROW = 20
"""So many sites a row, on average, are more than a list of sites has; they may be of something
else."""

VARYING = ("place", "title", "latitude", "coordinates")
"""Fields that differ between the rows of a list."""


FAR_APART_KM = 1_000.0
"""Positions of one name in one country that lie so far apart are hardly of one place."""


def look_at_whole(records: Sequence[Record], plan: Plan) -> Iterator[Finding]:
    """Give what a person should know of the records as a whole."""
    if not records:
        return
    columns = {field: column for column, field in plan.fields.items()}
    total = sum(record.count for record in records)
    if total > SITES_A_ROW * len(records):
        yield Finding(
            "check", Subject("count", "", "sum"), columns.get("count", ""), (),
            f"makes {total:,} sites of {len(records):,} rows",
            "if it counts something else, keep the column as it is (--map keep=COLUMN)",
        )  # fmt: skip
    yield from _places_far_apart(records, columns.get("place", ""))
    for field in VARYING:
        cells = [cell for record in records if (cell := record.row.get(field))]
        if len(cells) >= MIN_ROWS_OF_WHOLE and len(set(cells)) == 1:
            yield Finding(
                "check", Subject(field, "", "one value"), columns[field], (),
                f"says {cells[0]!r} in all of {len(cells):,} rows",
                "check that it is the right column",
            )  # fmt: skip


def _places_far_apart(records: Sequence[Record], column: str) -> Iterator[Finding]:
    """One remark for all names that have positions far from each other in one country."""
    first: dict[tuple[str, str, str], Record] = {}
    far: dict[str, tuple[float, set[int]]] = {}
    for record in records:
        place, name = record.place, record.row.get("place")
        if place.position is None or not name:
            continue
        key = place.country, record.row.get("region"), name
        other = first.setdefault(key, record)
        if other.place.position is None or other is record:
            continue
        km = apart_km(other.place.position, place.position)
        if km > FAR_APART_KM:
            most, rows = far.get(name, (0.0, {other.row.number}))
            far[name] = max(most, km), rows | {record.row.number}
    if far:
        samples = "; ".join(f"{name} ({km:,.0f} km)" for name, (km, _) in list(far.items())[:3])
        yield Finding(
            "check", Subject("place", "", "far apart"), column,
            tuple(sorted(set().union(*(rows for _, rows in far.values())))),
            f"has names that stand for places more than {FAR_APART_KM:,.0f} km apart, such as "
            f"{samples}; each record is at its own position",
            "check the positions, or name the regions",
        )  # fmt: skip
