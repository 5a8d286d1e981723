from __future__ import annotations

import pandas as pd
import pytest

from layers.rows import each_row, row_of


def test_rows_are_read_by_the_names_of_columns_in_their_order():
    table = pd.DataFrame({"id": ["a", "b"], "sources": [("s1",), ()], "weight": [1, 2]})
    rows = list(each_row(table))
    assert [dict(row) for row in rows] == table.to_dict("records")
    assert [len(row) for row in rows] == [3, 3]
    assert rows[1]["weight"] == 2


def test_a_row_is_read_by_its_id_alone():
    table = pd.DataFrame({"city": ["Rome", "Milan"], "weight": [1, 2]}, index=["a", "b"])
    assert dict(row_of(table, "b")) == {"city": "Milan", "weight": 2}
    with pytest.raises(TypeError, match="b is in several rows"):
        row_of(pd.concat([table, table]), "b")


def test_a_table_without_rows_has_none():
    assert list(each_row(pd.DataFrame({"id": []}))) == []
