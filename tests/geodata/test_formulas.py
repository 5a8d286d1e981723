from __future__ import annotations

import pytest

from geodata.formulas import FORMULA_STARTS, plain_text, safe_text


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert safe_text(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "'quoted'", "3 - 2", "–dash"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-", "'s-Hertogenbosch", "'", "-", "plain"])
def test_what_was_made_safe_is_read_as_it_was(text: str) -> None:
    assert plain_text(safe_text(text)) == text
