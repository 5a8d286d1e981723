"""Packed columns give back what was packed, and JSON in a script element stays inert."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.script_json import element_json
from mapapp.exports.article.packing import (
    ALPHABET,
    BASE,
    pack_column,
    pack_numbers,
)


def unpack(packed: Any, length: int) -> list[Any]:  # noqa: PLR0911 - one for each form
    """What `static/data.js` does, in Python."""
    if isinstance(packed, list):
        return packed
    if "t" in packed:
        return list(packed["t"].split("\n"))
    if "f" in packed:
        return _unfront(packed["f"].split("\n"))
    if "n" in packed:
        return [(code + packed["o"]) / packed["s"] for code in _decode(packed["n"], packed["w"])]
    if "d" in packed:
        return _summed(code + packed["o"] for code in _decode(packed["d"], packed["w"]))
    if "c" in packed:
        return [packed["v"][code] for code in _decode(packed["c"], packed["w"])]
    return [packed["k"]] * length


def _decode(codes: str, width: int) -> list[int]:
    numbers = []
    for at in range(0, len(codes), width):
        number = 0
        for digit in codes[at : at + width]:
            number = number * BASE + ALPHABET.index(digit)
        numbers.append(number)
    return numbers


def _summed(steps: Any) -> list[int]:
    total, sums = 0, []
    for step in steps:
        total += step
        sums.append(total)
    return sums


def _unfront(lines: list[str]) -> list[str]:
    before, texts = b"", []
    for line in lines:
        before = before[: 2 * ALPHABET.index(line[0])] + line[1:].encode("utf-16-le")
        texts.append(before.decode("utf-16-le"))
    return texts


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
CELLS = st.one_of(TEXTS, st.integers(-9999, 99999), st.none(), st.lists(st.integers(0, 99)))


@given(st.one_of(st.lists(TEXTS), st.lists(st.integers(-9999, 99999)), st.lists(CELLS)))
def test_a_column_comes_back_as_it_was(values: list[Any]):
    packed = json.loads(element_json(pack_column(values)))
    assert unpack(packed, len(values)) == values


@given(st.lists(st.decimals(-180, 180, places=2).map(float)))
def test_positions_come_back_to_the_hundredth(values: list[float]):
    packed = json.loads(element_json(pack_numbers(values, 2)))
    assert unpack(packed, len(values)) == pytest.approx(values, abs=1e-9)


def test_texts_that_begin_alike_share_their_beginning():
    packed = pack_column([f"RECORD-{number:06d}" for number in range(1000)])
    assert len(element_json(packed)) < 6_000


def test_characters_outside_the_first_plane_may_be_shared():
    values = ["𝔸𝔹ℂ one", "𝔸𝔹ℂ two", "𝔸x"] * 5 + ["𝔸𝔹ℂ one more of them"]
    assert unpack(json.loads(element_json(pack_column(values))), len(values)) == values


@given(TEXTS)
def test_json_in_a_script_element_can_neither_end_nor_open_one(text: str):
    written = element_json([text, "</script><!--<script>", "\u2028"])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)[0] == text
