"""The list of what needs review, to a spreadsheet and back."""

from __future__ import annotations

import pytest

from geodata.importing.findings import (
    BadAnswersError,
    Finding,
    Subject,
    listed_rows,
    read_answers,
    sort_findings,
    write_questions,
)

ASKED = Finding("open", Subject("place", "=cmd|x", "IT"), "City", (3, 7), "is open", "choose one")


def test_a_finding_is_a_sentence_with_rows_column_value_and_remedy():
    assert str(ASKED) == "rows 3, 7, column City: '=cmd|x' is open; choose one."


def test_many_rows_are_listed_up_to_twenty():
    assert listed_rows((5,)) == "row 5"
    assert listed_rows(tuple(range(30))).endswith("19 and 10 more")


def test_what_hangs_most_on_comes_first():
    levels = ["check", "left out", "open"]
    findings = [Finding(level, Subject("x", level), "", (1,), "", "") for level in levels]
    assert [each.level for each in sort_findings(findings)] == ["left out", "open", "check"]


def test_the_list_shows_formulas_as_text_and_reads_them_back():
    data = write_questions([ASKED], {ASKED.subject: "country"})
    assert b"'=cmd|x" in data
    assert read_answers(data) == {ASKED.subject: "country"}


def test_blank_answers_are_none():
    assert read_answers(write_questions([ASKED], {})) == {}
    assert read_answers(b"") == {}


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", "value,é".encode("cp1252") * 3, b"\xff\xfe"])
def test_another_file_is_refused(data):
    with pytest.raises(BadAnswersError, match=r"questions\.csv"):
        read_answers(data)
