from __future__ import annotations

import pytest

from geodata.exported import (
    CitedSource,
    is_exported,
    read_citation,
    read_list,
    write_citation,
    write_list,
)


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param((), id="none"),
        pytest.param(("a",), id="one"),
        pytest.param(("a; b",), id="one with a semicolon"),
        pytest.param(("a", "b"), id="two"),
        pytest.param(("a; b", "c"), id="a semicolon in one of two"),
        pytest.param(("", "b", ""), id="blank ones"),
    ],
)
def test_a_list_is_read_as_it_was_written(entries: tuple[str, ...]) -> None:
    assert read_list(write_list(entries), len(entries)) == entries


def test_blanks_at_the_end_outlive_the_trimming_of_a_cell() -> None:
    assert read_list(write_list(("a", "")).strip(), 2) == ("a", "")


def test_an_export_is_known_by_columns_that_no_other_table_has() -> None:
    assert is_exported(["id", "city", "single_source", "source_urls"])
    assert not is_exported(["id", "place", "citation", "licence", "country_name"])


Cited = CitedSource
A, B = "https://a.example/1", "https://archive.example/1"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param(
            Cited("Desk", "A report", "2022-12", A, B),
            f"Desk: A report (2022-12), {A}, archived at {B}", id="all",
        ),
        pytest.param(Cited("Desk", "A report", "", A, ""), f"Desk: A report, {A}", id="usual"),
        pytest.param(Cited("Desk", "A report", "", "", ""), "Desk: A report", id="no address"),
        pytest.param(
            Cited("Desk", "A report", "", "", B), f"Desk: A report, archived at {B}",
            id="only a copy",
        ),
        pytest.param(
            Cited("Desk", "A report", "2022", "", ""), "Desk: A report (2022)",
            id="a date and no address",
        ),
        pytest.param(Cited("a.example", A, "", A, ""), f"a.example: {A}", id="an address"),
        pytest.param(
            Cited("a.example", A, "2022", A, B), f"a.example: {A} (2022), archived at {B}",
            id="named by address, dated",
        ),
        pytest.param(Cited("Desk", "Desk", "", A, ""), f"Desk, {A}", id="one name"),
        pytest.param(
            Cited("Desk", "A report", "", B, B), f"Desk: A report, archived at {B}",
            id="the address is that of the copy",
        ),
    ],
)  # fmt: skip
def test_a_citation_says_nothing_twice_and_is_read_as_it_was_written(
    source: CitedSource, line: str
) -> None:
    assert write_citation(source) == line
    assert read_citation(line, source.url) == source


@pytest.mark.parametrize("line", [f"a.example: {A}, {A}", "Not stated: RTS, ", "Not stated: RTS,"])
def test_citations_of_earlier_exports_are_read(line: str) -> None:
    url = A if A in line else ""
    publisher, title = ("a.example", A) if url else ("Not stated", "RTS")
    assert read_citation(line, url) == Cited(publisher, title, "", url, "")
