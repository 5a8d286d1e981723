"""Sheets that a test writes as rows, and what becomes of them."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from geodata.importing.drafting import Choices, make_draft
from geodata.importing.grid import RawTable

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def make_table():
    """A table of the given rows; its row numbers begin at 2, under the header."""

    def make(*rows, name="sites.csv"):
        columns = list(dict.fromkeys(column for row in rows for column in row))
        cells = [[str(row.get(column, "")) for column in columns] for row in rows]
        index = pd.RangeIndex(2, len(rows) + 2)
        return RawTable(name, pd.DataFrame(cells, index=index, columns=columns, dtype="str"))

    return make


@pytest.fixture
def draft(make_table):
    """Import rows; `choices` are those of a person."""

    def run(*rows, earlier=None, online=None, today=TODAY, **choices):
        return make_draft(
            make_table(*rows), Choices(**choices), today=today, earlier=earlier, online=online
        )

    return run
