"""What only shows when all records are looked at together: sums, and columns that do not vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.importing.findings import Finding, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodata.importing.records import Plan, Record

MANY_ROWS = 10
"""Fewer rows may well be of one place, or of one name."""

SITES_A_ROW = 20
"""So many sites a row, on average, are more than a list of sites has; they may be of something
else."""

VARYING = ("place", "title", "latitude", "coordinates")
"""Fields that differ between the rows of a list."""


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
    for field in VARYING:
        cells = [cell for record in records if (cell := record.row.get(field))]
        if len(cells) >= MANY_ROWS and len(set(cells)) == 1:
            yield Finding(
                "check", Subject(field, "", "one value"), columns[field], (),
                f"says {cells[0]!r} in all of {len(cells):,} rows",
                "check that it is the right column",
            )  # fmt: skip
