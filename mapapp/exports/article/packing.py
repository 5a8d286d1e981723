r"""Columns of a table as small JSON: each text once, and a few characters for every row.

A packed column is one of these; `static/data.js` reads them:

    {"k": value}                          the same in every row
    {"v": [values], "c": "codes", "w": 2} w characters a row: the place of its value in the list
    {"n": "codes", "w": 3, "o": -1800000, "s": 10000}
                                          numbers: (code + o) / s
    {"t": "a\nb\nc"}                    one line of text a row
    [values]                              as they are

The digits of a code are the characters of `ALPHABET`: none of them needs an escape in JSON or
means anything to HTML.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) not in "\\<>&'`")
BASE = len(ALPHABET)


def pack_column(values: Sequence[Any]) -> Any:
    """Pack a column of texts, whole numbers, Nones or lists of them.

    Returns:
        The smallest of the forms above that can hold it.
    """
    distinct = list(dict.fromkeys(json.dumps(value) for value in values))
    if len(distinct) == 1:
        return {"k": values[0]}
    forms: list[Any] = [list(values)]
    if all(isinstance(value, str) and "\n" not in value and "\r" not in value for value in values):
        forms.append({"t": "\n".join(values)})
    if len(distinct) < len(values):
        forms.append(_with_dictionary(values, distinct))
    return min(forms, key=lambda form: len(dump_json(form)))


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


def dump_json(value: Any) -> str:
    """Write JSON that can stand in a `<script>` element: it cannot end or open one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


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
