from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.distinct import each_once, find_distinct

CELLS = st.lists(st.sampled_from(["", "a", "b", "a,b"]))
TUPLES = st.lists(st.sampled_from([(), ("a",), ("b", "a")]))


@given(cells=CELLS)
def test_each_row_has_its_value(cells):
    distinct = find_distinct(pd.Series(cells, dtype="str"))
    assert [distinct.values[code] for code in distinct.codes] == cells
    assert distinct.values == list(dict.fromkeys(cells))


@given(
    rows=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "x"]), CELLS.map(tuple)))
)
def test_columns_are_told_apart_together(rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
    distinct = find_distinct(*columns)
    assert [distinct.values[code] for code in distinct.codes] == rows
    assert distinct.values == list(dict.fromkeys(rows))


@given(cells=TUPLES)
def test_rows_are_found_by_the_places_of_their_values(cells):
    distinct = find_distinct(cells)
    chosen = range(len(distinct.values))[::-1]
    for at, rows in zip(chosen, distinct.rows_of(chosen), strict=True):
        assert list(rows) == [row for row, cell in enumerate(cells) if cell == distinct.values[at]]


def test_a_function_is_called_once_for_each_value():
    called = []
    cells = pd.Series(["2016", "2018", "2016"], dtype="str")
    assert list(each_once(cells, lambda text: called.append(text) or (text,))) == [
        ("2016",),
        ("2018",),
        ("2016",),
    ]
    assert called == ["2016", "2018"]


@pytest.mark.parametrize("number", [0, 1, 5])
def test_no_rows_are_found_for_no_values(number):
    assert find_distinct(["a"] * number).rows_of([]) == []


@pytest.mark.parametrize(
    ("rows", "values", "codes"),
    [([], [], []), ([3, 1], ["c", "b"], [0, 1]), ([1, 2, 3, 4], ["b", "c"], [0, 0, 1, 0])],
)
def test_some_rows_have_the_values_that_stand_in_them(
    rows: list[int], values: list[str], codes: list[int]
):
    found = find_distinct(["a", "b", "b", "c", "b"]).of_rows(np.array(rows, dtype=np.intp))
    assert (found.values, found.codes.tolist()) == (values, codes)
