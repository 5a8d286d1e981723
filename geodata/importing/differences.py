"""What a new version of a sheet changes in a collection, record by record, before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.building import BuiltCollection
    from geodata.importing.previous_import import PreviousImport, Row

ChangeKind = Literal["added", "changed", "removed"]
PLACES = "places"
PLACE_KEY = ("country", "admin1", "name", "precision")
"""The columns that identify the rows of `places`; those of layers have an id."""

SHOWN = ("title", "city", "region", "hosts", "date", "status")
"""Meanings of the columns that a record is recognised by."""


@dataclass(frozen=True)
class Change:
    """One record that is new, gone or other than before.

    Attributes:
        kind: Which of these.
        table: A layer, or `places`.
        key: The record's id, or the parts of the place's name.
        about: A few of its cells, to recognise it by.
        cells: Of a changed record, old and new text by column.
    """

    kind: ChangeKind
    table: str
    key: str
    about: str
    cells: Mapping[str, tuple[str, str]]

    def __str__(self) -> str:
        """One line; of a changed record each cell before and after."""
        sign = {"added": "+", "changed": "~", "removed": "-"}[self.kind]
        line = f"{sign} {self.table} {self.key}"
        changed = "; ".join(
            f"{column}: {old!r} → {new!r}" for column, (old, new) in self.cells.items()
        )
        return f"{line}: {changed or self.about}" if changed or self.about else line


def find_differences(earlier: PreviousImport | None, built: BuiltCollection) -> tuple[Change, ...]:
    """Compare a collection that would be written with the one on disk.

    Returns:
        Every record that differs, table by table, places last, each in the order of the new
        version, the removed ones last. All are new if there is none on disk.
    """
    specs = {**(earlier.about.specs if earlier else {}), **built.about.specs}
    described_by = {
        name: [spec.columns.get(each, "") for each in SHOWN] for name, spec in specs.items()
    }
    compared = {**dict.fromkeys(specs, ("id",)), PLACES: PLACE_KEY}
    return tuple(
        change
        for table, key in compared.items()
        for change in _compare(
            table,
            _by_key(earlier.tables.get(table, []) if earlier else [], key),
            _by_key(built.tables.get(table, []), key),
            described_by.get(table, PLACE_KEY),
        )
    )


def count_changes(changes: Sequence[Change]) -> str:
    """`2 added, 1 changed, 0 removed`, for records alone, not for places."""
    kinds: tuple[ChangeKind, ...] = ("added", "changed", "removed")
    records = [change.kind for change in changes if change.table != PLACES]
    return ", ".join(f"{records.count(kind):,} {kind}" for kind in kinds)


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[str, Row]:
    return {"/".join(filter(None, (row[column] for column in key))): row for row in rows}


def _compare(
    table: str, old: Mapping[str, Row], new: Mapping[str, Row], described_by: Sequence[str]
) -> list[Change]:
    changes = [
        _change(table, key, old.get(key), row, described_by)
        for key, row in new.items()
        if old.get(key) != row
    ]
    gone = [
        Change("removed", table, key, _about(row, described_by), {})
        for key, row in old.items()
        if key not in new
    ]
    return changes + gone


def _change(
    table: str, key: str, before: Row | None, row: Row, described_by: Sequence[str]
) -> Change:
    if before is None:
        return Change("added", table, key, _about(row, described_by), {})
    columns = dict.fromkeys([*before, *row])
    cells = {
        column: (before.get(column, ""), row.get(column, ""))
        for column in columns
        if before.get(column, "") != row.get(column, "")
    }
    return Change("changed", table, key, _about(row, described_by), cells)


def _about(row: Row, described_by: Sequence[str]) -> str:
    return ", ".join(filter(None, (row.get(column, "") for column in described_by)))
