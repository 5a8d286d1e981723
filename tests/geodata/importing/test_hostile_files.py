"""No small file costs much: it is read or refused in one sentence."""

from __future__ import annotations

import json
import sys
import time
from itertools import islice

import pytest

from geodata.importing.file_errors import ImportFileError, TooManyRowsError
from geodata.importing.grid import Limits
from geodata.importing.reading import allowed_for, read_apart, read_data
from tests.depth import tries
from tests.hostile_files import comment, far_row, make_endless_files, make_files

SECONDS = 5
MEBIBYTES = 500
ENDLESS = tries(1, 6)
"""How many are read until the same limit ends that, three seconds later."""


@pytest.mark.parametrize("times", [5_000, 40_000, 400_000])
def test_a_comment_that_begins_rows_costs_no_more_than_its_length(times):
    started = time.process_time()
    assert read_data(comment(times), "x.xlsx").cells.shape == (1, 2)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("number", [0, -1, 1_048_577, 999_999_999, 10**30])
def test_a_row_beyond_the_last_of_a_spreadsheet_is_refused(number):
    with pytest.raises(TooManyRowsError, match="1,048,576 rows"):
        read_data(far_row(number), "x.xlsx")


def test_cells_count_though_they_are_empty():
    with pytest.raises(TooManyRowsError, match="5 cells"):
        read_data(far_row(5), "x.xlsx", limits=Limits(cells=5))


LONG = Limits().characters - 10
CELLS = {
    "a place of blanks": ("City", "1" + " " * LONG + "!"),
    "a place of letters": ("City", "a" * LONG),
    "a position of blanks": ("Lat", "1" + " " * LONG + "!"),
    "a pair of blanks": ("Coordinates", "1" + " " * LONG + "!"),
    "a source of blanks": ("Source", "1" + " " * LONG + "!"),
    "a link of closing brackets": ("Source", "http://a.example/" + ")" * (LONG - 20)),
    "a date of blanks": ("Opened", "1" + " " * LONG + "!"),
}


@pytest.mark.parametrize(("column", "cell"), CELLS.values(), ids=CELLS)
def test_no_cell_takes_long_to_understand(draft, column, cell):
    draft({"City": "Rome", "Country": "IT"})  # loads the gazetteer
    fields = {"Coordinates": "coordinates", "Lat": "latitude", "Source": "source"}
    row = {"City": "Rome", "Country": "IT", column: cell}
    fields = {name: field for name, field in fields.items() if name in row}
    started = time.process_time()
    draft(row, fields={"City": "place", "Country": "country", **fields})
    assert time.process_time() - started < SECONDS


def test_a_cell_larger_than_any_of_a_spreadsheet_is_refused():
    properties = {"City": "Rome", "Note": "x" * (Limits().characters + 1)}
    feature = {"type": "Feature", "properties": properties, "geometry": None}
    document = {"type": "FeatureCollection", "features": [feature]}
    with pytest.raises(TooManyRowsError, match="131,072 characters in a cell"):
        read_data(json.dumps(document).encode(), "x.geojson")


@pytest.mark.deep
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the system does not count what a child costs")
def test_every_hostile_file_is_read_or_refused_within_its_limits():
    import resource  # noqa: PLC0415 - not on every system

    for what, data in [*make_files(), *islice(make_endless_files(), ENDLESS)]:
        assert len(data) < 1024**2, what
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            outcome = f"x {len(read_apart(data, 'x').cells)} rows"
        except ImportFileError as error:
            outcome = str(error)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert outcome.startswith("x "), what
        assert "\n" not in outcome, what
        assert spent < SECONDS, what
        assert allowed_for(data).seconds <= SECONDS
        assert allowed_for(data).memory <= MEBIBYTES * 1024**2
