"""How a record is called."""

from __future__ import annotations

from layers.claims import LONGEST_NAME, name_record, name_records
from layers.rows import each_row
from layers.words import Words


def test_all_records_are_called_as_each_is(seeds):
    words = Words(seeds)
    long = "A minister said " + "that it was so, " * 8
    for layer in seeds.about.layers:
        table = seeds.tables[layer].copy()
        rest = len(table) - 2
        table["summary"] = [long, "", *table["summary"].iloc[2:]]
        table["title"] = ["", "", *table["title"].iloc[2:]]
        named = name_records(table, words).to_pylist()
        assert named == [name_record(row, words) for row in each_row(table)]
        assert len(named[0]) <= LONGEST_NAME < len(long)
        assert rest >= 0
