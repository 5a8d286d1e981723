"""Positions in metres, x and y, to degrees: by the coordinate system that is named.

It is in a column, in the header of x or y, above or below the table, or a person says it. Where
nobody does, that is one question, and no position is used meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geodata.countries import find_country_code
from geodata.crs import to_degrees
from geodata.importing.coordinate_systems import (
    find_system,
    named_system,
    read_system,
    system_of_header,
    systems_of_zone,
)
from geodata.importing.coordinates import Position, find_position_fault
from geodata.importing.findings import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.importing.findings import FindingLog
    from geodata.importing.grid import RawTable
    from geodata.importing.sheet_records import Plan, WrittenRow

SUBJECT = Subject("easting", "", "columns")
"""What the question is about, and the answer is for."""

REMEDY = "name it by its EPSG code, such as EPSG:25832 (--crs, or as the answer)"


def system_of_table(table: RawTable, fields: Mapping[str, str]) -> str:
    """The EPSG code that a sheet names for x and y outside of its cells; empty if it names none."""
    headers = [column for column, field in fields.items() if field in {"easting", "northing"}]
    found = {code for code in map(system_of_header, headers) if code}
    found = found or {code for code in map(find_system, table.asides) if code}
    return str(next(iter(found))) if len(found) == 1 else ""


def turn_into_degrees(
    rows: Sequence[WrittenRow], plan: Plan, log: FindingLog
) -> tuple[WrittenRow, ...]:
    """Give rows with x and y their latitude and longitude, where the system is named."""
    said = plan.answers.get(SUBJECT, "") or plan.system
    groups: defaultdict[int, list[int]] = defaultdict(list)
    numbers: dict[int, tuple[float, float]] = {}
    for at, row in enumerate(rows):
        pair = _read_pair(row, log)
        if pair is None:
            continue
        written = row.get("system") or said
        code = read_system(written) or _by_zone(row, pair, plan)
        if code is None:
            _ask(row, written, log)
        else:
            groups[code].append(at)
            numbers[at] = pair
    turned = list(rows)
    for code, places in groups.items():
        found = to_degrees(np.array([numbers[at] for at in places]), code)
        for at, (lon, lat) in zip(places, found, strict=True):
            if np.isfinite(lon) and np.isfinite(lat):
                turned[at] = _with_degrees(rows[at], lon, lat)
                _report_system(rows[at], code, log)
            else:
                _report_outside(rows[at], code, log)
    return tuple(turned)


def _by_zone(row: WrittenRow, pair: tuple[float, float], plan: Plan) -> int | None:
    """The system that the zone in a row means: the one whose point lies in the row's country.

    Where no country decides it, it is what most write with such a letter; a zone without one is
    open.
    """
    written = row.get("system")
    codes = systems_of_zone(written)
    if len(codes) < 2:  # noqa: PLR2004 - one is plain
        return codes[0] if codes else None
    country = find_country_code(row.get("country")) or plan.country
    if country:
        points = [to_degrees(np.array([pair]), code)[0] for code in codes]
        fitting = [
            code
            for code, (lon, lat) in zip(codes, points, strict=True)
            if find_position_fault(Position(float(lon), float(lat)), country) is None
        ]
        return fitting[0] if len(fitting) == 1 else None
    return codes[0] if any(map(str.isalpha, written)) else None


def _read_pair(row: WrittenRow, log: FindingLog) -> tuple[float, float] | None:
    x, y = row.get("easting"), row.get("northing")
    if not (x and y) or row.get("latitude") or row.get("coordinates"):
        return None
    pair = _number(x), _number(y)
    if pair[0] is None or pair[1] is None:
        log.add(
            "check", Subject("easting", "", "cells"), row.number,
            "holds cells that are not numbers: these positions were not used", "correct them",
            sample=f"{x}, {y}",
        )  # fmt: skip
        return None
    return pair[0], pair[1]


def _number(text: str) -> float | None:
    """A number with or without a mark between thousands, and a point or comma before fractions."""
    bare = text.strip().replace("−", "-").replace(" ", "").replace("'", "").replace("’", "")
    marks = [mark for mark in bare if mark in ".,"]
    if len(marks) > 1:
        bare = bare.replace(marks[0], "")
    try:
        number = float(bare.replace(",", "."))
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _ask(row: WrittenRow, written: str, log: FindingLog) -> None:
    said = "holds positions in a coordinate system that the table does not name"
    if written:
        said = f"holds positions in {written!r}, which is not a known coordinate system"
    log.add(
        "open", SUBJECT, row.number, f"{said}; no position was used", REMEDY,
        sample=f"{row.get('easting')}, {row.get('northing')}",
    )  # fmt: skip


def _report_system(row: WrittenRow, code: int, log: FindingLog) -> None:
    log.add(
        "check", Subject("easting", "", "system"), row.number,
        "holds positions that were read in the system that is named", "name another if need be",
        sample=named_system(str(code)),
    )  # fmt: skip


def _report_outside(row: WrittenRow, code: int, log: FindingLog) -> None:
    log.add(
        "check", Subject("easting", "", "outside"), row.number,
        f"holds positions outside of EPSG:{code}, which were not used",
        "check the numbers, and the coordinate system",
        sample=f"{row.get('easting')}, {row.get('northing')}",
    )  # fmt: skip


def _with_degrees(row: WrittenRow, lon: float, lat: float) -> WrittenRow:
    cells = {**row.cells, "latitude": f"{lat:.6f}", "longitude": f"{lon:.6f}"}
    return replace(row, cells=cells)
