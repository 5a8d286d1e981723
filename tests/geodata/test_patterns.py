"""A pattern of a description is compared in little time, or refused."""

from __future__ import annotations

import json
import time

import pytest

from geodata.check import find_faults
from geodata.collection import read_collection
from geodata.errors import BadCollectionError
from geodata.patterns import BadPatternError, Form, SlowPatternError

SECONDS = 2
LETTERS = "a" * 40 + "!"
PATTERNS = {
    "nested repeats": "(a+)+$",
    "alternatives of one meaning": "(a|a)*b",
    "alternatives that overlap": "(a|aa)+$",
    "many repeats in a row": "(.*a){25}",
    "a long way back": "(.*a.{500})",
    "many long ways back": "(?:.*a.{900}){20}",
    "a repeat of repeats": "(a{1000}){1000}",
    "optional letters": "(?:a?){500}a{500}",
    "many brackets": "(" * 499 + ")" * 499,
    "a long text": "a" * 100_000,
    "looking ahead": "(?=a)b",
    "a reference backwards": r"(a)\1",
    "no expression": "(",
    "no text": 5,
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_no_pattern_takes_a_check_or_a_reading_long(write_collection, pattern):
    cells = [LETTERS, *(f"{'ab' * 4_900}{number}" for number in range(200))]
    folder = write_collection(stations=[{"note": cell} for cell in cells])
    with_pattern(folder, pattern)
    started = time.process_time()
    try:
        faults = find_faults(folder)
    except BadCollectionError as error:
        faults = error.faults
    assert faults
    assert all("\n" not in str(fault) for fault in faults)
    with pytest.raises(BadCollectionError):
        read_collection(folder)
    assert time.process_time() - started < 2 * SECONDS


def with_pattern(folder, pattern):
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    tables = {table["name"]: table for table in descriptor["resources"]}
    (note,) = [field for field in tables["stations"]["schema"]["fields"] if field["name"] == "note"]
    note["constraints"] = {"pattern": pattern}
    path.write_text(json.dumps(descriptor), encoding="utf-8")


USUAL = {
    "a date": (r"^\d{4}-\d{2}-\d{2}$", "2026-11-23", "2026-11-23x"),
    "letters of any script": (r"[\p{L} '-]{1,200}", "Città di São Tomé 北京", "a1"),
    "a host": (r"[a-z]{1,63}(\.[a-z]{1,63}){1,5}", "news.example", "news."),
    "without case": ("(?i)abc", "ABC", "abd"),
    "the whole text": ("a|ab", "ab", "abc"),
}


@pytest.mark.parametrize(("pattern", "fitting", "other"), USUAL.values(), ids=USUAL)
def test_usual_patterns_mean_what_they_mean(pattern, fitting, other):
    form = Form(pattern)
    assert form.fits(fitting)
    assert not form.fits(other)


def test_what_a_pattern_may_not_be_is_refused():
    for pattern in ("(?=a)b", r"(a)\1", "(", None, "a" * 1_001):
        with pytest.raises(BadPatternError):
            Form(pattern)


def test_a_column_whose_pattern_takes_too_long_is_reported_once():
    form = Form("(.*a.{500})")
    started = time.thread_time()
    with pytest.raises(SlowPatternError):
        list(map(form.fits, ["a" * 9_000 + "b"] * 1_000))
    assert time.thread_time() - started < SECONDS


def test_many_cells_are_not_taken_for_a_slow_pattern():
    form = Form("[A-Z]+-[0-9]+")
    ids = [f"ST-{number}" for number in range(300_000)]
    assert form.find_unfit(ids) == frozenset()
    assert form.find_unfit([*ids, "st 1"]) == {"st 1"}
    assert form.find_unfit(each.lower() for each in ids) == {each.lower() for each in ids}
