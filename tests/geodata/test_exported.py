from __future__ import annotations

import pytest

from geodata.exported import is_exported, read_list, write_list


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
