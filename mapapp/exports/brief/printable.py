"""Texts without what no document can print: control characters and turners of writing direction."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from geodata.characters import BYTE_ORDER_MARK, CONTROLS, ISOLATING, MARKS, TURNING

Value = TypeVar("Value")

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(f"[{CONTROLS}{TURNING}{ISOLATING}{MARKS}{BYTE_ORDER_MARK}]")


def printable(value: Value) -> Value:
    """Copy a text, or dataclasses and tuples of texts, without what cannot be printed.

    Breaks of lines become spaces. Everything that is not a text stays as it is.
    """
    if isinstance(value, str):
        return cast("Value", _UNPRINTABLE.sub("", _BREAKS.sub(" ", value)))
    if isinstance(value, tuple):
        return cast("Value", tuple(printable(each) for each in value))
    if is_dataclass(value) and not isinstance(value, type):
        given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **{name: printable(each) for name, each in given.items()})
    return value
