r"""Columns of a table as small JSON: each text once, and a few characters for every row.

A packed column is one of these; `static/data.js` reads them:

    {"k": value}                          the same in every row
    {"v": [values], "c": "codes", "w": 2} w characters a row: the place of its value in the list
    {"n": "codes", "w": 3, "o": -18000, "s": 100}
                                          numbers: (code + o) / s
    {"d": "codes", "w": 1, "o": -2}       whole numbers: each code + o is the step from the last
    {"t": "a\nb\nc"}                      one line of text a row
    {"f": "#abc\n%d"}                     the same, with a digit for how much the row before gives
    [values]                              as they are

The digits of a code are the characters of `ALPHABET`: none of them needs an escape in JSON or
means anything to HTML.
"""

from __future__ import annotations

import json
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from layers.script_json import element_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) not in "\\<>&'`")
BASE = len(ALPHABET)


def pack_column(values: Sequence[Any]) -> Any:
    """Pack a column of texts, whole numbers, Nones or lists of them.

    Returns:
        The smallest of the forms above that can hold it.
    """
    if not values:
        return []
    distinct = list(dict.fromkeys(json.dumps(value) for value in values))
    if len(distinct) == 1:
        return {"k": values[0]}
    forms: list[Any] = [list(values)]
    if all(isinstance(value, str) and "\n" not in value and "\r" not in value for value in values):
        forms += [{"t": "\n".join(values)}, {"f": "\n".join(_front_coded(values))}]
    if all(type(value) is int for value in values):
        forms.append(_as_steps(values))
    if len(distinct) < len(values):
        forms.append(_with_dictionary(values, distinct))
    return min(forms, key=lambda form: len(element_json(form)))


def pack_numbers(values: Sequence[float], decimals: int) -> Any:
    """Pack numbers that have no more than so many decimals.

    Returns:
        Codes that give back exactly the numbers, rounded to the decimals.
    """
    scale = 10**decimals
    whole = [round(value * scale) for value in values]
    offset = min(whole, default=0)
    width = _width(max(whole, default=0) - offset + 1)
    codes = "".join(_code(value - offset, width) for value in whole)
    return {"n": codes, "w": width, "o": offset, "s": scale}


def _front_coded(values: Sequence[str]) -> Iterator[str]:
    """Each text without the beginning that it shares with the one before."""
    before = ""
    for value in values:
        pairs = zip(before, value[: BASE // 2], strict=False)
        shared = "".join(old for old, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        units = len(shared.encode("utf-16-le")) // 2  # as JavaScript counts
        yield ALPHABET[units] + value[len(shared) :]
        before = value


def _as_steps(values: Sequence[int]) -> dict[str, Any]:
    steps = [after - before for before, after in pairwise([0, *values])]
    offset = min(steps)
    width = _width(max(steps) - offset + 1)
    return {"d": "".join(_code(step - offset, width) for step in steps), "w": width, "o": offset}


def _with_dictionary(values: Sequence[Any], distinct: list[str]) -> dict[str, Any]:
    place = {value: at for at, value in enumerate(distinct)}
    width = _width(len(distinct))
    codes = "".join(_code(place[json.dumps(value)], width) for value in values)
    return {"v": [json.loads(value) for value in distinct], "c": codes, "w": width}


def _width(number_of_values: int) -> int:
    width = 1
    while BASE**width < number_of_values:
        width += 1
    return width


def _code(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, BASE)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
