"""The places of a collection that an export is taken back into."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd

from geodata.locating import locate_places
from geodata.places import Place, PlaceName, Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata.description import Description
    from geodata.importing.previous_import import Row


def join_places(earlier: Iterable[Row], own: Iterable[Row], other: Iterable[Row]) -> list[Row]:
    """Rows of `places`, each place once.

    A row of the earlier collection stays as it is, unless the export gives another position.

    Args:
        earlier: Of the collection that is replaced.
        own: Positions that the export gives.
        other: Of sites that were read like those of any sheet.
    """
    rows = {_key(row): row for row in earlier}
    known = Places(_place(row) for row in rows.values())
    for row in own:
        found = known.get(_name(row))
        key = _key(row) if found is None else (*_parts(found), row["precision"])
        if key not in rows or not _is_same_position(rows[key], row):
            rows[key] = {"gazetteer_id": "", "note": "", **row, "admin1": key[1]}
    for row in other:
        rows.setdefault(_key(row), row)
    return [rows[key] for key in sorted(rows)]


def locate_rows(tables: Mapping[str, Sequence[Row]], about: Description) -> list[Row]:
    """The rows of `places` with those that the tables name besides, resolved by the gazetteer."""
    frames = {
        name: pd.DataFrame(rows, columns=list(about.columns(name)), dtype="str")
        for name, rows in tables.items()
    }
    return cast("list[Row]", locate_places(frames, about).table.to_dict("records"))


def in_earlier_order(rows: list[Row], earlier: list[Row]) -> list[Row]:
    """The rows; those of the earlier collection where nothing but the order differs."""
    return earlier if sorted(rows, key=_key) == sorted(earlier, key=_key) else rows


def _key(row: Row) -> tuple[str, str, str, str]:
    return row["country"], row["admin1"], row["name"], row["precision"]


def _name(row: Row) -> PlaceName:
    return PlaceName(row["country"], row["admin1"], row["name"], row["precision"])


def _place(row: Row) -> Place:
    return Place(*_key(row), None, None, "", "")


def _parts(place: Place) -> tuple[str, str, str]:
    return place.country, place.admin1, place.name


def _is_same_position(one: Row, other: Row) -> bool:
    try:
        return all(float(one[name]) == float(other[name]) for name in ("lon", "lat"))
    except ValueError:
        return False
