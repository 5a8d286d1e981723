"""Small sheets that each stand for a kind of fault, in `tests/cases/import`: what is right of each.

A line of `RIGHT` says of a file what its records say, in their order: of each field a list, or one
value for all. `fields` says what some columns were taken for, `asked` what a question names.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geodata.importing.drafting import Choices, Draft, make_draft
from geodata.importing.reading import read_raw

FOLDER = Path(__file__).parents[2] / "cases" / "import"
TODAY = dt.date(2026, 11, 25)

RIGHT: dict[str, dict[str, Any]] = {
    "import_camel_case_headers.csv": {
        "country": ["KE", "GH", "TG"],
    },
}


def _said(draft: Draft, name: str) -> list[Any]:
    """What the records say of a field, or keep of a column."""
    records = draft.understood.records
    if name == "country":
        return [each.place.country for each in records]
    if name == "city":
        return [each.place.city for each in records]
    if name == "region":
        return [each.place.admin1 for each in records]
    if name == "count":
        return [each.count for each in records]
    if name == "date":
        return [each.established for each in records]
    if name == "sources":
        return [[source.url or source.title for source in each.row.citations] for each in records]
    return [each.row.get(name) for each in records]


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """The cases as they are imported with no option."""
    return {
        name: make_draft(read_raw(FOLDER / name), Choices(), today=TODAY) for name in sorted(RIGHT)
    }


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_sheet_of_a_kind_is_understood(name, drafts):
    draft, right = drafts[name], dict(RIGHT[name])
    columns = right.pop("fields", {})
    assert {each: draft.plan.fields.get(each, "") for each in columns} == columns
    asked = right.pop("asked", ())
    told = [str(finding) for finding in draft.understood.findings]
    assert [part for part in asked if not any(part in each for each in told)] == []
    said = {field: _said(draft, field) for field in right}
    expected = {
        field: value if isinstance(value, list) else [value] * len(said[field])
        for field, value in right.items()
    }
    assert said == expected
